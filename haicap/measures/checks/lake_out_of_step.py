"""
title: The lake does not end where its follower stands
title-vi: Hồ dữ liệu không kết thúc ở chỗ bộ theo dõi đã đọc
severity: error
why: Files, manifest and cursor move together; a lake that ends elsewhere belongs to another
  database, was lost, or was put back from an older copy, and its numbers are wrong.
remedy: Run "haicap lake rebuild".
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from haicap.journal.models import Cursor
from haicap.measures.follow import FOLLOWER
from haicap.measures.lake.manifest import Lake, LakeOutOfStep


def rows() -> Iterator[tuple[Any, ...]]:
    """Give where the lake ends and where the follower stands, if it is not one place."""
    cursor = Cursor.objects.filter(pk=FOLLOWER).first() or Cursor(name=FOLLOWER)
    manifest = Lake(settings.HAICAP_LAKE).manifest()
    try:
        manifest.upto(cursor.position())
    except LakeOutOfStep:
        yield "lake", manifest.position[1], cursor.entry_id
