"""Numbers, shares and days as people read them."""

from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from haicap.measures.noise import Interval


def amount(number: float | None) -> str:
    """A number of things; a dash where none is known."""
    if number is None:
        return "–"
    digits = 0 if float(number).is_integer() else 1
    rounded = Decimal(f"{number:.{digits}f}")
    return formats.number_format(rounded, digits, use_l10n=True, force_grouping=True)


def per_cent(share: float | None, digits: int = 1) -> str:
    """A share in per cent."""
    if share is None:
        return "–"
    return _("%(share)s %%") % {"share": _fixed(share * 100, digits)}


def km(far: float | None) -> str:
    """A distance in kilometres, without the unit."""
    return "–" if far is None else _fixed(far, 1)


def farther(change: float | None) -> str:
    """A change of a distance: +1.3."""
    if change is None:
        return "–"
    sign = "+" if change >= 0.05 else "−" if change <= -0.05 else "±"
    return f"{sign}{_fixed(abs(change), 1)}"


def bare(share: float | None) -> str:
    """A share in whole per cent, without the sign: for tiles."""
    return "–" if share is None else _fixed(share * 100, 0)


def points(change: float) -> str:
    """A change of a share, in points: +0.9."""
    sign = "+" if change >= 0.0005 else "−" if change <= -0.0005 else "±"
    return f"{sign}{_fixed(abs(change) * 100, 1)}"


def more(change: float) -> str:
    """A change of a number: +12."""
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{amount(abs(change))}"


def between(interval: Interval) -> str:
    """An interval of shares: 63–80 %."""
    low, high = interval
    return _("%(low)s–%(high)s %%") % {
        "low": _fixed(low * 100, 0),
        "high": _fixed(high * 100, 0),
    }


def day(on: date) -> str:
    """A day in figures, as both languages of the country write it."""
    return on.strftime("%d/%m/%Y")


def _fixed(number: float, digits: int) -> str:
    # Rounded first: the formatter of Django cuts off.
    return formats.number_format(Decimal(f"{number:.{digits}f}"), digits, use_l10n=True)


def short(share: float) -> str:
    """A limit of a class in per cent: whole where it is whole, without the sign."""
    digits = 0 if abs(share * 100 - round(share * 100)) < 1e-6 else 1
    return _fixed(share * 100, digits)
