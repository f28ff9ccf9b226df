"""Making few files of many. Rows are never changed by it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from haicap.measures.lake import files
from haicap.measures.lake.manifest import Lake, LiveFile, Manifest
from haicap.measures.lake.source import Workspace
from haicap.measures.milestones import FAMILIES

SMALL = 200_000  # rows
MOST_SMALL = 32  # files of a month, before the small ones are gathered


def gathered(lake: Lake, manifest: Manifest) -> Manifest:
    """
    Join the small files of each month that has many; gives the manifest to publish.

    While somebody else arranges files, it is left for later.
    """
    by_month = defaultdict(list)
    for file in manifest.files:
        if file.rows < SMALL:
            by_month[file.month].append(file)
    crowded = {m: found for m, found in by_month.items() if len(found) > MOST_SMALL}
    if not crowded:
        return manifest
    with lake.arranging(wait=False) as is_free:
        if is_free:
            for month, small in crowded.items():
                manifest = _replaced(manifest, small, [_joined(lake, month, small)])
            lake.sweep()
    return manifest


def compacted(lake: Lake, manifest: Manifest) -> Manifest:
    """Make one file for each month and family; gives the manifest to publish."""
    for month in sorted({file.month for file in manifest.files}):
        old = [file for file in manifest.files if file.month == month]
        if not _is_compact(old):
            manifest = _replaced(manifest, old, _split(lake, month, old))
    return manifest


def _is_compact(old: Sequence[LiveFile]) -> bool:
    """Whether each file holds one family only, and each family has one file."""
    families = [
        tuple(f for f, held in FAMILIES.items() if not held.isdisjoint(file.milestones))
        for file in old
    ]
    return all(len(f) == 1 for f in families) and len(set(families)) == len(families)


def _joined(lake: Lake, month: str, old: Sequence[LiveFile]) -> LiveFile:
    since, until = min(f.since for f in old), max(f.until for f in old)
    path = files.fresh(lake, month, f"{since[0]}-{since[1]}")
    work = Workspace()
    try:
        query = f"SELECT * FROM {files.reading(lake.path(f) for f in old)} ORDER BY milestone, entry"  # noqa: S608
        made = files.copy(
            work.duck, query, lake, path, month=month, since=since, until=until
        )
    finally:
        work.close()
    assert made is not None  # no file of the lake is empty
    return made


def _split(lake: Lake, month: str, old: Sequence[LiveFile]) -> list[LiveFile]:
    since, until = min(f.since for f in old), max(f.until for f in old)
    found = []
    work = Workspace()
    try:
        for family, milestones in FAMILIES.items():
            holding = [f for f in old if not milestones.isdisjoint(f.milestones)]
            if not holding:
                continue
            path = files.fresh(lake, month, f"{since[0]}-{since[1]}-{family}")
            query = (
                f"SELECT * FROM {files.reading(lake.path(f) for f in holding)}"  # noqa: S608
                f" WHERE {files.of_family(family)}"
            )
            found.append(
                files.copy(
                    work.duck, query, lake, path, month=month, since=since, until=until
                )
            )
    finally:
        work.close()
    return [file for file in found if file is not None]


def _replaced(
    manifest: Manifest, old: Sequence[LiveFile], new: Sequence[LiveFile]
) -> Manifest:
    kept = [file for file in manifest.files if file not in old]
    return replace(manifest, files=(*kept, *new))
