"""Texts that the data has in two languages."""

from django.utils import translation


def in_language(vi: str, en: str) -> str:
    """The English text where it is wanted and there is one; else the Vietnamese one."""
    return en if en and translation.get_language() == "en" else vi
