"""The papers of one page about one dossier: receipt, request, refusal, apology, stop."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from haicap.accounts.models import Post, User
from haicap.dossiers.models import Delivery, Dossier, Part
from haicap.dossiers.numbers import secret_of
from haicap.dossiers.reading import faults_of
from haicap.dossiers.terms import terms_of
from haicap.printing.sheet import Line, Sheet, Sign
from haicap.printing.words import (
    day_of,
    head_of,
    limit_of,
    moment_of,
    name_of,
    place_and_day,
    said,
)
from haicap.units.models import Agency

Letter = Callable[[Dossier], Sheet | None]


def _head(dossier: Dossier, agency: Agency, day: date) -> dict[str, Any]:
    """What stands at the head and the foot of every letter."""
    return {
        "layout": "letter",
        "day": day,
        "issuer": agency.pk,
        **head_of(agency, day),
        "number": _("No.: %(number)s") % {"number": dossier.number},
        "place_and_day": place_and_day(agency, day),
        "verify": _("Check this paper with your telephone or under the code"),
    }


def _applicant(dossier: Dossier) -> list[Line]:
    """Who asks, reached how, for what."""
    lines = [Line(_("Dossier of"), dossier.applicant_name.upper())]
    reached = [
        (_("Address"), dossier.address),
        (_("Telephone"), dossier.phone),
        (_("E-mail"), dossier.email),
    ]
    lines += [Line(label, value) for label, value in reached if value]
    code = f" ({dossier.procedure.code})" if dossier.procedure.code else ""
    name = f"{said(dossier.version, 'name')}{code}"
    return [*lines, Line(_("What is asked for"), name)]


def _who(dossier: Dossier) -> dict[str, Any]:
    """What every letter tells about the dossier."""
    return {
        "number": dossier.number,
        "version": dossier.version_id,
        "applicant": dossier.applicant_name,
        "reached": [dossier.address, dossier.phone, dossier.email],
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else localtime(at).isoformat()


def _by_hand() -> str:
    return _("signature and full name")


def _sealed() -> str:
    return _("signature and seal")


def title_of(person: User | None, agency: Agency, day: date) -> str:
    """The title of the post that the person held there on the day."""
    posts = Post.objects.on(day).filter(person=person, agency=agency).exclude(title="")
    found = posts.order_by("pk").first()
    return found.title if found else ""


def receipt(dossier: Dossier) -> Sheet | None:
    """Receipt of the dossier and appointment for the result; none before reception."""
    if dossier.received_at is None:
        return None
    agency, day = dossier.received_at_agency, localdate(dossier.received_at)
    secret = secret_of(dossier)
    parts = _parts(dossier)
    due = moment_of(dossier.due_at) or _no_moment(dossier)
    return Sheet(
        **_head(dossier, agency, day),
        title=_("Receipt of the dossier and appointment for the result"),
        subtitle=_("Dossier number: %(number)s · Secret: %(secret)s")
        % {"number": dossier.number, "secret": secret},
        lines=tuple(_applicant(dossier)),
        heading=_("Papers handed in"),
        items=tuple(_part(part) for part in parts) or (_("None."),),
        after=(
            Line(_("Time limit by law"), limit_of(_limit(dossier))),
            Line(_("Received at"), moment_of(dossier.received_at)),
            Line(_("The result is returned at"), due, is_strong=True),
            Line(_("Way of return"), _delivery(dossier)),
        ),
        signs=(
            Sign(_("Who handed it in"), _by_hand(), name=dossier.applicant_name),
            Sign(_("Who received it"), _by_hand(), name=_receiver(dossier)),
        ),
        track=_("Where is my dossier?"),
        track_path=f"/t/{dossier.number}/{secret}",
        notes=(_("Whoever has the number and the secret can follow the dossier."),),
        state={
            **_who(dossier),
            "secret": dossier.secret_version,
            "received_at": _moment(dossier.received_at),
            "due_at": _moment(dossier.due_at),
            "delivery": [dossier.delivery, dossier.delivery_address],
            "parts": [[p.component_id, p.originals, p.copies, n] for p, n in parts],
        },
    )


def _limit(dossier: Dossier) -> Any:
    return terms_of(dossier.version).limit(dossier.channel)


def _no_moment(dossier: Dossier) -> str:
    if _limit(dossier) is None:
        return _("no appointment: the law sets no time limit")
    return _("the clock stands; a new appointment follows")


def _parts(dossier: Dossier) -> list[tuple[Part, int]]:
    """The papers that were handed in, each with the number of its files."""
    there = Part.objects.filter(dossier=dossier, is_present=True)
    files = dict(
        dossier.attachments.filter(is_result=False, component__isnull=False)
        .values_list("component")
        .annotate(Count("pk"))
    )
    parts = there.select_related("component").order_by("component__order", "pk")
    return [(part, files.get(part.component_id, 0)) for part in parts]


def _part(counted: tuple[Part, int]) -> str:
    part, files = counted
    amounts = [
        _("originals: %(count)s") % {"count": part.originals} if part.originals else "",
        _("copies: %(count)s") % {"count": part.copies} if part.copies else "",
        _("files: %(count)s") % {"count": files} if files else "",
    ]
    told = ", ".join(each for each in amounts if each)
    name = said(part.component, "name")
    return f"{name} ({told})" if told else name


def _delivery(dossier: Dossier) -> str:
    way = Delivery(dossier.delivery).label
    where = dossier.delivery_address or said(dossier.return_at, "name")
    return f"{way}: {where}" if dossier.delivery != Delivery.ONLINE else str(way)


def _receiver(dossier: Dossier) -> str:
    """Who checked it at the counter; nobody where the program received by itself."""
    check = dossier.steps.filter(code="check", duty__closed_by__isnull=False)
    step = check.select_related("duty__closed_by").order_by("-pk").first()
    by = step.duty.closed_by if step else None
    return by.name if by else ""


def supplement_request(dossier: Dossier) -> Sheet | None:
    """Request to supplement the dossier, all faults at once."""
    asked = getattr(dossier, "supplement", None)
    if asked is None:
        return None
    agency = dossier.received_at_agency if asked.before_reception else dossier.competent
    day = localdate(asked.at)
    centre = said(dossier.received_at_agency, "name")
    return Sheet(
        **_head(dossier, agency, day),
        title=_("Request to supplement and complete the dossier"),
        lines=tuple(_applicant(dossier)),
        heading=_("Please supplement the following"),
        items=tuple(
            f"{about}: {what}" if about else what for about, what in faults_of(dossier)
        ),
        closing=(
            _(
                "Everything that is missing is named here; a supplement is asked for only "
                "once. If something is unclear, please ask at %(centre)s."
            )
            % {"centre": centre},
            _("The time until your answer arrives does not count against the agency."),
        ),
        signs=(
            Sign(
                _("Who asks for it"), _by_hand(), name=asked.by.name if asked.by else ""
            ),
        ),
        state={**_who(dossier), "asked_at": _moment(asked.at), "faults": asked.faults},
    )


def refusal_slip(dossier: Dossier) -> Sheet | None:
    """Refusal to receive the dossier, with the reason."""
    refusal = getattr(dossier, "refusal", None)
    if refusal is None:
        return None
    agency, day = dossier.received_at_agency, localdate(refusal.at)
    return Sheet(
        **_head(dossier, agency, day),
        title=_("Refusal to receive the dossier"),
        lines=tuple(_applicant(dossier)),
        opening=(),
        heading=_("After examination the dossier is not received, for this reason"),
        items=(refusal.reason,),
        closing=(_("We inform you of this for your further steps."),),
        signs=(
            Sign(
                _("Who received it"),
                _by_hand(),
                name=refusal.by.name if refusal.by else "",
            ),
        ),
        state={**_who(dossier), "at": _moment(refusal.at), "reason": refusal.reason},
    )


def apology(dossier: Dossier) -> Sheet | None:
    """Apology for being late, with the one new appointment."""
    made = getattr(dossier, "reappointment", None)
    if made is None or dossier.received_at is None:
        return None
    agency, day = dossier.competent, localdate(made.at)
    told = {
        **_named(dossier, agency, day),
        "received": day_of(localdate(dossier.received_at)),
        "old": moment_of(made.old_due_at),
        "new": moment_of(made.new_due_at),
    }
    return Sheet(
        **_head(dossier, agency, day),
        title=_("Apology and new appointment for the result"),
        to=_("To: %(name)s") % {"name": dossier.applicant_name},
        opening=(
            _(
                "On %(received)s your dossier, number %(number)s, was received, and the "
                "result was promised for %(old)s."
            )
            % told,
            _("%(agency)s cannot return the result at that time.") % told,
        ),
        lines=(
            Line(_("Reason"), made.reason),
            Line(_("New appointment for the result"), told["new"], is_strong=True),
        ),
        closing=(
            _(
                "%(agency)s apologises for the delay and for the trouble that it causes "
                "you, and asks for your understanding."
            )
            % told,
        ),
        signs=(_head_of_agency(made.by, agency, day),),
        state=_who(dossier)
        | {"old": _moment(made.old_due_at), "new": _moment(made.new_due_at)}
        | {"reason": made.reason},
    )


def _named(dossier: Dossier, agency: Agency, day: date) -> dict[str, str]:
    return {"agency": name_of(agency, day), "number": dossier.number}


def _head_of_agency(by: User | None, agency: Agency, day: date) -> Sign:
    return Sign(
        _("Head of the agency"),
        _sealed(),
        title=title_of(by, agency, day),
        name=by.name if by else "",
    )


def stop_notice(dossier: Dossier) -> Sheet | None:
    """Notice that the settlement was stopped; none when it was taken up again."""
    stop = dossier.stops.filter(reopened_at=None).select_related("by").first()
    if stop is None:
        return None
    agency, day = dossier.competent, localdate(stop.at)
    lines = [*_applicant(dossier), Line(_("Reason"), stop.reason)]
    if stop.ground:
        lines.append(Line(_("Legal ground"), stop.ground))
    return Sheet(
        **_head(dossier, agency, day),
        title=_("Notice that the settlement of the dossier is stopped"),
        to=_("To: %(name)s") % {"name": dossier.applicant_name},
        opening=(
            _("%(agency)s stops the settlement of the dossier number %(number)s.")
            % _named(dossier, agency, day),
        ),
        lines=tuple(lines),
        closing=(_("We inform you of this for your further steps."),),
        signs=(_head_of_agency(stop.by, agency, day),),
        state={
            **_who(dossier),
            "at": _moment(stop.at),
            "reason": stop.reason,
            "ground": stop.ground,
        },
    )


LETTERS: Final[dict[str, Letter]] = {
    "receipt": receipt,
    "supplement_request": supplement_request,
    "refusal_slip": refusal_slip,
    "apology": apology,
    "stop_notice": stop_notice,
}
