"""What happens to papers on the way to the printer."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("print.made", _("%(by)s printed the paper %(code)s."))
@dataclass(frozen=True)
class Printed:
    kind: str
    code: str
    sha256: str
    dossier: int | None


@fact("print.repeated", _("%(by)s printed the paper %(code)s again."))
@dataclass(frozen=True)
class Reprinted:
    code: str
