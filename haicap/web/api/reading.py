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
from haicap.dossiers.models import (
    Charge,
    Decision,
    Dossier,
    Refusal,
    Supplement,
    Suspension,
)
from haicap.dossiers.models.dossier import DossierQuerySet
from haicap.dossiers.reading import visible
from haicap.procedures.models import Case
from haicap.units.models import Agency, TerritoryVersion
from haicap.web.api.auth import SlipHolder
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas.base import Page
from haicap.web.api.schemas.reference import AgencyName

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
_SUPPLEMENT = JSONObject(
    asked_at="at", faults="faults", answered_at="answered_at", answer="answer"
)
_AGENCY = JSONObject(code="code", name_vi="name_vi", name_en="name_en", kind="kind")
# What a dossier has several of, gathered inside the one statement that reads it.
MANY: dict[str, tuple[type[Charge | Decision | Suspension], JSONObject]] = {
    "charge": (Charge, _CHARGE),
    "suspension": (Suspension, _SUSPENSION),
    "decision": (Decision, _DECISION),
}


def today() -> date:
    """The legal day: that of Vietnam."""
    return timezone.localdate()


# What is too long to be read for a name.
_NAMED = ("version__procedure", "received_at_agency", "competent", "responsible")
_LONG = [
    f"version__{name}"
    for name in (
        "search_text",
        "sort_key",
        "questions",
        "sequence",
        "conditions",
        "subjects",
        "keywords",
        "results",
        "legal_basis",
        "uncertain",
        "levels",
        "implementing_agency",
        "provenance",
        "content_hash",
    )
]


def named(rows: DossierQuerySet) -> DossierQuerySet:
    """With the names that lists show, without the long texts of the catalogue."""
    return rows.select_related(*_NAMED).defer(*_LONG)


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
    rows = named(visible(user))
    dossier = rows.annotate(**gathered()).filter(number=number).first()
    if dossier is None:
        raise NotFound(what="dossier", value=number)
    return dossier


def gathered() -> dict[str, ArraySubquery | Subquery]:
    """
    The annotations that ``rows_of`` reads.

    Subqueries rather than joins: with a dozen joins PostgreSQL plans far longer than it reads.
    """
    here = OuterRef("pk")
    named = TerritoryVersion.objects.filter(
        territory=OuterRef("place"), valid_from__lte=OuterRef("submitted_at__date")
    ).order_by("-valid_from")
    ones: dict[str, QuerySet[Any]] = {
        "place": named.values(json=JSONObject(code="code", name="name")),
        "refusal": Refusal.objects.filter(dossier=here).values("reason"),
        "supplement": Supplement.objects.filter(dossier=here).values(json=_SUPPLEMENT),
        "return_at": _agency("return_at"),
        "helped_at": _agency("helped_at"),
        "bundle": Dossier.objects.filter(pk=OuterRef("bundle")).values("number"),
        "case": Case.objects.filter(pk=OuterRef("case")).values("code"),
    }
    return {
        **{
            f"{name}_rows": ArraySubquery(
                model.objects.filter(dossier=here).order_by("pk").values(json=what)
            )
            for name, (model, what) in MANY.items()
        },
        **{f"{name}_row": Subquery(rows[:1]) for name, rows in ones.items()},
    }


def _agency(name: str) -> QuerySet[Any]:
    return Agency.objects.filter(pk=OuterRef(name)).values(json=_AGENCY)


def rows_of(dossier: Dossier) -> dict[str, Any]:
    """The rows that ``gathered`` brought, in their shapes."""
    said: Mapping[str, Any] = vars(dossier)
    supplement, helped_at = said["supplement_row"], said["helped_at_row"]
    return {
        "charges": charges_of(dossier),
        "suspensions": [out.SuspensionOut(**row) for row in said["suspension_rows"]],
        "decisions": [out.DecisionOut(**row) for row in said["decision_rows"]],
        "place": out.PlaceOut(**said["place_row"]),
        "refusal": said["refusal_row"],
        "supplement": out.SupplementOut(**supplement) if supplement else None,
        "return_at": AgencyName(**said["return_at_row"]),
        "helped_at": AgencyName(**helped_at) if helped_at else None,
        "bundle": said["bundle_row"],
        "case": said["case_row"],
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
