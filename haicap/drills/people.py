"""The simulated people: officers at the agencies, and accounts of applicants."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from haicap.accounts.roles import Role
from haicap.drills.choices import Odds, choose
from haicap.drills.clocks import Instants
from haicap.drills.plan import BATCH, Floats

ROLES = (Role.RECEPTIONIST, Role.SPECIALIST, Role.SIGNER)
PREFIX = "drill."
SINCE = date(2025, 7, 1)  # since there are centres


@dataclass(frozen=True)
class Person:
    """Somebody who must be there: the login says what for."""

    login: str
    role: str = ""
    agency: int = 0  # id


@dataclass(frozen=True)
class Cast:
    """Who there is: runs of people by role and agency (index), and by commune."""

    ids: Instants
    first_of_role: Instants  # role, agency
    size_of_role: Instants
    first_of_commune: Instants

    def officer(self, role: str, agency: Instants, share: Floats) -> Instants:
        """The id of one of the agency's people, chosen by a share of their number."""
        row = ROLES.index(Role(role))
        which = (share * self.size_of_role[row, agency]).astype(np.int64)
        found: Instants = self.ids[self.first_of_role[row, agency] + which]
        return found

    def account(self, commune: Instants, which: Instants) -> Instants:
        """The id of an account of the commune; nonsense where ``which`` is NOBODY."""
        first = self.first_of_commune[commune]
        return self.ids[np.minimum(first + np.maximum(which, 0), len(self.ids) - 1)]


@dataclass(frozen=True)
class Needed:
    """Who must be there, in a fixed order, and where each run begins."""

    people: tuple[Person, ...]
    first_of_role: Instants
    size_of_role: Instants
    first_of_commune: Instants

    def cast(self, ids: dict[str, int]) -> Cast:
        """Put the ids of the accounts to their logins."""
        found = np.array([ids[person.login] for person in self.people], np.int64)
        return Cast(found, self.first_of_role, self.size_of_role, self.first_of_commune)


def needed(odds: Odds) -> Needed:
    """Say who must be there: as many as the expected dossiers keep busy, one at least."""
    sizes = _sizes(odds)
    people: list[Person] = []
    first = np.zeros_like(sizes)
    for row, role in enumerate(ROLES):
        for agency in np.flatnonzero(sizes[row]).tolist():
            first[row, agency] = len(people)
            people.extend(_officers(odds, role, agency, int(sizes[row, agency])))
    of_commune = np.zeros(len(odds.accounts), np.int64)
    for index, count in enumerate(odds.accounts.tolist()):
        of_commune[index] = len(people)
        code = odds.world.communes[index].code
        people.extend(Person(f"{PREFIX}{code}.a{n}") for n in range(1, count + 1))
    return Needed(tuple(people), first, sizes, of_commune)


def login_of(role: str, agency_code: str, number: int) -> str:
    """What an officer signs in as, if he could."""
    letter = {Role.RECEPTIONIST: "r", Role.SPECIALIST: "s", Role.SIGNER: "k"}[Role(role)]
    return f"{PREFIX}{agency_code.lower()}.{letter}{number}"


def _officers(odds: Odds, role: Role, agency: int, count: int) -> Iterator[Person]:
    code, key = odds.world.agency_codes[agency], int(odds.world.agency_ids[agency])
    for number in range(1, count + 1):
        yield Person(login_of(role, code, number), str(role), key)


def _sizes(odds: Odds) -> Instants:
    world, assumed = odds.world, odds.scenario.assumed
    counts = odds.plan.counts
    received = np.zeros(len(world.agency_ids))
    np.add.at(received, world.centre, counts)
    decided = np.zeros(len(world.agency_ids))
    expected = odds.of_offers[:, None] * counts[None, :]
    np.add.at(decided, world.competent.ravel(), expected.ravel())
    if odds.plan.total <= 2 * BATCH:
        decided *= _asked_at_all(odds)
    busy = (
        received / assumed.dossiers_of_a_receptionist,
        decided / assumed.dossiers_of_a_specialist,
        decided / assumed.dossiers_of_a_signer,
    )
    return np.ceil(np.array(busy)).astype(np.int64)


def _asked_at_all(odds: Odds) -> Floats:
    """In a small drill most agencies have nothing to do: only the others get people."""
    used = np.zeros(len(odds.world.agency_ids))
    for part in odds.plan.parts:
        drawn = choose(odds, part)
        used[odds.world.competent[drawn.offer, drawn.commune]] = 1.0
    return used
