"""What a drill has done, so that it can go on where it was killed, and never twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Drill(models.Model):
    """
    One run: what was asked for, and where its ids begin.

    ``digest`` is over everything the rows are drawn from; a drill goes on only while it
    is the same. ``bases`` holds the first id that it may use in each table.
    """

    seed = models.BigIntegerField(_("seed"))
    scale = models.FloatField(_("scale"))
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    provinces = models.JSONField(_("provinces"), default=list)  # codes; empty is all
    digest = models.CharField(_("digest"), max_length=64)
    bases = models.JSONField(_("first ids"), default=dict)
    is_bulk = models.BooleanField(_("indexes set aside"), default=False)
    bundles = models.PositiveIntegerField(  # null: not yet played
        _("inter-connected dossiers"), null=True, blank=True
    )
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(ended_at__isnull=True),
                name="one_drill_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scale} {self.since}–{self.until} ({self.seed})"


class Batch(models.Model):
    """A part of a drill that is written in one transaction, or not at all."""

    drill = models.ForeignKey(Drill, models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField(_("number"))
    dossiers = models.PositiveIntegerField(_("dossiers"))
    rows = models.PositiveBigIntegerField(_("rows"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drill", "number"], name="batch_once")
        ]

    def __str__(self) -> str:
        return f"{self.drill_id}/{self.number}"


class SetAside(models.Model):
    """
    An index or constraint that was dropped for the time of a load, and how to make it again.

    Dropping it and writing it down here is one transaction; so is making it again.
    """

    table = models.CharField(_("table"), max_length=63)
    name = models.CharField(_("name"), max_length=80)
    definition = models.TextField(_("definition"))
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "name"], name="set_aside_once")
        ]

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"
