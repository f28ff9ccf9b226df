"""Deriving due moments anew, of many dossiers."""

from collections.abc import Sequence

from haicap.dossiers.actions.common import set_due
from haicap.dossiers.models import Dossier

AT_ONCE = 1000


def renew_due(ids: Sequence[int]) -> int:
    """Derive the due moments of these dossiers anew; answers how many have changed."""
    changed = 0
    for first in range(0, len(ids), AT_ONCE):
        batch = Dossier.objects.with_names().select_related("reappointment")
        for dossier in batch.filter(pk__in=ids[first : first + AT_ONCE]):
            before = dossier.due_at
            set_due(dossier)
            if dossier.due_at != before:
                dossier.save(update_fields=["due_at"])
                changed += 1
    return changed
