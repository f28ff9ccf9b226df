"""Freezing reports. The program does it itself, on Wednesday mornings or when it is told to."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from haicap.journal import actions as journal
from haicap.measures import facts
from haicap.measures.models import WeeklyReport
from haicap.measures.weekly import kept, snapshot, weeks
from haicap.measures.weekly.counting import figures_of, versions
from haicap.measures.weekly.declared import declared_until
from haicap.measures.weekly.figures import Figures, Previous
from haicap.measures.weekly.record import NoRecord, Record, record
from haicap.measures.weekly.weeks import BeforeTheRecord, Week

LOCK = 20250827  # of PostgreSQL, for one report at a time
TRIES = 3


@transaction.atomic
def freeze(week: Week, *, at: datetime) -> WeeklyReport:
    """
    Compute the report of a week that is over, write its files and freeze all of it.

    Where the report that stands says the same, that one is given and nothing is written.

    :raises NoRecord: likewise BeforeTheRecord and LakeBehind, as ``record`` does
    """
    _one_at_a_time()
    found, figures = _counted(week)
    of_measures = versions()
    standing = kept.latest(week.name)
    if standing is not None and _says_the_same(standing, of_measures, figures):
        return standing
    said = figures.to_json()
    digest = snapshot.digest_of(week.name, found.digest, of_measures, said)
    report = WeeklyReport(
        snapshot=snapshot.name_of(week.name, digest),
        week=week.name,
        as_of=found.as_of,
        digest=digest,
        sources=found.digest,
        versions=of_measures,
        figures=said,
        created_at=at.replace(microsecond=0),
    )
    files = snapshot.written(snapshot.frozen_of(report), report.created_at)
    report.files = {name: snapshot.hash_of(each) for name, each in files.items()}
    _keep(report, files)
    report.save()
    fact = facts.Frozen(week=week.name, snapshot=report.snapshot, digest=digest)
    journal.record(fact, about=f"report:{report.pk}", agency_id=None, by=None, at=at)
    return report


def freeze_due(*, at: datetime) -> WeeklyReport | None:
    """
    Freeze the report that is due by now, once; None if it is there or has nothing to say.

    :raises LakeBehind: if the week is not yet wholly counted; try again
    """
    week = weeks.due(at)
    if week.until <= weeks.START or kept.latest(week.name) is not None:
        return None
    with transaction.atomic():
        _one_at_a_time()
        # Another worker may have been faster.
        if kept.latest(week.name) is not None:
            return None
        try:
            return freeze(week, at=at)
        except (NoRecord, BeforeTheRecord):
            return None


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _counted(week: Week) -> tuple[Record, Figures]:
    """Count from one state of the lake, which others may be writing to."""
    before = kept.latest_before(week.name)
    for _ in range(TRIES):
        found = record(week)
        figures = figures_of(week, found.since, previous_of(before), declared_until(week))
        if record(week).digest == found.digest:
            break
    return found, figures


def previous_of(report: WeeklyReport | None) -> Previous | None:
    """What the next report says of this one."""
    if report is None:
        return None
    received = Figures.from_json(report.figures).received
    return Previous(report.snapshot, report.week, received)


def _says_the_same(
    standing: WeeklyReport, of_measures: dict[str, int], figures: Figures
) -> bool:
    return standing.versions == of_measures and (
        Figures.from_json(standing.figures) == figures
    )


def _keep(report: WeeklyReport, files: dict[str, bytes]) -> None:
    """
    Write the files: they first reach the disk, then the row is committed.

    What a process that died has left under the same names is replaced.
    """
    for name, content in files.items():
        path = kept.path_of(report.snapshot, name)
        if default_storage.exists(path):
            default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
