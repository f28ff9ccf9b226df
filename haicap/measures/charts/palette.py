"""
The colours of charts.

From bad to good: red, orange, grey, light blue, blue. Told apart by people who see no red or
no green, and on paper without colour by the number that stands in every tile.
"""

from dataclasses import dataclass
from typing import Final

INK: Final = "#17202a"
PAPER: Final = "#ffffff"
LINE: Final = "#6b7681"
FAINT: Final = "#d9dee3"
BRAND: Final = "#0b5394"
RAMP: Final = ("#a8201a", "#e39b00", "#d9dee3", "#7fb0dd", "#0b5394")
ON_RAMP: Final = (PAPER, INK, INK, INK, PAPER)  # the text on each
MIDDLE: Final = 2  # of the ramp: neither good nor bad


@dataclass(frozen=True)
class Classes:
    """
    Values in five classes: the four limits between them, and whether more is good.

    A limit belongs to the class above it. The limits are printed beside the chart.
    """

    limits: tuple[float, float, float, float]
    more_is_good: bool = True

    def of(self, value: float | None) -> int | None:
        """Which colour of the ramp; None where nothing is known."""
        if value is None:
            return None
        above = sum(value >= limit for limit in self.limits)
        return above if self.more_is_good else len(RAMP) - 1 - above


def around(mean: float) -> tuple[float, float, float, float]:
    """
    Give limits around a mean share: two steps below, two above, grey between.

    The step is five points where shares spread widely and less near 0 and 1.
    """
    wide = 0.35 * mean * (1 - mean)
    steps = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
    step = max((each for each in steps if each <= wide), default=steps[0])
    middle = round(mean / step) * step
    return (
        round(middle - 3 * step, 4),
        round(middle - step, 4),
        round(middle + step, 4),
        round(middle + 3 * step, 4),
    )
