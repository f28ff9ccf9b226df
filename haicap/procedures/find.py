"""Finding procedures by what people call them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.common.text import fold
from haicap.procedures.models import Procedure, ProcedureVersion

SYNONYMS = Path(__file__).parent / "data" / "synonyms.txt"


class ProcedureUnknown(NotFound):
    """No procedure of that code or slug is in force on the day."""

    code = "procedures.unknown"
    message = _("There is no procedure “%(value)s” in force on %(on)s.")


@dataclass(frozen=True)
class Found:
    """What was found, best first; ``corrected`` is the query if it had to be mended."""

    versions: list[ProcedureVersion]
    corrected: str = ""


def version(name: str, on: date) -> ProcedureVersion:
    """
    Give the version in force on the day, by code or slug.

    :raises ProcedureUnknown: if there is none
    """
    found = ProcedureVersion.objects.on(on).select_related("procedure", "decision")
    match = found.filter(procedure__code=name) | found.filter(procedure__slug=name)
    version = match.first()
    if version is None:
        raise ProcedureUnknown(value=name, on=on.isoformat())
    return version


def search(query: str, on: date, limit: int = 20) -> Found:
    """
    Find procedures in force on the day; marks, case and order of words do not matter.

    Best: the exact code; then its beginning; then all the words in the name; then anywhere.
    Synonyms count a little less than the words themselves. When nothing is found, words
    that nobody uses are taken for slips of the keyboard.
    """
    folded = fold(query)
    if not folded:
        return Found([])
    versions = _search(folded, on)
    if versions:
        return Found(versions[:limit])
    corrected = _corrected(folded, on)
    if corrected == folded:
        return Found([])
    return Found(_search(corrected, on)[:limit], corrected)


def _search(folded: str, on: date) -> list[ProcedureVersion]:
    best: dict[int, tuple[tuple[int, ...], ProcedureVersion]] = {}
    versions = ProcedureVersion.objects.on(on).select_related("procedure")
    for step, variant in enumerate(_variants(folded)):
        for candidate in versions.matching(variant):
            place, length = _rank(candidate, variant)
            rank = (place, min(step, 1), length)
            if candidate.pk not in best or rank < best[candidate.pk][0]:
                best[candidate.pk] = (rank, candidate)
    ordered = sorted(best.values(), key=lambda pair: (pair[0], pair[1].sort_key))
    return [candidate for _rank_of, candidate in ordered]


def _variants(folded: str) -> Iterator[str]:
    """The query, and the query with each synonym in the place of what it stands for."""
    yield folded
    padded = f" {folded} "
    for group in synonyms():
        for phrase in group:
            if f" {phrase} " in padded:
                for other in group - {phrase}:
                    yield padded.replace(f" {phrase} ", f" {other} ").strip()


def _rank(candidate: ProcedureVersion, folded: str) -> tuple[int, int]:
    """How well it fits, small is good; among equals the shorter name is the plainer one."""
    code = fold(candidate.procedure.code or "")
    name, name_en = fold(candidate.name_vi), fold(candidate.name_en)
    words, said = set(folded.split()), f" {candidate.search_text} "
    tests = (
        code == folded or candidate.procedure.slug == folded.replace(" ", "-"),
        bool(code) and code.startswith(folded),
        folded in (_bare(name), name, name_en) or f" | {folded} | " in said,
        _bare(name).startswith(folded) or name_en.startswith(folded),
        f" {folded} " in said,
        words <= set(name.split()) or words <= set(name_en.split()),
    )
    place = next((i for i, passed in enumerate(tests) if passed), len(tests))
    return place, len(name)


def _bare(name: str) -> str:
    """Half of the names begin with “Thủ tục”, which says nothing."""
    return name.removeprefix("thu tuc ")


def _corrected(folded: str, on: date) -> str:
    texts = ProcedureVersion.objects.on(on).values_list("search_text", flat=True)
    known = {word for said in texts for word in said.split()}
    known |= {word for group in synonyms() for phrase in group for word in phrase.split()}
    mended = []
    for word in folded.split():
        is_slip = len(word) >= 4 and word.isalpha() and word not in known
        near = get_close_matches(word, known, n=1, cutoff=0.7) if is_slip else []
        mended.append(near[0] if near else word)
    return " ".join(mended)


@cache
def synonyms() -> list[frozenset[str]]:
    """Phrases, folded, that mean the same; one group a line of the file."""
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    groups = (line.split(";") for line in lines if line and not line.startswith("#"))
    return [frozenset(fold(phrase) for phrase in group) for group in groups]


def by_name(name: str) -> Procedure | None:
    """The procedure of a code or slug, in force or not."""
    return (
        Procedure.objects.filter(code=name).first()
        or Procedure.objects.filter(slug=name).first()
    )
