"""Measures against the same counted by hand."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pytest_django import Settings

from haicap.common.errors import Invalid
from haicap.measures import engine
from haicap.measures.answers import Result
from haicap.measures.lake.manifest import CorruptFile, Lake
from haicap.measures.milestones import CLOCK
from haicap.measures.registry import MEASURES, NoDimension, NoMeasure
from tests import given
from tests.measures import made, world

SINCE, UNTIL = date(2025, 7, 1), date(2025, 8, 1)
Row = dict[str, Any]


@pytest.fixture
def made_lake(db: None, settings: Settings, tmp_path: Path) -> Lake:
    """An empty lake without a database behind it."""
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    return Lake(settings.HAICAP_LAKE)


def july(name: str, *by: str, **said: Any) -> Result:
    return engine.compute(name, by=by, since=SINCE, until=UNTIL, **said)


def in_july(row: Row) -> bool:
    return bool(SINCE <= row["day"] < UNTIL)


def counted(rows: list[Row], test: Callable[[Row], object]) -> int:
    return sum(1 for row in rows if test(row))


def some_traffic(rng: Random, count: int = 400) -> list[Row]:
    """Dossiers of June to August of all sorts, some not yet finished."""
    rows: list[Row] = []
    for pk in range(1, count + 1):
        on = date(2025, 6, 1) + timedelta(days=rng.randrange(90))
        online = rng.random() < 0.7
        found = made.dossier(
            pk, on,
            late=rng.choice([True, False, False, None]),
            channel="online" if online else "in_person",
            assisted=online and rng.random() < 0.3,
            province=rng.choice(["38", "01", None]),
            province_place=rng.choice([1, 2]),
            level=rng.choice(["commune", "province"]),
            is_leg=rng.random() < 0.1,
            supplements=rng.choice([0, 0, 1]),
        )  # fmt: skip
        for row in found:
            if row.get("is_late", 0) is None:
                row["due_at"] = None
        rows += found[: rng.choice([1, 2, 3, 3])]
        if rng.random() < 0.3:
            grade = rng.choice(["very", "satisfied", "not"])
            rows.append(made.milestone(pk, "rated", on + timedelta(days=9), grade=grade))
        if rng.random() < 0.1:
            rows.append(made.milestone(-pk, "refused", on))
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_every_share_is_that_counted_by_hand(made_lake: Lake, seed: int) -> None:
    rows = some_traffic(Random(seed))
    made.fill(made_lake, rows)
    whole = [r for r in rows if not r["is_leg"]]
    received = [r for r in whole if r["milestone"] == "received" and in_july(r)]
    returned = [r for r in whole if r["milestone"] == "returned" and in_july(r)]
    limited = [r for r in returned if r["is_late"] is not None]
    begun = {r["dossier"] for r in received}
    back = [
        r for r in whole
        if r["milestone"] == "returned" and r["dossier"] in begun and r["day"] < UNTIL
    ]  # fmt: skip
    june = [
        r for r in whole
        if r["milestone"] == "received" and date(2025, 5, 31) <= r["day"] < SINCE
    ]  # fmt: skip
    rated = [r for r in rows if r["milestone"] == "rated" and in_july(r)]
    settled = [r for r in rows if r["milestone"] == "settled" and in_july(r)]
    online = [r for r in received if r["channel"] == "online"]
    refused = counted(rows, lambda r: r["milestone"] == "refused" and in_july(r))
    expected = {
        "received": (len(received), None),
        "returned": (len(returned), None),
        "online": (len(online), len(received)),
        "online-assisted": (counted(online, lambda r: r["assisted"]), len(online)),
        "received-at-communes": (
            counted(received, lambda r: r["level"] == "commune"), len(received)
        ),
        "received-growth": (len(received) - len(june), len(june)),
        "refused": (refused, refused + len(received)),
        "on-time": (counted(limited, lambda r: not r["is_late"]), len(limited)),
        "returned-of-received": (len(back), len(received)),
        "on-time-of-received": (
            counted(back, lambda r: r["is_late"] is False),
            counted(received, lambda r: r["due_at"] is not None),
        ),
        "supplemented": (counted(settled, lambda r: r["supplements"]), len(settled)),
        "rated": (len(rated), None),
        "satisfied": (counted(rated, lambda r: r["grade"] != "not"), len(rated)),
    }  # fmt: skip

    results = engine.compute_many(list(expected), since=SINCE, until=UNTIL)

    found = {r.measure.name: (r.total.numerator, r.total.denominator) for r in results}
    assert found == expected
    alone = {name: july(name).total for name in expected}
    assert {name: (t.numerator, t.denominator) for name, t in alone.items()} == expected


def test_every_measure_of_milestones_is_counted_by_hand_here() -> None:
    by_hand = {
        "index-progress",  # in test_service_index_counting.py
        "received", "returned", "online", "online-assisted", "received-at-communes",
        "received-growth", "refused", "on-time", "returned-of-received",
        "on-time-of-received", "supplemented", "rated", "satisfied", "overdue-open",
        "processing-time-p50", "processing-time-p90",  # in test_service_index_counting.py
    }  # fmt: skip

    assert by_hand == {m.name for m in MEASURES.values() if m.table == "milestones"}


@pytest.mark.parametrize("seed", range(3))
def test_overdue_is_what_the_last_milestone_leaves_running(
    made_lake: Lake, seed: int
) -> None:
    """The sum of changes against the state of each dossier at the end."""
    rng = Random(seed)
    rows: list[Row] = []
    last: dict[int, datetime | None] = {}
    for pk in range(200):
        day, before = date(2025, 7, 1), None
        for what in rng.choices(sorted(CLOCK), k=rng.randrange(1, 6)):
            day += timedelta(days=rng.randrange(9))
            due = made.moment(day + timedelta(days=rng.randrange(-3, 20)))
            after = due if rng.random() < 0.6 else None
            rows.append(made.milestone(pk, what, day, runs_until=after, ran_until=before))
            before = after
            if day < UNTIL:
                last[pk] = after
    made.fill(made_lake, rows)

    end = made.moment(UNTIL, 0)
    overdue = sum(1 for due in last.values() if due is not None and due < end)
    assert july("overdue-open").total.value == overdue
    assert overdue > 20


def test_overdue_of_the_lake_is_overdue_of_the_database(lake: Lake) -> None:
    list(world.everything())
    world.follow_all()

    for days in (1, 4, 8, 12, 40):
        until = given.TODAY + timedelta(days=days)
        at = made.moment(until, 0)
        open_then = {
            row["dossier"]: row["runs_until"] for row in world.rows(lake) if row["at"] < at
            and not row["is_bundle"]
        }  # fmt: skip
        overdue = sum(1 for due in open_then.values() if due is not None and due < at)
        found = engine.compute("overdue-open", since=SINCE, until=until)
        assert found.total.value == overdue
    assert overdue > 0


def test_times_are_quantiles_and_are_not_added_up(made_lake: Lake) -> None:
    days = [1, 2, 3, 10, 30]
    made.fill(
        made_lake,
        [
            made.milestone(
                pk, "settled", SINCE + timedelta(days=pk), province="38", province_place=7,
                processing_seconds=n * 86_400,
            )
            for pk, n in enumerate(days)
        ],
    )  # fmt: skip

    middle = july("processing-time-p50", "province")

    (row,) = middle.rows
    assert row.value == 3 * 86_400
    assert row.numerator is None
    assert row.denominator == 5
    assert july("processing-time-p90").rows[0].value == pytest.approx(22 * 86_400)


def test_null_is_not_zero(made_lake: Lake) -> None:
    assert july("online").total.value is None  # nothing to divide by
    assert july("received").total.value == 0
    made.fill(made_lake, made.dossier(1, SINCE, province="38", province_place=1))
    (row,) = july("online", "province").rows
    assert row.value == 0
    assert row.denominator == 1
    assert july("satisfied", "province").rows == ()  # nobody said anything


def test_a_code_that_passed_to_another_unit_is_two_units(made_lake: Lake) -> None:
    rows = made.dossier(1, SINCE, province="01", province_place=1)
    rows += made.dossier(2, SINCE, province="01", province_place=2)
    made.fill(made_lake, rows)

    found = july("received", "province").rows

    assert sorted((row.keys, row.territory) for row in found) == [
        (("01",), 1),
        (("01",), 2),
    ]


def test_weeks_begin_on_monday(made_lake: Lake) -> None:
    sunday = made.dossier(1, date(2025, 7, 13))
    monday = made.dossier(2, date(2025, 7, 14))
    made.fill(made_lake, sunday + monday)

    found = july("received", "week").rows

    assert [row.keys for row in found] == [(date(2025, 7, 7),), (date(2025, 7, 14),)]
    assert [row.keys for row in july("received", "month").rows] == [(SINCE,)]


def test_only_some(made_lake: Lake) -> None:
    rows = made.dossier(1, SINCE, channel="online") + made.dossier(2, SINCE)
    made.fill(made_lake, rows)

    assert july("received", where={"channel": "online"}).total.value == 1
    assert july("received", where={"channel": ["online", "in_person"]}).total.value == 2
    assert july("received", where={"channel": "post"}).total.value == 0


def test_the_best_and_the_worst(made_lake: Lake) -> None:
    rows: list[Row] = []
    for place, late in enumerate([0, 1, 2, 3]):
        for index in range(4):
            rows += made.dossier(
                place * 10 + index, SINCE, late=index < late,
                province=f"0{place}", province_place=place,
            )  # fmt: skip
    made.fill(made_lake, rows)
    on_time = july("on-time", "province")

    assert [row.keys for row in on_time.ranked(2)] == [("00",), ("01",)]
    assert [row.keys for row in on_time.ranked(1, best=False)] == [("03",)]
    overdue = july("overdue-open", "province")
    assert overdue.total.value == 0


def test_refuses_names_with_the_nearest() -> None:
    with pytest.raises(NoMeasure) as refused:
        july("on-tim")
    assert refused.value.details["nearest"] == "on-time"
    with pytest.raises(NoDimension) as wrong:
        july("on-time", "provinces")
    assert wrong.value.details["nearest"] == "province"
    with pytest.raises(NoDimension):
        july("online", where={"channel": "online"})  # the share of online among online
    with pytest.raises(Invalid):
        engine.compute("received", since=UNTIL, until=SINCE)
    with pytest.raises(Invalid):
        july("received", lens="as-it-will-be")


def test_a_damaged_file_is_named(made_lake: Lake) -> None:
    made.fill(made_lake, made.dossier(1, SINCE))
    (file,) = made_lake.manifest().files
    path = made_lake.path(file)
    path.write_bytes(path.read_bytes()[:-200] + b"x" * 200)

    with pytest.raises(CorruptFile) as refused:
        july("received")

    assert refused.value.details["file"] == file.path
    assert "2025-07" in str(refused.value)


def test_an_answer_is_kept_only_until_the_files_change(made_lake: Lake) -> None:
    made.fill(made_lake, made.dossier(1, SINCE))
    assert july("received").total.value == 1

    made.fill(made_lake, made.dossier(1, SINCE) + made.dossier(2, SINCE))

    assert july("received").total.value == 2
