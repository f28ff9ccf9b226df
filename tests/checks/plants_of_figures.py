"""Faults for the checks of figures and of the lake; the test has given it a folder of its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from django.conf import settings

from haicap.journal.models import Cursor
from haicap.measures.follow import FOLLOWER
from haicap.measures.lake.manifest import Lake, LiveFile, Manifest
from tests.checks.planting import Plant, said


def _cut_short() -> None:
    lake = Lake(settings.HAICAP_LAKE)
    day = date(2025, 7, 1)
    file = LiveFile(
        "month=2025-07/a.parquet", "2025-07", (0, 0), (1, 1), 1, 9, "", ("received",), day, day
    )  # fmt: skip
    path = lake.path(file)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whole now")
    lake.publish(Manifest((1, 1), files=(file, replace(file, path="gone.parquet"))))
    Path(path).write_bytes(b"less")


def _lost() -> None:
    Cursor.objects.update_or_create(pk=FOLLOWER, defaults={"xid": 7, "entry_id": 7})


FIGURES: dict[str, Plant] = {
    "lake_file_damaged": _cut_short,
    "lake_out_of_step": _lost,
    "observation_restated_by_another": said(
        "measures_observation",
        "UPDATE measures_observation o SET restated_by_id = n.id FROM measures_observation n"
        " WHERE n.measure <> o.measure AND o.id = (SELECT min(id) FROM measures_observation)"
        " AND n.id = (SELECT max(id) FROM measures_observation)",
    ),
}
