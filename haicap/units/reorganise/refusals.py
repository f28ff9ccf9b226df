"""Why a reorganisation is refused."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused
from haicap.units.reorganise.faults import Fault


class PlanRefused(Refused):
    """The plan has faults; nothing was changed."""

    code = "reorganise.plan-refused"
    message = _("The plan has %(count)s faults; the first: %(first)s")
    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults), first=str(faults[0]), faults=list(faults))


class AlreadyApplied(Refused):
    """It has taken effect; a reorganisation happens once."""

    code = "reorganise.already-applied"
    message = _("The reorganisation “%(key)s” has already taken effect.")


class AlreadyScheduled(Refused):
    """A plan of this key waits for its day."""

    code = "reorganise.already-scheduled"
    message = _("The reorganisation “%(key)s” is already planned for %(on)s.")


class TooEarly(Refused):
    """It takes effect on a day that has not come yet."""

    code = "reorganise.too-early"
    message = _(
        "The plan takes effect on %(on)s: plan it ahead, and it will happen that day."
    )


class OutOfOrder(Refused):
    """Something that took effect later has been carried out before."""

    code = "reorganise.out-of-order"
    message = _("“%(key)s” took effect later, on %(on)s, and has been carried out.")


class Busy(Refused):
    """Other work holds what would have to be moved."""

    code = "reorganise.busy"
    message = _("The database is busy with other work; nothing was changed. Try again.")
