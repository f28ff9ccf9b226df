"""The steps of a submission: what each asks, and the request that they make together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as fields
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.accounts.models import User
from haicap.common.errors import ManyInvalid
from haicap.dossiers import rules
from haicap.dossiers.actions.submission import Applicant, Request, Upload
from haicap.dossiers.models import Delivery, Draft
from haicap.dossiers.terms import terms_of
from haicap.papers.models import File
from haicap.procedures import forms
from haicap.procedures.forms import Question
from haicap.procedures.models import Case, Channel, Component
from haicap.units.models import Level, Territory, TerritoryVersion
from haicap.web.forms import Checks, Form, Radios
from haicap.web.portal.places import provinces
from haicap.web.questions import in_language, optional_parts, question_field

APPLICANT = ("name", "personal_id", "phone", "email", "address")
DELIVERY = ("delivery", "delivery_address")


@dataclass(frozen=True)
class Step:
    """One page of the way; ``questions`` are those of the page that it asks."""

    slug: str
    title: str
    questions: Sequence[Question] = ()


def steps_of(draft: Draft) -> list[Step]:
    """Name the steps of a draft in their order; the last one is to check and send."""
    steps = [Step("place", _("Where do you need it?"))]
    if draft.version.cases.exists():
        steps.append(Step("case", _("Which case is yours?")))
    if parts_of(draft):
        steps.append(Step("parts", _("Which parts do you want?")))
    steps.append(Step("applicant", _("Who asks?")))
    for number, (title, questions) in enumerate(_pages(draft), start=1):
        steps.append(Step(f"questions-{number}", title, questions))
    steps.append(Step("delivery", _("How do you want the result?")))
    if papers_of(draft):
        steps.append(Step("papers", _("Add the papers")))
    return [*steps, Step("check", _("Check everything, then send"))]


def _pages(draft: Draft) -> list[tuple[str, list[Question]]]:
    return [
        (in_language(title, questions[0].get("page_en", "")), questions)
        for title, questions in forms.pages(draft.version.form())
    ]


def parts_of(draft: Draft) -> list[tuple[str, str]]:
    """The parts of an inter-connected service that may be left out: code and name."""
    return optional_parts(draft.version, timezone.localdate())


def papers_of(draft: Draft) -> list[Component]:
    """The papers that the case of the draft asks for."""
    case = case_of(draft)
    return terms_of(draft.version).components_of(case.pk if case else None)


def case_of(draft: Draft) -> Case | None:
    """The case that was chosen, if any."""
    return draft.version.cases.filter(code=draft.data.get("case", "")).first()


def commune_of(draft: Draft) -> TerritoryVersion | None:
    """The commune that was chosen, as it is today."""
    today = TerritoryVersion.objects.on(timezone.localdate()).select_related("territory")
    return today.filter(level=Level.COMMUNE, code=draft.data.get("place", "")).first()


def request_of(draft: Draft, place: Territory) -> Request:
    """The request that the draft makes so far."""
    data = draft.data
    files = File.objects.in_bulk([each["file"] for each in draft.files])
    return Request(
        place=place,
        channel=Channel.ONLINE,
        applicant=Applicant(**{name: data.get(name, "") for name in APPLICANT}),
        answers=data.get("answers", {}),
        case=case_of(draft),
        delivery=data.get("delivery", ""),
        delivery_address=data.get("delivery_address", ""),
        uploads=[
            Upload(files[each["file"]], each["name"], each["component"])
            for each in draft.files
        ],
        without=data.get("without", []),
    )


def faults_of(draft: Draft) -> dict[str, str]:
    """What the rules find wrong with the draft as it is, by field; all of it at once."""
    commune = commune_of(draft)
    if commune is None:
        return {"place": _("Choose the commune, ward or special zone.")}
    try:
        rules.require_well_filled_in(
            terms_of(draft.version),
            request_of(draft, commune.territory),
            timezone.localdate(),
        )
    except ManyInvalid as refusal:
        return {field: str(rule) for field, rule in refusal.details["errors"].items()}
    return {}


def step_of(field: str, steps: Sequence[Step]) -> Step:
    """The step on which a field is asked."""
    for step in steps:
        if field in {question["name"] for question in step.questions}:
            return step
    named = {
        **dict.fromkeys(APPLICANT, "applicant"),
        **dict.fromkeys(DELIVERY, "delivery"),
        "place": "place",
        "case": "case",
        "without": "parts",
    }
    slug = "papers" if field.startswith("file.") else named.get(field, "check")
    return next((step for step in steps if step.slug == slug), steps[-1])


class PlaceForm(Form):
    """Province, then commune: two lists that work without a script."""

    province = fields.ChoiceField(
        label=gettext_lazy("Province or city"),
        widget=fields.Select(
            attrs={
                "hx-get": "?",
                "hx-trigger": "change",
                "hx-target": "#communes",
                "hx-select": "#communes",
                "hx-swap": "outerHTML",
            }
        ),
    )
    place = fields.ChoiceField(
        label=gettext_lazy("Commune, ward or special zone"),
        help_text=gettext_lazy(
            "The one where you live, or where the land or business is."
        ),
    )

    def __init__(
        self, data: QueryDict | None = None, *, province: str = "", **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        today = timezone.localdate()
        chosen = province or self.initial.get("province", "")
        communes = TerritoryVersion.objects.none()
        if above := provinces(today).filter(code=chosen).first():
            rows = TerritoryVersion.objects.on(today).filter(parent=above.territory_id)
            communes = rows.filter(level=Level.COMMUNE).order_by("sort_key")
        for field, units in (("province", provinces(today)), ("place", communes)):
            asked: Any = self.fields[field]
            asked.choices = [("", _("Choose…")), *((u.code, u.name) for u in units)]
        self.initial["province"] = chosen


class CaseForm(Form):
    """Which of the cases of the procedure it is."""

    case = fields.ChoiceField(label=gettext_lazy("Case"), widget=Radios)

    def __init__(
        self, data: QueryDict | None = None, *, draft: Draft, **rest: Any
    ) -> None:
        super().__init__(data, **rest)
        asked: Any = self.fields["case"]
        asked.choices = [
            (case.code, in_language(case.name_vi, case.name_en))
            for case in draft.version.cases.order_by("order", "pk")
        ]


class PartsForm(Form):
    """Which of the optional parts of a service are wanted."""

    parts = fields.MultipleChoiceField(
        label=gettext_lazy("Parts"),
        help_text=gettext_lazy("The other parts always belong to it."),
        required=False,
        widget=Checks,
    )

    def __init__(
        self, data: QueryDict | None = None, *, draft: Draft, **rest: Any
    ) -> None:
        parts = parts_of(draft)
        without = draft.data.get("without", [])
        wanted = [code for code, _name in parts if code not in without]
        super().__init__(data, initial={"parts": wanted}, **rest)
        asked: Any = self.fields["parts"]
        asked.choices = parts

    def without(self) -> list[str]:
        """The parts that are not wanted."""
        asked: Any = self.fields["parts"]
        wanted = self.cleaned_data.get("parts", [])
        return [code for code, _name in asked.choices if code not in wanted]


class ApplicantForm(Form):
    """Who asks; names as on the identity card."""

    name = fields.CharField(
        label=gettext_lazy("Full name"),
        help_text=gettext_lazy("Family name first, as on the identity card"),
        widget=fields.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    personal_id = fields.CharField(
        label=gettext_lazy("Personal identification number"),
        help_text=gettext_lazy("12 digits"),
        required=False,
        widget=fields.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    phone = fields.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        widget=fields.TextInput(
            attrs={"class": "short", "type": "tel", "autocomplete": "tel"}
        ),
    )
    email = fields.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        widget=fields.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    address = fields.CharField(
        label=gettext_lazy("Address"),
        required=False,
        widget=fields.TextInput(attrs={"autocomplete": "street-address"}),
    )


class DeliveryForm(Form):
    """How the result comes back."""

    delivery = fields.ChoiceField(
        label=gettext_lazy("Return of the result"),
        choices=Delivery.choices,
        widget=Radios,
    )
    delivery_address = fields.CharField(
        label=gettext_lazy("Address for the post"),
        help_text=gettext_lazy("Only if the result comes by post"),
        required=False,
        widget=fields.TextInput(attrs={"autocomplete": "street-address"}),
    )


class QuestionsForm(Form):
    """The questions of one page of the procedure's own form."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        questions: Sequence[Question],
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        for question in questions:
            self.fields[question["name"]] = question_field(question)
        self.order_fields([*(q["name"] for q in questions), "key"])


# Questions of the catalogue that the step before has answered.
_SAME = {
    "requester_name": "name",
    "requester_id": "personal_id",
    "requester_phone": "phone",
}


def answers_of(draft: Draft) -> dict[str, str]:
    """The answers, with what the applicant already said of himself in the first place."""
    said = {asked: draft.data.get(known, "") for asked, known in _SAME.items()}
    return {**said, **draft.data.get("answers", {})}


def from_account(person: User) -> dict[str, str]:
    """What the account already knows of the applicant; it is not asked twice."""
    known = {
        "name": person.name,
        "personal_id": person.personal_id,
        "phone": person.phone,
        "email": person.email,
    }
    return {field: said for field, said in known.items() if said}


FORMS: dict[str, type[Form]] = {
    "applicant": ApplicantForm,
    "delivery": DeliveryForm,
}
