"""The application."""

from django.utils.translation import gettext_lazy as _

from haicap.common.apps import Room


class CompetenceConfig(Room):
    """Names the room in the console."""

    name = "haicap.competence"
    verbose_name = _("Competences")
