"""Printing at the desk: papers of a dossier, the register, queue tickets, posters."""

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.errors import Invalid, NotFound
from haicap.dossiers import reading
from haicap.dossiers.permissions import RECEIVE, VIEW
from haicap.journal.commands import once
from haicap.printing import actions
from haicap.printing.models import PaperKind, Print
from haicap.printing.refusals import NoPaper
from haicap.procedures.models import ProcedureVersion
from haicap.units.agencies import RECEIVING
from haicap.units.models import Agency
from haicap.web.desk.acts.common import as_typed, day
from haicap.web.desk.door import frame, officer
from haicap.web.forms import Form, Radios, show
from haicap.web.printing import SECOND, PrintForm, as_pdf

MOST = 200  # centres to choose from


@officer
def of_dossier(request: HttpRequest, user: User, number: str) -> HttpResponse:
    """Print a paper of a dossier, and lead to its file."""
    if request.method != "POST":
        return redirect("desk-dossier", number)
    found = reading.by_number(number, user)
    kind, language = PrintForm(request.POST).asked()
    now = timezone.now()
    row = actions.print_paper(found, kind, language=language, by=user, at=now)
    return redirect("desk-paper", row.code)


@officer
def paper(request: HttpRequest, user: User, code: str) -> HttpResponse:
    """
    Give the file of a printed paper.

    :raises NoPaper: if there is none, or it is not for this person to see
    """
    row = Print.objects.select_related("file", "dossier").filter(code=code).first()
    if row is None or not _may_see(row, user):
        raise NoPaper(what=_("printed paper"), value=code)
    return as_pdf(row)


def _may_see(row: Print, user: User) -> bool:
    if row.kind == PaperKind.RECEIPT and row.dossier is not None:
        return user.may(RECEIVE, row.dossier.received_at_agency_id)
    if row.dossier is not None:
        return reading.visible(user).filter(pk=row.dossier.pk).exists()
    return user.may(VIEW, row.agency_id)


class CentreForm(Form):
    """A paper of a centre: its register, the next number, a poster."""

    kind = forms.ChoiceField(
        label=_("Paper"),
        choices=[
            (kind.value, kind.label)
            for kind in (PaperKind.TICKET, PaperKind.REGISTER, PaperKind.POSTER)
        ],
        widget=Radios,
    )
    agency = forms.ChoiceField(label=_("Centre"))
    since = day(_("From"), _("For a register. For example 1/7/2025"), required=False)
    until = day(_("To, included"), _("For a register"), required=False)
    procedure = forms.CharField(
        label=_("Code of the procedure"),
        help_text=_("For a poster. For example 1.001193"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
    )
    lang = forms.ChoiceField(label=_("Language"), choices=SECOND, widget=Radios)

    def __init__(self, data: QueryDict | None, user: User, at: datetime) -> None:
        today = as_typed(timezone.localdate(at))
        super().__init__(
            data,
            initial={"kind": "ticket", "lang": "vi", "since": today, "until": today},
        )
        here = Agency.objects.on(timezone.localdate(at)).filter(kind__in=RECEIVING)
        own = here.filter(scope_of(user, RECEIVE).filter(""))
        self.centres = {each.code: each for each in own.order_by("lineage")[:MOST]}
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            (code, each.name_vi) for code, each in self.centres.items()
        ]

    def printed(self, user: User, at: datetime) -> Print:
        """Print what was asked for."""
        said = self.cleaned_data
        agency = self.centres[said["agency"]]
        if said["kind"] == PaperKind.REGISTER:
            if not (said["since"] and said["until"]):
                raise Invalid("since", _("Write both days."))
            return actions.print_register(
                agency, since=said["since"], until=said["until"], by=user, at=at
            )
        if said["kind"] == PaperKind.TICKET:
            return actions.print_ticket(agency, language=said["lang"], by=user, at=at)
        version = _version(said["procedure"], at)
        return actions.print_poster(
            version, agency, language=said["lang"], by=user, at=at
        )


def _version(code: str, at: datetime) -> ProcedureVersion:
    versions = ProcedureVersion.objects.on(timezone.localdate(at)).select_related(
        "procedure"
    )
    found = versions.filter(procedure__code=code.strip()).exclude(procedure__code="")
    version = found.first()
    if version is None:
        raise NotFound(what=_("procedure"), value=code)
    return version


@officer
def of_centre(request: HttpRequest, user: User) -> HttpResponse:
    """Print what belongs to a centre and to no dossier."""
    require(user, RECEIVE)
    now = timezone.now()
    form = CentreForm(request.POST or None, user, now)
    if form.is_valid():
        said = {k: f"{v}" for k, v in form.cleaned_data.items() if k != "key"}
        with form.refusals():
            answer, _again = once(
                form.idempotency_key,
                name="desk.print",
                by=user,
                request=said,
                at=now,
                do=lambda: {"print": form.printed(user, now).pk},
            )
        if form.is_valid():
            return redirect("desk-paper", Print.objects.get(pk=answer["print"]).code)
    return show(request, "desk/papers.html", form, **frame(user, "papers"))
