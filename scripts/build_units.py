"""
Makes the unit data of ``haicap/units/data`` from the data files of vietnamadminunits (MIT).

    pip download vietnamadminunits==1.0.4 --no-deps
    python scripts/build_units.py vietnamadminunits-1.0.4-py3-none-any.whl

Takes the wheel, or the folder of the unpacked package. Only the data files are read; no
line of that package runs. The same input gives the same bytes. What is changed on the way
is told in ``haicap/units/data/README.md`` and done by ``scripts/units_cleaning.py``.
"""

import csv
import hashlib
import io
import json
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import units_cleaning as cleaning

DATA = Path(__file__).resolve().parents[1] / "haicap" / "units" / "data"

# The data files of 1.0.3 and of 1.0.4 are the same bytes.
KNOWN = {
    "dataset.db": "147cbbf81c8964bb594e1dda7ebab5649bce21efbfd6cb508cab7fefca62257d",
    "converter_2025.json": "84f0848bf401b047775cbb49768c181a9271f77e4a4ec706d293b09bcb4faddd",
}


@dataclass(frozen=True)
class Source:
    """What the package holds: rows as they are, and the conversion by folded keys."""

    new: list[dict[str, Any]]
    old: list[dict[str, Any]]
    conversion: dict[str, Any]


def read(path: Path) -> Source:
    """Read the two data files and refuse any that are not those this script was made for."""
    raw = {name: _bytes(path, name) for name in KNOWN}
    for name, content in raw.items():
        found = hashlib.sha256(content).hexdigest()
        if found != KNOWN[name]:
            sys.exit(
                f"{name} is not the known one (sha256 {found}): check it, then KNOWN"
            )
    with tempfile.NamedTemporaryFile(suffix=".db") as file:
        file.write(raw["dataset.db"])
        file.flush()
        database = sqlite3.connect(file.name)
        database.row_factory = sqlite3.Row
        new = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
        old = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
        database.close()
    return Source(new, old, json.loads(raw["converter_2025.json"]))


def _bytes(path: Path, name: str) -> bytes:
    if path.is_dir():
        return next(path.glob(f"**/data/{name}")).read_bytes()
    with zipfile.ZipFile(path) as wheel:
        return wheel.read(f"vietnamadminunits/data/{name}")


def write(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Write one file; answers its line of the manifest."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    lines = sorted(rows, key=lambda row: [str(value) for value in row])
    writer.writerows(["" if v is None else v for v in row] for row in lines)
    content = text.getvalue().encode()
    (DATA / name).write_bytes(content)
    return [name, str(len(lines)), hashlib.sha256(content).hexdigest()]


PLACE = ("code", "kind", "name", "parent", "latitude", "longitude")


def main() -> None:
    """Build every file and the manifest."""
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/build_units.py WHEEL-OR-FOLDER")
    source = read(Path(sys.argv[1]))
    edges = cleaning.edges(source.new, source.old, source.conversion)
    manifest = [
        write("old_provinces.csv", PLACE, cleaning.old_provinces(source.old)),
        write("old_districts.csv", PLACE, cleaning.old_districts(source.old)),
        write("old_communes.csv", PLACE, cleaning.old_communes(source.old)),
        write(
            "communes.csv",
            (*PLACE, "area_km2", "note"),
            cleaning.communes(source.new, edges),
        ),
        write(
            "province_centres.csv",
            ("code", "latitude", "longitude"),
            {
                (r["provinceCode"], *cleaning.point(r["provinceLat"], r["provinceLon"]))
                for r in source.new
            },
        ),
        write(
            "successions.csv",
            ("old", "new", "kind", "suggested", "doubtful"),
            [
                *cleaning.province_successions(source.new, source.old, source.conversion),
                *cleaning.commune_successions(edges),
            ],
        ),
    ]
    lines = ["file,rows,sha256", *(",".join(line) for line in manifest)]
    (DATA / "manifest.csv").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
