"""
How units passed into others: forwards to a day, and back to what a unit was made of.

Chains of reorganisations are followed to the end. A unit that was split is never resolved
here: all of its parts are given, and ``needs_choice`` says that a person must choose.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from haicap.units.models import (
    Reorganisation,
    Succession,
    SuccessionKind,
    Territory,
    TerritoryVersion,
)


@dataclass(frozen=True)
class Heir:
    """A unit of the day asked for; flags of a chain hold if they hold for a link of it."""

    version: TerritoryVersion
    kind: str
    suggested: bool
    is_doubtful: bool


@dataclass(frozen=True)
class Passed:
    """A unit as it was, and all that it became."""

    origin: TerritoryVersion
    heirs: tuple[Heir, ...]

    @property
    def needs_choice(self) -> bool:
        """Whether a hamlet, a street or a person must tell which; also for a doubtful one."""
        return len(self.heirs) > 1

    @property
    def only(self) -> TerritoryVersion | None:
        """The one successor; None when a person must choose."""
        return self.heirs[0].version if len(self.heirs) == 1 else None


@dataclass(frozen=True)
class _Link:
    territory: int
    kind: str = SuccessionKind.UNCHANGED
    suggested: bool = True
    is_doubtful: bool = False


def successors(origin: TerritoryVersion, to: date) -> Passed:
    """
    Give all that a unit became by the day ``to``; itself when nothing happened to it.

    A district has no successor of its own: given are those of the communes it had.
    """
    since = origin.valid_from
    links = _followed([origin.territory_id], since, to)
    if any(link.kind == SuccessionKind.ABOLISHED for link in links.values()):
        communes = TerritoryVersion.objects.on(since).filter(parent=origin.territory_id)
        places = list(communes.values_list("territory_id", flat=True))
        links = {
            key: replace(link, suggested=False)
            for key, link in _followed(places, since, to).items()
        }
    return Passed(origin, _heirs(links, to))


def _followed(places: Iterable[int], since: date, to: date) -> dict[int, _Link]:
    links = {place: _Link(place) for place in places}
    events = Reorganisation.objects.filter(effective_on__gt=since, effective_on__lte=to)
    for event in events.order_by("effective_on", "pk"):
        links = _through(event, links)
    return links


def _through(event: Reorganisation, links: dict[int, _Link]) -> dict[int, _Link]:
    rows = defaultdict(list)
    for row in Succession.objects.filter(reorganisation=event, predecessor__in=links):
        rows[row.predecessor_id].append(row)
    after: dict[int, _Link] = {}
    for before in links.values():
        # A unit that the event does not name went through it untouched.
        for link in [_joined(before, row) for row in rows[before.territory]] or [before]:
            after[link.territory] = _better(after.get(link.territory), link)
    return after


def _joined(before: _Link, row: Succession) -> _Link:
    """Join two links: the stronger change tells the kind of both."""
    return _Link(
        row.successor_id,
        max(before.kind, row.kind, key=_BY_STRENGTH.index),
        before.suggested and row.suggested,
        before.is_doubtful or row.is_doubtful,
    )


_BY_STRENGTH: tuple[str, ...] = (
    SuccessionKind.UNCHANGED,
    SuccessionKind.RENAMED,
    SuccessionKind.WHOLE,
    SuccessionKind.PART,
    SuccessionKind.ABOLISHED,
)


def _better(one: _Link | None, other: _Link) -> _Link:
    """Of two roads to the same unit, the one that is less in doubt."""
    if one is None:
        return other
    return min(one, other, key=lambda link: (link.is_doubtful, not link.suggested))


def _heirs(links: dict[int, _Link], day: date) -> tuple[Heir, ...]:
    found = TerritoryVersion.objects.on(day).filter(territory__in=links)
    heirs = []
    for version in found.select_related("territory").order_by("sort_key", "code"):
        link = links[version.territory_id]
        heirs.append(Heir(version, link.kind, link.suggested, link.is_doubtful))
    heirs.sort(key=lambda heir: (heir.is_doubtful, not heir.suggested))
    return tuple(heirs)


def _of_communes(district: TerritoryVersion, to: date) -> Passed:
    communes = TerritoryVersion.objects.on(district.valid_from).filter(
        parent=district.territory
    )
    links = {c.territory_id: _Link(c.territory_id) for c in communes}
    events = Reorganisation.objects.filter(
        effective_on__gt=district.valid_from, effective_on__lte=to
    )
    for event in events.order_by("effective_on", "pk"):
        links = _through(event, links)
    links = {key: replace(link, suggested=False) for key, link in links.items()}
    return Passed(district, _heirs(links, to))


@dataclass(frozen=True)
class Origin:
    """One of the units that a unit was made of, as it was on its last day."""

    version: TerritoryVersion
    kind: str
    is_doubtful: bool
    reorganisation: Reorganisation


def origins(territory: Territory, on: date) -> list[Origin]:
    """
    Give what the unit was made of, by the latest reorganisation until ``on`` that made it.

    Ends of districts, and changes of the unit itself (a new name or code), are left out.
    """
    rows = (
        Succession.objects.filter(
            successor=territory, reorganisation__effective_on__lte=on
        )
        .exclude(kind__in=[SuccessionKind.ABOLISHED, SuccessionKind.RENAMED])
        .select_related("reorganisation")
        .order_by("-reorganisation__effective_on", "pk")
    )
    made = [row for row in rows if row.reorganisation_id == rows[0].reorganisation_id]
    if not made:
        return []
    last_day = made[0].reorganisation.effective_on - timedelta(days=1)
    versions = TerritoryVersion.objects.on(last_day).filter(
        territory__in=[row.predecessor_id for row in made]
    )
    by_id = {version.territory_id: version for version in versions}
    found = [
        Origin(by_id[r.predecessor_id], r.kind, r.is_doubtful, r.reorganisation)
        for r in made
        if r.predecessor_id in by_id
    ]
    return sorted(found, key=lambda origin: origin.version.sort_key)
