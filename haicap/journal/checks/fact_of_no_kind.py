"""
title: Every fact is of a kind that the program knows
title-vi: Mỗi sự kiện thuộc loại mà chương trình biết
severity: error
why: A kind is never renamed; one that nobody declares has no sentence and no reader.
remedy: Declare the kind again in the room that wrote it.
"""

from collections.abc import Iterator

from haicap.journal.facts import KINDS
from haicap.journal.models import Entry


def rows() -> Iterator[tuple[str, ...]]:
    """Give each unknown kind, with its first entry."""
    kinds = Entry.objects.exclude(kind__in=KINDS).values_list("kind", flat=True)
    for kind in kinds.distinct():
        yield kind, str(Entry.objects.filter(kind=kind).earliest("pk").pk)
