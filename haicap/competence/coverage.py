"""
The proof that for every procedure, every commune and every day exactly one agency decides.

Days are taken together between the days on which something changes, and communes for which
the same competence wins are asked only for the agency it names; nothing is sampled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from haicap.competence import rules
from haicap.competence.models import Competence
from haicap.competence.spans import Span, cut, joined, overlap
from haicap.procedures.models import Procedure, ProcedureVersion
from haicap.units.models import Agency, TerritoryVersion

BEGINS = date(2025, 1, 1)
ENDS = date(2028, 1, 1)


class Target(NamedTuple):
    """Whom a competence names: an agency, or a kind of agency at a level."""

    agency: int | None
    level: str
    kind: str
    field: str


class Segment(NamedTuple):
    """A commune during a time in which nothing around it changes."""

    span: Span
    commune: int
    path: tuple[int, ...]  # the commune itself first
    levels: dict[str, int]


class _Version(NamedTuple):
    """A territory during one of its versions."""

    span: Span
    territory: int
    level: str
    parent: int | None


class Fault(NamedTuple):
    """Days on which not exactly one agency decides a procedure at a commune."""

    procedure: int
    commune: int | None  # None: at every commune that has no competence of its own
    span: Span
    deciders: int


class Row(NamedTuple):
    """A competence as the proof needs it."""

    span: Span
    procedure: int
    target: Target
    candidate: rules.Candidate


@dataclass
class Coverage:
    """What was proved: how many pairs and days, and where it does not hold."""

    procedures: int = 0
    communes: int = 0
    answers: int = 0  # procedure × commune × day, all of them
    faults: list[Fault] = field(default_factory=list)


def coverage(asked: dict[int, list[Span]] | None = None) -> Coverage:
    """
    Prove it for the days in ``asked`` (by procedure id), else the days of publication.

    Answers every fault, so that an empty list is the proof.
    """
    asked = days_of_publication() if asked is None else asked
    segments = list(_segments())
    agencies = _Agencies()
    found = Coverage(len(asked), len({s.commune for s in segments}))
    local = defaultdict(list)
    for row in _rows():
        local[row.procedure].append(row)
    for procedure, spans in asked.items():
        rows = local[procedure]
        for span in spans:
            found.faults += _faults(procedure, span, rows, segments, agencies)
            found.answers += agencies.days(segments, span)
    return found


def days_of_publication() -> dict[int, list[Span]]:
    """Give, for each procedure, the days on which a version of it is published."""
    asked: dict[int, list[Span]] = {
        pk: [] for pk in Procedure.objects.values_list("pk", flat=True)
    }
    versions = ProcedureVersion.objects.filter(is_published=True).order_by("valid_from")
    for pk, since, until in versions.values_list(
        "procedure", "valid_from", "valid_until"
    ):
        span = overlap(Span(since, until or ENDS), Span(BEGINS, ENDS))
        if span is not None:
            asked[pk].append(span)
    return {pk: joined(spans) for pk, spans in asked.items()}


def _faults(
    procedure: int,
    asked: Span,
    rows: Sequence[Row],
    segments: Sequence[Segment],
    agencies: "_Agencies",
) -> Iterator[Fault]:
    """Go over the times between two changes of the procedure's competences."""
    somewhere = {row.candidate.territory for row in rows} - {None}
    for span in cut(asked, (row.span for row in rows)):
        valid = [row for row in rows if overlap(row.span, span)]
        anywhere = [row for row in valid if row.candidate.territory is None]
        target = _target(anywhere, ())
        if isinstance(target, int):
            yield Fault(procedure, None, span, target)
        else:
            for place, deciders, days in agencies.not_one(segments, target, span):
                if somewhere.isdisjoint(place.path):
                    yield Fault(procedure, place.commune, days, deciders)
        for place in segments if somewhere else ():
            days_here = overlap(place.span, span)
            if days_here and not somewhere.isdisjoint(place.path):
                own = _target(valid, place.path)
                for deciders, days in agencies.not_one_at(place, own, days_here):
                    yield Fault(procedure, place.commune, days, deciders)


def _target(rows: Sequence[Row], path: Sequence[int]) -> Target | int:
    """Whom the winning competence names, or how many win."""
    try:
        won = rules.winner([row.candidate for row in rows], path)
    except rules.EqualRight as fault:
        return len(fault.ids)
    if won is None:
        return 0
    return next(row.target for row in rows if row.candidate.id == won.id)


class _Agencies:
    """The agencies of the record, and the answers that were worked out once."""

    def __init__(self) -> None:
        self._spans: dict[tuple[int, str, str], list[Span]] = defaultdict(list)
        self._named: dict[int, list[Span]] = {}
        columns = ("pk", "territory", "kind", "field", "valid_from", "valid_until")
        for pk, place, kind, name, since, until in Agency.objects.values_list(*columns):
            span = Span(since, until or ENDS)
            self._spans[place, kind, name].append(span)
            self._named[pk] = [span]
        self._not_one: dict[Target, list[tuple[Segment, int, Span]]] = {}
        self._days: dict[Span, int] = {}

    def not_one(
        self, segments: Sequence[Segment], target: Target, span: Span
    ) -> Iterator[tuple[Segment, int, Span]]:
        """Give the places and days for which the target is not exactly one agency."""
        if target not in self._not_one:
            self._not_one[target] = [
                (place, number, days)
                for place in segments
                for number, days in self.not_one_at(place, target, place.span)
            ]
        for place, number, days in self._not_one[target]:
            both = overlap(days, span)
            if both:
                yield place, number, both

    def not_one_at(
        self, place: Segment, target: Target | int, span: Span
    ) -> Iterator[tuple[int, Span]]:
        """Give the days of the span on which the target is not one agency here."""
        if isinstance(target, int):
            yield target, span
            return
        spans = self._of(place, target)
        for days in cut(span, spans):
            number = sum(1 for each in spans if overlap(each, days))
            if number != 1:
                yield number, days

    def _of(self, place: Segment, target: Target) -> list[Span]:
        if target.agency is not None:
            return self._named.get(target.agency, [])
        territory = place.levels.get(target.level)
        if territory is None:
            return []
        return self._spans.get((territory, target.kind, target.field), [])

    def days(self, segments: Sequence[Segment], span: Span) -> int:
        """Count the days of all communes in the span."""
        if span not in self._days:
            both = (overlap(place.span, span) for place in segments)
            self._days[span] = sum(days.length for days in both if days)
        return self._days[span]


def _segments() -> Iterator[Segment]:
    """Cut the life of every commune wherever something above it changes."""
    versions = defaultdict(list)
    columns = ("territory", "level", "parent", "valid_from", "valid_until")
    for territory, level, parent, since, until in TerritoryVersion.objects.values_list(
        *columns
    ):
        span = overlap(Span(since, until or ENDS), Span(BEGINS, ENDS))
        if span is not None:
            versions[territory].append(_Version(span, territory, level, parent))
    for own in list(versions.values()):
        for version in own:
            if version.level == "commune":
                yield from _upwards([version], version.span, versions)


def _upwards(
    path: list[_Version], span: Span, versions: dict[int, list[_Version]]
) -> Iterator[Segment]:
    """Follow the parents for as long as each is there; where none is, the path ends."""
    above = versions.get(path[-1].parent or 0, [])
    for part in cut(span, (version.span for version in above)):
        parent = next((v for v in above if overlap(v.span, part)), None)
        if parent is not None:
            yield from _upwards([*path, parent], part, versions)
        else:
            ids = tuple(version.territory for version in path)
            levels = {version.level: version.territory for version in path}
            yield Segment(part, path[0].territory, ids, levels)


def _rows() -> Iterator[Row]:
    for c in Competence.objects.filter(procedure__isnull=False):
        span = overlap(Span(c.valid_from, c.valid_until or ENDS), Span(BEGINS, ENDS))
        if span is not None and c.procedure_id is not None:
            named = c.agency_id is not None
            yield Row(
                span,
                c.procedure_id,
                Target(c.agency_id, c.level, c.agency_kind, c.agency_field),
                rules.Candidate(c.pk, c.territory_id, named, c.delegated_from_id),
            )


def in_words(faults: Iterable[Fault]) -> Iterator[tuple[str, ...]]:
    """Give each fault with the names of its procedure and commune."""
    procedures = dict(Procedure.objects.values_list("pk", "slug"))
    names: dict[int, str] = {}
    for fault in faults:
        if fault.commune is not None and not names:
            names = _names()
        yield (
            procedures[fault.procedure],
            names[fault.commune] if fault.commune is not None else "*",
            fault.span.since.isoformat(),
            fault.span.until.isoformat(),
            str(fault.deciders),
        )


def _names() -> dict[int, str]:
    """The last code and name of every commune."""
    versions = TerritoryVersion.objects.filter(level="commune").order_by("valid_from")
    columns = versions.values_list("territory", "code", "name")
    return {territory: f"{code} {name}" for territory, code, name in columns}
