"""Loading the bundled data: each room's, from the ground up."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils.module_loading import import_string
from rich.progress import Progress

# In the order of the floors; every loader may run again and then changes nothing.
LOADERS: list[tuple[str, str]] = [
    ("units", "haicap.units.load.load"),
    ("law", "haicap.law.load.load"),
    ("procedures", "haicap.procedures.load.load"),
    ("standards", "haicap.standards.load.load"),
    ("competence", "haicap.competence.load.load"),
    ("measures", "haicap.measures.load.load"),
]

BUNDLED = ("*/data/**/*", "*/catalogue/**/*", "*/load*.py", "procedures/**/*.py")


def fingerprint() -> str:
    """Changes when the bundled data or a loader changes."""
    digest = hashlib.sha256()
    house = Path(__file__).resolve().parents[1]
    for pattern in BUNDLED:
        for path in sorted(house.glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def load_everything(*, quiet: bool = False, before: date | None = None) -> None:
    """
    Load what is not there yet, with a progress bar unless quiet.

    With ``before``, units stand as they did on the day before it, to rehearse what came then.
    """
    from haicap.journal.models import Cursor

    # A cursor remembers which state of the bundled data was loaded last.
    mark = f"bundled:{fingerprint()}"
    if Cursor.objects.filter(name=mark).exists():
        return
    with Progress(disable=quiet) as progress:
        task = progress.add_task("…", total=len(LOADERS))
        for name, path in LOADERS:
            progress.update(task, description=f"Loading {name}")
            load: Callable[..., int] = import_string(path)
            load(**({"until": before} if before and name == "units" else {}))
            progress.advance(task)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # after a bulk load PostgreSQL plans in the dark
    Cursor.objects.filter(name__startswith="bundled:").delete()
    Cursor.objects.create(name=mark)
