"""What happens to units and agencies."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("agency.founded", _("%(by)s founded the agency %(code)s from %(on)s."))
@dataclass(frozen=True)
class AgencyFounded:
    """An agency exists from a day on."""

    code: str
    kind: str
    territory: int
    on: str


@fact("agency.renamed", _("%(by)s gave the agency %(code)s another name from %(on)s."))
@dataclass(frozen=True)
class AgencyRenamed:
    """An agency bears another name from a day on; the earlier one is a row of its own."""

    code: str
    earlier_name: int
    on: str


@fact("agency.identified", _("%(by)s set the national identifier of %(code)s."))
@dataclass(frozen=True)
class AgencyIdentified:
    """The national identifier of an agency was established or corrected."""

    code: str
    identifier: str


@fact("territory.point-corrected", _("%(by)s corrected where %(code)s lies."))
@dataclass(frozen=True)
class PointCorrected:
    """The point of a version of a territory was corrected."""

    code: str
    version: int
    latitude: Decimal
    longitude: Decimal


@fact("agency.ended", _("The agency %(code)s ended on %(on)s by a reorganisation."))
@dataclass(frozen=True)
class AgencyEnded:
    """An agency is no more from a day on; who took over is a row of its own."""

    code: str
    on: str
    reorganisation: int


@fact("territory.formed", _("The unit %(code)s was formed on %(on)s."))
@dataclass(frozen=True)
class TerritoryFormed:
    """A new unit exists from a day on."""

    code: str
    on: str
    reorganisation: int


@fact("territory.changed", _("The unit %(code)s changed on %(on)s and is the same unit."))
@dataclass(frozen=True)
class TerritoryChanged:
    """A unit goes on with another name, kind, code or parent."""

    code: str
    on: str
    reorganisation: int


@fact("territory.ended", _("The unit %(code)s ended on %(on)s."))
@dataclass(frozen=True)
class TerritoryEnded:
    """A unit is no more from a day on; its successors are rows of their own."""

    code: str
    on: str
    reorganisation: int


@fact("reorganisation.scheduled", _("%(by)s planned a reorganisation for %(on)s."))
@dataclass(frozen=True)
class Scheduled:
    """A plan was found without a fault, and waits for its day."""

    reorganisation: int
    on: str


@fact("reorganisation.cancelled", _("%(by)s took back the reorganisation of %(on)s."))
@dataclass(frozen=True)
class Cancelled:
    """A plan that waited for its day will not be carried out."""

    reorganisation: int
    on: str


@fact(
    "reorganisation.applied",
    _("The units were reorganised on %(on)s: %(formed)s formed, %(ended)s ended."),
)
@dataclass(frozen=True)
class Applied:
    """A plan took effect, as one event."""

    reorganisation: int
    on: str
    formed: int
    changed: int
    ended: int
    agencies_founded: int
    agencies_ended: int
