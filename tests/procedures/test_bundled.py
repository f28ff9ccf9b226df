"""What comes with the program: real procedures, with what is uncertain marked."""

from datetime import date

import pytest

from haicap.procedures import catalogue
from haicap.procedures.models import ProcedureVersion, PublishedChange
from haicap.procedures.rules import PARTS

TODAY = date(2025, 7, 7)
BIRTH, DEATH, RESIDENCE = "1.001193", "1.000656", "1.004222"


class TestFiles:
    def test_have_no_fault(self) -> None:
        assert catalogue.bundled().faults == []

    def test_hold_275_procedures_270_of_them_with_a_national_code_or_real_name(
        self,
    ) -> None:
        procedures = catalogue.bundled().procedures

        assert len(procedures) == 275
        assert sum("code" in p for p in procedures) == 268

    def test_every_part_is_there_or_marked(self) -> None:
        for procedure in catalogue.bundled().procedures:
            for part in set(PARTS) - {"limit"}:
                assert procedure.get(part) or part in procedure["uncertain"], procedure[
                    "slug"
                ]

    def test_papers_are_known_of_at_least_60(self) -> None:
        assert (
            sum(bool(p.get("components")) for p in catalogue.bundled().procedures) >= 60
        )

    def test_say_where_everything_comes_from(self) -> None:
        assert all(
            p["provenance"] and p["confidence"] for p in catalogue.bundled().procedures
        )

    def test_name_no_machine_of_ours(self) -> None:
        for file in catalogue.bundled_files():
            assert "file id" not in file.read_text(encoding="utf-8")


@pytest.mark.django_db
class TestDatabase:
    def test_holds_as_many_in_force(self) -> None:
        # Those of 2026 are not yet in force in 2025.
        late = [p for p in catalogue.bundled().procedures if p["from"] > TODAY]

        assert ProcedureVersion.objects.on(TODAY).count() == 275 - len(late)
        assert 1 <= len(late) <= 5

    def test_answers_for_the_last_day_of_the_districts_too(self) -> None:
        versions = ProcedureVersion.objects.on(date(2025, 6, 30))

        assert versions.filter(procedure__code=BIRTH).exists()
        assert versions.count() > 250

    def test_limits_and_fees_differ_by_channel(self) -> None:
        residence = ProcedureVersion.objects.on(TODAY).get(procedure__code=RESIDENCE)

        fees = dict(residence.channels.values_list("channel", "fee"))
        assert fees == {"online": 10_000, "in_person": 20_000}

    def test_papers_are_by_case_and_replaced_by_data(self) -> None:
        birth = ProcedureVersion.objects.on(TODAY).get(procedure__code=BIRTH)

        assert birth.components.filter(case__code="bo-roi").exists()
        assert birth.components.exclude(replaced_by_data="").exists()
        assert birth.result_code == "KQ.G15.000031"
        assert len(birth.form()) > 20

    def test_a_procedure_without_a_form_has_the_general_one(self) -> None:
        version = ProcedureVersion.objects.on(TODAY).get(procedure__code="2.000908")

        assert [q["name"] for q in version.form()] == ["content"]

    def test_shares_of_the_steps_make_up_the_whole(self) -> None:
        for version in ProcedureVersion.objects.prefetch_related("steps"):
            assert sum(step.share for step in version.steps.all()) == 1

    @pytest.mark.parametrize(
        ("service", "legs"),
        [
            ("2.000986", [BIRTH, RESIDENCE, None]),
            ("2.002622", [DEATH, "1.003197", "1.001731"]),
            (None, ["1.001612", None]),
        ],
    )
    def test_services_bind_procedures(self, service: str | None, legs: list[str]) -> None:
        versions = ProcedureVersion.objects.on(TODAY)
        if service is None:
            version = versions.get(procedure__slug="mo-cua-hang-ban-le-ruou")
        else:
            version = versions.get(procedure__code=service)

        found = list(version.legs.order_by("order"))
        assert [leg.procedure.code for leg in found] == legs
        assert found[0].waits_for == []
        assert found[0].gives
        assert all(leg.waits_for == [found[0].code] for leg in found[1:])

    def test_the_poverty_procedures_end_with_2026(self) -> None:
        changes = PublishedChange.objects.filter(decision__number="3249/QĐ-UBND")

        assert sorted(str(change.procedure) for change in changes) == [
            "1.011606",
            "1.011607",
            "1.011608",
            "3.000412",
        ]
        for change in changes:
            version = change.procedure.versions.get()
            assert version.valid_until == change.effective_on == date(2027, 1, 1)
        assert not ProcedureVersion.objects.on(date(2027, 1, 1)).filter(
            procedure__code="1.011606"
        )

    def test_a_replacement_of_unknown_day_ends_nothing(self) -> None:
        change = PublishedChange.objects.get(procedure__code="2.000986")

        assert change.kind == "replaced"
        assert change.effective_on is None
        assert change.procedure.versions.get().valid_until is None
