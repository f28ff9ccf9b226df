"""Verifying a report: is it what was frozen, and would it be the same today?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from haicap.measures.models import WeeklyReport
from haicap.measures.weekly import kept, snapshot
from haicap.measures.weekly.counting import figures_of, versions
from haicap.measures.weekly.figures import Figures
from haicap.measures.weekly.record import record
from haicap.measures.weekly.weeks import Week


@dataclass(frozen=True)
class Difference:
    """A figure that is another today; the name leads to it through the figures."""

    name: str
    frozen: Any
    today: Any


@dataclass(frozen=True)
class Verification:
    """What was found; all of it empty where all is well."""

    snapshot: str
    is_sealed: bool  # the content still has the digest that the name stands for
    damaged: tuple[str, ...]  # files that are missing or not what was frozen
    rewritten: tuple[str, ...]  # files that the program would write otherwise today
    differences: tuple[Difference, ...]

    @property
    def is_well(self) -> bool:
        """Whether everything is as it was frozen."""
        found = self.damaged or self.rewritten or self.differences
        return self.is_sealed and not found


def verify(report: WeeklyReport) -> Verification:
    """
    Read, write and compute everything again, and compare.

    :raises NoRecord: if there is no lake to compute from; likewise LakeBehind
    """
    frozen = snapshot.frozen_of(report)
    digest = snapshot.digest_of(
        report.week, report.sources, report.versions, report.figures
    )
    name = snapshot.name_of(report.week, digest)
    files = snapshot.written(frozen, report.created_at)
    return Verification(
        snapshot=report.snapshot,
        is_sealed=digest == report.digest and name == report.snapshot,
        damaged=tuple(_damaged(report)),
        rewritten=tuple(
            sorted(
                name
                for name, content in files.items()
                if snapshot.hash_of(content) != report.files.get(name)
            )
        ),
        differences=tuple(_differences(report, frozen.figures)),
    )


def _damaged(report: WeeklyReport) -> Iterator[str]:
    for name, digest in sorted(report.files.items()):
        content = kept.stored(report, name)
        if content is None or snapshot.hash_of(content) != digest:
            yield name


def _differences(report: WeeklyReport, figures: Figures) -> Iterator[Difference]:
    yield from _compared("versions", report.versions, versions())
    year, _dash, number = report.week.partition("-W")
    week = Week(date.fromisocalendar(int(year), int(number), 1))
    # What others declared and what the report before said is cited, not computed.
    today = figures_of(week, record(week).since, figures.previous, figures.declared)
    yield from _compared("", figures.to_json(), today.to_json())


def _compared(name: str, frozen: Any, today: Any) -> Iterator[Difference]:
    if isinstance(frozen, dict) and isinstance(today, dict):
        for key in sorted({*frozen, *today}):
            path = f"{name}.{key}" if name else str(key)
            yield from _compared(path, frozen.get(key), today.get(key))
    elif _are_rows(frozen, today):
        for place, (one, other) in enumerate(zip(frozen, today, strict=True)):
            yield from _compared(f"{name}.{place}", one, other)
    elif frozen != today:
        yield Difference(name, frozen, today)


def _are_rows(frozen: Any, today: Any) -> bool:
    both = isinstance(frozen, list) and isinstance(today, list)
    return both and len(frozen) == len(today)
