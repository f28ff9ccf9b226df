"""At the competent agency: take, hand over, take back, propose, send back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions import Upload
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import Dossier, Outcome
from haicap.units import agencies
from haicap.units.models import Agency
from haicap.web.desk.acts.common import ActForm, line, prose
from haicap.web.desk.acts.situation import Situation
from haicap.web.forms import Radios

SHOWN = 12  # of the agencies that a name fits


class Start(ActForm):
    """What was sent is taken."""

    code = "start"
    label = _("Take the dossier")
    button = _("Take")
    done = _("You have the dossier now.")

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        if now.handover is None:
            to, open_now = now.dossier.competent, now.leads_on(Move.START)
        else:
            to = now.handover.to_agency
            open_now = now.state in (State.RECEIVED, State.PROCESSING)
        return open_now and now.processes(to)

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.start(dossier, by=by, at=at)


class HandOver(ActForm):
    """It goes on to another agency."""

    code = "hand_over"
    label = _("Hand over to another agency")
    button = _("Hand over")
    done = _("The dossier is on its way; it can be taken back until it is taken there.")

    to = line(_("Agency"), _("Its code or its name; with or without accents"))
    note = line(_("Why"))

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.has_it

    def clean_to(self) -> Agency:
        """The one agency that the code or the name means; several are offered to choose."""
        said, today = self.cleaned_data["to"], localdate(self.situation.at)
        exact = Agency.objects.on(today).filter(code=said.strip()).first()
        found = [exact] if exact else agencies.search(said, today, SHOWN)
        if not found:
            raise ValidationError(gettext("There is no agency with this code or name."))
        if len(found) > 1:
            choices = [(each.code, _named(each)) for each in found]
            self.fields["to"].widget = Radios(choices=choices)
            raise ValidationError(gettext("Several agencies have this name: choose one."))
        return found[0]

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.hand_over(dossier, to=said["to"], note=said["note"], by=by, at=at)


def _named(agency: Agency) -> str:
    return f"{agency.name_vi} ({agency.code})"


class Recall(ActForm):
    """What was sent and not taken comes back."""

    code = "recall"
    label = _("Take back what was handed over")
    button = _("Take back")
    done = _("The dossier is back.")

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        sent = now.handover
        in_time = sent is not None and now.state == State.PROCESSING
        return in_time and now.processes(sent.from_agency)  # type: ignore[union-attr]

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.recall(dossier, by=by, at=at)


class Propose(ActForm):
    """What the signer should decide."""

    code = "propose"
    label = _("Propose a decision")
    button = _("Propose to the signer")
    done = _("The signer has it now.")

    outcome = forms.ChoiceField(
        label=_("Proposed"), choices=Outcome.choices, widget=Radios
    )
    proposal = prose(
        _("Grounds"), _("Needed when it is not to be granted."), required=False
    )

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.has_it and now.proposal is None

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.propose(
            dossier, outcome=said["outcome"], proposal=said["proposal"], by=by, at=at
        )


class SendBack(ActForm):
    """The proposal needs more work."""

    code = "send_back"
    label = _("Send the proposal back")
    button = _("Send back")
    done = _("The proposal went back; its time limit runs on.")

    reason = prose(_("What must be changed"))

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.signs and now.proposal is not None and now.state == State.PROCESSING

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.send_back(
            dossier, reason=self.cleaned_data["reason"], by=by, at=at
        )
