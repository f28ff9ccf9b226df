"""What an applicant has filled in and not yet sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.procedures.models import ProcedureVersion


class Draft(models.Model):
    """
    An unsent request. ``data`` holds the fields of the form as typed.

    It is found by its key alone (kept in the applicant's session) or by its person.
    ``files`` is a list of {"file", "name", "component"}.
    """

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="drafts",
    )
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="+")
    data = models.JSONField(_("data"), default=dict)
    files = models.JSONField(_("files"), default=list)
    saved_at = models.DateTimeField(_("saved at"))

    def __str__(self) -> str:
        return str(self.key)
