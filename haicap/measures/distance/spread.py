"""How distances are spread over people or places; pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from haicap.measures.distance.sphere import Numbers

LIMITS: Final = (10, 20, 30)  # kilometres


@dataclass(frozen=True)
class Spread:
    """Half are no farther than ``median``, nine of ten no farther than ``p90``; in km."""

    weight: float
    mean: float
    median: float
    p90: float
    most: float
    beyond: tuple[float, ...]  # the share farther than each of ``LIMITS``


def spread(km: Numbers, weight: Numbers) -> Spread | None:
    """Describe distances; None where there is nobody."""
    total = float(weight.sum())
    if total <= 0:
        return None
    order = np.argsort(km, kind="stable")
    far, below = km[order], np.cumsum(weight[order])
    return Spread(
        weight=total,
        mean=float((km * weight).sum()) / total,
        median=_quantile(far, below, 0.5),
        p90=_quantile(far, below, 0.9),
        most=float(far[-1]),
        beyond=tuple(share_beyond(km, weight, limit) for limit in LIMITS),
    )


def share_beyond(km: Numbers, weight: Numbers, limit: float) -> float:
    """Give the share that is farther than the limit."""
    return float(weight[km > limit].sum() / weight.sum())


def _quantile(far: Numbers, below: Numbers, share: float) -> float:
    # The nearest distance that so large a share does not exceed; nothing is interpolated.
    place = int(np.searchsorted(below, share * below[-1] * (1 - 1e-12)))
    return float(far[min(place, len(far) - 1)])
