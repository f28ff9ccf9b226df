"""At the centre: receive, refuse, give another secret."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions import Upload
from haicap.dossiers.lifecycle import Move
from haicap.dossiers.models import Dossier
from haicap.web.desk.acts.common import ActForm, prose
from haicap.web.desk.acts.situation import Situation
from haicap.web.uploads import component_label

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def count(label: "StrOrPromise", initial: int = 0) -> forms.IntegerField:
    """A field for a small number of papers."""
    attrs = {"class": "tiny", "min": 0, "max": 99}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=99,
        required=False,
        initial=initial,
        widget=forms.NumberInput(attrs=attrs),
    )


class Accept(ActForm):
    """The papers are there: the clock starts."""

    template_name = "desk/accept.html"
    counts: list[tuple[str, forms.BoundField, forms.BoundField]]

    code = "accept"
    label = _("Receive the dossier")
    button = _("Receive")
    done = _("The dossier was received; the clock runs.")
    hint = _("Count the papers that were handed in; what came as a file needs no number.")

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives and now.leads_on(Move.ACCEPT)

    def prepare(self, now: Situation) -> None:
        self.counts = []
        for part in now.detail.parts:
            paper, code = component_label(part.component), part.component.code
            self.fields[f"originals.{code}"] = count(
                _("originals of %(paper)s") % {"paper": paper}, part.originals
            )
            self.fields[f"copies.{code}"] = count(
                _("copies of %(paper)s") % {"paper": paper}, part.copies
            )
            self.counts.append((paper, self[f"originals.{code}"], self[f"copies.{code}"]))

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        counted = self.cleaned_data
        present = {
            part.component.code: (
                counted[f"originals.{part.component.code}"] or 0,
                counted[f"copies.{part.component.code}"] or 0,
            )
            for part in self.situation.detail.parts
        }
        present = {code: numbers for code, numbers in present.items() if any(numbers)}
        return actions.accept(dossier, present=present, by=by, at=at)


class Refuse(ActForm):
    """Reception is refused in writing."""

    code = "refuse"
    label = _("Refuse to receive")
    button = _("Refuse to receive")
    done = _("Reception was refused; the applicant can read why.")
    tone = "warn"

    reason = prose(_("Reason"), _("The applicant reads it as it stands here."))

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives and now.leads_on(Move.REFUSE)

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.refuse(dossier, reason=self.cleaned_data["reason"], by=by, at=at)


class RenewSecret(ActForm):
    """The slip was lost, or somebody else has read it."""

    code = "renew_secret"
    label = _("Give another secret")
    button = _("Give another secret")
    done = _("The old secret opens nothing any more; print the slip anew.")
    hint = _("When the slip was lost. Check the identity of the person first.")

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.receives

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        return actions.renew_secret(dossier, by=by, at=at)
