"""Papers as they were printed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.dossiers.models import Dossier
from haicap.papers.models import File
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency


class PaperKind(models.TextChoices):
    """The papers that are printed."""

    RECEIPT = "receipt", _("receipt and appointment slip")
    SUPPLEMENT_REQUEST = "supplement_request", _("supplement request")
    REFUSAL_SLIP = "refusal_slip", _("refusal of reception")
    APOLOGY = "apology", _("apology and re-appointment")
    STOP_NOTICE = "stop_notice", _("notice of stopping")
    CONTROL_SHEET = "control_sheet", _("process control sheet")
    REGISTER = "register", _("dossier register")
    TICKET = "ticket", _("queue ticket")
    POSTER = "poster", _("procedure poster")


class Print(models.Model):
    """
    A paper as it was printed first; printed again in the same state it is the same file.

    ``fingerprint`` is the SHA-256 of what it tells (``Sheet.state``): as long as the rows
    still tell that, the paper stands. ``code`` leads to the public verification page.
    """

    code = models.CharField(_("verification code"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind.choices)
    language = models.CharField(_("language"), max_length=2)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="prints"
    )
    version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)  # included
    number = models.PositiveIntegerField(_("number in the queue"), null=True, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    dated_on = models.DateField(_("date on the paper"))
    printed_at = models.DateTimeField(_("printed at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "dated_on", "number"],
                condition=Q(kind="ticket"),
                name="ticket_number_once_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="ticket") | Q(number__isnull=False),
                name="ticket_has_a_number",
            ),
        ]
        indexes = [models.Index(fields=["file"], name="print_of_file")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def about(self) -> str:
        """What its facts are about."""
        return f"print:{self.pk}"
