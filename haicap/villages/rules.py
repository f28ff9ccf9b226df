"""What the law says of villages; pure."""

from decimal import Decimal

from haicap.units.models import Kind
from haicap.villages.models import VillageKind

# Circular 04/2012/TT-BNV; Law 72/2025/QH15 Art 21(2)(d) and Art 24(3).
KINDS: dict[str, frozenset[str]] = {
    Kind.COMMUNE: frozenset({VillageKind.VILLAGE}),
    Kind.WARD: frozenset({VillageKind.RESIDENTIAL_GROUP}),
    Kind.TOWNSHIP: frozenset({VillageKind.RESIDENTIAL_GROUP}),
    Kind.SPECIAL_ZONE: frozenset(VillageKind.values),
}
HALF = Decimal(50)


def kinds_in(commune: str) -> frozenset[str]:
    """Give the kinds that may lie in a commune of this kind; none in other units."""
    return KINDS.get(commune, frozenset())


def is_consent(percent: Decimal) -> bool:
    """Tell whether so many households are more than half (Law 10/2022/QH15)."""
    return HALF < percent <= 100
