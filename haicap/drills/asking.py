"""What may be asked of a drill."""

import math
from datetime import date

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid, Refused
from haicap.drills.people import SINCE
from haicap.drills.plan import Asked, working_days
from haicap.units.models import Level, TerritoryVersion

LARGEST_SCALE = 10.0


class OthersDossiers(Refused):
    """Somebody asked for these dossiers; a drill beside them must be wanted."""

    code = "drill.others-dossiers"
    message = _(
        "The database holds %(count)s dossiers that are not simulated. Use another"
        " database, or say --yes."
    )


class DrillUnfinished(Refused):
    """A drill was interrupted; its rows would be doubled by another."""

    code = "drill.unfinished"
    message = _("A drill of %(begun)s is not finished. Go on with --resume.")


class NothingToResume(Refused):
    """Every drill has ended."""

    code = "drill.nothing-to-resume"
    message = _("No drill was interrupted.")


class WorldChanged(Refused):
    """Units, procedures, calendars or the scenario are not what they were."""

    code = "drill.world-changed"
    message = _(
        "What the drill draws from has changed since it began (%(begun)s): it cannot go on"
        " with the same rows. Begin with an empty database."
    )


class DrillIsRunning(Refused):
    """Another process is at it."""

    code = "drill.is-running"
    message = _("A drill is running now.")


def require_sound(asked: Asked, today: date) -> None:
    """:raises Invalid: naming the first field that cannot be, and its rule"""
    if not (math.isfinite(asked.scale) and 0 < asked.scale <= LARGEST_SCALE):
        raise Invalid("scale", _("A number above 0 and at most 10."))
    if not 0 <= asked.seed < 2**63:
        raise Invalid("seed", _("A whole number from 0 to 9223372036854775807."))
    if asked.since < SINCE:
        raise Invalid("from", _("Not before 01/07/2025, when the centres began."))
    if asked.until < asked.since:
        raise Invalid("to", _("Not before the first day."))
    if asked.until > today:
        raise Invalid("to", _("Not after today: facts tell what has happened."))
    if not working_days(asked.since, asked.until):
        raise Invalid("to", _("There must be a working day in the period."))
    _require_provinces(asked)


def _require_provinces(asked: Asked) -> None:
    rows = TerritoryVersion.objects.on(asked.since).filter(level=Level.PROVINCE)
    known = set(rows.values_list("code", flat=True))
    unknown = sorted(set(asked.provinces) - known)
    if unknown:
        rule = _("There is no province %(code)s on %(day)s.")
        said = {"code": unknown[0], "day": f"{asked.since:%d/%m/%Y}"}
        raise Invalid("province", rule % said)
