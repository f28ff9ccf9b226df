"""
title: A file of the lake is missing or has another size
title-vi: Một tệp của hồ dữ liệu bị mất hoặc có kích thước khác
severity: error
why: Nobody changes a file that the manifest lists; what is missing there is missing in every
  number. "haicap lake verify" also compares the bytes and the database.
remedy: Run "haicap lake rebuild --month" for the month of the file.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from haicap.measures.lake.manifest import Lake


def rows() -> Iterator[tuple[Any, ...]]:
    """Give each file that is not there as it was written."""
    lake = Lake(settings.HAICAP_LAKE)
    for file in lake.manifest().files:
        path = lake.path(file)
        size = path.stat().st_size if path.exists() else None
        if size != file.size:
            yield file.path, file.month, file.size, size
