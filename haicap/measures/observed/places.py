"""Finding the unit of a figure: a province, a commune, or the nation."""

from datetime import date
from typing import Final

from haicap.units import find
from haicap.units.models import Level, TerritoryVersion

NATION: Final = "VN"


def place(code: str, on: date) -> TerritoryVersion:
    """
    Give the unit of this code on the day; VN is the nation.

    :raises NoTerritory: if there is none; likewise Former
    """
    is_nation = code.strip().upper() == NATION
    return find.by_code(code, on, Level.NATION if is_nation else None)
