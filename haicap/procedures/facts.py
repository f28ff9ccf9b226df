"""What happened to procedures."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("procedures.decision-registered", _("%(by)s put decision %(number)s on record."))
@dataclass(frozen=True)
class Registered:
    """``decided_on`` is null where the day is not known."""

    number: str
    decided_on: str | None


@fact("procedures.drafted", _("%(by)s drafted version %(version)s of %(procedure)s."))
@dataclass(frozen=True)
class Drafted:
    """A version that is not yet in force was written down."""

    procedure: str
    version: int
    valid_from: str


@fact("procedures.discarded", _("%(by)s discarded draft %(version)s of %(procedure)s."))
@dataclass(frozen=True)
class Discarded:
    """A version that never was in force is gone."""

    procedure: str
    version: int


@fact("procedures.published", _("%(by)s published version %(version)s of %(procedure)s."))
@dataclass(frozen=True)
class Published:
    """``kind`` is empty where it is not established what the decision did."""

    procedure: str
    version: int
    valid_from: str
    kind: str
    decision: str


@fact("procedures.abolished", _("%(by)s abolished %(procedure)s from %(effective_on)s."))
@dataclass(frozen=True)
class Abolished:
    """From ``effective_on`` the procedure is no more."""

    procedure: str
    effective_on: str
    decision: str


@fact(
    "procedures.replaced",
    _("%(by)s replaced %(procedure)s by %(successor)s from %(effective_on)s."),
)
@dataclass(frozen=True)
class Replaced:
    """From ``effective_on`` the successor stands in its place."""

    procedure: str
    successor: str
    effective_on: str
    decision: str
