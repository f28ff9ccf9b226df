"""
The roles. They are code; who holds which, where and since when is data (``Post``).

What each role may do stands in ``config/roles.py``, at the top of the house.
"""

from django.db import models
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
