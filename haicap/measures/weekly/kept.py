"""Finding reports, and the bytes of their files."""

from difflib import get_close_matches

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound, Refused
from haicap.measures.models import WeeklyReport
from haicap.measures.weekly.snapshot import file_name, hash_of

FOLDER = "reports"


class NoReport(NotFound):
    """There is no such snapshot; ``nearest`` is one that there is."""

    code = "measures.no-report"
    message = _("There is no report “%(value)s”; the nearest is “%(nearest)s”.")


class DamagedReport(Refused):
    """A file of a report is missing, or is not what was frozen."""

    code = "measures.damaged-report"
    message = _(
        "The file %(file)s is missing or damaged. “haicap report verify %(snapshot)s”"
        " tells whether it can be written again."
    )


def find(snapshot: str) -> WeeklyReport:
    """
    Give a report by its snapshot, by the beginning of one, or the latest by its week.

    :raises NoReport: naming the nearest
    """
    asked = snapshot.strip()
    reports = WeeklyReport.objects.order_by("-created_at", "-pk")
    found = reports.filter(snapshot__istartswith=asked).first() if asked else None
    if found is None:
        names = list(reports.values_list("snapshot", flat=True))
        near = get_close_matches(asked, names, n=1, cutoff=0.0)
        raise NoReport(value=snapshot, nearest=near[0] if near else "–")
    return found


def latest(week: str) -> WeeklyReport | None:
    """The report of a week that was frozen last."""
    return WeeklyReport.objects.filter(week=week).order_by("created_at", "pk").last()


def latest_before(week: str) -> WeeklyReport | None:
    """The last report of an earlier week."""
    # ISO weeks are in order as text.
    earlier = WeeklyReport.objects.filter(week__lt=week)
    return earlier.order_by("week", "created_at", "pk").last()


def path_of(snapshot: str, name: str) -> str:
    """Where the storage keeps a file."""
    return f"{FOLDER}/{snapshot}/{name}"


def read(report: WeeklyReport, kind: str, language: str) -> bytes:
    """
    Give the bytes of a file as they were frozen.

    :raises DamagedReport: if they are not there any more
    """
    name = file_name(report.snapshot, kind, language)
    content = stored(report, name)
    if content is None or hash_of(content) != report.files[name]:
        raise DamagedReport(file=name, snapshot=report.snapshot)
    return content


def stored(report: WeeklyReport, name: str) -> bytes | None:
    """The bytes in the storage, whatever they are; None when there are none."""
    path = path_of(report.snapshot, name)
    if not default_storage.exists(path):
        return None
    with default_storage.open(path, "rb") as kept:
        return bytes(kept.read())
