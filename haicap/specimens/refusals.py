"""What the register of specimens refuses."""

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound, Refused


class AlreadyEnded(Refused):
    """The specimen ends on a day already."""

    code = "specimens.already-ended"
    message = _("This specimen already ended on %(day)s.")


class NumberUsed(Refused):
    """A letter introduces once."""

    code = "specimens.number-used"
    message = _("The letter %(number)s of this agency has already been entered.")


class IntroductionMoveRefused(Refused):
    """The state does not allow the step."""

    code = "specimens.move-refused"
    message = _("An introduction that is “%(state)s” cannot take the step “%(move)s”.")


class NoSpecimen(NotFound):
    """There is no such specimen."""

    code = "specimens.no-specimen"


class NoIntroduction(NotFound):
    """There is no such introduction, or it is not for this person to know of it."""

    code = "specimens.no-introduction"
