"""Accounts and posts for the simulated people, as ``accounts.actions`` would open them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db import connection, transaction

from haicap.accounts import facts
from haicap.accounts.models import Post, User
from haicap.accounts.roles import Role
from haicap.common.copying import copy_rows
from haicap.drills.ids import reserve
from haicap.drills.names import Pool
from haicap.drills.people import PREFIX, SINCE, Cast, Needed, Person, login_of
from haicap.journal.facts import data_of, kind_of
from haicap.journal.hashing import canonical, hash_of
from haicap.journal.models import Entry
from haicap.units.models import Agency

ACCOUNT = (
    "id", "password", "login", "name", "folded", "sort_key",
    "personal_id", "phone", "email", "is_active", "created_at",
)  # fmt: skip
POST = ("id", "person_id", "role", "agency_id", "title", "ground", "valid_from")
ENTRY = (
    "kind", "about", "agency_id", "by_id", "at", "recorded_at", "data", "hash", "xid",
)  # fmt: skip


@transaction.atomic
def open_accounts(wanted: Needed, names: Pool, *, at: datetime) -> Cast:
    """Open those accounts that are not there yet; nobody can sign in with them."""
    known = dict(User.objects.filter(login__startswith=PREFIX).values_list("login", "pk"))
    new = [person for person in wanted.people if person.login not in known]
    if new:
        first = reserve(User, len(new))
        numbers = {person.login: first + n for n, person in enumerate(new)}
        posts = [person for person in new if person.role]
        first_post = reserve(Post, max(len(posts), 1))
        copy_rows(User, ACCOUNT, _accounts(new, numbers, names, at))
        copy_rows(Post, POST, _posts(posts, numbers, first_post))
        told = _entries(new, numbers, first_post, at, _transaction())
        copy_rows(Entry, ENTRY, told)
        known |= numbers
    return wanted.cast(known)


def account_of(role: Role, agency: Agency, names: Pool, *, at: datetime) -> User:
    """The first of an agency's simulated officers of a role, opened if there is none."""
    login = login_of(role, agency.code, 1)
    person = Person(login, str(role), agency.pk)
    nobody = np.zeros((1, 1), np.int64)
    open_accounts(Needed((person,), nobody, nobody, nobody), names, at=at)
    return User.objects.get(login=login)


def _accounts(
    new: Sequence[Person], numbers: Mapping[str, int], names: Pool, at: datetime
) -> Iterator[tuple[Any, ...]]:
    for person in new:
        # Which name it bears follows from the login: the same in every drill.
        spell = hashlib.sha256(person.login.encode()).hexdigest()
        which = int(spell[:8], 16) % len(names.names)
        yield (
            numbers[person.login], f"!{spell[:40]}", person.login,
            names.names[which], names.folded[which], names.sort_keys[which],
            "", "", "", True, at,
        )  # fmt: skip


def _posts(
    posts: Sequence[Person], numbers: Mapping[str, int], first: int
) -> Iterator[tuple[Any, ...]]:
    for n, person in enumerate(posts):
        held = (person.role, person.agency, "", "", SINCE)
        yield (first + n, numbers[person.login], *held)


def _entries(
    new: Sequence[Person],
    numbers: Mapping[str, int],
    first_post: int,
    at: datetime,
    xid: int,
) -> Iterator[tuple[Any, ...]]:
    now, post = datetime.now(UTC), first_post
    for person in new:
        account = numbers[person.login]
        told: list[tuple[object, int | None]] = [(facts.Opened(account), None)]
        if person.role:
            given = facts.Given(post, account, person.role, SINCE, None)
            told.append((given, person.agency))
            post += 1
        for fact, agency in told:
            said: dict[str, Any] = {
                "kind": kind_of(fact),
                "about": f"account:{account}",
                "agency_id": agency,
                "by_id": None,
                "at": at,
                "recorded_at": now,
                "data": data_of(fact),
            }
            row = {**said, "data": canonical(said["data"]).decode()}
            yield (*row.values(), hash_of(**said), xid)


def _transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_xid()")
        return int(cursor.fetchone()[0])
