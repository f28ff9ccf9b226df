"""
title: Procedures are found by what they say
title-vi: Thủ tục được tìm thấy theo nội dung hiện có
severity: warning
why: The folded text is a copy for searching; a stale one hides a procedure from those
  who look for it.
remedy: Derive the search text again.
"""

from collections.abc import Iterator

from haicap.procedures import rows as texts
from haicap.procedures.models import ProcedureVersion


def rows() -> Iterator[tuple[str, ...]]:
    """Give the versions whose folded text is not that of their words."""
    for version in ProcedureVersion.objects.select_related("procedure"):
        if version.search_text != texts.search_text(version):
            yield str(version), version.search_text[:60]
