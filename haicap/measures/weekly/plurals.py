"""Which form of a word goes with a whole number (the plural rules of Unicode CLDR)."""

from collections.abc import Callable, Mapping
from typing import Final


def _always_other(_n: int) -> str:
    return "other"


def _one_or_other(n: int) -> str:
    return "one" if n == 1 else "other"


def _slavic(n: int) -> str:
    """21 goes like 1 and 22 like 2, but 11 to 14 like 5."""
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return "few"
    return "many"


RULES: Final[Mapping[str, Callable[[int], str]]] = {
    "vi": _always_other,
    "en": _one_or_other,
    "uk": _slavic,
    "nl": _one_or_other,
    "nb": _one_or_other,
    "ru": _slavic,
}
FORMS: Final[Mapping[str, frozenset[str]]] = {
    language: frozenset(map(rule, range(30))) for language, rule in RULES.items()
}
