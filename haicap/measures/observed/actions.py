"""Declaring a figure, and restating one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor, require
from haicap.common.errors import Invalid, Refused
from haicap.journal import actions as journal
from haicap.measures.facts import Declared
from haicap.measures.models import Exactness, Observation, Origin
from haicap.measures.observed.figures import fault_of_days, fault_of_numbers
from haicap.measures.observed.indicators import Indicator, indicator
from haicap.measures.observed.places import place
from haicap.measures.permissions import DECLARE
from haicap.units.models import Agency, AgencyKind, TerritoryVersion

# No agency has this number, so only a post for the whole nation passes the door.
_WHOLE_NATION = 0


class AlreadyRestated(Refused):
    """The figure is not the last word any more; ``by`` is the one that is."""

    code = "measures.already-restated"
    message = _("The figure %(figure)s was restated by %(by)s: restate that one.")


class OtherFigure(Refused):
    """A figure can only be restated by one of the same measure, definition and unit."""

    code = "measures.other-figure"
    message = _(
        "The figure %(figure)s is of “%(measure)s”, “%(definition)s”, of %(unit)s."
    )


@dataclass(frozen=True)
class Said:
    """
    What is declared: the figure, what it counts and who says so.

    Days and numbers mean what they mean in ``Observation``; ``text_*`` may be left out for a
    definition that is known already.
    """

    measure: str
    definition: str
    territory: str
    until: date
    as_of: date
    source: str
    since: date | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    exactness: str = Exactness.EXACT
    text_vi: str = ""
    text_en: str = ""
    confidence: int | None = None
    note: str = ""


@transaction.atomic
def declare(
    said: Said, *, restates: Observation | None = None, by: Actor | None, at: datetime
) -> Observation:
    """
    Take a figure in that somebody declares, in the place of an earlier one if it restates.

    The earlier one stays. ``by`` is None when the command line of the server did it.

    :raises NoMeasure: if there is no such measure; names the nearest
    :raises NoTerritory: if there is no such unit on the day of the figure
    :raises Invalid: if something is filled in badly
    :raises NotAllowed: if ``by`` may not declare for the unit
    :raises AlreadyRestated: if the earlier figure was restated by another
    :raises OtherFigure: if the earlier figure is of something else
    """
    unit = place(said.territory, said.as_of)
    agency = _agency_of(unit, said.as_of)
    if by is not None:
        require(by, DECLARE, _WHOLE_NATION if agency is None else agency)
    of = indicator(said.measure)
    _check(said, of)
    row = _row(said, of, unit)
    old = None if restates is None else _to_be_restated(restates, said, unit)
    row.save()
    if old is not None:
        old.restated_by = row
        old.save(update_fields=["restated_by"])
    told = Declared(
        observation=row.pk,
        measure=said.measure,
        territory=unit.territory_id,
        as_of=said.as_of.isoformat(),
        restates=None if old is None else old.pk,
    )
    about = f"observation:{row.pk}"
    journal.record(told, about=about, agency_id=agency, by=by, at=at)
    return row


def _row(said: Said, of: Indicator, unit: TerritoryVersion) -> Observation:
    text_vi, text_en = _texts(said)
    return Observation(
        measure=said.measure,
        definition=said.definition,
        kind=Origin.DECLARED,
        territory_id=unit.territory_id,
        level=unit.level,
        since=said.since,
        until=said.until,
        value=_float(said.value),
        numerator=_float(said.numerator),
        denominator=_float(said.denominator),
        unit=of.unit,
        exactness=said.exactness,
        definition_vi=text_vi,
        definition_en=text_en,
        source=said.source.strip(),
        as_of=said.as_of,
        confidence=said.confidence,
        note=said.note.strip(),
    )


def _agency_of(unit: TerritoryVersion, on: date) -> int | None:
    """The People's Committee of the unit; None for the nation."""
    committees = Agency.objects.on(on).filter(kind=AgencyKind.PEOPLES_COMMITTEE)
    found = committees.filter(territory=unit.territory_id).first()
    return None if found is None else found.pk


def _check(said: Said, of: Indicator) -> None:
    if not said.definition or said.definition != slugify(said.definition):
        raise Invalid("definition", _("must be a short name such as 34-provinces"))
    if not said.source.strip():
        raise Invalid("source", _("must not be empty"))
    if said.exactness not in Exactness.values:
        raise Invalid("exactness", _("must be exact, rounded, about or over"))
    if said.confidence is not None and not 0 <= said.confidence <= 100:
        raise Invalid("confidence", _("must be a percentage"))
    fault = fault_of_days(said.since, said.until, said.as_of)
    fault = fault or fault_of_numbers(
        said.value, said.numerator, said.denominator, unit=of.unit
    )
    if fault:
        raise Invalid(*fault)


def _texts(said: Said) -> tuple[str, str]:
    """The words of the definition: those given, else those of the same one before."""
    given = said.text_vi.strip(), said.text_en.strip()
    if all(given):
        return given
    same = Observation.objects.filter(measure=said.measure, definition=said.definition)
    known = same.order_by("-pk").values_list("definition_vi", "definition_en").first()
    if known is None or any(given):
        raise Invalid("text", _("A new definition is told in Vietnamese and in English."))
    return known


def _to_be_restated(
    figure: Observation, said: Said, unit: TerritoryVersion
) -> Observation:
    old = Observation.objects.select_for_update().get(pk=figure.pk)
    if old.restated_by_id is not None:
        raise AlreadyRestated(figure=old.pk, by=old.restated_by_id)
    is_same = (old.measure, old.definition, old.territory_id, old.kind) == (
        said.measure, said.definition, unit.territory_id, Origin.DECLARED,
    )  # fmt: skip
    if not is_same:
        raise OtherFigure(
            figure=old.pk,
            measure=old.measure,
            definition=old.definition,
            unit=old.territory_id,
        )
    return old


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
