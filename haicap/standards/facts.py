"""What happened in this room."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact(
    "unit.value-entered",
    _("%(by)s entered %(amount)s as %(quantity)s of the unit, as of %(as_of)s."),
)
@dataclass(frozen=True)
class ValueEntered:
    """A figure of a unit was entered; ``before`` is what stood there for the same day."""

    territory: int
    quantity: str
    amount: Decimal
    as_of: str
    before: Decimal | None


@fact(
    "unit.value-withdrawn",
    _("%(by)s withdrew %(amount)s as %(quantity)s of the unit, as of %(as_of)s."),
)
@dataclass(frozen=True)
class ValueWithdrawn:
    """A figure of a unit was taken back."""

    territory: int
    quantity: str
    amount: Decimal
    as_of: str
