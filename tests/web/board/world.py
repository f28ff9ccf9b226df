"""A lake of a few dossiers whose numbers can be counted by hand."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import pyarrow as pa

from haicap.measures.lake import files
from haicap.measures.lake.manifest import Lake, Manifest
from haicap.measures.milestones import SCHEMA
from haicap.units.models import TerritoryVersion

ON = date(2025, 8, 1)
PERIOD = "from=2025-07-07&to=2025-08-03"
HAM_RONG = "14758"  # in Thanh Hóa (38)
HOAN_KIEM = "00070"  # in Hà Nội (01)


class Writer:
    """Collects milestones, and writes them as the follower does."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.dossiers = 0

    def dossier(self, commune: str, day: date, **said: Any) -> int:
        """
        Received on the day and due ten days later.

        ``back`` is the day of its return; ``late`` whether that was too late.
        """
        self.dossiers += 1
        back, is_late = said.pop("back", None), said.pop("late", False)
        row = {**_place(commune), **_plain(day), "dossier": self.dossiers, **said}
        self._add(row, "received", day, runs_until=row["due_at"])
        if back is not None:
            of = {"settled_at": _at(back), "is_late": is_late}
            self._add({**row, **of}, "settled", back, ran_until=row["due_at"])
            self._add({**row, **of}, "returned", back)
        return self.dossiers

    def _add(self, row: dict[str, Any], milestone: str, day: date, **more: Any) -> None:
        said = {"milestone": milestone, "day": day, "at": _at(day), **more}
        self.rows.append({**row, **said, "entry": len(self.rows) + 1})

    def write(self, lake: Lake) -> None:
        """Make them the whole lake."""
        table = pa.Table.from_pylist(self.rows, schema=SCHEMA)
        found = files.write(lake, table, (0, 0), (1, len(self.rows)))
        lake.publish(Manifest((1, len(self.rows)), None, tuple(found)))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(3), UTC)


def _plain(day: date) -> dict[str, Any]:
    return {
        "procedure": "1.001193",
        "version": 1,
        "channel": "online",
        "assisted": False,
        "is_leg": False,
        "is_bundle": False,
        "level": "commune",
        "received_at": _at(day),
        "received_on": day,
        "due_at": _at(day + timedelta(days=10)),
        "supplements": 0,
        "origin": "local",
        "simulated": True,
    }


@cache
def _place(code: str) -> dict[str, Any]:
    unit = TerritoryVersion.objects.on(ON).get(code=code, level="commune")
    above = TerritoryVersion.objects.on(ON).get(territory=unit.parent_id)
    return {
        "place": unit.territory_id,
        "commune": unit.code,
        "province": above.code,
        "province_place": above.territory_id,
    }


def fill(writer: Writer) -> None:
    """
    Thanh Hóa: 100 received, 80 online, 90 returned of which 60 on time, 4 overdue now.

    Hà Nội: 60 received and returned on time, nothing overdue.
    """
    for number in range(100):
        day = date(2025, 7, 7) + timedelta(days=number % 20)
        channel = "online" if number < 80 else "in_person"
        said = {"back": day + timedelta(days=5), "late": False} if number < 90 else {}
        if 60 <= number < 90:
            said = {"back": day + timedelta(days=8), "late": True}
        if number >= 96:  # long overdue
            day = date(2025, 7, 7)
        if 90 <= number < 96:  # not yet due
            day = date(2025, 8, 1)
        writer.dossier(HAM_RONG, day, channel=channel, **said)
    for _number in range(60):
        writer.dossier(HOAN_KIEM, date(2025, 7, 8), back=date(2025, 7, 10))
