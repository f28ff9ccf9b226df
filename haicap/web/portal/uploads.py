"""Files that come with a form: kept one by one, each with its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.actions import Upload
from haicap.dossiers.models import Draft
from haicap.papers import actions as papers
from haicap.papers.models import File
from haicap.procedures.models import Component
from haicap.web.forms import Form
from haicap.web.portal.steps import in_language, papers_of

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

    def __init__(self, label: str, *, needed: bool = False) -> None:
        super().__init__(label=label, help_text=HINT, required=False)
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


class FilesForm(StoringForm):
    """The papers that a draft asks for."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        draft: Draft,
    ) -> None:
        super().__init__(data, files)
        for component in papers_of(draft):
            needed = component.is_required and not component.replaced_by_data
            label = component_label(component)
            self.fields[f"file.{component.code}"] = FileList(label, needed=needed)

    def store(self, at: datetime) -> list[dict[str, Any]]:
        """Store what came, in the shape in which drafts remember files."""
        return [
            {"file": each.file.pk, "name": each.name[:200], "component": each.component}
            for each in self.uploads(at)
        ]


@dataclass(frozen=True)
class Kept:
    """A paper of a draft with the files that the server holds of it."""

    component: Component
    label: str
    files: Sequence[tuple[int, str, File]]

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"file.{self.component.code}"


def kept_files(draft: Draft) -> list[Kept]:
    """Every paper of the draft with its files: place in the list, name, file."""
    files = File.objects.in_bulk([each["file"] for each in draft.files])
    return [
        Kept(
            component,
            component_label(component),
            [
                (place, each["name"], files[each["file"]])
                for place, each in enumerate(draft.files)
                if each["component"] == component.code
            ],
        )
        for component in papers_of(draft)
    ]


def without(files: list[dict[str, Any]], place: str) -> list[dict[str, Any]]:
    """Leave out the file at a place of the list, as a remove button names it."""
    if not place.isdecimal():
        return files
    return [each for index, each in enumerate(files) if index != int(place)]
