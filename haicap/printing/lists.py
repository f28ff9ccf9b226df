"""Papers that are tables: the process control sheet, the dossier register."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext as _

from haicap.accounts.models import User
from haicap.dossiers.models import Delivery, Dossier
from haicap.dossiers.terms import terms_of
from haicap.duties.models import Duty
from haicap.printing.sheet import Line, Sheet, Sign, Table
from haicap.printing.words import (
    day_of,
    head_of,
    moment_of,
    name_of,
    place_and_day,
    said,
    short,
)
from haicap.units.models import Agency

MOST = 5000  # lines of a register: a busy centre's month


def control_sheet(dossier: Dossier) -> Sheet | None:
    """Every step and handover, with early, on time or late; it goes with the papers."""
    lines = sorted(
        [*_of_duties(dossier), *_of_handovers(dossier)], key=lambda each: each[0]
    )
    if not lines:
        return None
    agency, day = dossier.received_at_agency, localdate(_last(lines))
    name = said(dossier.version, "name")
    code = f" ({dossier.procedure.code})" if dossier.procedure.code else ""
    return Sheet(
        layout="table",
        day=day,
        issuer=agency.pk,
        **head_of(agency, day),
        number=_("No.: %(number)s") % {"number": dossier.number},
        place_and_day=place_and_day(agency, day),
        verify=_("Check this paper with your telephone or under the code"),
        title=_("Process control sheet of the dossier"),
        lines=(
            Line(_("Dossier number"), dossier.number),
            Line(_("What is asked for"), f"{name}{code}"),
            Line(_("Agency that settles the dossier"), name_of(dossier.competent, day)),
            Line(_("Received at"), moment_of(dossier.received_at) or "—"),
            Line(_("The result is returned at"), moment_of(dossier.due_at) or "—"),
        ),
        table=_steps(lines),
        state={
            "number": dossier.number,
            "lines": [
                [_iso(at), what, who, _iso(d), _iso(f)] for at, what, who, d, f in lines
            ],
            "due_at": _iso(dossier.due_at),
        },
    )


Row = tuple[datetime, str, str, datetime | None, datetime | None]


def _steps(lines: list[Row]) -> Table:
    return Table(
        columns=(
            _("Line"),
            _("Work"),
            _("Agency, person"),
            _("Begun"),
            _("Due"),
            _("Finished"),
            _("Early, on time or late"),
            _("Signature"),
        ),
        rows=tuple(
            (
                str(n),
                what,
                who,
                short(at),
                short(due),
                short(done),
                _verdict(due, done),
                "",
            )
            for n, (at, what, who, due, done) in enumerate(lines, start=1)
        ),
        widths=(0.4, 2.6, 2.4, 1.1, 1.1, 1.1, 1.1, 1.2),
    )


def _iso(at: datetime | None) -> str | None:
    return None if at is None else localtime(at).isoformat()


def _last(lines: Iterable[Row]) -> datetime:
    return max(done or at for at, _what, _who, _due, done in lines)


def _verdict(due: datetime | None, done: datetime | None) -> str:
    """Early, on time or late; nothing while it is not done."""
    if due is None or done is None:
        return ""
    if done > due:
        return _("late")
    return _("on time") if localdate(done) == localdate(due) else _("early")


def _of_duties(dossier: Dossier) -> list[Row]:
    duties = Duty.objects.filter(step__dossier=dossier)
    steps = terms_of(dossier.version).steps
    return [
        (
            duty.opened_at,
            said(steps[duty.kind.partition(".")[2]], "name"),
            _where(duty.agency, duty.closed_by or duty.person),
            duty.due_at,
            duty.closed_at,
        )
        for duty in duties.select_related("agency", "person", "closed_by")
    ]


def _of_handovers(dossier: Dossier) -> list[Row]:
    rows = dossier.handovers.select_related("from_agency", "to_agency", "taken_by")
    return [
        (
            row.at,
            _("Handed over from %(agency)s") % {"agency": said(row.from_agency, "name")},
            _where(row.to_agency, row.taken_by),
            row.due_at,
            row.taken_at,
        )
        for row in rows
    ]


def _where(agency: Agency, who: User | None) -> str:
    name = said(agency, "name")
    return f"{name}: {who.name}" if who else name


def register(agency: Agency, since: date, until: date) -> Sheet:
    """The dossiers that a centre received from one day to another, both included."""
    found = list(_received(agency, since, until))
    rows = [(str(n), *_line(dossier)) for n, dossier in enumerate(found, start=1)]
    return Sheet(
        layout="table",
        day=until,
        issuer=agency.pk,
        **head_of(agency, until),
        place_and_day=place_and_day(agency, until),
        verify=_("Check this paper with your telephone or under the code"),
        title=_("Dossier register"),
        subtitle=_("from %(since)s to %(until)s")
        % {"since": day_of(since), "until": day_of(until)},
        table=Table(
            columns=(
                _("Line"),
                _("Dossier number"),
                _("Procedure"),
                _("Name, address, telephone"),
                _("Agency that settles the dossier"),
                _("Received at"),
                _("Appointment"),
                _("Returned at"),
                _("Way of return"),
                _("Signature"),
            ),
            rows=tuple(rows),
            widths=(0.45, 1.95, 2.4, 2.2, 1.7, 1.05, 1.05, 1.05, 1, 1),
        ),
        signs=(Sign(_("Who keeps the register"), _("signature and full name")),),
        state={
            "agency": agency.code,
            "since": since.isoformat(),
            "until": until.isoformat(),
            "rows": [list(row) for row in rows],
        },
    )


def _received(agency: Agency, since: date, until: date) -> Iterable[Dossier]:
    first = make_aware(datetime.combine(since, time.min))
    end = make_aware(datetime.combine(until + timedelta(days=1), time.min))
    rows = Dossier.objects.filter(
        received_at_agency=agency, received_at__gte=first, received_at__lt=end
    )
    return (
        rows.with_names().select_related("returning").order_by("received_at", "pk")[:MOST]
    )


def _line(dossier: Dossier) -> tuple[str, ...]:
    reached = [dossier.applicant_name, dossier.address, dossier.phone]
    returned = getattr(dossier, "returning", None)
    way = returned.delivery if returned else dossier.delivery
    return (
        dossier.number,
        said(dossier.version, "name"),
        ", ".join(each for each in reached if each),
        said(dossier.competent, "name"),
        short(dossier.received_at),
        short(dossier.due_at),
        short(returned.at if returned else None),
        str(Delivery(way).label),
        "",
    )
