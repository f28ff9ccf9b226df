"""What every form of a step has: its name, when it is shown, the verb behind it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.dossiers.actions import Upload
from haicap.dossiers.models import Dossier
from haicap.web.desk.acts.situation import Situation
from haicap.web.uploads import Files, StoringForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ActForm(StoringForm):
    """
    The form of one step.

    ``code`` is the name of the verb in ``dossiers.actions`` and of the form's address;
    ``label`` names the step, ``button`` is what the officer presses, ``done`` is said after.
    """

    code: ClassVar[str]
    label: "ClassVar[StrOrPromise]"
    button: "ClassVar[StrOrPromise]"
    done: "ClassVar[StrOrPromise]"
    hint: "ClassVar[StrOrPromise]" = ""
    tone: ClassVar[str] = "two"

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        situation: Situation,
    ) -> None:
        super().__init__(data, files, auto_id=f"{self.code}-%s")
        self.situation = situation
        self.prepare(situation)

    @classmethod
    def is_open(cls, now: Situation) -> bool:
        """Whether the step can be taken by the reader now."""
        raise NotImplementedError

    def prepare(self, now: Situation) -> None:
        """Add what depends on the dossier."""

    def act(
        self, dossier: Dossier, *, uploads: Sequence[Upload], by: User, at: datetime
    ) -> Any:
        """Take the step."""
        raise NotImplementedError

    def said(self, uploads: Sequence[Upload]) -> dict[str, Any]:
        """What was asked, so that the same key with other words is another request."""
        words = {
            name: f"{value}"
            for name, value in self.cleaned_data.items()
            if name != "key" and not name.startswith("file.")
        }
        return words | {"files": [each.file.sha256 for each in uploads]}


def line(
    label: "StrOrPromise", hint: "StrOrPromise" = "", *, size: str = "", **rest: Any
) -> forms.CharField:
    """A field for a few words."""
    attrs = {"autocomplete": "off"} | ({"class": size} if size else {})
    rest.setdefault("max_length", 300)
    return forms.CharField(
        label=label, help_text=hint, widget=forms.TextInput(attrs=attrs), **rest
    )


def prose(
    label: "StrOrPromise", hint: "StrOrPromise" = "", **rest: Any
) -> forms.CharField:
    """A field for sentences."""
    rest.setdefault("max_length", 1000)
    area = forms.Textarea(attrs={"rows": 3, "maxlength": rest["max_length"]})
    return forms.CharField(label=label, help_text=hint, widget=area, **rest)


def day(label: "StrOrPromise", hint: "StrOrPromise" = "", **rest: Any) -> forms.DateField:
    """A field for a day, typed day first."""
    attrs = {"class": "tiny", "autocomplete": "off", "inputmode": "numeric"}
    return forms.DateField(
        label=label,
        help_text=hint or _("For example 27/8/2025"),
        widget=forms.DateInput(attrs=attrs),
        **rest,
    )


def as_typed(on: date) -> str:
    """A day as it is typed into such a field."""
    return f"{on:%d/%m/%Y}"
