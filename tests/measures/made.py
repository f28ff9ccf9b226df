"""Milestones out of thin air: a lake without a database behind it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from haicap.measures.lake import files
from haicap.measures.lake.manifest import Lake, Manifest
from haicap.measures.milestones import SCHEMA

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Row = dict[str, Any]


def moment(day: date, hour: int = 9) -> datetime:
    """An hour of a day of Vietnam."""
    return datetime.combine(day, time(hour), VIETNAM).astimezone(UTC)


def milestone(dossier: int, what: str, day: date, **said: Any) -> Row:
    """A milestone of a plain dossier; the rest as said."""
    plain: Row = {
        "dossier": dossier,
        "number": f"H56-{dossier}",
        "milestone": what,
        "at": moment(day),
        "day": day,
        "channel": "in_person",
        "assisted": False,
        "is_leg": False,
        "is_bundle": False,
        "level": "commune",
        "submitted_at": moment(day),
        "supplements": 0,
        "origin": "local",
        "simulated": True,
    }
    return plain | said


def dossier(pk: int, on: date, *, late: bool | None = False, **said: Any) -> list[Row]:
    """A dossier received on a day, due five days later, returned on time or late."""
    due = moment(on + timedelta(days=5))
    back = on + timedelta(days=9 if late else 3)
    known = {"received_at": moment(on), "received_on": on, "due_at": due, **said}
    done = {
        "settled_at": moment(back), "is_late": late,
        "processing_seconds": int((moment(back) - moment(on)).total_seconds()),
    }  # fmt: skip
    return [
        milestone(pk, "received", on, **known, runs_until=due),
        milestone(pk, "settled", back, **known, **done, ran_until=due),
        milestone(pk, "returned", back, **known, **done),
    ]


def fill(lake: Lake, rows: Iterable[Row]) -> None:
    """Let the lake have these rows and no others."""
    numbered = [row | {"entry": number} for number, row in enumerate(rows, 1)]
    table = pa.Table.from_pylist(numbered, schema=SCHEMA)
    end = (1, len(numbered))
    written = files.write(lake, table, (0, 0), end) if numbered else []
    lake.publish(Manifest(position=end, files=tuple(written)))
