"""Why a criterion earned what it earned, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.measures.service_index.scoring import Line, Why

_RULES: dict[Why, str | Promise] = {
    Why.IN_PROPORTION: _("in proportion to the target of %(target)s %%"),
    Why.TARGET_REACHED: _("the target of %(target)s %% is reached: all points"),
    Why.DOES_NOT_APPLY: _("does not apply at this level: all points"),
    Why.NOTHING_FULL: _("there was nothing to judge: all points"),
    Why.NOTHING_ZERO: _("there was nothing to divide by: no points"),
    Why.NOTHING_KNOWN: _(
        "there was nothing to divide by, and the rule for that is not known"
    ),
    Why.MISSING: _("cannot be computed: %(numerator)s and %(denominator)s are missing"),
}


def reason(line: Line) -> str:
    """Tell by which rule the points came about, in the language of the reader."""
    said = {
        "target": f"{float(line.criterion.target * 100):g}",
        "numerator": line.criterion.numerator,
        "denominator": line.criterion.denominator,
    }
    return str(_RULES[line.why]) % said
