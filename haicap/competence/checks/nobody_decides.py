"""
title: Every procedure is decided by somebody, everywhere, every day
title-vi: Mỗi thủ tục, ở mỗi xã, mỗi ngày đều có cơ quan quyết định
severity: error
why: A request that nobody may decide cannot be received; looked at are the days on
  which the procedure is published.
remedy: Assign the competence, or set up the agency that it names.
"""

from collections.abc import Iterator

from haicap.competence.coverage import coverage, in_words


def rows() -> Iterator[tuple[str, ...]]:
    """Give procedure, commune, first day, day after the last, number of deciders."""
    return in_words(fault for fault in coverage().faults if fault.deciders == 0)
