"""Answers in words: verdicts, ranges of points, figures with their units."""

from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.standards.judging import Verdict

Said = dict[str, Any]

VERDICTS: dict[str, str | Promise] = {
    Verdict.MET: gettext_lazy("met"),
    Verdict.NOT_MET: gettext_lazy("not met"),
    Verdict.UNDECIDED: gettext_lazy("cannot be decided"),
}


def outcome(said: Said) -> str:
    """Say which class a unit is of, or which are possible."""
    if said["class_code"]:
        return class_name(said["class_code"])
    possible = ", ".join(class_name(each) for each in said["possible"])
    return _("cannot be decided: %(possible)s are possible") % {"possible": possible}


def class_name(code: str) -> str:
    """Write a class."""
    return (
        _("special class")
        if code == "special"
        else _("class %(class)s") % {"class": code}
    )


def number(value: float) -> str:
    """Write a number as the reader's language does."""
    decimals = max(0, min(2, len(f"{value:.10g}".partition(".")[2])))
    return number_format(value, decimals, use_l10n=True, force_grouping=True)


def span(points: Said) -> str:
    """Write points: one number, or from the least to the most."""
    least, most = points["least"], points["most"]
    if least == most:
        return number(least)
    return f"{number(least)} – {'?' if most is None else number(most)}"


def least_of(row: Said) -> str:
    """Write what is asked at least."""
    if row["told"] == "yes-no":
        return _("yes")
    low, high = row["least"]["lowest"], row["least"]["highest"]
    unit = f" {_unit(row['unit'])}" if row["unit"] else ""
    return (number(low) if low == high else f"{number(low)} – {number(high)}") + unit


def figure(value: Said) -> str:
    """Write a figure with its unit and its day."""
    amount = value["amount"]
    if isinstance(amount, bool):
        told = _("yes") if amount else _("no")
    else:
        told = number(amount) + (f" {_unit(value['unit'])}" if value["unit"] else "")
    return told + (f" ({day(value['as_of'])})" if value["as_of"] else "")


def day(said: str) -> str:
    """Write a day as the reader's language does."""
    return date_format(date.fromisoformat(said), "SHORT_DATE_FORMAT")


def _unit(unit: str) -> str:
    words = {"people": _("people"), "percentage points": _("percentage points")}
    return words.get(unit, unit)
