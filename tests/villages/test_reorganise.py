"""Villages follow their commune: whole ones silently, split ones by name or by a person."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from haicap.common.reorganising import Change
from haicap.journal.models import Entry
from haicap.units.models import Reorganisation, Territory
from haicap.villages import find, reorganise
from haicap.villages.models import VillageChange, VillageSuccession, VillageVersion
from tests.villages.test_actions import BEGIN, NOW, commune, founded, names, ward

pytestmark = pytest.mark.django_db

DAY = date(2026, 4, 30)
Passed = tuple[Territory, Territory, list[str], bool]


def passing(*rows: Passed) -> None:
    """What the room of units tells the others while it works."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.passing_place")
        cursor.execute(
            "CREATE TEMP TABLE passing_place (old_id bigint, new_id bigint,"
            " suggested boolean, is_doubtful boolean, holds jsonb) ON COMMIT DROP"
        )
        for old, new, holds, doubtful in rows:
            values: list[Any] = [old.pk, new.pk, doubtful, json.dumps(holds)]
            cursor.execute(
                "INSERT INTO passing_place VALUES (%s, %s, true, %s, %s)", values
            )


def carry_out(*rows: Passed) -> list[int]:
    event = Reorganisation.objects.create(
        key="test", title="Thử", ground="1/NQ-QH", effective_on=DAY, applied_at=NOW
    )
    change = Change(event.pk, "1/NQ-QH", DAY, None, NOW)
    with transaction.atomic():
        passing(*rows)
        found = reorganise.find(change)
        reorganise.carry_out(change)
    return [consequence.count for consequence in found]


def test_the_villages_of_a_whole_commune_go_with_it() -> None:
    villages = [founded(name) for name in ("Thôn 1", "Thôn 2")]
    stays = founded("Thôn 3", commune=commune(2))

    found = carry_out((commune(), commune(1), [], False))

    assert found == [2, 0, 0, 0]
    assert names(DAY) == []
    assert names(DAY, commune(1)) == ["Thôn 1", "Thôn 2"]
    assert names(date(2026, 4, 29)) == ["Thôn 1", "Thôn 2"]
    assert stays.versions.count() == 1
    change = VillageChange.objects.get(kind="followed")
    assert (change.ground, change.commune) == ("1/NQ-QH", commune(1))
    rows = VillageSuccession.objects.filter(change=change)
    assert {(row.predecessor, row.successor) for row in rows} == {
        (village, village) for village in villages
    }
    entry = Entry.objects.get(kind="village.followed")
    assert entry.data["count"] == 2


def test_of_a_split_commune_they_go_by_name_or_wait_for_a_person() -> None:
    named, waits = founded("Thôn Đông"), founded("Thôn Tây")

    found = carry_out(
        (commune(), commune(1), ["thôn đông"], False),
        (commune(), commune(2), ["Thôn Nam"], False),
    )

    assert found == [1, 1, 0, 0]
    assert names(DAY, commune(1)) == ["Thôn Đông"]
    assert named.versions.count() == 2
    assert waits.versions.count() == 1


def test_a_doubtful_successor_is_never_taken_silently() -> None:
    founded()

    assert carry_out((commune(), commune(1), [], True)) == [0, 1, 0, 0]
    assert names(DAY, commune(1)) == []


def test_one_name_in_both_parts_tells_nothing() -> None:
    founded()

    found = carry_out(
        (commune(), commune(1), ["Thôn Đông"], False),
        (commune(), commune(2), ["Thôn Đông"], False),
    )

    assert found == [0, 1, 0, 0]


def test_counts_equal_names_and_kinds_that_a_council_must_put_right() -> None:
    founded("Thôn 1")
    founded("Thôn 1", commune=commune(2))

    found = carry_out((commune(), ward(), [], False), (commune(2), ward(), [], False))

    assert found == [2, 0, 2, 2]
    assert names(DAY, ward()) == ["Thôn 1", "Thôn 1"]


def test_a_planned_end_goes_with_it() -> None:
    village = founded()
    VillageVersion.objects.filter(village=village).update(valid_until=date(2027, 1, 1))

    carry_out((commune(), commune(1), [], False))

    ends = village.versions.order_by("valid_from").values_list("valid_until", flat=True)
    assert list(ends) == [DAY, date(2027, 1, 1)]
    assert find.unplaced(BEGIN) == []


def test_nothing_passes_where_nothing_is_reorganised() -> None:
    founded()

    assert carry_out() == [0, 0, 0, 0]
    assert not VillageChange.objects.filter(kind="followed").exists()
