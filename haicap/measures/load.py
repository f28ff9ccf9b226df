"""Loads the bundled declared figures."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from haicap.measures.models import Observation, Origin
from haicap.measures.observed import sheets
from haicap.measures.observed.figures import Figure, read
from haicap.units.models import TerritoryVersion

# What makes a figure another one; when only words changed, the row is mended.
NUMBERS = ("value", "numerator", "denominator", "since", "until", "as_of", "exactness")
WORDS = ("definition_vi", "definition_en", "unit", "source", "confidence", "note")


@transaction.atomic
def load(folder: Path = sheets.DATA) -> int:
    """
    Bring the declared figures in; answers how many the files hold.

    A figure whose numbers changed restates the one that stands there; what somebody else
    restated is left alone.

    :raises FigureRefused: if a line breaks a rule; then nothing is written
    """
    wanted = rows(read(folder))
    kept = {
        row.key: row
        for row in Observation.objects.filter(key__in=[row.key for row in wanted])
    }
    new = [row for row in wanted if row.key not in kept]
    Observation.objects.bulk_create(new)
    changed = [
        (kept[row.key], row)
        for row in wanted
        if row.key in kept and kept[row.key].restated_by_id is None
    ]
    for old, row in changed:
        if _differs(row, old, NUMBERS):
            _restate(old, row)
    mended = [_mend(old, row) for old, row in changed if not _differs(row, old, NUMBERS)]
    Observation.objects.bulk_update(mended, WORDS)
    return len(wanted)


def rows(figures: Iterable[Figure]) -> list[Observation]:
    """
    Make the rows of figures, not yet saved.

    :raises FigureRefused: if there is no unit of this code on the day of the figure
    """
    figures = list(figures)
    units = {day: _units(day) for day in {figure.as_of for figure in figures}}
    return [_row(figure, units[figure.as_of]) for figure in figures]


Units = dict[str, TerritoryVersion]


def _units(on: date) -> Units:
    versions = TerritoryVersion.objects.on(on)
    return {version.code: version for version in versions}


def _row(figure: Figure, units: Units) -> Observation:
    unit = units.get(figure.territory)
    if unit is None:
        rule = _("there is no unit “%(code)s” on %(day)s")
        said = {"code": figure.territory, "day": figure.as_of}
        raise figure.line.refusal("territory", rule % said)
    return Observation(
        key=figure.key,
        measure=figure.indicator.measure,
        definition=figure.definition,
        kind=Origin.DECLARED,
        territory_id=unit.territory_id,
        level=unit.level,
        since=figure.since,
        until=figure.until,
        value=_float(figure.value),
        numerator=_float(figure.numerator),
        denominator=_float(figure.denominator),
        unit=figure.indicator.unit,
        exactness=figure.exactness,
        definition_vi=figure.text.vi,
        definition_en=figure.text.en,
        source=figure.source,
        as_of=figure.as_of,
        confidence=figure.confidence,
        note=figure.note,
    )


def _float(number: object) -> float | None:
    return None if number is None else float(str(number))


def _differs(one: Observation, other: Observation, fields: Iterable[str]) -> bool:
    return any(getattr(one, field) != getattr(other, field) for field in fields)


def _restate(old: Observation, new: Observation) -> None:
    """Put the new figure in the place of the old one, which stays."""
    key, old.key = old.key, None
    old.save(update_fields=["key"])
    new.key = key
    new.save()
    old.restated_by = new
    old.save(update_fields=["restated_by"])


def _mend(old: Observation, new: Observation) -> Observation:
    for field in WORDS:
        setattr(old, field, getattr(new, field))
    return old
