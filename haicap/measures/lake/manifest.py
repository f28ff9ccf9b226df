"""
Which files the lake is made of: one small file, replaced as a whole.

Readers take only what the manifest lists, so they see all of a change or nothing of it. A
file that no manifest lists any more is kept a while for readers that have begun.
"""

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused

Position = tuple[
    int, int
]  # (transaction, entry): a place in the commit order of the journal

NAME = "manifest.json"
FORMAT = 1
GRACE = 600.0  # seconds that a file outlives its last mention


class CorruptFile(Refused):
    """A file of the lake is not what was written; its partition can be made again."""

    code = "measures.corrupt-file"
    message = _(
        "The file %(file)s of the lake is damaged (%(fault)s)."
        " Run “haicap lake rebuild --month %(month)s”."
    )


class LakeOutOfStep(Refused):
    """Lake and journal do not belong together."""

    code = "measures.lake-out-of-step"
    message = _(
        "The lake ends at entry %(lake)s, its follower at entry %(cursor)s."
        " Run “haicap lake rebuild”."
    )


@dataclass(frozen=True)
class LiveFile:
    """One Parquet file: the facts after ``since`` up to ``until`` of one month."""

    path: str  # inside the lake
    month: str
    since: Position
    until: Position
    rows: int
    size: int
    sha256: str
    milestones: tuple[str, ...]
    first_day: date
    last_day: date
    is_gathered: bool = False  # from many facts at once; it will not be joined soon

    def to_json(self) -> dict[str, Any]:
        """Give it as the manifest keeps it."""
        said = asdict(self)
        return said | {"first_day": str(self.first_day), "last_day": str(self.last_day)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        """Read it from the manifest."""
        return cls(
            **said
            | {
                "since": tuple(said["since"]),
                "until": tuple(said["until"]),
                "milestones": tuple(said["milestones"]),
                "first_day": date.fromisoformat(said["first_day"]),
                "last_day": date.fromisoformat(said["last_day"]),
            }
        )


@dataclass(frozen=True)
class Manifest:
    """
    The lake up to a position of the journal.

    ``is_rebuilt`` says that it was made as a whole, so that it may be ahead of a cursor
    that was not moved any more.
    """

    position: Position = (0, 0)
    written_at: datetime | None = None
    files: tuple[LiveFile, ...] = field(default=())
    is_rebuilt: bool = False

    @property
    def rows(self) -> int:
        """How many milestones."""
        return sum(file.rows for file in self.files)

    def upto(self, position: Position) -> Self:
        """
        Take back what was written in a transaction that did not commit.

        :raises LakeOutOfStep: if it cannot be told apart from what did
        """
        if self.is_rebuilt and self.position >= position:
            return self
        kept = tuple(file for file in self.files if file.until <= position)
        dropped = [file for file in self.files if file.until > position]
        if self.position < position or any(f.since < position for f in dropped):
            raise LakeOutOfStep(lake=self.position[1], cursor=position[1])
        return replace(self, position=position, files=kept)

    def holding(
        self, milestones: Iterable[str], since: date | None, until: date | None
    ) -> list[LiveFile]:
        """Give the files that may hold these milestones of these days."""
        wanted = frozenset(milestones)
        return [
            file
            for file in self.files
            if not wanted.isdisjoint(file.milestones)
            and (since is None or file.last_day >= since)
            and (until is None or file.first_day < until)
        ]


class Lake:
    """A folder with a manifest. Writers hold the follower's cursor in the database."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        self.folder = self.root / "milestones"

    def path(self, file: LiveFile) -> Path:
        """Where the file is."""
        return self.folder / file.path

    def manifest(self) -> Manifest:
        """Read the manifest; an empty one where there is no lake yet."""
        try:
            said = json.loads((self.root / NAME).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Manifest()
        written = said["written_at"]
        return Manifest(
            tuple(said["position"]),
            datetime.fromisoformat(written) if written else None,
            tuple(LiveFile.from_json(each) for each in said["files"]),
            said["is_rebuilt"],
        )

    def stamp(self) -> tuple[int, int, int]:
        """Changes whenever the manifest does; asks the file system once."""
        try:
            found = os.stat(self.root / NAME)
        except FileNotFoundError:
            return (0, 0, 0)
        return (found.st_mtime_ns, found.st_ino, found.st_size)

    def publish(self, manifest: Manifest) -> None:
        """Replace the manifest, atomically and for good."""
        self.root.mkdir(parents=True, exist_ok=True)
        said = {
            "format": FORMAT,
            "position": manifest.position,
            "written_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "is_rebuilt": manifest.is_rebuilt,
            "files": [file.to_json() for file in manifest.files],
        }
        draft = self.root / f".{NAME}.{os.getpid()}"
        draft.write_text(json.dumps(said), encoding="utf-8")
        settle(draft, self.root / NAME)

    @contextmanager
    def arranging(self, *, wait: bool) -> Iterator[bool]:
        """
        Be the only one that joins or replaces files; tells whether one is.

        Appending goes on meanwhile. A process that dies lets go of it.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / ".arranging").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def sweep(self, grace: float = GRACE) -> list[Path]:
        """Delete what no manifest lists and no reader can still be reading."""
        live = {self.path(file) for file in self.manifest().files}
        latest = time.time() - grace
        dead = [
            path
            for path in self.folder.rglob("*")
            if path.is_file() and path not in live and path.stat().st_mtime < latest
        ]
        for path in dead:
            path.unlink()
        return dead


def settle(draft: Path, path: Path) -> None:
    """Make a finished draft the file: on disk before it bears the name, and the name too."""
    _sync(draft)
    draft.replace(path)
    _sync(path.parent)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
