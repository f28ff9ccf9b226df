"""The files of declared figures, read line by line; a fault names file, line and rule."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from haicap.common.errors import Invalid

DATA: Final = Path(__file__).parents[1] / "data" / "declared"
INDICATOR: Final = ("measure", "unit", "good", "title_vi", "title_en")
DEFINITION: Final = ("measure", "definition", "text_vi", "text_en")
SOURCE: Final = ("code", "title", "document", "address")
FIGURE: Final = (
    "key", "measure", "definition", "territory", "since", "until", "as_of", "value",
    "numerator", "denominator", "exactness", "source", "confidence", "note",
)  # fmt: skip
TWICE: Final = lazy("must be there only once")


class FigureRefused(Invalid):
    """A line of a file of figures breaks a rule; names file, line, field and rule."""

    code = "measures.figure-refused"
    message = lazy("%(file)s:%(line)s %(field)s: %(rule)s")


@dataclass(frozen=True)
class Line:
    """One line, with where it stands."""

    file: str
    number: int
    said: dict[str, str]

    def __getitem__(self, field: str) -> str:
        return self.said[field].strip()

    def refusal(self, field: str, rule: str | Promise) -> FigureRefused:
        """Say what is wrong with a field."""
        return FigureRefused(field, rule, file=self.file, line=self.number)

    def require(self, is_so: bool, field: str, rule: str | Promise) -> None:
        """
        Let pass when the rule is kept.

        :raises FigureRefused: else
        """
        if not is_so:
            raise self.refusal(field, rule)

    def text(self, field: str) -> str:
        """A text that must not be empty."""
        self.require(bool(self[field]), field, _("must not be empty"))
        return self[field]

    def one_of(self, field: str, known: Collection[str]) -> str:
        """One of the words that may stand here."""
        words = ", ".join(sorted(word for word in known if word))
        rule = _("“%(value)s” must be one of %(known)s")
        said = {"value": self[field], "known": words}
        self.require(self[field] in known, field, rule % said)
        return self[field]

    def day(self, field: str) -> date | None:
        """A day, or None when it is empty."""
        if not self[field]:
            return None
        try:
            return date.fromisoformat(self[field])
        except ValueError as error:
            rule = _("“%(value)s” must be a day such as 2025-07-01")
            raise self.refusal(field, rule % {"value": self[field]}) from error

    def number_in(self, field: str) -> Decimal | None:
        """A number as it is written, or None when it is empty: null is not zero."""
        if not self[field]:
            return None
        try:
            found = Decimal(self[field])
        except InvalidOperation:
            found = Decimal("nan")
        rule = _("“%(value)s” must be a number such as 0.738")
        self.require(found.is_finite(), field, rule % {"value": self[field]})
        return found


def lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    """
    Read a file whose first line must name exactly these columns.

    :raises FigureRefused: if it does not, or a line has more or fewer fields
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        named = next(reader, [])
        head = Line(path.name, 1, {})
        rule = _("the first line must name the columns %(columns)s")
        names = ",".join(columns)
        head.require(named == list(columns), "columns", rule % {"columns": names})
        for row in reader:
            line = Line(path.name, reader.line_num, dict(zip(columns, row, strict=False)))
            is_whole = len(row) == len(columns)
            line.require(is_whole, "columns", _("must be as many as in the first line"))
            yield line
