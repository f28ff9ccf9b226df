"""Rows of the worklist and of the search, with every string made before the template runs."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.dossiers.lifecycle import ENDED, State
from haicap.dossiers.models import Dossier
from haicap.dossiers.permissions import PROCESS, RECEIVE, SIGN
from haicap.duties.models import Duty
from haicap.web.desk.light import Running, calendar_at, language, light, paused, unlimited
from haicap.web.status import Tag, state_tag

# What stands in a row of the list, and no long text of the catalogue.
NEEDED = (
    "kind",
    "person",
    "person__name",
    "agency",
    "agency__lineage",
    "agency__name_vi",
    "agency__name_en",
    "opened_at",
    "due_at",
    "is_paused",
    "step__dossier",
    "step__dossier__number",
    "step__dossier__state",
    "step__dossier__applicant_name",
    "step__dossier__settled_at",
    "step__dossier__version",
    "step__dossier__version__name_vi",
    "step__dossier__version__name_en",
)
WHO = {
    "dossier.check": RECEIVE,
    "dossier.process": PROCESS,
    "dossier.sign": SIGN,
    "dossier.return": RECEIVE,
}
# The one thing to do with a duty: the verb on the button, and the form that it opens.
NEXT: dict[str, tuple[str | Promise, str]] = {
    "dossier.check": (gettext_lazy("Receive"), "accept"),
    "dossier.process": (gettext_lazy("Process"), "propose"),
    "dossier.sign": (gettext_lazy("Decide"), "decide"),
    "dossier.return": (gettext_lazy("Return"), "return_result"),
}


class Row(TypedDict):
    """A line of a list; ``take`` is the duty that a button takes, or nought."""

    number: str
    address: str
    applicant: str
    procedure: str
    tone: str
    light: str
    due: str
    who: str
    verb: str
    form: str
    take: int


def lean(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Read of each duty only what its row shows."""
    related = ("person", "agency", "step__dossier__version")
    return duties.select_related(None).select_related(*related).only(*NEEDED)


class Rows:
    """Makes rows for one reader at one moment."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user = user
        self.at = at
        self.scopes = {kind: scope_of(user, may) for kind, may in WHO.items()}
        self.verbs = {kind: str(verb) for kind, (verb, _form) in NEXT.items()}
        self.base = reverse("desk-dossier", args=["-"])[:-1]
        self.words = {"take": _("Take"), "open": _("Open"), "nobody": _("nobody yet")}

    def of_duties(self, duties: Iterable[Duty]) -> list[Row]:
        """The rows of a worklist."""
        return [self._of_duty(duty) for duty in duties]

    def _of_duty(self, duty: Duty) -> Row:
        dossier = duty.step.dossier
        tag = self._light(duty, dossier)
        may = self.scopes[duty.kind].covers(duty.agency) if duty.kind in WHO else False
        free = duty.person is None
        takes = may and free and duty.kind == "dossier.process"
        verb = self.words["open"]
        if takes:
            verb = self.words["take"]
        elif may and (free or duty.person_id == self.user.pk):
            verb = self.verbs[duty.kind]
        return {
            **self._about(dossier),
            "tone": tag.tone,
            "light": f"{tag.sign} {tag.words}",
            "due": _moment(duty.due_at),
            "who": duty.person.name if duty.person else self.words["nobody"],
            "verb": verb,
            "form": "" if verb == self.words["open"] else f"#{NEXT[duty.kind][1]}",
            "take": duty.pk if takes else 0,
        }

    def of_dossiers(self, dossiers: Iterable[Dossier]) -> list[Row]:
        """The rows of a search."""
        return [self._of_dossier(dossier) for dossier in dossiers]

    def _of_dossier(self, dossier: Dossier) -> Row:
        tag = self._light_of_whole(dossier)
        name = dossier.responsible.name_en if language() == "en" else ""
        return {
            **self._about(dossier),
            "tone": tag.tone,
            "light": f"{tag.sign} {tag.words}",
            "due": "" if dossier.state in ENDED else _moment(dossier.due_at),
            "who": name or dossier.responsible.name_vi,
            "verb": self.words["open"],
            "form": "",
            "take": 0,
        }

    def _about(self, dossier: Dossier) -> Row:
        version = dossier.version
        name = (version.name_en if language() == "en" else "") or version.name_vi
        return {  # type: ignore[typeddict-item]  # the rest is added by the caller
            "number": dossier.number,
            "address": f"{self.base}{dossier.number}",
            "applicant": dossier.applicant_name,
            "procedure": name,
        }

    def _light(self, duty: Duty, dossier: Dossier) -> Tag:
        if duty.is_paused or dossier.is_waiting:
            return paused(state_tag(dossier).words if dossier.is_waiting else "")
        if duty.due_at is None:
            return state_tag(dossier) if dossier.settled_at else unlimited()
        calendar = calendar_at(duty.agency, self.at)
        return light(Running(duty.opened_at, duty.due_at, calendar), self.at)

    def _light_of_whole(self, dossier: Dossier) -> Tag:
        at_rest = dossier.state in (*ENDED, State.SETTLED) or dossier.is_waiting
        if at_rest or dossier.received_at is None or dossier.due_at is None:
            return state_tag(dossier)
        calendar = calendar_at(dossier.competent, self.at)
        return light(Running(dossier.received_at, dossier.due_at, calendar), self.at)


def _moment(at: datetime | None) -> str:
    return "" if at is None else formats.date_format(localtime(at), "H:i d/m/Y")
