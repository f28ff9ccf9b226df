"""What happens to competences."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("competence.assigned", _("%(by)s recorded who decides, under %(ground)s."))
@dataclass(frozen=True)
class Assigned:
    """A law or decree says who decides from a day on."""

    competence: int
    kind: str
    ground: str
    valid_from: str


@fact("competence.delegated", _("%(by)s recorded a delegation, decision %(ground)s."))
@dataclass(frozen=True)
class Delegated:
    """An agency lets another decide for a period."""

    competence: int
    delegated_from: int
    to_agency: int
    ground: str
    valid_from: str
    valid_until: str


@fact("competence.ended", _("%(by)s ended a competence on %(on)s, under %(ground)s."))
@dataclass(frozen=True)
class Ended:
    """A competence ends on a day, and with it what was delegated of it."""

    competence: int
    on: str
    ground: str


@fact("competence.revoked", _("%(by)s revoked a delegation from %(on)s."))
@dataclass(frozen=True)
class Revoked:
    """A delegation ends before its time."""

    competence: int
    on: str
    ground: str
