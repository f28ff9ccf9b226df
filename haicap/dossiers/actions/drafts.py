"""Keeping what has not been sent yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from haicap.accounts.models import User
from haicap.dossiers.models import Draft
from haicap.procedures.models import ProcedureVersion


@transaction.atomic
def save_draft(
    version: ProcedureVersion,
    *,
    key: UUID | None,
    data: dict[str, Any],
    files: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> Draft:
    """
    Keep the fields as typed, right or wrong; without a key a new draft begins.

    A draft of one procedure version stays with it; another version begins anew. No fact:
    nothing has been said to any agency yet.
    """
    kept = Draft.objects.select_for_update().filter(version=version)
    draft = kept.filter(key=key).first() if key is not None else None
    draft = draft or Draft(version=version)
    draft.data, draft.files, draft.saved_at = data, files, at
    draft.person = by
    draft.save()
    return draft


@transaction.atomic
def discard_draft(draft: Draft) -> None:
    """Throw a draft away, after submission or when its owner asks."""
    Draft.objects.filter(pk=draft.pk).delete()
