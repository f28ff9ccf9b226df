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
