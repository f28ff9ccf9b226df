"""The figures that units are judged by, entered by people, each with its day and source."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.units.models import Territory


class UnitValueQuerySet(models.QuerySet["UnitValue"]):
    """Questions about figures on a day."""

    def known_on(self, day: date) -> "UnitValueQuerySet":
        """The newest of each figure that is not from after the day."""
        earlier = self.filter(as_of__lte=day).order_by("quantity", "-as_of")
        return earlier.distinct("quantity")


class UnitValue(models.Model):
    """
    A figure of a unit as of a day: 1 and 0 are yes and no.

    ``quantity`` is its name in ``data/quantities.yaml``, or that of a criterion whose points a
    person gives (``population_points``).
    """

    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="values_entered"
    )
    quantity = models.CharField(_("figure"), max_length=60)
    amount = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    as_of = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)

    objects = UnitValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "quantity", "as_of"], name="unit_value_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="unit_value_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=""), name="unit_value_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.as_of}"
