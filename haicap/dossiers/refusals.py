"""What the rules of a dossier refuse, each with its sentence and its code."""

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused


class MoveRefused(Refused):
    """The state does not allow the step; ``last`` tells who did what before."""

    code = "dossier.move-refused"
    message = _("A dossier that is “%(state)s” cannot take the step “%(move)s”. %(last)s")


class VersionNotInForce(Refused):
    """The version of the procedure is not published or not valid on the day."""

    code = "dossier.version-not-in-force"
    message = _("The procedure %(procedure)s is not in force on %(day)s in this version.")


class ChannelNotOffered(Refused):
    """The procedure cannot be filed this way."""

    code = "dossier.channel-not-offered"
    message = _("The procedure %(procedure)s cannot be filed this way: %(channel)s.")


class OutsideProvince(Refused):
    """A centre receives for any agency of its province, not beyond (Decree 118/2025)."""

    code = "dossier.outside-province"
    message = _("%(centre)s cannot receive for %(agency)s: they are not in one province.")


class NotACentre(Refused):
    """Dossiers are received at centres, branches and points."""

    code = "dossier.not-a-centre"
    message = _("%(agency)s is not a place that receives dossiers.")


class SupplementOnce(Refused):
    """A supplement is asked for once, with all faults (Decree 118/2025; form 02)."""

    code = "dossier.supplement-once"
    message = _(
        "A supplement was already asked for on %(when)s; it may be asked for only once, "
        "with all the faults."
    )


class ReappointmentOnce(Refused):
    """A new appointment is made at most once (form 04)."""

    code = "dossier.reappointment-once"
    message = _("A new appointment was already made on %(when)s; only one may be made.")


class ReappointmentTooLate(Refused):
    """The apology comes before the old due moment passes (form 04)."""

    code = "dossier.reappointment-too-late"
    message = _("The due moment %(due)s has passed; the apology must be sent before it.")


class NoDueMoment(Refused):
    """There is nothing to appoint anew: no limit, or the clock stands."""

    code = "dossier.no-due-moment"
    message = _("The dossier has no due moment now.")


class AlreadySuspended(Refused):
    """The clock already stands."""

    code = "dossier.already-suspended"
    message = _("The clock of this dossier already stands: %(reason)s")


class NotSuspended(Refused):
    """The clock runs."""

    code = "dossier.not-suspended"
    message = _("The clock of this dossier is running.")


class NothingProposed(Refused):
    """A decision rests on a proposal."""

    code = "dossier.nothing-proposed"
    message = _("Nothing has been proposed for this dossier that could be decided.")


class AlreadyProposed(Refused):
    """A proposal waits for the signer."""

    code = "dossier.already-proposed"
    message = _("%(who)s has already proposed; the signer has it.")


class HandoverOpen(Refused):
    """The dossier is on its way."""

    code = "dossier.handover-open"
    message = _(
        "The dossier is on its way to %(agency)s and has not been taken there yet."
    )


class NoHandover(Refused):
    """Nothing is on its way."""

    code = "dossier.no-handover"
    message = _("The dossier is not on its way to anybody.")


class LegOfBundle(Refused):
    """A leg moves with its inter-connected dossier."""

    code = "dossier.leg-of-bundle"
    message = _("This is a part of the inter-connected dossier %(number)s; do it there.")


class BundleHasLegs(Refused):
    """An inter-connected dossier is decided leg by leg."""

    code = "dossier.bundle-has-legs"
    message = _("An inter-connected dossier is settled by its parts: %(numbers)s.")


class RatedOnce(Refused):
    """One rating a dossier."""

    code = "dossier.rated-once"
    message = _("This dossier has already been rated.")


class NotRatedYet(Refused):
    """Rating begins when there is a result."""

    code = "dossier.no-result-to-rate"
    message = _("There is no result yet that could be rated.")


class WrongSecret(Refused):
    """Number and secret do not belong together; neither is confirmed."""

    code = "dossier.wrong-secret"
    message = _("There is no dossier with this number and this secret.")
    status = 404


class NothingUnresolved(Refused):
    """It is known where the dossier belongs."""

    code = "dossier.nothing-unresolved"
    message = _("Nobody has to say where the dossier %(number)s belongs.")
