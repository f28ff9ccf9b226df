"""After a reorganisation: saying where a dossier belongs that no rule can place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.actions import Upload
from haicap.dossiers.models import Dossier
from haicap.units import agencies, find
from haicap.web.desk.acts.common import ActForm, line
from haicap.web.desk.acts.situation import Situation
from haicap.web.forms import Radios


class ResolveMove(ActForm):
    """A person chooses one of the units to which it may belong."""

    code = "resolve_move"
    label = _("Say where it belongs")
    button = _("It belongs there")
    done = _("The dossier belongs there now, and whoever is competent there has it.")

    to = forms.ChoiceField(label=_("Unit"), widget=Radios)
    agency = line(
        _("Deciding agency"),
        _("Its code, only where the record names nobody who decides it there"),
        required=False,
    )

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        return now.unresolved is not None and now.resolves

    def prepare(self, now: Situation) -> None:
        move = now.unresolved
        if move is None:
            self.fields["to"] = line(_("Unit"))  # the action says that nothing waits
            return
        self.hint = str(move.get_reason_display()).capitalize() + "."  # type: ignore[misc]
        candidates = move.named_candidates(localdate(now.at))
        mark = gettext("(most of the old unit went there)")
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (each.code, f"{each.name} {mark}" if each.suggested else each.name)
            for each in candidates
        ]

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        day, said = localdate(at), self.cleaned_data
        place = find.by_code(said["to"], day).territory
        decider = agencies.by_code(said["agency"], day) if said["agency"] else None
        return actions.resolve_move(dossier, to=place, agency=decider, by=by, at=at)
