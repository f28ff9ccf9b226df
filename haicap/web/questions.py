"""What a procedure asks, in the reader's language: its questions as fields, its parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from haicap.common.languages import in_language as in_language
from haicap.dossiers.terms import terms_of
from haicap.procedures.models import ProcedureVersion
from haicap.web.forms import Radios

_WIDTH = {"date": "tiny", "id": "short", "phone": "short", "number": "tiny"}
_MODE = {"id": "numeric", "phone": "tel", "number": "decimal", "email": "email"}


def question_field(question: Mapping[str, Any]) -> forms.Field:
    """Make the field of a question; what is a good answer the catalogue's rules say."""
    kind = question["kind"]
    about: dict[str, Any] = {
        "label": question_label(question),
        "help_text": in_language(
            question.get("hint_vi", ""), question.get("hint_en", "")
        ),
        "required": bool(question.get("required")),
    }
    if kind == "choice":
        choices = [
            (each["value"], in_language(each["label_vi"], each.get("label_en", "")))
            for each in question["choices"]
        ]
        return forms.ChoiceField(choices=choices, widget=Radios, **about)
    if kind == "longtext":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), **about)
    if kind == "date" and not about["help_text"]:
        about["help_text"] = _("For example 27/8/2025")
    attrs = {"autocomplete": "off"}
    if kind in _WIDTH:
        attrs["class"] = _WIDTH[kind]
    if kind in _MODE:
        attrs["inputmode"] = _MODE[kind]
    return forms.CharField(widget=forms.TextInput(attrs=attrs), **about)


def question_label(question: Mapping[str, Any]) -> str:
    """The question in the reader's language."""
    return in_language(question["label_vi"], question.get("label_en", ""))


def optional_parts(version: ProcedureVersion, day: date) -> list[tuple[str, str]]:
    """The parts of an inter-connected service that may be left out: code and name."""
    legs = [leg for leg in terms_of(version).legs if leg.is_optional]
    if not legs:
        return []
    versions = ProcedureVersion.objects.on(day).filter(
        procedure__in={leg.procedure_id for leg in legs}
    )
    names = {v.procedure_id: in_language(v.name_vi, v.name_en) for v in versions}
    return [(leg.code, names.get(leg.procedure_id, str(leg.procedure))) for leg in legs]
