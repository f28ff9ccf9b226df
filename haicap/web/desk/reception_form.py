"""The form of reception: person, answers, papers, return; one screen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.common.text import fold
from haicap.dossiers import rules
from haicap.dossiers.actions import Applicant, Upload
from haicap.dossiers.actions.submission import Request
from haicap.dossiers.models import Delivery, Subject
from haicap.dossiers.terms import terms_of
from haicap.papers.models import File
from haicap.procedures import forms as questions
from haicap.procedures.models import Case, Channel, Component, ProcedureVersion
from haicap.units.models import Agency, Level, Territory, TerritoryVersion
from haicap.web.desk.acts.common import line
from haicap.web.desk.acts.reception import count
from haicap.web.forms import Checks, Radios
from haicap.web.questions import in_language, optional_parts, question_field
from haicap.web.uploads import FileList, Files, StoringForm, component_label

KEPT = "desk.kept-file"
APPLICANT = ("name", "personal_id", "phone", "email", "address", "subject")
CHANNELS = [
    (Channel.IN_PERSON.value, _("in person")),
    (Channel.POST.value, _("by post")),
    (Channel.ONLINE.value, _("online, with our help")),
]


@dataclass(frozen=True)
class Asked:
    """What the form is made for: procedure and case, the centres of the officer, the day."""

    version: ProcedureVersion
    case: Case | None
    centres: Sequence[Agency]
    communes: Sequence[TerritoryVersion]
    today: date

    @property
    def components(self) -> list[Component]:
        """The papers that the case asks for."""
        case_id = self.case.pk if self.case else None
        return terms_of(self.version).components_of(case_id)

    @property
    def home(self) -> TerritoryVersion | None:
        """The commune of the first centre, where most people come from."""
        own = self.centres[0].territory_id
        return next((each for each in self.communes if each.territory_id == own), None)


@dataclass(frozen=True)
class PaperRow:
    """A line of the check-list."""

    name: str
    component: Component
    has: forms.BoundField
    originals: forms.BoundField
    copies: forms.BoundField
    file: forms.BoundField
    kept: Sequence[str]


class ReceptionForm(StoringForm):
    """
    Everything that an officer writes in for an applicant.

    Files outlive an error of the form: they are stored at once, and ``kept`` carries their
    signed names.
    """

    name = line(_("Full name"), _("As on the identity card"), max_length=100)
    personal_id = line(
        _("Personal identification number"),
        _("12 digits"),
        size="short",
        required=False,
        max_length=20,
    )
    phone = line(_("Phone"), size="short", required=False, max_length=20)
    email = line(_("E-mail"), required=False)
    address = line(_("Address"), required=False)
    subject = forms.ChoiceField(
        label=_("Kind of applicant"), choices=Subject.choices, initial=Subject.CITIZEN
    )
    place = line(
        _("Commune, ward or special zone"),
        _("Of the province; its name or its code"),
        max_length=120,
    )
    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=CHANNELS,
        initial=Channel.IN_PERSON,
        widget=Radios,
    )
    delivery = forms.ChoiceField(
        label=_("Return of the result"),
        choices=Delivery.choices,
        initial=Delivery.COUNTER,
        widget=Radios,
    )
    delivery_address = line(
        _("Address for the post"), _("Only if the result comes by post"), required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: Files | None = None,
        *,
        asked: Asked,
        initial: Mapping[str, Any] | None = None,
        kept: Sequence[Upload] = (),
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        self.asked = asked
        self.kept = list(kept)
        home = asked.home
        if home is not None:
            self.initial.setdefault("place", called(home))
        self.fields["place"].widget.attrs["list"] = "communes"
        if data is None:
            self.fields["personal_id"].widget.attrs["autofocus"] = True
        self._add_centre()
        self.parts = optional_parts(asked.version, asked.today)
        if self.parts:
            codes = [code for code, _name in self.parts]
            self.fields["parts"] = forms.MultipleChoiceField(
                label=gettext("Parts"),
                help_text=gettext("The other parts always belong to it."),
                choices=self.parts,
                initial=codes,
                required=False,
                widget=Checks,
            )
        self.questions = [question["name"] for question in asked.version.form()]
        for question in asked.version.form():
            self.fields[question["name"]] = question_field(question)
        for component in asked.components:
            self._add_paper(component)

    def _add_centre(self) -> None:
        if len(self.asked.centres) > 1:
            choices = [
                (str(each.pk), in_language(each.name_vi, each.name_en))
                for each in self.asked.centres
            ]
            self.fields["centre"] = forms.ChoiceField(
                label=_("Place of reception"), choices=choices
            )

    def _add_paper(self, component: Component) -> None:
        code, paper = component.code, component_label(component)
        self.fields[f"has.{code}"] = forms.BooleanField(label=paper, required=False)
        originals = count(
            gettext("originals of %(paper)s") % {"paper": paper}, component.originals
        )
        copies = count(
            gettext("copies of %(paper)s") % {"paper": paper}, component.copies
        )
        self.fields[f"originals.{code}"] = originals
        self.fields[f"copies.{code}"] = copies
        label = gettext("files of %(paper)s") % {"paper": paper}
        self.fields[f"file.{code}"] = FileList(label)

    def clean_place(self) -> TerritoryVersion:
        """The one commune of the province that the words mean."""
        said = self.cleaned_data["place"]
        found = [each for each in self.asked.communes if _means(said, each)]
        if not found:
            raise ValidationError(gettext("There is no such commune in the province."))
        if len(found) > 1:
            names = ", ".join(called(each) for each in found[:8])
            raise ValidationError(gettext("Say which: %(names)s") % {"names": names})
        return found[0]

    def clean(self) -> dict[str, Any]:
        """Say at once all that the rules find wrong with the person and the answers."""
        said = self.cleaned_data
        applicant = Applicant(**{name: said.get(name, "") for name in APPLICANT})
        answers = {name: said[name] for name in self.questions if said.get(name)}
        checked = questions.check(
            self.asked.version.form(), answers, today=self.asked.today
        )
        self.refuse({**rules.applicant_faults(applicant), **checked.errors})
        return said

    def person_fields(self) -> list[forms.BoundField]:
        """Who asks."""
        return [
            self[name]
            for name in ("personal_id", "name", "phone", "address", "email", "subject")
        ]

    def question_fields(self) -> list[forms.BoundField]:
        """The procedure's own form."""
        return [self[name] for name in self.questions]

    def return_fields(self) -> list[forms.BoundField]:
        """How it came, and how the result goes back."""
        return [self[name] for name in ("channel", "delivery", "delivery_address")]

    def place_fields(self) -> list[forms.BoundField]:
        """Where it is received, and for which place."""
        names = ("centre", "place", "parts")
        return [self[name] for name in names if name in self.fields]

    def paper_rows(self) -> Iterator[PaperRow]:
        """The check-list of the papers."""
        for component in self.asked.components:
            code = component.code
            yield PaperRow(
                name=component_label(component),
                component=component,
                has=self[f"has.{code}"],
                originals=self[f"originals.{code}"],
                copies=self[f"copies.{code}"],
                file=self[f"file.{code}"],
                kept=[each.name for each in self.kept if each.component == code],
            )

    def keep(self, at: datetime) -> None:
        """Store the files that came, so that they need not come again."""
        self.kept = [*self.kept, *self.uploads(at)]

    def kept_values(self) -> list[str]:
        """What the next attempt brings back of the files."""
        return [
            signing.dumps([each.file.pk, each.name, each.component], salt=KEPT)
            for each in self.kept
        ]

    def centre(self) -> Agency:
        """Where it is received."""
        chosen = self.cleaned_data.get("centre", "")
        by_id = {str(each.pk): each for each in self.asked.centres}
        return by_id.get(chosen, self.asked.centres[0])

    def request(self) -> Request:
        """The request as the action wants it."""
        said = self.cleaned_data
        place: Territory = said["place"].territory
        return Request(
            place=place,
            channel=said["channel"],
            applicant=Applicant(**{name: said[name] for name in APPLICANT}),
            answers={name: said[name] for name in self.questions if said[name]},
            case=self.asked.case,
            centre=self.centre(),
            delivery=said["delivery"],
            delivery_address=said["delivery_address"],
            uploads=self.kept,
            present=self.present(),
            without=[code for code, _name in self.parts if code not in said["parts"]],
        )

    def present(self) -> dict[str, tuple[int, int]]:
        """The papers that are ticked, with their numbers; a tick alone is one original."""
        said = self.cleaned_data
        found = {}
        for component in self.asked.components:
            code = component.code
            if said[f"has.{code}"]:
                numbers = (said[f"originals.{code}"] or 0, said[f"copies.{code}"] or 0)
                found[code] = numbers if any(numbers) else (1, 0)
        return found

    def said(self) -> dict[str, Any]:
        """What was asked, so that the same key with other words is another request."""
        words = {
            name: f"{value}"
            for name, value in self.cleaned_data.items()
            if name != "key" and not name.startswith("file.")
        }
        files = [each.file.sha256 for each in self.kept]
        return {"version": self.asked.version.pk, "files": files, **words}


def called(version: TerritoryVersion) -> str:
    """A commune as the list of suggestions names it."""
    return f"{version.name} ({version.code})"


def _means(said: str, version: TerritoryVersion) -> bool:
    words = fold(said)
    return words in (
        fold(called(version)),
        fold(version.code),
        version.folded,
        fold(version.short_name),
    )


def kept_files(values: Sequence[str]) -> list[Upload]:
    """The files that earlier attempts brought, by their signed names; forged ones are none."""
    found = []
    for value in values:
        try:
            pk, name, component = signing.loads(value, salt=KEPT, max_age=86400)
        except signing.BadSignature:
            continue
        found.append((pk, name, component))
    files = File.objects.in_bulk([pk for pk, _name, _component in found])
    return [Upload(files[pk], name, code) for pk, name, code in found if pk in files]


def communes_of(centre: Agency, day: date) -> list[TerritoryVersion]:
    """The communes of the province of a centre, as a dictionary orders them."""
    rows = TerritoryVersion.objects.on(day).filter(
        parent=centre.province_id, level=Level.COMMUNE
    )
    return list(rows.select_related("territory").order_by("sort_key"))
