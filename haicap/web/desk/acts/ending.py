"""The ends of a dossier: decide, stop, reopen, return, withdraw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions import Upload
from haicap.dossiers.lifecycle import Move, State
from haicap.dossiers.models import Delivery, Dossier, Outcome
from haicap.web.desk.acts.common import ActForm, line, prose
from haicap.web.desk.acts.situation import Situation
from haicap.web.forms import Radios
from haicap.web.uploads import FileList


class Decide(ActForm):
    """The signer decides, as proposed or otherwise."""

    code = "decide"
    label = _("Decide")
    button = _("Decide")
    done = _("It is decided; the result waits to be returned.")

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=Radios
    )
    reason = prose(_("Reasons"), _("Needed when it is not granted."), required=False)
    document_number = line(
        _("Number of the document"), required=False, max_length=80, size="short"
    )

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        waits = now.proposal is not None and now.suspension is None
        at_work = now.state == State.PROCESSING and now.handover is None
        return now.signs and waits and at_work and not now.is_whole

    def prepare(self, now: Situation) -> None:
        self.fields["file.result"] = FileList(_("The signed result"))
        if now.proposal is not None:
            self.initial["outcome"] = now.proposal.proposed

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.decide(
            dossier,
            outcome=said["outcome"],
            reason=said["reason"],
            document_number=said["document_number"],
            result=uploads,
            by=by,
            at=at,
        )


class Stop(ActForm):
    """Settlement is stopped by a notice."""

    code = "stop"
    label = _("Stop the settlement")
    button = _("Stop the settlement")
    done = _("The settlement was stopped.")
    tone = "warn"

    reason = prose(_("Reason"), _("It stands in the notice."))
    ground = line(_("Legal ground"), required=False, max_length=120)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        received = now.dossier.received_at is not None
        return now.signs and received and now.leads_on(Move.STOP) and not now.is_whole

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.stop(
            dossier, reason=said["reason"], ground=said["ground"], by=by, at=at
        )


class Reopen(ActForm):
    """A stopped dossier is taken up again."""

    code = "reopen"
    label = _("Take the dossier up again")
    button = _("Take up again")
    done = _("The dossier was taken up again.")

    reason = prose(_("Why"))

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        whole = now.dossier.bundle
        goes_on = whole is None or whole.state == State.PROCESSING
        return now.signs and now.leads_on(Move.REOPEN) and goes_on

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.reopen(dossier, reason=self.cleaned_data["reason"], by=by, at=at)


class ReturnResult(ActForm):
    """The result is handed over."""

    code = "return_result"
    label = _("Return the result")
    button = _("Return the result")
    done = _("The result was returned.")

    delivery = forms.ChoiceField(
        label=_("Way of return"), choices=Delivery.choices, widget=Radios
    )
    collector = line(
        _("Handed to"),
        _("At the counter: the name of whoever took it"),
        required=False,
        max_length=100,
    )

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.returns and now.leads_on(Move.RETURN) and not now.is_part

    def prepare(self, now: Situation) -> None:
        self.initial["delivery"] = now.dossier.delivery

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.return_result(
            dossier, delivery=said["delivery"], collector=said["collector"], by=by, at=at
        )


class Withdraw(ActForm):
    """The applicant takes it back, here at the counter."""

    code = "withdraw"
    label = _("Withdraw for the applicant")
    button = _("Withdraw")
    done = _("The dossier was withdrawn.")
    tone = "warn"
    hint = _("Check the identity of the person first; it cannot be undone.")

    reason = prose(_("Reason"), required=False)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives and now.leads_on(Move.WITHDRAW) and not now.is_part

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.withdraw(dossier, reason=self.cleaned_data["reason"], by=by, at=at)
