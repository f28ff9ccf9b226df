"""The words of a report in one language: sentences, forms, numbers and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.measures.measure import Measure
from haicap.measures.moments import VIETNAM
from haicap.measures.registry import nearest
from haicap.measures.weekly.figures import Number
from haicap.measures.weekly.plurals import RULES

FOLDER: Final = Path(__file__).parent / "words"
LANGUAGES: Final = tuple(RULES)
# What people type for a language that has another code.
_MEANT: Final = {"no": "nb", "nn": "nb", "ua": "uk", "vn": "vi", "gb": "en", "be": "nl"}


class NoLanguage(NotFound):
    """Reports are not written in it; ``nearest`` is one that they are written in."""

    code = "measures.no-language"
    message = _("There is no report in “%(value)s”; the nearest is “%(nearest)s”.")


@dataclass(frozen=True)
class Words:
    """How one language says it."""

    language: str
    said: Mapping[str, Any]

    def say(self, name: str, count: Number | None = None, **places: Any) -> str:
        """Fill in a sentence, in the form that goes with ``count`` where it has forms."""
        sentence = self.said[name]
        if isinstance(sentence, dict):
            sentence = sentence[self._form(count or 0)]
        return str(sentence) % places

    def has(self, name: str) -> bool:
        """Whether there is such a sentence."""
        return name in self.said

    def column(self, name: str) -> str:
        """The heading of a column."""
        return str(self.said["columns"][name])

    def number(self, amount: Number) -> str:
        """Write a number with its thousands apart, and two decimals if it is not whole."""
        whole = f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"
        return self._separated(whole)

    def share(self, share: Fraction) -> str:
        """
        Write a share in per cent with one decimal.

        A little is not nothing, and nearly all is not all.
        """
        per_cent = Decimal(share.numerator) * 100 / Decimal(share.denominator)
        rounded = per_cent.quantize(Decimal("0.1"), ROUND_HALF_UP)
        sign = ""
        if rounded == 0 != per_cent:
            sign, rounded = "<", Decimal("0.1")
        elif rounded == 100 > per_cent:
            sign, rounded = ">", Decimal("99.9")
        return sign + self._separated(f"{rounded:,}") + self._manner("percent")

    def day(self, day: date) -> str:
        """Write a date."""
        month = self.said["format"]["months"][day.month - 1]
        return self._manner("date") % {"day": day.day, "month": month, "year": day.year}

    def moment(self, moment: datetime) -> str:
        """Write a moment as the clock of Vietnam shows it."""
        local = moment.astimezone(VIETNAM)
        said = {"date": self.day(local.date()), "time": f"{local:%H:%M}"}
        return self._manner("moment") % said

    def week(self, name: str) -> str:
        """Write 2025-W34."""
        year, _dash, number = name.partition("-W")
        return self._manner("week") % {"week": int(number), "year": year}

    def place(self, name: str) -> str:
        """Write the name of a province as the language writes it."""
        return str(self.said["places"].get(name, name))

    def measure(self, of: Measure) -> tuple[str, str]:
        """The title and the definition of a measure."""
        if self.language == "vi":
            return of.title.vi, of.definition.vi
        own = self.said["measures"].get(of.name)
        if own is None:
            return of.title.en, of.definition.en
        return own["title"], own["definition"]

    def _form(self, count: Number) -> str:
        # What is not whole goes like many things; no count of dossiers is, but shares
        # of units that were split are.
        return RULES[self.language](int(count))

    def _separated(self, written: str) -> str:
        marks: dict[str, str | int | None] = {
            ",": self._manner("group"),
            ".": self._manner("decimal"),
        }
        return written.translate(str.maketrans(marks))

    def _manner(self, name: str) -> str:
        return str(self.said["format"][name])


def words_in(language: str) -> Words:
    """
    Give the words of a language.

    :raises NoLanguage: naming the nearest
    """
    asked = language.strip().lower().replace("_", "-").partition("-")[0]
    if asked not in LANGUAGES:
        near = _MEANT.get(asked) or nearest(asked, LANGUAGES)
        raise NoLanguage(value=language, nearest=near)
    return _read(asked)


@cache
def _read(language: str) -> Words:
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    return Words(language, yaml.safe_load(text))
