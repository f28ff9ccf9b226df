"""
title: The clock can read every time limit
title-vi: Đồng hồ đọc được mọi thời hạn giải quyết
severity: error
why: A limit that is not understood would give no due date: the applicant would wait
  for ever.
remedy: Write the limit as the clock reads it, such as "3 working days", in a new
  version.
"""

from collections.abc import Iterator

from haicap.procedures.models import ChannelRule
from haicap.workdays.hours import Unreadable
from haicap.workdays.limit import Limit


def rows() -> Iterator[tuple[str, ...]]:
    """Give version, channel and the limit that cannot be read."""
    rules = ChannelRule.objects.exclude(limit="").select_related("version__procedure")
    for rule in rules:
        try:
            Limit.parse(rule.limit)
        except Unreadable:
            yield str(rule.version), rule.channel, rule.limit
