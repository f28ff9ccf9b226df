"""Words that templates need: texts in the reader's language, money, limits, moments."""

from datetime import datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from haicap.procedures.models import Channel
from haicap.units.models import SuccessionKind
from haicap.workdays.limit import Limit
from haicap.workdays.words import limit_in_words

register = template.Library()

_MOMENTS = {"vi": "H:i, l, d/m/Y", "en": "H:i, l, j F Y"}
_DAYS = {"vi": "l, d/m/Y", "en": "l, j F Y"}


@register.simple_tag
def text(thing: Any, field: str) -> str:
    """Give a text of the data in the reader's language; else in Vietnamese, marked so."""
    said = plain(thing, field)
    vietnamese = str(getattr(thing, f"{field}_vi"))
    if said == vietnamese and translation.get_language() != "vi":
        return format_html('<span lang="vi">{}</span>', said)
    return said


@register.simple_tag
def plain(thing: Any, field: str) -> str:
    """Give the same without marking, for titles and labels."""
    language = translation.get_language()
    said = getattr(thing, f"{field}_{language}", "") or getattr(thing, f"{field}_vi")
    return str(said)


@register.filter
def money(amount: int | None) -> str:
    """Say an amount of đồng; nothing is said to be free."""
    if amount is None:
        return _("not established")
    if amount == 0:
        return _("free of charge")
    return _("%(amount)s đồng") % {
        "amount": formats.number_format(amount, use_l10n=True, force_grouping=True)
    }


@register.filter
def limit(sentence: str) -> str:
    """Say a time limit of the catalogue; an empty one is not established."""
    if not sentence:
        return _("not established")
    language = translation.get_language()
    return limit_in_words(Limit.parse(sentence), "en" if language == "en" else "vi")


@register.filter
def moment(at: datetime | None) -> str:
    """Say a moment with its weekday, in the time of Vietnam."""
    if at is None:
        return ""
    shape = _MOMENTS.get(translation.get_language() or "", _MOMENTS["vi"])
    return formats.date_format(timezone.localtime(at), shape)


@register.filter
def day(at: Any) -> str:
    """Say a day with its weekday."""
    shape = _DAYS.get(translation.get_language() or "", _DAYS["vi"])
    return formats.date_format(at, shape)


@register.filter
def size(count: int) -> str:
    """Say a size of a file in KB or MB, so that people can judge the wait."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{formats.number_format(count / 1024 / 1024, 1)} MB"


# What the catalogue marks as uncertain, by the name of its field.
_FIELDS = {
    "agency": gettext_noop("Where"),
    "change": gettext_noop("Change"),
    "channels": gettext_noop("Way of filing"),
    "code": gettext_noop("Code"),
    "components": gettext_noop("What to bring"),
    "decision": gettext_noop("Published by"),
    "fee": gettext_noop("Fee"),
    "from": gettext_noop("Valid"),
    "legal_basis": gettext_noop("Legal basis"),
    "legs": gettext_noop("Parts"),
    "levels": gettext_noop("Level"),
    "limit": gettext_noop("Time limit"),
    "online": gettext_noop("Online"),
    "results": gettext_noop("Result"),
    "sequence": gettext_noop("Sequence of steps"),
    "steps": gettext_noop("Steps"),
    "subjects": gettext_noop("Who may ask"),
    "until": gettext_noop("Valid"),
}


@register.filter
def field_name(name: str) -> str:
    """Call a field of the catalogue (``fee``, ``post.limit``) as readers call it."""
    channel, _dot, field = name.rpartition(".")
    said = _(_FIELDS[field]) if field in _FIELDS else field
    if channel in Channel.values:
        return f"{Channel(channel).label}: {said}"
    return f"{channel}: {said}" if channel else said


@register.filter
def field(form: BaseForm, name: str) -> BoundField:
    """Give a field of a form by a name that holds a dot."""
    return form[name]


@register.filter
def passage(kind: str) -> str:
    """Say how a unit passed into another."""
    return str(SuccessionKind(kind).label)
