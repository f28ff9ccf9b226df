"""The steps of a dossier: its control sheet and its duties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models.dossier import Dossier
from haicap.duties.models import Duty


class Step(models.Model):
    """A step that was begun; the duty says who, where, until when, and what came out."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    code = models.CharField(_("code"), max_length=30)
    duty = models.OneToOneField(Duty, models.PROTECT, related_name="step")

    class Meta:
        indexes = [models.Index(fields=["dossier", "code"], name="step_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.code}"
