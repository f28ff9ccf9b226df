"""Finding territories on a day: by code, by name without diacritics, by an old address."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.common.text import clean, fold
from haicap.units.models import Level, Territory, TerritoryVersion
from haicap.units.passing import Heir, Origin, Passed, origins, successors
from haicap.units.words import ABBREVIATIONS, KIND_WORDS

__all__ = [
    "Former", "Found", "Heir", "NoTerritory", "Origin", "Passed", "address", "by_code",
    "children", "first_of",
    "lineage_of", "origins", "placed", "search", "successors",
]  # fmt: skip

LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_KIND_WORDS = {fold(vi) for vi, _en in KIND_WORDS.values()}


class NoTerritory(NotFound):
    """There is no unit of this code on this day; ``details`` name the nearest that there is."""

    code = "units.no-territory"
    message = _(
        "There is no unit with the code “%(value)s” on %(on)s; "
        "the nearest is %(nearest)s (%(name)s)."
    )


class Former(NotFound):
    """The code belonged to a unit on other days; ``details`` say which and when."""

    code = "units.former"
    message = _(
        "There is no unit with the code “%(value)s” on %(on)s; "
        "it was that of %(name)s from %(since)s until %(until)s."
    )


def by_code(code: str, on: date, level: str | None = None) -> TerritoryVersion:
    """
    Give the unit of this code on the day; the length of the code tells the level.

    :raises Former: if only a unit of other days has it
    :raises NoTerritory: if none ever had; its details name the nearest code of that day
    """
    asked = code.strip().upper()
    level = level or LEVELS.get(len(asked))
    found = TerritoryVersion.objects.on(on).filter(code=asked)
    if level is not None:
        found = found.filter(level=level)
    version = found.select_related("territory", "parent").first()
    if version is None:
        raise _refusal(asked, on, level)
    return version


def _refusal(code: str, on: date, level: str | None) -> NotFound:
    said = {"value": code, "on": on.isoformat()}
    other = TerritoryVersion.objects.filter(code=code).order_by("-valid_from").first()
    if other is not None:
        since, until = other.valid_from, other.valid_until
        days = {"since": since.isoformat(), "until": until.isoformat() if until else "–"}
        return Former(**said, **days, name=other.name)
    near = _nearest(code, on, level)
    if near is None:
        return NotFound(what=_("unit"), value=code)
    return NoTerritory(**said, nearest=near.code, name=near.name)


def _nearest(code: str, on: date, level: str | None) -> TerritoryVersion | None:
    """The code nearest in number, on its level or, for a code of no level, on any."""
    found = TerritoryVersion.objects.on(on).exclude(level=Level.NATION)
    if level is not None:
        found = found.filter(level=level)
    codes = list(found.values_list("code", flat=True))
    digits = re.sub(r"\D", "", code)
    if not codes or not digits:
        return None
    nearest = min(codes, key=lambda c: (abs(int(c) - int(digits)), c))
    return found.filter(code=nearest).first()


def first_of(code: str, near: date) -> TerritoryVersion:
    """
    Give the first unit that bore this code, as an old paper means it.

    00004 was Trúc Bạch before it was Ba Đình.

    :raises NoTerritory: if no unit ever bore it; names the nearest code of the day ``near``
    """
    rows = TerritoryVersion.objects.filter(code=code.strip()).select_related("territory")
    return rows.order_by("valid_from").first() or by_code(code, near)


def lineage_of(territory: Territory, on: date) -> list[TerritoryVersion]:
    """Give the unit and those above it on the day, nearest first; empty when it is not there."""
    found: list[TerritoryVersion] = []
    here: int | None = territory.pk
    while here is not None:
        version = TerritoryVersion.objects.on(on).filter(territory=here).first()
        if version is None:
            break
        found.append(version)
        here = version.parent_id
    return found


def children(territory: Territory, on: date) -> list[TerritoryVersion]:
    """Give the units directly below on the day, as a Vietnamese dictionary would order them."""
    found = TerritoryVersion.objects.on(on).filter(parent=territory)
    return list(found.order_by("sort_key", "code"))


def search(text: str, on: date, limit: int = 20) -> list[TerritoryVersion]:
    """
    Find the units of the day by code or name, best first.

    Exact code, then the name with its accents, the name without them, its beginning, all
    words in any order, each perhaps only begun. Hòa and Hoà are one name.
    """
    words = fold(text).split()
    if not words:
        return []
    all_words = Q()
    for word in words:
        all_words &= Q(folded__startswith=word) | Q(folded__contains=" " + word)
    found = TerritoryVersion.objects.on(on).filter(all_words | Q(code=clean(text)))
    ranked = [(_rank(version, text), version) for version in found]
    order = list(Level)
    ranked.sort(key=lambda r: (r[0], order.index(Level(r[1].level)), r[1].sort_key))
    return [version for _rank_, version in ranked[:limit]]


def _rank(version: TerritoryVersion, text: str) -> int:
    asked, folded = _spoken(text), fold(text)
    short = fold(version.short_name)
    tests = (
        version.code == clean(text),
        asked in (_spoken(version.name), _spoken(version.short_name)),
        folded in (version.folded, short),
        short.startswith(folded) or version.folded.startswith(folded),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), len(tests))


def _spoken(text: str) -> tuple[tuple[str, str], ...]:
    """Each word as letters and tone, wherever in the word the tone mark was put."""
    words = []
    for word in clean(text).casefold().split():
        parts = unicodedata.normalize("NFD", word)
        letters = "".join(c for c in parts if c not in _TONES)
        words.append((letters, "".join(c for c in parts if c in _TONES)))
    return tuple(words)


@dataclass(frozen=True)
class Found:
    """A unit that an address names, and what it has become when it is no more."""

    version: TerritoryVersion
    above: tuple[TerritoryVersion, ...]
    passed: Passed | None


def address(text: str, on: date, limit: int = 20) -> list[Found]:
    """
    Find the units, of the day or former, that an address with commas names.

    "12 phố Nghĩa Dũng, p. Phúc Xá, quận Ba Đình, Hà Nội": the first part that is a unit
    inside the units of the parts behind it. Former units come with their successors.
    """
    parts = [_written_out(part) for part in text.split(",") if part.strip()]
    for start, part in enumerate(parts):
        found = _inside(_named(part), parts[start + 1 :])
        if found:
            return [_with_heirs(version, above, on) for version, above in found[:limit]]
    return []


def _written_out(part: str) -> str:
    """Fold, and write the kind in full: "tp. Hà Nội" → "thanh pho ha noi"."""
    first, _space, rest = fold(part).partition(" ")
    joined = re.fullmatch(r"([pq])(\d+)", first)  # q1, p12
    if joined:
        return f"{ABBREVIATIONS[joined[1]]} {int(joined[2])}"
    return f"{ABBREVIATIONS.get(first, first)} {rest}" if rest else first


def _named(part: str) -> list[TerritoryVersion]:
    """The versions with this name, with or without their kind; newest first."""
    rows = TerritoryVersion.objects.filter(
        Q(folded=part) | Q(folded__endswith=" " + part)
    )
    rows = rows.select_related("territory").order_by("-valid_from", "sort_key", "code")
    return [row for row in rows if _is_called(row, part)]


def _is_called(version: TerritoryVersion, part: str) -> bool:
    if version.folded == part or fold(version.short_name) == part:
        return True
    # "Thành phố Hồ Chí Minh" is often written "tỉnh …" by habit: only the name must agree.
    kind = next((k for k in _KIND_WORDS if part.startswith(k + " ")), None)
    return (
        kind is not None
        and version.level == Level.PROVINCE
        and (fold(version.short_name) == part[len(kind) + 1 :])
    )


def _inside(
    versions: Sequence[TerritoryVersion], parts: Sequence[str]
) -> list[tuple[TerritoryVersion, tuple[TerritoryVersion, ...]]]:
    """Those of the versions that lie inside units with the names of all the parts."""
    wanted = [part for part in parts if part not in ("viet nam", "vietnam", "vn")]
    above = _above(versions)
    found = []
    seen: set[int] = set()
    for version in versions:
        fits = all(any(_is_called(a, part) for a in above[version.pk]) for part in wanted)
        if fits and version.territory_id not in seen:
            seen.add(version.territory_id)
            found.append((version, tuple(above[version.pk])))
    return found


def _above(versions: Sequence[TerritoryVersion]) -> dict[int, list[TerritoryVersion]]:
    """The units above each version on its first day, nearest first; a query for each level."""
    above: dict[int, list[TerritoryVersion]] = {version.pk: [] for version in versions}
    while True:
        tops = {v.pk: (above[v.pk] or [v])[-1].parent_id for v in versions}
        rows = defaultdict(list)
        for row in TerritoryVersion.objects.filter(territory__in=set(tops.values())):
            rows[row.territory_id].append(row)
        if not rows:
            return above
        for version in versions:
            day = version.valid_from
            lives = rows.get(tops[version.pk] or 0, [])
            above[version.pk] += [row for row in lives if row.is_valid_on(day)]


def placed(version: TerritoryVersion, on: date) -> Found:
    """Say where a unit of the day lies."""
    return Found(version, tuple(lineage_of(version.territory, on)[1:]), None)


def _with_heirs(
    version: TerritoryVersion, above: tuple[TerritoryVersion, ...], on: date
) -> Found:
    is_former = version.valid_until is not None and version.valid_until <= on
    return Found(version, above, successors(version, on) if is_former else None)
