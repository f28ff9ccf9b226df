"""The bundled reorganisations as plans: carried out, they make the bundled world."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from haicap.common.checks import find_checks, run
from haicap.units.reorganise.actions import reorganise
from haicap.units.reorganise.bundled import plan_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

# The world without ids: every row of units by what it says.
PICTURES = {
    "territories": "SELECT key, level FROM units_territory",
    "versions": """
        SELECT t.key, v.valid_from, v.valid_until, v.level, v.kind, v.code, v.code_number,
               v.name, v.short_name, v.folded, v.sort_key, p.key, v.latitude, v.longitude,
               v.area_km2, v.population, v.ground, v.source
          FROM units_territoryversion v JOIN units_territory t ON t.id = v.territory_id
          LEFT JOIN units_territory p ON p.id = v.parent_id""",
    "reorganisations": """
        SELECT key, title, ground, effective_on, source FROM units_reorganisation""",
    "successions": """
        SELECT r.key, p.key, n.key, s.kind, s.suggested, s.is_doubtful, s.share, s.source
          FROM units_succession s JOIN units_reorganisation r ON r.id = s.reorganisation_id
          JOIN units_territory p ON p.id = s.predecessor_id
          JOIN units_territory n ON n.id = s.successor_id""",
    "agencies": """
        SELECT a.kind, a.code, a.identifier, a.name_vi, a.name_en, a.folded, a.field, t.key,
               v.key, p.code, p.valid_from, a.valid_from, a.valid_until, a.ground,
               a.is_assumed, a.source
          FROM units_agency a JOIN units_territory t ON t.id = a.territory_id
          LEFT JOIN units_territory v ON v.id = a.province_id
          LEFT JOIN units_agency p ON p.id = a.parent_id""",
    "names": """
        SELECT a.code, n.name_vi, n.name_en, n.valid_from, n.valid_until, n.ground
          FROM units_agencyname n JOIN units_agency a ON a.id = n.agency_id""",
    "heirs": """
        SELECT r.key, p.code, p.valid_from, n.code, n.valid_from, s.suggested
          FROM units_agencysuccession s
          JOIN units_reorganisation r ON r.id = s.reorganisation_id
          JOIN units_agency p ON p.id = s.predecessor_id
          JOIN units_agency n ON n.id = s.successor_id""",
}


def picture() -> dict[str, set[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for name, query in PICTURES.items():
            cursor.execute(query)
            rows = cursor.fetchall()
            found[name] = set(rows)
            assert len(found[name]) == len(rows), name
    return found


@pytest.fixture
def bundled(django_db_setup: str, django_db_blocker: Any) -> dict[str, set[Any]]:
    with django_db_blocker.unblock():
        return picture()


def test_the_plans_make_the_bundled_world(
    bundled: dict[str, set[Any]], eve_db: str
) -> None:
    for day in (date(2025, 7, 1), date(2026, 4, 30)):
        at = datetime(day.year, day.month, day.day, tzinfo=VIETNAM)
        reorganise(plan_of(day.isoformat()), by=None, at=at)

    made = picture()
    for name, rows in bundled.items():
        assert made[name] - rows == set(), name
        assert rows - made[name] == set(), name
    broken = {o.check.name: o.rows for o in map(run, find_checks()) if o.is_error}
    assert broken == {}
