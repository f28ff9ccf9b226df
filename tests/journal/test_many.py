"""Many facts at once: the same rows and hashes as one by one."""

import pytest
from django.db import transaction

from haicap.dossiers.facts import Submitted
from haicap.journal import actions
from haicap.journal.hashing import hash_of
from haicap.journal.models import Entry
from tests import given

pytestmark = pytest.mark.django_db
ODD = 'đ "q" \\ \\N \t \n %s \u2028 🌾'


def fact(number: str) -> Submitted:
    return Submitted(number, "1", 1, "online", 1, 2, 3, None)


def test_are_written_as_one_is() -> None:
    by, at = given.citizen(), given.MONDAY
    with transaction.atomic():
        one = actions.record(fact(ODD), about="test:1", agency_id=7, by=by, at=at)
        count = actions.record_many(
            [(fact(ODD), "test:1", 7), (fact("2"), "test:2", None)], by=by, at=at
        )

    first, second = Entry.objects.filter(pk__gt=one.pk).order_by("pk")
    assert count == 2
    assert (first.kind, first.about, first.agency_id, first.by_id, first.at) == (
        one.kind, "test:1", 7, by.pk, at,
    )  # fmt: skip
    assert first.data == one.data == Entry.objects.get(pk=one.pk).data
    assert (second.about, second.agency_id, second.data["number"]) == (
        "test:2",
        None,
        "2",
    )
    for entry in (first, second):
        assert bytes(entry.hash) == hash_of(
            kind=entry.kind, about=entry.about, agency_id=entry.agency_id,
            by_id=entry.by_id, at=entry.at, recorded_at=entry.recorded_at, data=entry.data,
        )  # fmt: skip
