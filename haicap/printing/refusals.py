"""What printing refuses."""

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound, Refused


class NothingToPrint(Refused):
    """The dossier has not come to the point at which there is such a paper."""

    code = "printing.nothing-to-print"
    message = _("The dossier %(number)s has no such paper: %(kind)s.")


class NoPaper(NotFound):
    """No paper was printed under this code."""

    code = "printing.no-paper"
    message = _("No paper was printed under the code “%(value)s”.")
