"""Folding and ordering of Vietnamese text: one place, used for index and for query."""

import re
import unicodedata

_D = str.maketrans("đĐÐð", "dDdd")
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make letters
_RANK = {letter: index for index, letter in enumerate(_LETTERS)}


def clean(text: str) -> str:
    """NFC, with runs of white space made one space and the ends cut."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """
    Lower case without tone marks, đ→d; punctuation becomes a space.

    Hòa and Hoà, Thủy and Thuỷ fold alike, so a name is found whichever way its tone
    mark was placed.
    """
    plain = unicodedata.normalize("NFD", text.translate(_D))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def sort_key(text: str) -> str:
    """
    A string that sorts by code point as a Vietnamese dictionary would.

    Letters first (a ă â … đ after d), tones only between words spelt alike. Kept in a
    column because not every PostgreSQL has the ICU collation.
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in clean(text).casefold():
        base, tone = _split(char)
        rank = _RANK.get(base)
        letters.append(f"{rank + 16:02x}" if rank is not None else f"{_other(base)}")
        tones.append(str(tone))
    return "".join(letters) + " " + "".join(tones).rstrip("0")


def person_sort_key(name: str) -> str:
    """Vietnamese people are listed by given name, which stands last."""
    words = clean(name).split(" ")
    return sort_key(" ".join([words[-1], *words[:-1]]))


def _split(char: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", char)
    shaped = parts[0] + "".join(c for c in parts[1:] if c in _SHAPES)
    tone = next((_TONES[c] for c in parts[1:] if c in _TONES), 0)
    return unicodedata.normalize("NFC", shaped), tone


def _other(char: str) -> str:
    # f, j, w and z stand beside their Latin neighbours; anything else before letters.
    near = {"f": "e", "j": "i", "w": "v", "z": "y"}.get(char)
    if near is not None:
        return f"{_RANK[near] + 16:02x}~"
    return "0" + char if char.isdigit() else "00"
