"""Loading files: all or nothing, once, and another version for what says something new."""

from datetime import date

import pytest

from haicap.journal.models import Entry
from haicap.procedures import actions, catalogue
from haicap.procedures.card import differences
from haicap.procedures.load import load, load_catalogue
from haicap.procedures.models import Procedure, ProcedureVersion, PublicationDecision
from tests import given
from tests.procedures import world

pytestmark = pytest.mark.django_db
CHANGED = world.TEXT.replace("fee: 10.000", "fee: 20.000")
JULY = date(2025, 7, 1)


def versions() -> list[ProcedureVersion]:
    return list(
        ProcedureVersion.objects.filter(procedure__slug="cap-giay-thu").order_by("number")
    )


class TestFirst:
    def test_publishes_with_decisions_and_their_ends(self) -> None:
        outcome = load_catalogue(world.read(world.TEXT))

        assert outcome.new == ["cap-giay-thu", "dich-vu-thu"]
        (version,) = versions()
        assert version.is_published
        assert version.decision == PublicationDecision.objects.get(number="1/QĐ-THU")
        assert version.decision.issuer == "Ministry of Tests"
        assert version.due_policy == "end-of-day"
        # The decision ends it before the file does.
        assert version.valid_until == date(2029, 1, 1)
        service = ProcedureVersion.objects.get(procedure__slug="dich-vu-thu")
        assert service.is_interconnected
        assert service.legs.get(code="hai").waits_for == ["mot"]

    def test_of_the_bundled_files_changes_nothing_a_second_time(self) -> None:
        before = ProcedureVersion.objects.count(), Entry.objects.count()

        assert load() == 275

        assert (ProcedureVersion.objects.count(), Entry.objects.count()) == before

    def test_of_a_fault_loads_nothing(self) -> None:
        with pytest.raises(catalogue.CatalogueRefused):
            load_catalogue(world.read(world.TEXT.replace("share: 0.75", "share: 0.7")))

        assert not Procedure.objects.filter(slug="cap-giay-thu").exists()


class TestAgain:
    def test_leaves_what_says_the_same(self) -> None:
        load_catalogue(world.read(world.TEXT))
        reordered = world.TEXT.replace("    online: full\n", "").replace(
            "    levels: [commune]\n", "    levels: [commune]\n    online: full\n"
        )

        outcome = load_catalogue(world.read(reordered), amend_from=JULY)

        assert outcome.unchanged == ["cap-giay-thu", "dich-vu-thu"]
        assert len(versions()) == 1

    def test_makes_another_version_from_the_day(self) -> None:
        load_catalogue(world.read(world.TEXT))

        outcome = load_catalogue(world.read(CHANGED), amend_from=JULY, at=given.MONDAY)

        assert outcome.amended == ["cap-giay-thu"]
        first, second = versions()
        assert first.valid_until == second.valid_from == JULY
        assert second.valid_until == date(2029, 1, 1)
        fees = [v.channels.get(channel="in_person").fee for v in (first, second)]
        assert fees == [10_000, 20_000]
        entry = Entry.objects.get(kind="procedures.published")
        assert entry.data["version"] == 2

    def test_without_a_day_leaves_it_and_says_so(self) -> None:
        load_catalogue(world.read(world.TEXT))

        outcome = load_catalogue(world.read(CHANGED))

        assert outcome.left == ["cap-giay-thu"]
        assert len(versions()) == 1

    def test_takes_the_later_day_that_the_file_itself_names(self) -> None:
        load_catalogue(world.read(world.TEXT))

        outcome = load_catalogue(
            world.read(CHANGED.replace("from: 2025-01-01", "from: 2025-08-01", 1))
        )

        assert outcome.amended == ["cap-giay-thu"]
        assert versions()[1].valid_from == date(2025, 8, 1)

    def test_before_a_published_version_is_refused_whole(self) -> None:
        load_catalogue(world.read(world.TEXT))
        load_catalogue(world.read(CHANGED), amend_from=JULY)
        third = world.TEXT.replace("10.000", "30.000").replace(
            "Dịch vụ thử", "Dịch vụ khác"
        )

        with pytest.raises(actions.VersionInTheWay):
            load_catalogue(world.read(third), amend_from=JULY)

        assert len(versions()) == 2
        assert ProcedureVersion.objects.filter(procedure__slug="dich-vu-thu").count() == 1

    def test_numbers_go_on_after_a_draft(self) -> None:
        load_catalogue(world.read(world.TEXT))
        actions.draft(
            world.content("Bản thảo"),
            valid_from=date(2026, 1, 1),
            by=world.cataloguer(),
            at=given.MONDAY,
        )

        load_catalogue(world.read(CHANGED), amend_from=JULY)

        assert [v.number for v in versions()] == [1, 2, 3]

    def test_fills_in_a_code_that_becomes_known(self) -> None:
        without = world.TEXT.replace('    code: "9.000001"\n', "")
        load_catalogue(world.read(without))

        load_catalogue(world.read(world.TEXT), amend_from=JULY)

        assert Procedure.objects.get(slug="cap-giay-thu").code == "9.000001"


class TestDifferences:
    def test_name_the_fields_with_old_and_new(self) -> None:
        load_catalogue(world.read(world.TEXT))
        procedures = {p.slug: p for p in Procedure.objects.all()}
        content = world.read(CHANGED).procedures[0] | {"name": "Khác"}

        found = {
            f: (old, new)
            for f, old, new in differences(content, versions()[0], procedures)
        }

        assert set(found) == {"name_vi", "channels"}
        assert found["name_vi"] == ("Cấp giấy thử", "Khác")

    def test_are_none_where_the_file_says_the_same(self) -> None:
        load_catalogue(world.read(world.TEXT))
        procedures = {p.slug: p for p in Procedure.objects.all()}
        content = world.read(world.TEXT).procedures[0]

        assert differences(content, versions()[0], procedures) == []
