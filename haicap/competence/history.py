"""Who decided something at a place before, who does now, and who will."""

from dataclasses import dataclass
from datetime import date, timedelta

from haicap.common.errors import Refused
from haicap.competence.models import Competence
from haicap.competence.resolve import Subject, chain_of, competences, who_decides
from haicap.units.models import Agency, Succession, Territory


@dataclass(frozen=True)
class Era:
    """
    A time in which one rule held for the place, or for the places that it was made of.

    There are several ``agencies`` where those places had different ones.
    """

    since: date
    until: date | None
    competences: list[Competence]
    agencies: list[Agency]


def history(subject: Subject, place: Territory, on: date) -> list[Era]:
    """Tell the eras of the competence at the place, as it lies on the day, in their order."""
    chain = chain_of(place.pk, on)
    known = list(competences(subject, chain))
    begin = {competence.valid_from for competence in known}
    end = {c.valid_until for c in known if c.valid_until is not None}
    days = sorted(begin | end)
    following = [*days[1:], None]
    pairs = zip(days, following, strict=True)
    eras = [_era(subject, place, since, until) for since, until in pairs]
    return [era for era in eras if era.agencies]


def _era(subject: Subject, place: Territory, since: date, until: date | None) -> Era:
    # The last day and not the first: a unit that is founded within belongs to it.
    day = until - timedelta(days=1) if until else since
    agencies: dict[int, Agency] = {}
    won: dict[int, Competence] = {}
    for each in _was(place, day):
        try:
            decider = who_decides(subject, each, day)
        except Refused:
            continue  # nobody did: the era shows it by saying nothing
        agencies[decider.agency.pk] = decider.agency
        won[decider.competence.pk] = decider.competence
    return Era(since, until, list(won.values()), list(agencies.values()))


def _was(place: Territory, day: date) -> list[Territory]:
    """The place itself, or what it was made of when it was not there yet."""
    if place.versions.on(day).exists():
        return [place]
    before = Succession.objects.filter(successor=place).exclude(predecessor=place)
    origins = Territory.objects.filter(pk__in=before.values("predecessor"))
    return [each for each in origins.order_by("key") if each.versions.on(day).exists()]
