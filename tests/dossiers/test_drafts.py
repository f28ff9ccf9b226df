"""Drafts: what was typed is kept, whoever typed it, until it is sent or thrown away."""

import pytest

from haicap.dossiers import actions
from haicap.dossiers.models import Draft
from haicap.journal.models import Entry
from tests import given

pytestmark = pytest.mark.django_db


def saved(key: object = None, **data: str) -> Draft:
    return actions.save_draft(
        given.version(),
        key=key,  # type: ignore[arg-type]
        data=data,
        files=[],
        by=None,
        at=given.MONDAY,
    )


class TestSaveDraft:
    def test_keeps_what_was_typed_right_or_wrong(self) -> None:
        draft = saved(name="  ", phone="khong phai so")

        assert Draft.objects.get(key=draft.key).data == {
            "name": "  ",
            "phone": "khong phai so",
        }

    def test_goes_on_under_its_key(self) -> None:
        draft = saved(name="An")

        again = saved(draft.key, name="An", phone="0912345678")

        assert again.pk == draft.pk
        assert Draft.objects.count() == 1

    def test_begins_anew_under_another_version(self) -> None:
        draft = saved(name="An")

        other = actions.save_draft(
            given.version("1.000894"),
            key=draft.key,
            data={},
            files=[],
            by=given.citizen(),
            at=given.MONDAY,
        )

        assert other.pk != draft.pk
        assert other.person == given.citizen()

    def test_says_nothing_to_any_agency(self) -> None:
        before = Entry.objects.count()

        saved(name="An")

        assert Entry.objects.count() == before


class TestDiscardDraft:
    def test_leaves_nothing(self) -> None:
        actions.discard_draft(saved(name="An"))

        assert not Draft.objects.exists()
