"""What the rules of this room refuse."""

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused


class VillageNotThere(Refused):
    """The village has ended, begins only on that day, or is about to be changed later."""

    code = "villages.not-there"
    message = _(
        "The village %(name)s cannot change on %(on)s: what it is began on %(since)s and "
        "ends on %(until)s."
    )


class CommuneNotThere(Refused):
    """The commune does not exist on the day."""

    code = "villages.commune-not-there"
    message = _("The commune %(commune)s does not exist on %(on)s.")


class NameTaken(Refused):
    """Another village of the commune has the name."""

    code = "villages.name-taken"
    message = _("The commune has a village called “%(name)s” in that time.")


class CodeTaken(Refused):
    """Another village has the code."""

    code = "villages.code-taken"
    message = _("The code %(code)s belongs to the village %(name)s in that time.")


class WrongKind(Refused):
    """Communes have villages, wards residential groups."""

    code = "villages.wrong-kind"
    message = _("There is no %(kind)s in a unit of the kind “%(commune)s”.")


class SeveralCommunes(Refused):
    """Villages that become one lie in one commune; another is moved first."""

    code = "villages.several-communes"
    message = _("These villages lie in several communes: move them into one first.")


class NoConsent(Refused):
    """No more than half of the households agreed."""

    code = "villages.no-consent"
    message = _(
        "%(percent)s %% of the households agreed; more than half must (Law 10/2022/QH15)."
    )


class SameCommune(Refused):
    """The village is there already."""

    code = "villages.same-commune"
    message = _("The village lies in this commune already.")
