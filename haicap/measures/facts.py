"""What happens to figures and reports."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("measure.declared", _("%(by)s declared a figure of “%(measure)s” as of %(as_of)s."))
@dataclass(frozen=True)
class Declared:
    """A figure was declared; ``restates`` is the one in whose place it stands."""

    observation: int
    measure: str
    territory: int
    as_of: str
    restates: int | None


@fact("report.frozen", _("%(by)s froze the report of week %(week)s as %(snapshot)s."))
@dataclass(frozen=True)
class Frozen:
    """The weekly report was written; ``digest`` is what its snapshot stands for."""

    week: str
    snapshot: str
    digest: str
