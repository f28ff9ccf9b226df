"""
title: No procedure is decided by two agencies at one place
title-vi: Không thủ tục nào có hai cơ quan cùng quyết định tại một nơi
severity: error
why: Clear authority (Notice 593/TB-VPCP): of two equal competences none is clear.
remedy: End one of the competences, or one of the agencies of the same field.
"""

from collections.abc import Iterator

from haicap.competence.coverage import coverage, in_words


def rows() -> Iterator[tuple[str, ...]]:
    """Give procedure, commune, first day, day after the last, number of deciders."""
    return in_words(fault for fault in coverage().faults if fault.deciders > 1)
