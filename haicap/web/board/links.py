"""The addresses of the board, with the days and the lens of the page that shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from haicap.web.board.asked import Asked


@dataclass(frozen=True)
class Links:
    """
    Makes addresses; the public page leads to no page below the country.

    Addresses of units are made from a pattern: there are hundreds on a page.
    """

    asked: Asked
    is_public: bool = False

    def country(self) -> str:
        """The board of the country, public or not."""
        return self._with(reverse("figures" if self.is_public else "board"))

    def province(self, code: str) -> str:
        """The board of a province."""
        return "" if self.is_public else self._unit("board-province", code)

    def commune(self, code: str) -> str:
        """The board of a commune."""
        return self._unit("board-commune", code)

    def measures(self) -> str:
        """What each measure means, with its map."""
        return self._with(reverse("figures-measures"))

    def declared(self, code: str = "") -> str:
        """What was declared, beside what is counted."""
        return self._with(reverse("figures-declared"), {"unit": code} if code else {})

    def dossiers(self, measure: str, half: str = "counted", **where: str) -> str:
        """The dossiers behind a number."""
        said = {"measure": measure, "half": half, **where}
        return self._with(reverse("board-dossiers"), said)

    def _unit(self, route: str, code: str) -> str:
        return self._with(reverse(route, args=["-"])[:-1] + code)

    def _with(self, path: str, more: Mapping[str, str] | None = None) -> str:
        query = "&".join(filter(None, (self.asked.query, urlencode(more or {}))))
        return f"{path}?{query}" if query else path
