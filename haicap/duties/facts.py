"""What happens to duties apart from what they are about."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("duty.given", _("%(by)s gave the duty to somebody."))
@dataclass(frozen=True)
class Given:
    duty: int
    person: int


@fact("duty.moved", _("A reorganisation gave the duty to another agency."))
@dataclass(frozen=True)
class Moved:
    duty: int
    from_agency: int
    to_agency: int
    reorganisation: int
