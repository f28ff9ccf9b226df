"""Papers for everybody: the queue ticket, the poster of a procedure."""

from datetime import datetime

from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from haicap.dossiers.terms import terms_of
from haicap.printing.sheet import Line, Sheet
from haicap.printing.words import limit_of, moment_of, name_of, said
from haicap.procedures.models import Channel, ProcedureVersion
from haicap.units.models import Agency
from haicap.workdays.limit import Limit


def ticket(agency: Agency, number: int, at: datetime) -> Sheet:
    """A number in the queue of a centre."""
    return Sheet(
        layout="ticket",
        day=localdate(at),
        issuer=agency.pk,
        agency=name_of(agency, localdate(at)),
        title=_("Your number"),
        large=str(number),
        lines=(Line(_("Taken at"), moment_of(at)),),
        verify=_("Valid today at this centre only. Code"),
        state={
            "agency": agency.code,
            "number": number,
            "at": localtime(at).isoformat(timespec="minutes"),
        },
    )


def poster(version: ProcedureVersion, agency: Agency) -> Sheet:
    """A procedure on the wall: what comes out, how long, how much, what to bring."""
    procedure = version.procedure
    terms = terms_of(version)
    day = max(version.valid_from, agency.valid_from)
    papers = terms.components_of(None)
    lines = [Line(_("What you get"), each["name"]) for each in version.results[:1]]
    for channel in Channel.values:
        rule = terms.channels.get(channel)
        if rule is not None:
            limit = limit_of(Limit.parse(rule.limit) if rule.limit else None)
            told = {"limit": limit, "fee": _fee(rule.fee)}
            text = _("time limit: %(limit)s; fee: %(fee)s") % told
            lines.append(Line(str(Channel(channel).label).capitalize(), text))
    return Sheet(
        layout="poster",
        day=day,
        issuer=agency.pk,
        agency=name_of(agency, day),
        title=said(version, "name"),
        subtitle=_("Code of the procedure: %(code)s")
        % {"code": procedure.code or _("not established")},
        lines=tuple(lines),
        heading=_("What to bring"),
        items=tuple(said(component, "name") for component in papers) or (_("None."),),
        verify=_("Check this poster with your telephone or under the code"),
        track=_("Read all about it"),
        track_path=f"/procedures/{procedure.code or procedure.slug}",
        state={"version": version.pk, "agency": agency.code},
    )


def _fee(fee: int | None) -> str:
    if fee is None:
        return _("not established")
    if fee == 0:
        return _("free of charge")
    return _("%(amount)s đồng") % {"amount": f"{fee:,}".replace(",", ".")}
