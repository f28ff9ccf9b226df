"""Units and agencies through time; everybody may read them."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from haicap.units import agencies, find, passing
from haicap.units.models import Agency, Level, TerritoryVersion
from haicap.web.api import shapes
from haicap.web.api.operations import reads
from haicap.web.api.reading import today
from haicap.web.api.schemas import reference as out
from haicap.web.api.schemas.base import DayIn

router = Router(tags=["Units"])

Day = Annotated[DayIn | None, Query(description="The day asked about; today.")]
UnitCode = Annotated[str, Path(max_length=10, examples=["14758"])]
Wanted = Annotated[
    str, Query(max_length=120, description="Name or code, accents as you like.")
]
Few = Annotated[int, Query(ge=1, le=100, description="At most so many.")]


@reads(router, "/units", answers=list[out.UnitName])
def find_units(
    request: HttpRequest, q: Wanted, on: Day = None, limit: Few = 20
) -> list[out.UnitName]:
    """Find the units of a day by name or code, best first."""
    return [shapes.unit_name(each) for each in find.search(q, on or today(), limit)]


@reads(router, "/units/{code}", answers=out.Unit, refuses=(find.NoTerritory,))
def get_unit(
    request: HttpRequest, code: UnitCode, on: Day = None, level: Level | None = None
) -> out.Unit:
    """Give the unit of a code on a day, with its agencies; the code tells the level."""
    day = on or today()
    version = find.by_code(code, day, level)
    above = TerritoryVersion.objects.on(day).filter(territory=version.parent_id).first()
    here = Agency.objects.on(day).filter(territory=version.territory_id)
    return out.Unit(
        **shapes.unit_fields(version),
        parent=shapes.unit_name(above) if above else None,
        latitude=version.latitude,
        longitude=version.longitude,
        area_km2=None if version.area_km2 is None else float(version.area_km2),
        population=version.population,
        ground=version.ground,
        agencies=[shapes.agency_name(each) for each in here.order_by("lineage")],
    )


@reads(
    router,
    "/units/{code}/units",
    answers=list[out.UnitName],
    refuses=(find.NoTerritory,),
)
def list_units_of(
    request: HttpRequest, code: UnitCode, on: Day = None
) -> list[out.UnitName]:
    """List the units directly below, in the order of a Vietnamese dictionary."""
    day = on or today()
    version = find.by_code(code, day)
    return [shapes.unit_name(each) for each in find.children(version.territory, day)]


@reads(
    router,
    "/units/{code}/successors",
    answers=out.Passed,
    refuses=(find.NoTerritory,),
)
def list_successors(
    request: HttpRequest,
    code: UnitCode,
    on: Annotated[
        DayIn | None, Query(description="When the code was read; else its first day.")
    ] = None,
    to: Annotated[DayIn | None, Query(description="Until when; today.")] = None,
) -> out.Passed:
    """Tell what a former unit became, through all reorganisations until a day."""
    origin = find.first_of(code, to or today()) if on is None else find.by_code(code, on)
    passed = passing.successors(origin, to or today())
    return out.Passed(
        origin=shapes.unit_name(passed.origin),
        successors=[
            out.Successor(
                **shapes.unit_fields(heir.version),
                how=heir.kind,
                suggested=heir.suggested,
                is_doubtful=heir.is_doubtful,
            )
            for heir in passed.heirs
        ],
        needs_choice=passed.needs_choice,
    )


@reads(router, "/agencies", answers=list[out.AgencyName])
def find_agencies(
    request: HttpRequest, q: Wanted, on: Day = None, limit: Few = 20
) -> list[out.AgencyName]:
    """Find the agencies of a day by words of their names."""
    return [shapes.agency_name(each) for each in agencies.search(q, on or today(), limit)]


@reads(router, "/agencies/{code}", answers=out.Agency, refuses=(agencies.NoAgency,))
def get_agency(
    request: HttpRequest,
    code: Annotated[str, Path(max_length=20, examples=["14758"])],
    on: Day = None,
) -> out.Agency:
    """Give the agency of a code on a day."""
    return _agency(code, on or today())


def _agency(code: str, day: date) -> out.Agency:
    found = agencies.by_code(code, day)
    return out.Agency(
        **shapes.agency_name(found).model_dump(),
        identifier=found.identifier,
        field=found.field,
        parent=found.parent.code if found.parent else None,
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        ground=found.ground,
        is_assumed=found.is_assumed,
    )
