"""Reading what the operations answer, in as few statements as can be."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query

from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.dossiers.door import Party
from haicap.dossiers.models import Charge, Decision, Dossier, Suspension
from haicap.dossiers.reading import ROWS, visible
from haicap.units.models import TerritoryVersion
from haicap.web.api.auth import SlipHolder
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas.base import Page

PAGE = 50
LAST_PAGE = 1000
PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE, description="1 is the first.")]

M = TypeVar("M", bound=Model)
T = TypeVar("T")

_CHARGE = JSONObject(
    amount="amount",
    what="what",
    ground="ground",
    requested_at="at",
    paid_at="paid_at",
    method="method",
    receipt="receipt",
)
_SUSPENSION = JSONObject(
    kind="kind", reason="reason", ground="ground", since="at", until="until"
)
_DECISION = JSONObject(
    proposed="proposed",
    proposal="proposal",
    outcome="outcome",
    reason="reason",
    document_number="document_number",
    decided_at="decided_at",
    sent_back_at="sent_back_at",
    sent_back_reason="sent_back_reason",
)
# What a dossier has several of, gathered inside the one statement that reads it.
MANY: dict[str, tuple[type[Charge | Decision | Suspension], JSONObject]] = {
    "charge_rows": (Charge, _CHARGE),
    "suspension_rows": (Suspension, _SUSPENSION),
    "decision_rows": (Decision, _DECISION),
}


def today() -> date:
    """The legal day: that of Vietnam."""
    return timezone.localdate()


def found(number: str, by: Party) -> Dossier:
    """
    Give the dossier that a verb is about, if it is for this party to know of.

    :raises NotFound: whether it is there or not
    """
    if isinstance(by, SlipHolder):
        return by.dossier
    assert isinstance(by, User)
    dossier = visible(by).filter(number=number).first()
    if dossier is None:
        raise NotFound(what="dossier", value=number)
    return dossier


def whole(number: str, user: User) -> Dossier:
    """:raises NotFound: if there is none, or it is not for this person to see"""
    rows = visible(user).with_names().select_related(*ROWS)
    dossier = rows.annotate(**gathered()).filter(number=number).first()
    if dossier is None:
        raise NotFound(what="dossier", value=number)
    return dossier


def gathered() -> dict[str, ArraySubquery | Subquery]:
    """The annotations that ``rows_of`` reads."""
    named = TerritoryVersion.objects.filter(
        territory=OuterRef("place"), valid_from__lte=OuterRef("submitted_at__date")
    ).order_by("-valid_from")
    return {
        **{
            name: ArraySubquery(
                model.objects.filter(dossier=OuterRef("pk"))
                .order_by("pk")
                .values(json=what)
            )
            for name, (model, what) in MANY.items()
        },
        "place_row": Subquery(
            named.values(json=JSONObject(code="code", name="name"))[:1]
        ),
    }


def rows_of(dossier: Dossier) -> dict[str, Any]:
    """The rows that ``gathered`` brought, in their shapes."""
    said: Mapping[str, Any] = vars(dossier)
    return {
        "charges": charges_of(dossier),
        "suspensions": [out.SuspensionOut(**row) for row in said["suspension_rows"]],
        "decisions": [out.DecisionOut(**row) for row in said["decision_rows"]],
        "place": out.PlaceOut(**said["place_row"]),
    }


def charges_of(dossier: Dossier) -> list[out.ChargeOut]:
    """What is to be paid, or was, from the annotation or else from the rows."""
    rows = vars(dossier).get("charge_rows")
    if rows is None:
        rows = dossier.charges.order_by("pk").values_list(_CHARGE, flat=True)
    return [out.ChargeOut(**row) for row in rows]


def page_of(
    request: HttpRequest,
    rows: "QuerySet[M] | Sequence[M]",
    number: int,
    shape: Callable[[M], T],
    *,
    size: int = PAGE,
) -> Page[T]:
    """Read one page in one statement: a row more tells whether there is another."""
    first = (number - 1) * size
    read = list(rows[first : first + size + 1])
    return Page(
        items=[shape(row) for row in read[:size]],
        next=next_of(request, number) if len(read) > size else None,
    )


def next_of(request: HttpRequest, number: int) -> str | None:
    """The address of the page after this one."""
    if number >= LAST_PAGE:
        return None
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return f"{request.path}?{query.urlencode()}"
