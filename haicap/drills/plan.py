"""How many dossiers each commune gets, how well it works, and in which batches it comes."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from haicap.drills.clocks import Instants
from haicap.drills.scenario import Assumed, Scenario
from haicap.drills.world import World
from haicap.units.models import Kind, Level, TerritoryVersion
from haicap.workdays.calendar import vietnam

Floats = npt.NDArray[np.float64]

BATCH = 40_000
"""Dossiers of one transaction, about: so much is lost when it is killed."""


@dataclass(frozen=True)
class Asked:
    """What was asked for; the answer is the same for the same."""

    scale: float
    since: date
    until: date
    seed: int
    provinces: tuple[str, ...] = ()


class Part(NamedTuple):
    """A run of communes, and how many dossiers there are before and in it."""

    number: int
    first: int
    last: int  # not included
    before: int
    dossiers: int


@dataclass(frozen=True)
class Plan:
    """Arrays are by commune."""

    counts: Instants
    returned: Floats
    late: Floats
    parts: tuple[Part, ...]
    total: int = field(default=0)


def plan(asked: Asked, scenario: Scenario, world: World) -> Plan:
    """Draw the sizes and qualities of the communes, and cut them into batches."""
    chance = np.random.default_rng([asked.seed, 0])
    sizes = _sizes(world, scenario.assumed, chance)
    quotas = _quotas(asked, scenario)
    code = np.array([place.province_code for place in world.communes])
    counts = np.zeros(len(sizes), np.int64)
    for province, quota in quotas.items():
        here = code == province
        start = chance.random()
        if here.any():
            ends = np.cumsum(sizes[here]) * (quota / sizes[here].sum())
            counts[here] = np.diff(np.floor(ends + start + 1e-9), prepend=np.floor(start))
    returned, late = _qualities(counts, code, scenario, chance)
    parts = tuple(_parts(counts, world.centre))
    return Plan(counts, returned, late, parts, int(counts.sum()))


def digest_of(asked: Asked, scenario: Scenario, world: World, made: Plan) -> str:
    """A hash over all that decides which rows come out."""
    said = [asked.scale, str(asked.since), str(asked.until), asked.seed, asked.provinces]
    digest = hashlib.sha256(json.dumps(said).encode())
    digest.update(scenario.digest.encode() + world.digest.encode())
    digest.update(made.counts.tobytes() + repr(made.parts).encode())
    return digest.hexdigest()


def working_days(since: date, until: date) -> int:
    """Count the nation's working days, both ends included."""
    days = (since + timedelta(n) for n in range((until - since).days + 1))
    return sum(bool(vietnam().day(day).sessions) for day in days)


def _sizes(world: World, assumed: Assumed, chance: np.random.Generator) -> Floats:
    spread = np.exp(chance.normal(0, assumed.commune_spread, len(world.communes)))
    ward = np.array([place.kind == Kind.WARD for place in world.communes])
    return np.where(ward, assumed.ward_factor, 1.0) * spread


def _quotas(asked: Asked, scenario: Scenario) -> dict[str, float]:
    """
    Share the dossiers among the provinces: as published, the rest by population.

    A period other than the published one has as many as its working days make.
    """
    people = {
        row.code: row.population or 0
        for row in TerritoryVersion.objects.on(scenario.since).filter(
            level=Level.PROVINCE
        )
    }
    told = {k: float(v) for k, v in scenario.published.provinces.items()}
    others = sum(count for code, count in people.items() if code not in told)
    rest = scenario.published.dossiers - sum(told.values())
    full = {code: told.get(code, rest * count / others) for code, count in people.items()}
    if (asked.since, asked.until) == (scenario.since, scenario.until):
        share = asked.scale
    else:
        usual = working_days(scenario.since, scenario.until)
        share = asked.scale * working_days(asked.since, asked.until) / usual
    chosen = {
        code: count * share
        for code, count in sorted(
            full.items(), key=lambda pair: (pair[0] not in told, pair)
        )
        if not asked.provinces or code in asked.provinces
    }
    # Whole dossiers, so that neither the sum nor a published figure is off by one.
    ends = np.floor(np.cumsum(list(chosen.values())) + 0.5)
    return dict(zip(chosen, np.diff(ends, prepend=0).tolist(), strict=True))


def _qualities(
    counts: Instants,
    code: npt.NDArray[np.str_],
    scenario: Scenario,
    chance: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Give each commune its shares returned and late, so that the nation's come out right."""
    assumed, published = scenario.assumed, scenario.published
    codes, which = np.unique(code, return_inverse=True)
    shares = []
    weights = counts.astype(np.float64)
    for target in (published.returned_share, 1 - published.on_time_share):
        of_provinces = chance.normal(0, assumed.quality_of_provinces, len(codes))
        of_communes = chance.normal(0, assumed.quality_of_communes, len(counts))
        share = _shifted(of_provinces[which] + of_communes, weights, target)
        weights = weights * share
        shares.append(share)
    return shares[0], shares[1]


def _shifted(effects: Floats, weights: Floats, target: float) -> Floats:
    """Shift logits until the weighted mean of the shares is the target."""
    low, high = -10.0, 10.0
    share = effects
    for _turn in range(50):
        middle = (low + high) / 2
        share = 1 / (1 + np.exp(-(effects + middle)))
        is_above = np.average(share, weights=weights) > target if weights.any() else True
        low, high = (low, middle) if is_above else (middle, high)
    return share


def _parts(counts: Instants, centre: Instants) -> Sequence[Part]:
    """Cut where no centre is on both sides, so that each batch has its counters alone."""
    last_of = {int(c): i for i, c in enumerate(centre)}
    parts: list[Part] = []
    first, size, open_until, before = 0, 0, 0, 0
    for index, count in enumerate(counts):
        size += int(count)
        open_until = max(open_until, last_of[int(centre[index])])
        is_end = index == len(counts) - 1
        if is_end or (size >= BATCH and open_until == index):
            if size:
                parts.append(Part(len(parts), first, index + 1, before, size))
            first, before, size = index + 1, before + size, 0
    return parts
