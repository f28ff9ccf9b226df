"""The files of a draft: kept one by one, each with its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from haicap.dossiers.models import Draft
from haicap.papers.models import File
from haicap.procedures.models import Component
from haicap.web.portal.steps import papers_of
from haicap.web.uploads import FileList, Files, StoringForm, component_label


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
            self.fields[f"file.{component.code}"] = FileList(
                label, needed=needed, hint=""
            )

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
