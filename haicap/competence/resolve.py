"""
Who decides a procedure or task, at a place, on a day.

``who_decides`` explains itself and costs three statements; ``decider_for`` is for the road
that every dossier takes: one statement, two numbers. The rule itself is ``rules.winner``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.common.errors import Refused
from haicap.competence import reasons, rules
from haicap.competence.models import Competence, Task
from haicap.competence.statements import CHAIN, DECIDER
from haicap.law.models import LegalDocument
from haicap.procedures.models import Procedure, ProcedureVersion
from haicap.units.models import Agency, AgencyName, Territory

Subject = Procedure | Task


class NobodyDecides(Refused):
    """The record names nobody for this thing, there, on that day."""

    code = "competence.nobody-decides"
    message = _("Nobody may decide “%(what)s” at %(place)s on %(day)s.")


class SeveralDecide(Refused):
    """Two competences, or two agencies, are equal: a fault of the data."""

    code = "competence.several-decide"
    message = _(
        "More than one agency may decide “%(what)s” at %(place)s on %(day)s: %(ids)s."
    )


class PlaceTooWide(Refused):
    """It is decided below the level of the place, by each of its parts."""

    code = "competence.place-too-wide"
    message = _("“%(what)s” is decided below %(place)s: name a place inside it.")
    status = 422


class NoSuchPlace(Refused):
    """The territory is not there on the day."""

    code = "competence.no-such-place"
    message = _("There is no such place on %(day)s.")
    status = 404


class Place(NamedTuple):
    """A territory as it is on the day."""

    id: int
    level: str
    name: str


@dataclass(frozen=True)
class Decider:
    """The answer: which agency, by which competence, and why in words."""

    agency: Agency
    competence: Competence
    place: Place
    reason: str


class Decided(NamedTuple):
    """The answer in two numbers."""

    agency_id: int
    competence_id: int


def who_decides(subject: Subject, place: Territory, on: date) -> Decider:
    """
    Give the one agency that decides, with the reason in the active language.

    :raises NoSuchPlace: if the place does not exist on the day
    :raises NobodyDecides: if nobody does
    :raises PlaceTooWide: if the place has several deciders, one for each of its parts
    :raises SeveralDecide: if the data contradict themselves
    """
    chain = chain_of(place.pk, on)
    known = list(competences(subject, chain))
    said = _Said(subject, chain[0], on, known)
    won = _winner(said, known, chain)
    agency = _agency(said, won, chain)
    origin = next((c for c in known if c.pk == won.delegated_from_id), None)
    context = reasons.Context(said.what, origin, _before(won, known, chain))
    return Decider(agency, won, chain[0], reasons.explain(won, agency, context))


def decider_for(procedure_id: int, territory_id: int, on: date) -> Decided:
    """
    Give the ids of the agency and the competence, in one statement.

    :raises NobodyDecides: if there is not exactly one
    """
    with connection.cursor() as cursor:
        cursor.execute(
            DECIDER, {"procedure": procedure_id, "place": territory_id, "day": on}
        )
        found = cursor.fetchall()
    if len(found) == 1:
        return Decided(*found[0])
    # The long road says what is wrong.
    procedure = Procedure.objects.get(pk=procedure_id)
    answer = who_decides(procedure, Territory.objects.get(pk=territory_id), on)
    return Decided(answer.agency.pk, answer.competence.pk)


def chain_of(territory_id: int, on: date) -> list[Place]:
    """
    Give the place and what it lies in on the day, the nearest first.

    :raises NoSuchPlace: if it does not exist on the day
    """
    with connection.cursor() as cursor:
        cursor.execute(CHAIN, {"place": territory_id, "day": on})
        chain = [Place(*row) for row in cursor.fetchall()]
    if not chain:
        raise NoSuchPlace(day=reasons.day_in_words(on))
    return chain


def holder_of(competence: Competence, scope: Territory, on: date) -> Agency | None:
    """
    Give the agency that decides at the scope by this very competence, delegations aside.

    None when another competence wins there, or the scope has several deciders.
    """
    subject = competence.procedure or competence.task
    if subject is None:
        return None
    chain = chain_of(scope.pk, on)
    own = [c for c in competences(subject, chain) if c.delegated_from_id is None]
    said = _Said(subject, chain[0], on, own)
    won = _winner(said, own, chain)
    try:
        return _agency(said, won, chain) if won.pk == competence.pk else None
    except PlaceTooWide:
        return None


def competences(subject: Subject, chain: Sequence[Place]) -> QuerySet[Competence]:
    """Every competence for the subject that touches the place, of whatever time."""
    field = "task" if isinstance(subject, Task) else "procedure"
    here = Q(territory__isnull=True) | Q(territory__in=[place.id for place in chain])
    version = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"))
    newest = version.order_by("-is_published", "-number")
    document = LegalDocument.objects.filter(number=OuterRef("ground"))
    return Competence.objects.filter(here, **{field: subject}).annotate(
        name_vi=Subquery(newest.values("name_vi")[:1]),
        name_en=Subquery(newest.values("name_en")[:1]),
        ground_type=Subquery(document.values("type")[:1]),
    )


class _Said(NamedTuple):
    """What was asked, for the sentences of refusals."""

    subject: Subject
    place: Place
    on: date
    known: Sequence[Competence]

    @property
    def what(self) -> str:
        if isinstance(self.subject, Task):
            return reasons.in_language(self.subject.name_vi, self.subject.name_en)
        first = self.known[0] if self.known else None
        name = reasons.in_language(
            getattr(first, "name_vi", None), getattr(first, "name_en", None)
        )
        return name or str(self.subject)

    def details(self) -> dict[str, str]:
        return {
            "what": self.what,
            "place": self.place.name,
            "day": reasons.day_in_words(self.on),
        }


def _winner(
    said: _Said, known: Sequence[Competence], chain: Sequence[Place]
) -> Competence:
    try:
        won = _chosen(known, chain, said.on)
    except rules.EqualRight as fault:
        ids = ", ".join(map(str, fault.ids))
        raise SeveralDecide(ids=ids, **said.details()) from fault
    if won is None:
        raise NobodyDecides(**said.details())
    return won


def _chosen(
    known: Sequence[Competence], chain: Sequence[Place], on: date
) -> Competence | None:
    valid = {c.pk: c for c in known if _is_valid(c, on)}
    candidates = [
        rules.Candidate(
            c.pk, c.territory_id, c.agency_id is not None, c.delegated_from_id
        )
        for c in valid.values()
    ]
    won = rules.winner(candidates, [place.id for place in chain])
    return valid[won.id] if won else None


def _is_valid(competence: Competence, on: date) -> bool:
    until = competence.valid_until
    return competence.valid_from <= on and (until is None or on < until)


def _agency(said: _Said, won: Competence, chain: Sequence[Place]) -> Agency:
    called = AgencyName.objects.filter(periods.on(said.on), agency=OuterRef("pk"))
    agencies = Agency.objects.on(said.on).annotate(
        called_vi=Subquery(called.values("name_vi")[:1]),
        called_en=Subquery(called.values("name_en")[:1]),
    )
    if won.agency_id is not None:
        found = list(agencies.filter(pk=won.agency_id))
    else:
        place = next((place for place in chain if place.level == won.level), None)
        if place is None and rules.is_within(won.level, said.place.level):
            raise PlaceTooWide(**said.details())
        found = list(
            agencies.filter(
                territory=place.id if place else None,
                kind=won.agency_kind,
                field=won.agency_field,
            )
        )
    if not found:
        raise NobodyDecides(**said.details())
    if len(found) > 1:
        ids = ", ".join(agency.code for agency in found)
        raise SeveralDecide(ids=ids, **said.details())
    return found[0]


def _before(
    won: Competence, known: Sequence[Competence], chain: Sequence[Place]
) -> Competence | None:
    try:
        return _chosen(known, chain, won.valid_from - timedelta(days=1))
    except rules.EqualRight:
        return None  # a fault of another day; the check names it
