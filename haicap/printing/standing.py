"""Whether a printed paper still holds, in words for whoever was shown it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from haicap.printing import build
from haicap.printing.layout import fingerprint
from haicap.printing.models import PaperKind, Print
from haicap.printing.words import day_of, moment_of


@dataclass(frozen=True)
class Standing:
    """Whether the paper holds, and why."""

    holds: bool
    why: str


def standing_of(row: Print, at: datetime) -> Standing:
    """Compare what the paper tells with what the rows tell now."""
    if row.kind == PaperKind.TICKET:
        holds = localdate(at) == row.dated_on
        told = _("The number holds on %(day)s only.") % {"day": day_of(row.dated_on)}
        return Standing(holds, told)
    if row.kind == PaperKind.POSTER and row.version is not None:
        return _of_poster(row, localdate(at))
    with translation.override("vi"):
        now = build.told_now(row)
    if (
        now is not None
        and fingerprint(row.kind, row.language, now.state) == row.fingerprint
    ):
        return Standing(True, _("The paper tells what the records tell today."))
    return Standing(False, _superseded(row))


def _of_poster(row: Print, day: date) -> Standing:
    assert row.version is not None
    ends = row.version.valid_until
    if ends is not None and ends <= day:
        told = _("The procedure is no longer in force in this version since %(day)s.")
        return Standing(False, told % {"day": day_of(ends)})
    return Standing(True, _("The procedure is in force in this version."))


def _superseded(row: Print) -> str:
    dossier = row.dossier
    made = getattr(dossier, "reappointment", None)
    if row.kind == PaperKind.RECEIPT and made is not None and row.printed_at <= made.at:
        told = _(
            "The appointment was replaced by an apology of %(day)s; the new one is %(new)s."
        )
        return told % {
            "day": day_of(localdate(made.at)),
            "new": moment_of(made.new_due_at),
        }
    newer = Print.objects.filter(kind=row.kind, dossier=dossier, agency=row.agency)
    newer = newer.filter(printed_at__gt=row.printed_at, dossier__isnull=False)
    last = newer.order_by("-printed_at").first()
    if last is not None:
        told = _("A newer paper of this kind was printed on %(day)s.")
        return told % {"day": day_of(localdate(last.printed_at))}
    return _("The records have changed since it was printed.")
