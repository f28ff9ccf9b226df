"""The clock stands and runs again: supplement, payment, other causes; the new appointment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate, localtime, make_aware
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions import Upload
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier, SuspensionKind
from haicap.web.desk.acts.common import ActForm, as_typed, day, line, prose
from haicap.web.desk.acts.situation import Situation
from haicap.web.forms import Radios
from haicap.web.uploads import FileList, component_label

FREE = 3  # lines for faults that are about no paper


class AskSupplement(ActForm):
    """Everything that is missing, once."""

    code = "ask_supplement"
    label = _("Ask for a supplement")
    button = _("Send the request")
    done = _("The applicant was asked for everything at once; the clock stands.")
    hint = _(
        "It may be asked only once: name every fault now. Write so that the applicant "
        "knows what to do; a line left empty is no fault."
    )

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        if hasattr(now.dossier, "supplement"):
            return False
        return now.is_at_hand or (now.state == State.REGISTERED and now.receives)

    def prepare(self, now: Situation) -> None:
        for part in now.detail.parts:
            label = component_label(part.component)
            field = line(label, required=False, max_length=400)
            self.fields[f"about.{part.component.code}"] = field
        for number in range(1, FREE + 1):
            label = _("Another fault (%(number)d)") % {"number": number}
            self.fields[f"free.{number}"] = line(label, required=False, max_length=400)

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        faults = [
            {
                "about": name.removeprefix("about.") if name.startswith("about.") else "",
                "what": said,
            }
            for name, said in self.cleaned_data.items()
            if name.startswith(("about.", "free.")) and said
        ]
        return actions.ask_supplement(dossier, faults=faults, by=by, at=at)


class AnswerSupplement(ActForm):
    """What was missing is handed in at the counter."""

    code = "answer_supplement"
    label = _("Note the supplement")
    button = _("Note the supplement")
    done = _("The supplement was noted.")

    answer = prose(_("What was handed in"), required=False)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives and now.state == State.SUPPLEMENT

    def prepare(self, now: Situation) -> None:
        supplement = getattr(now.dossier, "supplement", None)
        asked = {fault["about"] for fault in supplement.faults} if supplement else set()
        for part in now.detail.parts:
            if part.component.code in asked:
                label = component_label(part.component)
                self.fields[f"file.{part.component.code}"] = FileList(label)
        self.fields["file."] = FileList(_("Other files"))

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data["answer"]
        return actions.answer_supplement(
            dossier, answer=said, uploads=uploads, by=by, at=at
        )


class RequestPayment(ActForm):
    """A financial obligation."""

    code = "request_payment"
    label = _("Request a payment")
    button = _("Request the payment")
    done = _("The payment was requested; the clock stands until it is noted.")

    amount = forms.IntegerField(
        label=_("Amount (đồng)"),
        min_value=1,
        localize=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    what = line(_("For what"))
    ground = line(_("Legal ground"), required=False, max_length=120)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.is_at_hand

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.request_payment(
            dossier,
            amount=said["amount"],
            what=said["what"],
            ground=said["ground"],
            by=by,
            at=at,
        )


class Pay(ActForm):
    """The obligation was paid."""

    code = "pay"
    label = _("Note a payment")
    button = _("Note the payment")
    done = _("The payment was noted; the clock runs again.")

    method = forms.ChoiceField(
        label=_("How it was paid"),
        choices=[("cash", _("in cash")), ("transfer", _("by transfer"))],
        widget=Radios,
    )
    receipt = line(_("Number of the receipt"), required=False, max_length=80)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives and now.state == State.PAYMENT

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.pay(
            dossier, method=said["method"], receipt=said["receipt"], by=by, at=at
        )


class Suspend(ActForm):
    """The clock stands for a cause that the law knows."""

    code = "suspend"
    label = _("Stop the clock")
    button = _("Stop the clock")
    done = _("The clock stands.")

    kind = forms.ChoiceField(
        label=_("Cause"),
        choices=[
            (kind.value, kind.label)
            for kind in (SuspensionKind.OTHER_AGENCY, SuspensionKind.VERIFICATION)
        ],
        widget=Radios,
    )
    reason = prose(_("Why"), max_length=400)
    ground = line(_("Legal ground"), max_length=120)
    expected_end = day(_("Expected end"), required=False)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.has_it and now.suspension is None

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        return actions.suspend(
            dossier,
            kind=said["kind"],
            reason=said["reason"],
            ground=said["ground"],
            expected_end=said["expected_end"],
            by=by,
            at=at,
        )


class Resume(ActForm):
    """The clock runs again."""

    code = "resume"
    label = _("Let the clock run again")
    button = _("Let the clock run again")
    done = _("The clock runs again.")

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        stands = now.state == State.PROCESSING and now.suspension is not None
        return stands and now.processes(now.dossier.responsible)

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.resume(dossier, by=by, at=at)


class Reappoint(ActForm):
    """The one later appointment, with its apology."""

    code = "reappoint"
    label = _("Apologise and appoint anew")
    button = _("Apologise and appoint anew")
    done = _("The apology with the new appointment is in the dossier.")
    hint = _("Only once, and before the present appointment passes.")

    new_on = day(_("New day"))
    new_time = forms.TimeField(
        label=_("Hour"),
        help_text=_("In office hours, for example 16:30"),
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "tiny", "autocomplete": "off"}
        ),
    )
    reason = prose(_("Reason"), _("It stands in the letter of apology."))

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        due_at = now.dossier.due_at
        runs = now.state in (State.RECEIVED, State.PROCESSING)
        in_time = due_at is not None and now.at <= due_at
        return (
            runs and in_time and now.signs and not hasattr(now.dossier, "reappointment")
        )

    def prepare(self, now: Situation) -> None:
        if now.dossier.due_at is not None:
            after = localdate(now.dossier.due_at) + timedelta(days=1)
            self.fields["new_on"].help_text = _("After %(day)s") % {
                "day": as_typed(after - timedelta(days=1))
            }
            self.initial["new_time"] = f"{localtime(now.dossier.due_at):%H:%M}"

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        said = self.cleaned_data
        moment = datetime.combine(said["new_on"], said["new_time"])
        return actions.reappoint(
            dossier,
            new_due_at=make_aware(moment),
            reason=said["reason"],
            by=by,
            at=at,
        )
