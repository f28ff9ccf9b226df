"""
title: The journal is what was written and sealed
title-vi: Nhật ký nguyên vẹn như khi ghi và niêm phong
severity: error
why: The facts are the legal record: every hash is computed again, and the chain of
  seals with it.
remedy: Run haicap journal verify; restore the journal from a copy and compare.
"""

from collections.abc import Iterator

from haicap.journal.verify import verify


def rows() -> Iterator[tuple[str, ...]]:
    """Give what the verification found, entry or seal first."""
    for fault in verify().faults:
        yield str(fault.id), fault.rule, str(fault)
