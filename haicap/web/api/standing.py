"""Class and standards of units, the figures they rest on, and villages of communes."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Query, Router

from haicap.common.errors import Invalid
from haicap.standards import actions, answers, telling
from haicap.standards.names import NoQuantity
from haicap.standards.rules import NoRules
from haicap.units import find
from haicap.villages import find as villages
from haicap.villages import telling as villages_telling
from haicap.web.api.auth import person_of
from haicap.web.api.once import once
from haicap.web.api.operations import does, reads
from haicap.web.api.reading import today
from haicap.web.api.schemas import standing as out
from haicap.web.api.units import Day, UnitCode

router = Router(tags=["Units"])

Tried = Annotated[
    list[str],
    Query(max_length=50, description="NAME=VALUE: a figure to try, such as mountain=no."),
]
JUDGING = (find.NoTerritory, NoRules, answers.NoTable, NoQuantity)


@reads(
    router,
    "/units/{code}/classification",
    answers=out.ClassificationOut,
    refuses=JUDGING,
)
def get_classification(
    request: HttpRequest,
    code: UnitCode,
    on: Day = None,
    value: Tried = [],  # noqa: B006
) -> Any:
    """Classify a unit by the rules of a day: points, criteria, rules, what is missing."""
    found = answers.classify(code, on or today(), answers.read_given(_pairs(value)))
    return telling.classified(found)


@reads(router, "/units/{code}/standards", answers=out.StandardsOut, refuses=JUDGING)
def get_standards(
    request: HttpRequest,
    code: UnitCode,
    on: Day = None,
    value: Tried = [],  # noqa: B006
) -> Any:
    """Say whether a unit meets the standards of its kind on a day."""
    found = answers.check(code, on or today(), answers.read_given(_pairs(value)))
    return telling.checked(found)


def _pairs(said: list[str]) -> dict[str, str]:
    pairs = [each.partition("=") for each in said]
    if not all(equals for _name, equals, _value in pairs):
        raise Invalid("value", _("must be of the form NAME=VALUE"))
    return {name.strip(): value.strip() for name, _equals, value in pairs}


@does(
    router,
    "/units/{code}/values",
    answers=out.ValueOut,
    action=actions.enter_value,
    refuses=(find.NoTerritory,),
)
def enter_unit_value(
    request: HttpRequest,
    response: HttpResponse,
    code: UnitCode,
    wanted: Annotated[out.ValueIn, Body()],
) -> out.ValueOut:
    """Enter a figure of a unit as of a day; one of the same day is replaced."""
    person, at = person_of(request), timezone.now()
    unit = find.by_code(code, wanted.as_of)

    def enter() -> dict[str, Any]:
        row = actions.enter_value(
            unit.territory,
            quantity=wanted.name,
            said=wanted.value,
            as_of=wanted.as_of,
            source=wanted.source,
            by=person,
            at=at,
        )
        return {"value": row.pk}

    once(request, response, wanted, enter, by=person, at=at)
    return out.ValueOut(**wanted.model_dump())


@reads(
    router,
    "/units/{code}/villages",
    answers=list[out.VillageOut],
    refuses=(find.NoTerritory,),
)
def list_villages(request: HttpRequest, code: UnitCode, on: Day = None) -> Any:
    """List the villages and residential groups of a commune on a day."""
    day = on or today()
    unit = find.by_code(code, day)
    rows = villages.of_commune(unit.territory, day)
    return [villages_telling.listed(each) for each in rows]
