"""
title: The due moment follows from the legal rows
title-vi: Ngày hẹn trả suy ra đúng từ các bản ghi pháp lý
severity: error
why: The due moment in the list is a copy of what the clock derives from reception,
  calendar and pauses.
remedy: Derive it again; a holiday that was moved since moves it too.
"""

from collections.abc import Iterator

from haicap.dossiers.clock import due_of
from haicap.dossiers.lifecycle import ENDED, State
from haicap.dossiers.models import Dossier


def rows() -> Iterator[tuple[str, ...]]:
    """Give open dossiers with the kept and the derived moment."""
    there = Dossier.objects.filter(received_at__isnull=False)
    running = there.exclude(state__in=[*ENDED, State.SETTLED])
    whole = running.filter(legs__isnull=True).with_names()
    for dossier in whole.order_by("pk").iterator(chunk_size=1000):
        due_at = due_of(dossier)
        if due_at != dossier.due_at:
            yield dossier.number, str(dossier.due_at), str(due_at)
