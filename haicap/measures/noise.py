"""
How much of a share may be luck: intervals of Wilson, and the limits of a funnel.

A commune with twenty dossiers that shows 72 % may well be one of 85 %. Who ranks such
shares shames by chance; who shows the interval says what is known.
"""

from math import sqrt
from typing import Final

Interval = tuple[float, float]

NINETY_FIVE: Final = 1.959964  # standard deviations that hold 95 % of what luck does
FUNNEL: Final = 3.090232  # … and 99.8 %
FEW: Final = 50  # with fewer than this a share is shown, and not judged


def wilson(counted: float, among: float, z: float = NINETY_FIVE) -> Interval:
    """
    Give the shares that may stand behind ``counted`` of ``among``; see Wilson (1927).

    Unlike the usual plus and minus it never leaves 0 to 1 and holds for small numbers.
    """
    if among <= 0:
        return 0.0, 1.0
    share = counted / among
    middle = share + z * z / (2 * among)
    spread = z * sqrt(share * (1 - share) / among + z * z / (4 * among * among))
    whole = 1 + z * z / among
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def funnel(mean: float, among: float, z: float) -> Interval:
    """Give the limits between which luck alone keeps a share of so many."""
    if among <= 0:
        return 0.0, 1.0
    spread = z * sqrt(mean * (1 - mean) / among)
    return max(0.0, mean - spread), min(1.0, mean + spread)


def stands_out(counted: float, among: float, mean: float) -> int:
    """
    Say how far a share lies from the mean: 0 may be luck, 1 hardly, 2 is not.

    Below the mean the answer is negative. Few dossiers are never judged.
    """
    if among < FEW:
        return 0
    share = counted / among
    low, high = funnel(mean, among, NINETY_FIVE)
    if low <= share <= high:
        return 0
    lowest, highest = funnel(mean, among, FUNNEL)
    far = 1 if lowest <= share <= highest else 2
    return far if share > mean else -far
