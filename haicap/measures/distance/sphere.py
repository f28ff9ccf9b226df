"""
Distance over the earth in a straight line, as a great circle on a sphere; pure.

It is never longer than the way by road or boat, and often much shorter.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

EARTH_KM: Final = 6371.0088  # the mean radius of the earth (IUGG)

Numbers = NDArray[np.float64]
Points = NDArray[np.float64]  # rows of latitude and longitude, in degrees


def kilometres(here: Points, there: Points) -> Numbers:
    """
    Give the distance of each point of one to that of the other.

    By the haversine, which keeps its digits for points that are close together.
    """
    one, other = np.radians(here), np.radians(there)
    half = np.sin((other - one) / 2) ** 2
    across = half[..., 0] + np.cos(one[..., 0]) * np.cos(other[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(across, 0, 1))))


def matrix(here: Points, there: Points) -> Numbers:
    """Give the distance of each of these points (rows) to each of those (columns)."""
    return kilometres(here[:, None, :], there[None, :, :])
