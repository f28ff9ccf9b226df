"""What the program counts for the service index of a unit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from django.utils import translation
from pytest_django import Settings

from haicap.cli import haicap
from haicap.common.errors import Invalid
from haicap.dossiers import actions as dossiers
from haicap.dossiers.models import Attachment, Dossier
from haicap.measures import engine
from haicap.measures.lake.manifest import Lake
from haicap.measures.service_index import counting
from haicap.measures.service_index.counting import Asked
from haicap.measures.service_index.index import (
    NoCriterion,
    NoGrouping,
    index,
    parts_of,
    ratio,
)
from haicap.measures.service_index.scoring import Ratio, Why
from haicap.procedures.models import ProcedureVersion
from haicap.units.find import NoTerritory
from haicap.units.models import TerritoryVersion
from tests import given
from tests.measures import made
from tests.measures.world import follow_all

SINCE, UNTIL = date(2025, 7, 7), date(2025, 7, 12)
BEFORE = given.MONDAY - 5 * given.DAY


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def asked(code: str = "38", since: date = SINCE, until: date = UNTIL) -> Asked:
    version = TerritoryVersion.objects.on(given.TODAY).get(code=code)
    return Asked(version, since, until)


def counted(code: str = "38") -> dict[str, Ratio | None]:
    follow_all()
    return counting.counted(asked(code))


def decided(dossier: Dossier, at: datetime) -> Dossier:
    signer = given.signer(dossier.competent)
    return dossiers.decide(
        dossier, outcome="granted", document_number="1", by=signer, at=at
    )


class TestProgress:
    """Given a birth registration, which is due on the day it is received."""

    def test_settled_on_the_day_is_on_time(self, lake: Lake) -> None:
        given.settled()

        assert counted()["on-time"] == Ratio(1, 1)

    def test_settled_late_is_late(self, lake: Lake) -> None:
        decided(given.proposed(), given.MONDAY + 2 * given.DAY)

        assert counted()["on-time"] == Ratio(0, 1)

    def test_open_and_overdue_at_the_end_is_late(self, lake: Lake) -> None:
        given.processing()

        assert counted()["on-time"] == Ratio(0, 1)

    def test_open_within_its_time_at_the_end_is_on_time(self, lake: Lake) -> None:
        # Received on the last day, after 15:00: due on the next working day.
        given.processing(at=datetime(2025, 7, 11, 15, 20, tzinfo=given.VIETNAM))

        assert counted()["on-time"] == Ratio(1, 1)

    def test_waiting_for_the_applicant_is_within_its_time(self, lake: Lake) -> None:
        dossier = given.processing()
        fault = {"about": "to-khai", "what": "Thiếu chữ ký"}
        dossiers.ask_supplement(
            dossier,
            faults=[fault],
            by=given.specialist(dossier.competent),
            at=given.MONDAY + 2 * given.HOUR,
        )

        assert counted()["on-time"] == Ratio(1, 1)

    def test_settled_before_the_period_is_not_of_it(self, lake: Lake) -> None:
        given.settled(at=BEFORE)

        assert counted()["on-time"] == Ratio(0, 0)

    def test_still_open_from_before_is_of_it(self, lake: Lake) -> None:
        open_since_before = given.proposed(at=BEFORE)
        assert counted()["on-time"] == Ratio(0, 1)

        decided(open_since_before, given.MONDAY)
        assert counted()["on-time"] == Ratio(0, 1)

    def test_received_after_the_period_is_not_of_it(self, lake: Lake) -> None:
        given.settled(at=given.MONDAY + 7 * given.DAY)

        assert counted()["on-time"] == Ratio(0, 0)

    def test_refused_and_withdrawn_before_reception_never_began(self, lake: Lake) -> None:
        refused, withdrawn = given.submitted(), given.submitted()
        by = given.receptionist()
        dossiers.refuse(refused, reason="Sai thẩm quyền", by=by, at=given.MONDAY)
        dossiers.withdraw(withdrawn, reason="", by=given.citizen(), at=given.MONDAY)

        assert counted()["on-time"] == Ratio(0, 0)

    def test_withdrawn_in_time_is_on_time(self, lake: Lake) -> None:
        dossier = given.received()
        at = given.MONDAY + given.HOUR
        dossiers.withdraw(dossier, reason="", by=given.citizen(), at=at)

        assert counted()["on-time"] == Ratio(1, 1)

    def test_withdrawn_late_is_late(self, lake: Lake) -> None:
        dossier = given.received()
        at = given.MONDAY + 2 * given.DAY
        dossiers.withdraw(dossier, reason="", by=given.citizen(), at=at)

        assert counted()["on-time"] == Ratio(0, 1)

    def test_is_a_measure_like_the_others(self, lake: Lake) -> None:
        given.settled()
        given.processing()
        follow_all()

        (row,) = engine.compute(
            "index-progress", by=["province"], since=SINCE, until=UNTIL
        ).rows

        assert (row.keys, row.numerator, row.denominator) == (("38",), 1, 2)


@dataclass(frozen=True)
class Made:
    """A dossier out of thin air: when it began, was due, ended and how."""

    begun: date
    due: date
    ended: date | None
    how: str

    def rows(self, pk: int) -> list[made.Row]:
        due, known = made.moment(self.due), {"received_at": made.moment(self.begun)}
        found = [made.milestone(pk, "received", self.begun, **known, runs_until=due)]
        if self.ended is not None:
            late = {"is_late": self.is_late} if self.how == "settled" else {}
            end = made.milestone(pk, self.how, self.ended, **known, **late, ran_until=due)
            found.append(end)
        return found

    @property
    def is_late(self) -> bool:
        return self.ended is not None and self.ended > self.due

    def is_of(self, since: date, until: date) -> bool:
        return self.begun < until and (self.ended is None or self.ended >= since)

    def is_late_at(self, until: date) -> bool:
        if self.ended is not None and self.ended < until:
            return self.is_late
        return self.due < until


@pytest.mark.parametrize("seed", range(3))
def test_progress_is_that_counted_by_hand(
    db: None, settings: Settings, tmp_path: Path, seed: int
) -> None:
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    rng, dossiers_made = Random(seed), []
    for _ in range(300):
        begun = date(2025, 6, 20) + timedelta(days=rng.randrange(40))
        due = begun + timedelta(days=rng.randrange(1, 9))
        ended = begun + timedelta(days=rng.randrange(12)) if rng.random() < 0.7 else None
        how = rng.choice(["settled", "settled", "stopped", "withdrawn"])
        dossiers_made.append(Made(begun, due, ended, how))
    rows = [row for pk, one in enumerate(dossiers_made) for row in one.rows(pk)]
    made.fill(Lake(settings.HAICAP_LAKE), rows)

    for since, until in ((SINCE, UNTIL), (date(2025, 7, 1), date(2025, 7, 2))):
        there = [one for one in dossiers_made if one.is_of(since, until)]
        in_time = [one for one in there if not one.is_late_at(until)]
        found = engine.compute("index-progress", since=since, until=until).total
        assert (found.numerator, found.denominator) == (len(in_time), len(there))
        assert 0 < len(in_time) < len(there)


class TestOtherCriteria:
    def test_of_another_unit_nothing_is_counted(self, lake: Lake) -> None:
        given.settled()

        assert counted("40")["on-time"] == Ratio(0, 0)
        assert counted("14758")["on-time"] == Ratio(1, 1)

    def test_an_empty_lake_knows_nothing(self, lake: Lake) -> None:
        found = counting.counted(asked())

        assert found["on-time"] is None
        assert found["filed-online"] is None
        assert found["reception-satisfied"] is None

    def test_filed_online_of_received(self, lake: Lake) -> None:
        given.received()
        of = given.version()
        desk = given.receptionist()
        at_the_desk = dossiers.submit(
            of, given.request(of, channel="in_person"), by=desk, at=given.MONDAY
        )
        dossiers.accept(at_the_desk, by=desk, at=given.MONDAY)

        assert counted()["filed-online"] == Ratio(1, 2)

    def test_disliked_and_late_are_taken_off(self, lake: Lake) -> None:
        liked, disliked = given.returned(), given.returned()
        given.processing()  # late
        for dossier, grade in ((liked, "very"), (disliked, "not")):
            at = given.MONDAY + 5 * given.HOUR
            dossiers.rate(dossier, grade=grade, by=given.citizen(), at=at)

        assert counted()["reception-satisfied"] == Ratio(1, 3)

    def test_never_less_than_none_satisfied(self, lake: Lake) -> None:
        late = decided(given.proposed(), given.MONDAY + given.DAY)
        given.receptionist()
        at = given.MONDAY + given.DAY + given.HOUR
        dossiers.return_result(late, collector="An", by=given.receptionist(), at=at)
        dossiers.rate(late, grade="not", by=given.citizen(), at=at)

        assert counted()["reception-satisfied"] == Ratio(0, 1)

    def test_files_of_components_and_of_results(self, lake: Lake) -> None:
        with_result, _without = given.settled(), given.settled()
        file = given.upload().file
        Attachment.objects.create(
            dossier=with_result, file=file, name="kq.pdf", is_result=True, added_at=given.MONDAY
        )  # fmt: skip

        found = counted()
        assert found["electronic-result"] == Ratio(1, 2)
        assert found["digitised"] == Ratio(1, 2)

        with_result.attachments.filter(is_result=False).delete()
        assert counted()["digitised"] == Ratio(0, 2)

    def test_paid_online_of_those_with_an_obligation(self, lake: Lake) -> None:
        for method in ("online", "cash"):
            dossiers.pay(charged(), method=method, by=given.citizen(), at=paid_at())
        charged()
        given.settled()

        assert counted()["paid-online"] == Ratio(1, 3)

    def test_a_method_that_tells_nothing_makes_it_unknown(self, lake: Lake) -> None:
        dossiers.pay(charged(), method="VNPay?", by=given.citizen(), at=paid_at())

        found = counted()
        assert found["paid-online"] is None
        assert found["fee-procedures-paid-online"] is None

    def test_fee_procedures_paid_online(self, lake: Lake) -> None:
        with_fee = asked("14758").procedures.filter(channels__fee__gt=0).distinct()
        of = given.version("2.000635")
        assert of in with_fee
        dossiers.pay(charged(of), method="online", by=given.citizen(), at=paid_at())
        dossiers.pay(charged(), method="online", by=given.citizen(), at=paid_at())

        found = counted("14758")["fee-procedures-paid-online"]
        assert found == Ratio(1, with_fee.count())

    def test_online_services_offered_and_used(self, lake: Lake) -> None:
        given.received()

        found = counted()
        offered, used = found["online-offered"], found["online-used"]
        assert offered is not None
        assert used is not None
        assert offered.denominator == asked().procedures.count()
        assert used == Ratio(1, offered.numerator)

    def test_data_in_the_place_of_papers(self, lake: Lake) -> None:
        with_data, without = given.received(), given.received()
        with_data.parts.update(from_data=False)
        without.parts.update(from_data=False)
        assert counted()["data-reused"] == Ratio(0, 2)

        part = with_data.parts.first()
        assert part is not None
        with_data.parts.filter(pk=part.pk).update(from_data=True)
        assert counted()["data-reused"] == Ratio(1, 2)

    def test_procedures_with_all_seven_parts(self, lake: Lake) -> None:
        complete = [each for each in asked().procedures if has_seven_parts(each)]

        assert 0 < len(complete) < asked().procedures.count()
        assert counted()["content-complete"] == Ratio(
            len(complete), asked().procedures.count()
        )

    def test_a_commune_decides_fewer_procedures_than_its_province(
        self, lake: Lake
    ) -> None:
        assert 0 < asked("14758").procedures.count() < asked("38").procedures.count()


def has_seven_parts(version: ProcedureVersion) -> bool:
    """Name, sequence, ways of filing, papers, time limit, subjects, agency."""
    limits = [rule.limit for rule in version.channels.all()]
    return all(
        (
            version.name_vi,
            version.sequence,
            any(limits),
            version.components.exists(),
            version.subjects,
            version.implementing_agency,
        )
    )


def charged(of: ProcedureVersion | None = None) -> Dossier:
    dossier = given.processing(of=of)
    return dossiers.request_payment(
        dossier,
        amount=8000,
        what="Lệ phí",
        by=given.specialist(dossier.competent),
        at=given.MONDAY + 2 * given.HOUR,
    )


def paid_at() -> datetime:
    return given.MONDAY + 3 * given.HOUR


class TestIndex:
    def test_says_points_and_what_is_missing(self, lake: Lake) -> None:
        given.settled()
        follow_all()

        found = index("38", since=SINCE, until=UNTIL)

        progress = found.score.parts[1]
        assert progress.points == 20
        assert found.score.total.points is None
        missing = {line.criterion.code for line in found.score.total.missing}
        assert missing >= {"synchronised", "petitions-on-time", "citizens-store"}
        assert found.data_as_of is not None

    def test_is_whole_when_the_rest_is_given(self, lake: Lake) -> None:
        given.settled()
        follow_all()
        known = index("38", since=SINCE, until=UNTIL)
        missing = {line.criterion.code for line in known.score.total.missing}

        rest = dict.fromkeys(missing, Ratio(1, 1))
        found = index("38", since=SINCE, until=UNTIL, given=rest)

        total = found.score.total
        left = sum(int(line.criterion.points) for line in known.score.total.missing)
        assert total.points == known.score.total.known + left
        assert found.given == missing

    def test_what_is_given_wins(self, lake: Lake) -> None:
        given.settled()
        follow_all()

        found = index(
            "38", since=SINCE, until=UNTIL, given={"on-time": Ratio(9655, 10000)}
        )

        assert str(found.score.parts[1].points) == "19.31"

    def test_bad_questions_are_refused(self, lake: Lake) -> None:
        with pytest.raises(NoCriterion, match="the nearest is “on-time”"):
            index("38", since=SINCE, until=UNTIL, given={"on-tim": Ratio(1, 1)})
        with pytest.raises(Invalid, match="at least one day"):
            index("38", since=UNTIL, until=SINCE)
        with pytest.raises(Invalid, match="of a province or a commune"):
            index("VN", since=SINCE, until=UNTIL)
        with pytest.raises(NoTerritory):
            index("98", since=SINCE, until=UNTIL)
        with pytest.raises(NoGrouping, match="press"):
            parts_of(index("38", since=SINCE, until=UNTIL), "pres")

    @pytest.mark.parametrize("text", ["1", "1/", "a/b", "-1/2", "nan/1"])
    def test_a_ratio_that_is_none(self, text: str) -> None:
        with pytest.raises(Invalid, match="a numerator and a denominator"):
            ratio(text)


class TestCommand:
    def test_prints_every_criterion(self, lake: Lake) -> None:
        given.settled()
        follow_all()
        asked_for = ["index", "38", "--from", "2025-07-07", "--to", "2025-07-11"]

        told = CliRunner().invoke(
            haicap, [*asked_for, "--given", "synchronised=9/10", "--json"]
        )

        said = json.loads(told.stdout)
        assert said["unit"]["code"] == "38"
        criteria = {
            each["code"]: each for group in said["groups"] for each in group["criteria"]
        }
        assert len(criteria) == 21
        assert criteria["on-time"]["points"] == 20
        assert criteria["synchronised"]["given"] is True
        assert criteria["synchronised"]["points"] == 5.4
        assert criteria["petitions-on-time"]["points"] is None
        assert criteria["petitions-on-time"]["rule"] == Why.MISSING
        assert "petitions-on-time" in said["missing"]
        assert said["total"]["points"] is None

    def test_speaks_to_people(self, lake: Lake) -> None:
        given.settled()
        follow_all()
        asked_for = ["index", "38", "--from", "2025-07-07", "--to", "2025-07-11"]

        told = CliRunner().invoke(haicap, [*asked_for, "--grouping", "press"])

        assert told.exit_code == 0, told.output
        assert "Online services and" in told.output
        assert "Cannot be computed: missing" in told.output

    def test_a_given_ratio_must_name_its_criterion(self) -> None:
        asked_for = ["index", "38", "--from", "2025-07-07", "--to", "2025-07-11"]

        told = CliRunner().invoke(haicap, [*asked_for, "--given", "9/10"])

        assert told.exit_code == 2
        assert "CRITERION=N/D" in told.output
