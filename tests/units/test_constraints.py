"""The database itself refuses what cannot be."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from haicap.units.models import (
    Agency,
    AgencyName,
    Reorganisation,
    Succession,
    TerritoryVersion,
    code_number,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 7, 1)


@pytest.fixture
def version() -> TerritoryVersion:
    return TerritoryVersion.objects.on(DAY).get(code="00070")


def copy_of(version: TerritoryVersion, **changes: object) -> TerritoryVersion:
    other = TerritoryVersion.objects.get(pk=version.pk)
    other.pk = None
    for name, value in changes.items():
        setattr(other, name, value)
    return other


class TestTerritoryVersion:
    def test_is_one_a_day(self, version: TerritoryVersion) -> None:
        other = copy_of(
            version, code="99999", code_number=code_number("commune", "99999")
        )

        with pytest.raises(IntegrityError, match="territory_one_version_a_day"):
            other.save()

    def test_has_a_code_of_its_own_each_day(self, version: TerritoryVersion) -> None:
        someone = TerritoryVersion.objects.on(DAY).get(code="00097").territory
        someone.versions.update(valid_until=DAY + timedelta(days=5))
        other = copy_of(version, territory=someone, valid_from=DAY + timedelta(days=5))

        with pytest.raises(IntegrityError, match="territory_code_once_a_day"):
            other.save()

    def test_may_take_a_code_that_another_has_left(
        self, version: TerritoryVersion
    ) -> None:
        change = DAY + timedelta(days=5)
        someone = TerritoryVersion.objects.on(DAY).get(code="00097").territory
        someone.versions.update(valid_until=change)
        TerritoryVersion.objects.filter(pk=version.pk).update(valid_until=change)

        copy_of(version, territory=someone, valid_from=change, valid_until=None).save()

    def test_has_a_day(self, version: TerritoryVersion) -> None:
        version.valid_until = version.valid_from

        with pytest.raises(IntegrityError, match="territory_version_has_a_day"):
            version.save()

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("province", "01"), ("district", "001")),
            (("district", "001"), ("commune", "00001")),
            (("province", "01"), ("province", "02")),
        ],
    )
    def test_codes_of_two_levels_never_clash(
        self, one: tuple[str, str], other: tuple[str, str]
    ) -> None:
        assert code_number(*one) != code_number(*other)


class TestSuccession:
    def test_has_one_suggestion_and_none_in_doubt(self) -> None:
        split = Succession.objects.filter(kind="part", suggested=False, is_doubtful=False)
        doubtful = Succession.objects.filter(is_doubtful=True).first()
        second = next(
            row
            for row in split
            if Succession.objects.filter(
                predecessor=row.predecessor, suggested=True
            ).exists()
        )
        assert doubtful is not None
        second.suggested = doubtful.suggested = True

        with (
            pytest.raises(IntegrityError, match="succession_one_suggestion"),
            transaction.atomic(),
        ):
            second.save()
        Succession.objects.filter(predecessor=doubtful.predecessor).update(
            suggested=False
        )
        with pytest.raises(IntegrityError, match="succession_doubtful_is_not_suggested"):
            doubtful.save()

    @pytest.mark.parametrize("share", ["0", "1.5", "-0.2"])
    def test_has_a_share_of_at_most_one(self, share: str) -> None:
        row = Succession.objects.filter(kind="part").first()
        assert row is not None

        with pytest.raises(IntegrityError, match="succession_share_is_a_part_of_one"):
            Succession.objects.filter(pk=row.pk).update(share=share)

    def test_is_told_once(self) -> None:
        row = Succession.objects.select_related("reorganisation").first()
        assert row is not None
        assert isinstance(row.reorganisation, Reorganisation)
        row.pk, row.suggested = None, False

        with pytest.raises(IntegrityError, match="succession_once"):
            row.save()


class TestAgency:
    def test_has_a_day(self) -> None:
        with pytest.raises(IntegrityError, match="agency_has_a_day"):
            Agency.objects.filter(code="00070.9").update(valid_until=DAY)

    def test_has_one_earlier_name_a_day(self) -> None:
        name = AgencyName.objects.first()
        assert name is not None
        name.pk = None

        with pytest.raises(IntegrityError, match="agency_one_name_a_day"):
            name.save()
