"""
title: Units are found by their names
title-vi: Đơn vị hành chính được tìm thấy theo tên
severity: warning
why: The folded name is a copy for searching; a stale one hides a place from those who
  look for it.
remedy: Derive the folded name again.
"""

from collections.abc import Iterator

from haicap.common.text import fold
from haicap.units.models import TerritoryVersion


def rows() -> Iterator[tuple[str, ...]]:
    """Give the versions whose folded name is not that of their name."""
    columns = ("code", "name", "folded")
    for code, name, folded in TerritoryVersion.objects.values_list(*columns):
        if fold(name) not in folded:
            yield code, name, folded
