"""What happens to measures: a report was frozen."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("report.frozen", _("%(by)s froze the report of week %(week)s as %(snapshot)s."))
@dataclass(frozen=True)
class Frozen:
    """The weekly report was written; ``digest`` is what its snapshot stands for."""

    week: str
    snapshot: str
    digest: str
