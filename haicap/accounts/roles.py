"""
The roles. They are code; who holds which, where and since when is data (``Post``).

What each role may do stands in ``config/roles.py``, at the top of the house.
"""

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The kinds of post that the program knows."""

    CITIZEN = "citizen", _("citizen")  # everybody who signs in; never a post
    RECEPTIONIST = "receptionist", _("receptionist")
    SPECIALIST = "specialist", _("specialist")
    SIGNER = "signer", _("signer")
    LEADER = "leader", _("leader")
    CATALOGUER = "cataloguer", _("procedure-control officer")
    REGISTRAR = "registrar", _("registrar of units and competences")
    ENGINEER = "engineer", _("engineer")

    @property
    def description(self) -> str | Promise:
        """What the role is for, in one sentence."""
        return DESCRIPTIONS[self.value]


DESCRIPTIONS: dict[str, str | Promise] = {
    Role.CITIZEN: _("Submits dossiers and follows them."),
    Role.RECEPTIONIST: _("Receives dossiers at a centre and returns the results."),
    Role.SPECIALIST: _("Examines dossiers and proposes what to decide."),
    Role.SIGNER: _("Decides and signs for the agency."),
    Role.LEADER: _("Leads the agency: sees its work and appoints its people."),
    Role.CATALOGUER: _("Keeps the catalogue of procedures and publishes it."),
    Role.REGISTRAR: _("Keeps units, agencies, calendars and competences."),
    Role.ENGINEER: _("Keeps the program running; decides nothing."),
}


def permissions_of(role: str) -> frozenset[str]:
    """What a role may do, from the table that ``settings.HAICAP_ROLES`` names."""
    table: dict[str, frozenset[str]] = import_string(settings.HAICAP_ROLES)
    return table.get(role, frozenset())
