"""Which figures a unit may have: those of the files, and points that a person gives."""

from collections.abc import Iterable
from difflib import get_close_matches
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.standards.rules import bundled, known
from haicap.standards.table import CLASS, PRIORITY, Classes, Quantity, Rules, Told, Words

YES = {"yes": Fraction(1), "no": Fraction(0)}
YES |= {"có": Fraction(1), "không": Fraction(0), "1": Fraction(1), "0": Fraction(0)}


class NoQuantity(Invalid):
    """There is no figure of this name; ``nearest`` is the one most like it."""

    code = "standards.no-quantity"
    message = _("There is no figure “%(value)s”; the nearest is %(nearest)s.")

    def __init__(self, value: str, nearest: str) -> None:
        super().__init__("value", _("must be a figure"), value=value, nearest=nearest)


def quantity(name: str) -> Quantity:
    """
    Give the figure of this name.

    :raises NoQuantity: if there is none; names the nearest
    """
    found = {**known(), **_points(bundled())}
    if name not in found:
        near = get_close_matches(name, found, n=1, cutoff=0)
        raise NoQuantity(value=name, nearest=near[0])
    return found[name]


def _points(rules: Iterable[Rules]) -> dict[str, Quantity]:
    """The points of criteria whose numbers are not published."""
    return {
        each.own: Quantity(
            each.own,
            Words((f"Điểm: {each.title[0]}", f"Points: {each.title[1]}")),
            Told.POINTS,
            most=each.most if each.most is not None else Fraction(100),
        )
        for version in rules
        if isinstance(version, Classes)
        for table in version.tables
        for each in table.criteria
        if not each.is_complete
    }


def title(name: str) -> str:
    """Say in words what a figure, or a number of the law, is."""
    if name.startswith(CLASS):
        said = _("the points from which class %(class)s begins")
        return str(said) % {"class": name.removeprefix(CLASS)}
    return str(quantity(name).title)


def amount(name: str, said: str) -> Fraction:
    """
    Read what somebody says a figure is.

    :raises NoQuantity: if there is no such figure
    :raises Invalid: if it is no yes or no, no number, or out of bounds
    """
    of = quantity(name)
    text = said.strip().lower()
    if of.told == Told.YES_NO:
        if text not in YES:
            raise Invalid(name, _("must be yes or no"))
        return YES[text]
    try:
        found = Fraction(text)
    except (ValueError, ZeroDivisionError) as error:
        raise Invalid(name, _("must be a number such as 0.5")) from error
    if "/" in text or not 0 <= found < 10**14 or found.denominator > 10**4:
        raise Invalid(name, _("must be a number from 0 on, of at most 4 decimals"))
    _check_most(of, found)
    return found


def _check_most(of: Quantity, found: Fraction) -> None:
    most = of.most
    if of.unit == "%" and of.name != "revenue_percent":
        most = Fraction(100)
    if most is not None and found > most and of.name != PRIORITY:
        raise Invalid(of.name, _("must be at most %(most)s") % {"most": float(most)})
