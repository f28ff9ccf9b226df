"""How far people are from their centre; the command ``haicap distance`` for programs."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router

from haicap.common.actor import require
from haicap.common.errors import Invalid, NotAllowed
from haicap.measures.distance import planning, report, said
from haicap.measures.permissions import VIEW
from haicap.units.find import NoTerritory
from haicap.web.api.auth import PERSON, person_of
from haicap.web.api.operations import reads
from haicap.web.api.reading import today
from haicap.web.api.schemas import distance as out
from haicap.web.api.schemas.base import DayIn

router = Router(tags=["Distances"])

Code = Annotated[str, Path(max_length=10, examples=["38"])]
On = Annotated[DayIn | None, Query(description="The day asked about; today.")]
Compare = Annotated[
    DayIn | None, Query(description="The day beside it; 2025-06-30 without it.")
]
SECONDS = 1.5


@reads(
    router,
    "/distances",
    answers=out.DistanceReport,
    auth=PERSON,
    refuses=(NotAllowed, Invalid),
)
def list_distances(
    request: HttpRequest, on: On = None, compare: Compare = None
) -> out.DistanceReport:
    """Compare how far people of each province are from their centre on two days."""
    require(person_of(request), VIEW)
    return _report(report.country(on or today(), _beside(compare)))


@reads(
    router,
    "/distances/{code}",
    answers=out.DistanceReport,
    auth=PERSON,
    refuses=(NotAllowed, NoTerritory, Invalid),
)
def get_distances(
    request: HttpRequest, code: Code, on: On = None, compare: Compare = None
) -> out.DistanceReport:
    """Compare how far people of each commune of a province are from their centre."""
    require(person_of(request), VIEW)
    return _report(report.province(code, on or today(), _beside(compare)))


@reads(
    router,
    "/distances/{code}/plan",
    answers=out.PointPlan,
    auth=PERSON,
    refuses=(NotAllowed, NoTerritory, Invalid, planning.TooManyPoints),
)
def get_point_plan(
    request: HttpRequest,
    code: Code,
    points: Annotated[int, Query(ge=1, le=1000, description="Additional points.")] = 5,
    on: On = None,
    beyond: Annotated[
        float, Query(gt=0, le=1000, description="Show the share farther than so many km.")
    ] = planning.BEYOND,
) -> out.PointPlan:
    """Choose where additional points of a province would help most."""
    require(person_of(request), VIEW)
    found = planning.plan(code, on or today(), points, beyond=beyond, seconds=SECONDS)
    return out.PointPlan.model_validate(said.plan(found))


def _beside(compare: date | None) -> date:
    return compare or report.BEFORE


def _report(found: report.Report) -> out.DistanceReport:
    return out.DistanceReport.model_validate(said.report(found))
