"""What may go wrong on purpose: four kinds, one base class, stable codes."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """
    A rule said no. The faces show the sentence; nobody is paged for it.

    ``code`` is API: dotted, stable, unique (a house test holds it). ``message`` is
    translatable, printf style, and is filled from ``details``.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str | Promise] = _("This cannot be done.")
    status: ClassVar[int] = 409

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        return str(self.message) % self.details


class NotAllowed(Refused):
    """The person may not do this here; ``permission`` is the missing one."""

    code = "not-allowed"
    message = _("You may not do this (%(permission)s) at this agency.")
    status = 403


class NotFound(Refused):
    """There is no such thing, or it is not for this person to know of it."""

    code = "not-found"
    message = _("There is no %(what)s “%(value)s”.")
    status = 404


class Invalid(Refused):
    """
    Something was filled in badly: names the field and the rule.

    ``errors`` maps a field to a sentence; the code of each stands in ``codes``.
    """

    code = "invalid"
    message = _("%(field)s: %(rule)s")
    status = 422

    def __init__(self, field: str, rule: str | Promise, **details: Any) -> None:
        super().__init__(field=field, rule=rule, **details)


class ManyInvalid(Invalid):
    """Several fields are badly filled in: all of them at once, in order."""

    code = "invalid-fields"

    def __init__(self, errors: dict[str, str | Promise]) -> None:
        first = next(iter(errors))
        super().__init__(first, errors[first], errors=errors)

    def __str__(self) -> str:
        return "; ".join(
            f"{field}: {rule}" for field, rule in self.details["errors"].items()
        )
