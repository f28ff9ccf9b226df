"""Words for what can be said of a unit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.standards.judging import Verdict

VERDICTS: dict[str, str | Promise] = {
    Verdict.MET: _("met"),
    Verdict.NOT_MET: _("not met"),
    Verdict.UNDECIDED: _("cannot be decided"),
}
