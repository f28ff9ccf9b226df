"""The papers of a dossier."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models.dossier import Dossier
from haicap.papers.models import File
from haicap.procedures.models import Component


class Part(models.Model):
    """
    One component as it was handed in: how many originals and copies, and whether it is there.

    ``from_data`` says that a database answered instead of a paper; ``from_leg`` that the
    result of another leg stands for it.
    """

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parts")
    component = models.ForeignKey(Component, models.PROTECT, related_name="+")
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    is_present = models.BooleanField(_("present"), default=False)
    from_data = models.BooleanField(_("replaced by data"), default=False)
    from_leg = models.CharField(_("result of the leg"), max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "component"], name="part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} {self.component}"


class Attachment(models.Model):
    """A file of a dossier: of one component, or a result when ``is_result``."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="attachments")
    component = models.ForeignKey(
        Component, models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.ForeignKey(File, models.PROTECT, related_name="attachments")
    name = models.CharField(_("name"), max_length=200)
    is_result = models.BooleanField(_("result"), default=False)
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.name
