"""Files that come with a form: stored one by one, each refused in its own field."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.actions import Upload
from haicap.papers import actions as papers
from haicap.procedures.models import Component
from haicap.web.forms import Form
from haicap.web.questions import in_language

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Files = MultiValueDict[str, Any]

ACCEPT = ".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/*"
HINT = _(
    "Photos (JPEG, PNG, HEIC) or PDF, at most 10 MB each; several pages as several files"
)


class ManyFiles(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Files, name: str) -> Any:
        """Give all files of the field."""
        return files.getlist(name)


class FileList(forms.Field):
    """
    Several files, or none; what they are is judged when they are stored.

    ``needed`` marks a paper without which the rules will not let the dossier go; the field
    itself may stay empty, because files that came before need not come again.
    """

    widget = ManyFiles(attrs={"multiple": True, "accept": ACCEPT})

    def __init__(
        self, label: "StrOrPromise", *, needed: bool = False, hint: "StrOrPromise" = HINT
    ) -> None:
        super().__init__(label=label, help_text=hint, required=False)
        self.needed = needed


def component_label(component: Component) -> str:
    """The name of a paper in the reader's language."""
    return in_language(component.name_vi, component.name_en)


class StoringForm(Form):
    """A form whose fields ``file.<component>`` hold files."""

    def uploads(self, at: datetime) -> list[Upload]:
        """Store what came; a file that cannot be taken is refused in its field."""
        stored = []
        for name in [name for name in self.fields if name.startswith("file.")]:
            for given in self.files.getlist(name):
                with self.refusals():
                    kept = papers.store(given, field=name, at=at)
                    stored.append(
                        Upload(kept, given.name or "", name.removeprefix("file."))
                    )
        return stored
