"""Drafts: kept as typed, found by their key, and told to nobody."""

import pytest

from haicap.dossiers import actions
from haicap.dossiers.models import Draft
from haicap.journal.models import Entry
from tests import given

pytestmark = pytest.mark.django_db


def saved(**typed: str) -> Draft:
    return actions.save_draft(
        given.version(), key=None, data=typed, files=[], by=None, at=given.MONDAY
    )


def test_keeps_what_was_typed_right_or_wrong() -> None:
    draft = saved(child_born_on="the day before yesterday")

    draft.refresh_from_db()
    assert draft.data == {"child_born_on": "the day before yesterday"}


def test_goes_on_under_its_key_and_begins_anew_without_one() -> None:
    draft = saved(child_name="Khôi")

    again = actions.save_draft(
        given.version(),
        key=draft.key,
        data={"child_name": "Khôi Nguyên"},
        files=[],
        by=given.citizen(),
        at=given.MONDAY + given.HOUR,
    )

    assert again.pk == draft.pk
    assert again.person == given.citizen()
    assert saved().pk != draft.pk


def test_is_no_fact_and_leaves_nothing_when_discarded() -> None:
    before = Entry.objects.count()
    draft = saved(child_name="Khôi")

    actions.discard_draft(draft)

    assert not Draft.objects.filter(pk=draft.pk).exists()
    assert Entry.objects.count() == before
