"""A dossier: everything about it on one page, and the forms of what can be done now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.dossiers import reading
from haicap.dossiers.lifecycle import ENDED, State
from haicap.dossiers.models import Dossier
from haicap.duties.models import Duty
from haicap.journal.commands import once
from haicap.printing.models import PaperKind
from haicap.units.models import TerritoryVersion
from haicap.web.desk import sheet, taking
from haicap.web.desk.acts import ACTS, BY_CODE, ActForm
from haicap.web.desk.acts.situation import Situation, rows_of
from haicap.web.desk.door import frame, officer
from haicap.web.desk.light import Running, calendar_at, light, paused, unlimited
from haicap.web.printing import offered
from haicap.web.questions import in_language
from haicap.web.status import Tag, state_tag, time_tag


@officer
def dossier(request: HttpRequest, user: User, number: str) -> HttpResponse:
    """Show a dossier with everything that can be done with it now."""
    now = timezone.now()
    return _page(request, situation_of(number, user, now))


def situation_of(number: str, user: User, at: datetime) -> Situation:
    """:raises NotFound: if there is no such dossier, or none for this person to see"""
    found = reading.by_number(number, user)
    return Situation(reading.detail_of(found), rows_of(found), user, at)


@officer
def act(request: HttpRequest, user: User, number: str, code: str) -> HttpResponse:
    """
    Take a step; then show the dossier.

    What a rule refuses is said over the fresh page: who did what before, with 409.
    """
    if code not in BY_CODE:
        raise NotFound(what="step", value=code)
    if request.method != "POST":
        return redirect(reverse("desk-dossier", args=[number]) + f"#{code}")
    now = timezone.now()
    situation = situation_of(number, user, now)
    form = BY_CODE[code](request.POST, request.FILES, situation=situation)
    if form.is_valid():
        _do(form, situation.dossier, user, now)
    if form.is_valid():
        messages.success(request, form.done)
        return redirect("desk-dossier", number)
    return _page(request, situation_of(number, user, now), form)


def _do(form: ActForm, about: Dossier, user: User, at: datetime) -> None:
    uploads = form.uploads(at)
    if not form.is_valid():
        return

    def answer() -> dict[str, Any]:
        form.act(about, uploads=uploads, by=user, at=at)
        return {"dossier": about.pk}

    with form.refusals():
        once(
            form.idempotency_key,
            name=f"desk.{form.code}",
            by=user,
            request={"dossier": about.pk, **form.said(uploads)},
            at=at,
            do=answer,
        )


def _page(
    request: HttpRequest, now: Situation, sent: ActForm | None = None
) -> HttpResponse:
    found = now.dossier
    forms = [_form(each, now, sent) for each in ACTS if each.is_open(now)]
    shown = any(form is sent for form in forms)
    duty = holding(now)
    status = sent.status if sent else 200
    context = {
        **frame(now.user),
        "dossier": found,
        "now": now,
        "procedure": in_language(found.version.name_vi, found.version.name_en),
        "place": place_name(found, now.at),
        "state": state_tag(found),
        "light": light_of(now),
        "explained": sheet.explained(found),
        "papers": sheet.papers(now.detail),
        "other_files": sheet.other_files(now.detail),
        "answers": sheet.answers(found),
        "lines": sheet.control_sheet(now.detail, now.rows, now.at),
        "history": sheet.history(now.detail.history),
        "legs": [_leg(leg, now.at) for leg in now.detail.legs],
        "faults": sheet.faults(found),
        "prints": _prints(now),
        "duty": duty,
        "can_take": duty is not None and taking.may_take(duty, now.user),
        "key": taking.new_key(),
        "forms": forms,
        "sent": sent,
        "refused": [] if shown or sent is None else _sentences(sent),
        "has_errors": sent is not None,
    }
    return render(request, "desk/dossier.html", context, status=status)


def _prints(now: Situation) -> list[tuple[str, str]]:
    """The papers that the reader may print; the receipt holds the secret."""
    there = offered(now.dossier)
    return [each for each in there if now.receives or each[0] != PaperKind.RECEIPT]


def _form(kind: type[ActForm], now: Situation, sent: ActForm | None) -> ActForm:
    """The form as it was sent, if it was this one and can be mended; else a blank one."""
    if isinstance(sent, kind):
        return sent
    return kind(situation=now)


def _sentences(form: ActForm) -> list[str]:
    return [str(said) for errors in form.errors.values() for said in errors]


def holding(now: Situation) -> Duty | None:
    """The open duty: who has the dossier, and until when."""
    return next((duty for duty in now.detail.duties if duty.closed_at is None), None)


def light_of(now: Situation) -> Tag | None:
    """The light of the whole dossier, in words."""
    found = now.dossier
    if found.settled_at is not None or found.state in ENDED:
        return time_tag(found, now.at)
    if found.received_at is None:
        return None
    if found.is_waiting or now.suspension is not None:
        # A pause that begins after the due moment undoes no lateness.
        late = found.due_at is not None and found.due_at < now.at
        return paused(_("The clock stands; it was overdue before") if late else "")
    if found.due_at is None:
        return unlimited()
    calendar = calendar_at(found.competent, now.at)
    return light(Running(found.received_at, found.due_at, calendar), now.at)


def place_name(found: Dossier, at: datetime) -> str:
    """The place with its province, as they are called on the day; as it was if it is split."""
    day = timezone.localdate(at)
    lives = TerritoryVersion.objects.filter(territory=found.present_place.pk)
    here = lives.on(day).first()
    if here is None:
        last = lives.order_by("-valid_from").first()
        return last.name if last is not None else str(found.place)
    above = TerritoryVersion.objects.on(day).filter(territory=here.parent_id).first()
    return f"{here.name}, {above.name}" if above else here.name


@dataclass(frozen=True)
class LegLine:
    """A part of an inter-connected dossier in one line."""

    number: str
    name: str
    agency: str
    state: Tag
    time: Tag | None


def _leg(leg: Dossier, at: datetime) -> LegLine:
    return LegLine(
        leg.number,
        in_language(leg.version.name_vi, leg.version.name_en),
        sheet.agency_name(leg.competent),
        state_tag(leg),
        time_tag(leg, at) if State(leg.state) not in ENDED else None,
    )
