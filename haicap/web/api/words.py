"""The faults that pydantic finds, as field paths and sentences of our own languages."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_NUMBER = _("This must be a whole number.")
_OBJECT = _("This must be an object with fields.")
_TRUTH = _("This must be true or false.")
DAY = _("Write a day as 2025-08-27.")
MOMENT = _("Write a moment with its offset, as 2025-08-27T09:00:00+07:00.")

RULES: dict[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("This must be text."),
    "string_too_long": _("At most %(max_length)s characters."),
    "string_too_short": _("At least %(min_length)s characters."),
    "string_pattern_mismatch": _("This is not of the form asked for."),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "list_type": _("This must be a list."),
    "too_long": _("At most %(max_length)s entries."),
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "enum": _("One of: %(expected)s."),
    "literal_error": _("One of: %(expected)s."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
    "day": DAY,
    "moment": MOMENT,
}
OTHERWISE = _("This value cannot be used.")


def rule_of(fault: dict[str, Any]) -> str:
    """Say what a fault of pydantic means."""
    rule = RULES.get(fault["type"], OTHERWISE)
    return str(rule) % fault.get("ctx", {}) if "%(" in str(rule) else str(rule)


def path_of(place: tuple[Any, ...]) -> str:
    """
    Name a field: ``applicant.name``, ``files.0.component``; the body itself is ``body``.

    The framework puts the source first, and for a body the name of its parameter.
    """
    source, *inner = [str(part) for part in place]
    if source == "body":
        inner = inner[1:]
    return ".".join(inner) or source
