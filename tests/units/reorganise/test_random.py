"""Random plans over random countries: nobody is lost, nothing is counted twice."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.common.checks import find_checks, run
from haicap.competence.resolve import decider_for
from haicap.dossiers.models import Assignment, Dossier, UnresolvedMove
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.units.models import Agency, Kind, MeasureShare, Succession, TerritoryVersion
from haicap.units.reorganise.actions import rehearse, reorganise
from haicap.units.reorganise.plan import Origin, Plan, Unit
from haicap.units.reorganise.refusals import AlreadyApplied
from tests.units.reorganise import small

pytestmark = pytest.mark.usefixtures("no_country")
# These know the bundled country, and when its procedures were published.
OF_THE_BUNDLED = {"number_of_units", "nobody_decides", "several_decide"}


@dataclass
class Story:
    """A country, what is to become of it, and the dossiers in it."""

    shape: dict[str, list[str]] = field(default_factory=dict)
    plan: Plan | None = None
    dossiers: list[tuple[str, str, str]] = field(default_factory=list)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    story = Story()
    for number in range(draw(st.integers(1, 3))):
        province = str(10 + 10 * number)
        count = draw(st.integers(1, 4))
        story.shape[province] = [f"{province}{n:03}" for n in range(1, count + 1)]
    communes = [code for codes in story.shape.values() for code in codes]
    states = st.sampled_from(["registered", "processing", "settled", "returned"])
    procedures = st.sampled_from([small.AT_COMMUNE, small.AT_PROVINCE])
    each = st.tuples(st.sampled_from(communes), procedures, states)
    story.dossiers = draw(st.lists(each, min_size=1, max_size=6))
    story.plan = Plan("random", "Random", "1/NQ", small.ON, tuple(_units(draw, story)))
    return story


def _units(draw: st.DrawFn, story: Story) -> list[Unit]:
    """Merge some provinces; in each that is touched, deal the communes out anew."""
    provinces = list(story.shape)
    merged = provinces[: draw(st.integers(0, len(provinces)))]
    units: list[Unit] = []
    groups = [[p] for p in provinces if p not in merged]
    if len(merged) > 1:
        code = draw(st.sampled_from([merged[0], "90"]))
        units.append(_unit(code, "VN", [Origin(p) for p in merged], Kind.CITY))
        units += _dealt(draw, [c for p in merged for c in story.shape[p]], code)
    else:
        groups += [[p] for p in merged]
    for (province,) in groups:
        if draw(st.booleans()):
            units += _dealt(draw, story.shape[province], province)
    return units


def _dealt(draw: st.DrawFn, communes: list[str], province: str) -> list[Unit]:
    places = draw(st.integers(1, len(communes)))
    goes: dict[str, list[int]] = {
        code: sorted(
            draw(st.sets(st.integers(0, places - 1), min_size=1, max_size=places))
        )
        for code in communes
    }
    origins: dict[int, list[Origin]] = defaultdict(list)
    for code, targets in goes.items():
        known = draw(st.booleans())
        for target in targets:
            share = _share(len(targets), target == targets[0])
            origins[target].append(
                Origin(
                    code,
                    "whole" if len(targets) == 1 else "part",
                    shares={"population": share} if known else {},
                    suggested=target == targets[0] and draw(st.booleans()),
                )
            )
    taken: set[str] = set()
    units = []
    for target, parts in sorted(origins.items()):
        code = parts[0].code if parts[0].code not in taken else f"9{province}{target:02}"
        taken.add(code)
        if len(parts) == 1 and parts[0].kind == "whole" and draw(st.booleans()):
            parts = [replace(parts[0], kind="renamed")]
        units.append(_unit(code, province, parts, Kind.WARD))
    return units


def _share(parts: int, is_first: bool) -> Decimal:
    """Equal parts of one; the first takes what rounding leaves."""
    part = (Decimal(1) / parts).quantize(Decimal("0.000001"))
    return 1 - part * (parts - 1) if is_first else part


def _unit(code: str, parent: str, origins: list[Origin], kind: str) -> Unit:
    return Unit(code, kind, f"Mới {code}", parent, tuple(origins))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stories())
def test_nobody_is_lost(story: Story) -> None:
    with transaction.atomic():
        small.found(story.shape)
        for place, code, state in story.dossiers:
            small.dossier(place, code=code, state=state)
        before = Counter(Dossier.objects.values_list("state", flat=True))
        closed = _closed()
        split = _split(story)

        assert story.plan is not None
        told = rehearse(story.plan, at=small.NIGHT)
        assert Entry.objects.filter(kind="dossier.moved").count() == 0
        done = reorganise(story.plan, by=None, at=small.NIGHT)

        said = {c.code: (c.count, str(c)) for c in told.consequences}
        assert {c.code: (c.count, str(c)) for c in done.consequences} == said
        assert Counter(Dossier.objects.values_list("state", flat=True)) == before
        assert _closed() == closed
        _check_dossiers(split)
        _check_shares()
        _check_integrity()
        with pytest.raises(AlreadyApplied), transaction.atomic():
            reorganise(story.plan, by=None, at=small.NIGHT)
        transaction.set_rollback(True)


def _closed() -> list[tuple[object, ...]]:
    rows = Dossier.objects.exclude(ended_at=None).order_by("pk")
    return list(rows.values_list())


def _split(story: Story) -> set[str]:
    assert story.plan is not None
    times = Counter(o.code for unit in story.plan.units for o in unit.origins)
    return {code for code, number in times.items() if number > 1}


def _check_dossiers(split: set[str]) -> None:
    there = set(Agency.objects.on(small.ON).values_list("pk", flat=True))
    waiting = set(UnresolvedMove.objects.values_list("dossier_id", flat=True))
    for dossier in Dossier.objects.filter(ended_at=None).select_related(
        "place", "version"
    ):
        assert {
            dossier.responsible_id,
            dossier.competent_id,
            dossier.return_at_id,
        } <= there
        last = Assignment.objects.filter(dossier=dossier).order_by("-pk")[0]
        assert last.agency_id == dossier.responsible_id
        assert (dossier.pk in waiting) == (dossier.place.key in split)
        if dossier.pk not in waiting:
            place = dossier.present_place
            decided = decider_for(dossier.version.procedure_id, place.pk, small.ON)
            assert decided.agency_id == dossier.competent_id
    duties = Duty.objects.filter(closed_at=None)
    assert set(duties.values_list("agency_id", flat=True)) <= there


def _check_shares() -> None:
    """Any additive measure, mapped by its shares, has the same national total."""
    total: dict[int, Decimal] = defaultdict(Decimal)
    for share in MeasureShare.objects.select_related("succession"):
        total[share.succession.predecessor_id] += share.share
    assert all(abs(each - 1) < Decimal("0.00001") for each in total.values())
    born = TerritoryVersion.objects.filter(valid_from=small.ON)
    reached = set(Succession.objects.values_list("successor_id", flat=True))
    assert set(born.values_list("territory_id", flat=True)) <= reached


def _check_integrity() -> None:
    checks = [c for c in find_checks() if c.room in ("units", "dossiers", "duties")]
    found = {}
    for check in checks:
        if check.name not in OF_THE_BUNDLED and check.path.suffix == ".sql":
            with connection.cursor() as cursor:
                cursor.execute(check.path.read_text("utf-8").replace("%", "%%"))
                rows = cursor.fetchall()
            if rows and check.severity == "error":
                found[check.name] = rows[:3]
    made_up = {
        "version_not_of_the_day", "settled_without_a_decision", "ended_without_its_fact",
        "number_beyond_the_counter", "numbers_with_a_gap", "moments_out_of_order",
    }  # fmt: skip
    assert {name: rows for name, rows in found.items() if name not in made_up} == {}


def test_the_helper_runs_what_it_says() -> None:
    assert run(find_checks()[0]).broken == ""
