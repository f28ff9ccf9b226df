"""
What must hold between the parts of a procedure, and between procedures.

The seven parts (a)–(g) are those of Decree 63/2010/NĐ-CP Art 8(2); a part that is not
established is left out of the file and named under ``uncertain`` with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.lines import Path
from haicap.procedures.shape import PROCEDURE, Tell

Procedure = dict[str, Any]
Wrong = tuple[Path, str, str | Promise]

PARTS: Final[dict[str, tuple[str, str | Promise]]] = {
    "name": ("missing-part-a", _("part (a), the name, must be given")),
    "sequence": ("missing-part-b", _("part (b), the sequence of steps, must be given")),
    "channels": ("missing-part-c", _("part (c), the ways of filing, must be given")),
    "components": (
        "missing-part-d",
        _("part (d), the papers of a dossier, must be given"),
    ),
    "limit": ("missing-part-dd", _("part (đ), the time limit, must be given")),
    "subjects": ("missing-part-e", _("part (e), who may ask for it, must be given")),
    "agency": ("missing-part-g", _("part (g), the implementing agency, must be given")),
}
"""Key → the code of the fault and its sentence; Decree 63/2010/NĐ-CP Art 8(2)."""


def check_procedure(procedure: Procedure, path: Path, tell: Tell) -> None:
    """Tell what is wrong inside one procedure."""
    rules = (parts, marks, days, cases, components, steps, questions, legs)
    for rule in rules:
        for where, code, sentence in rule(procedure):
            tell((*path, *where), code, sentence)


def parts(procedure: Procedure) -> Iterator[Wrong]:
    """Parts (a)–(g) are there, or marked as not established."""
    uncertain = procedure.get("uncertain", {})
    for key, (code, rule) in PARTS.items():
        if key != "limit" and not procedure.get(key) and key not in uncertain:
            marked = _("%(rule)s, or marked under “uncertain: %(key)s”")
            yield (key,), code, marked % {"rule": rule, "key": key}
    code, rule = PARTS["limit"]
    for channel, said in procedure.get("channels", {}).items():
        known = "limit" in said or {"limit", f"{channel}.limit"} & uncertain.keys()
        if not known:
            marked = _("%(rule)s, or marked under “uncertain: %(key)s”")
            yield (
                ("channels", channel),
                code,
                marked % {"rule": rule, "key": f"{channel}.limit"},
            )


def marks(procedure: Procedure) -> Iterator[Wrong]:
    """What is marked as uncertain is something a procedure has."""
    channels = procedure.get("channels", {})
    known = PROCEDURE.keys.keys() | {"limit", "fee"}
    known |= {f"{c}.{part}" for c in channels for part in ("limit", "fee")}
    for key in procedure.get("uncertain", {}).keys() - known:
        rule = _("“%(value)s” is not a part of this procedure")
        yield ("uncertain", key), "unknown-mark", rule % {"value": key}


def days(procedure: Procedure) -> Iterator[Wrong]:
    """Validity begins before it ends."""
    until, since = procedure.get("until"), procedure.get("from")
    if until and since and until <= since:
        yield ("until",), "dates-reversed", _("must be after the day it is valid from")


def cases(procedure: Procedure) -> Iterator[Wrong]:
    """Every case once."""
    yield from _once(procedure, "cases", "code", "duplicate-case")


def components(procedure: Procedure) -> Iterator[Wrong]:
    """Every paper once in its case, in a case there is, and at least once on paper or as data."""
    known = {case["code"] for case in procedure.get("cases", []) if "code" in case}
    seen: set[tuple[Any, Any]] = set()
    for index, paper in enumerate(procedure.get("components", [])):
        where: Path = ("components", index)
        case = paper.get("case")
        if case and case not in known:
            rule = _("“%(value)s” is not a case of this procedure")
            yield (*where, "case"), "unknown-case", rule % {"value": case}
        key = (case, paper.get("code"))
        if key in seen:
            rule = _("“%(value)s” stands here a second time")
            yield (*where, "code"), "duplicate-component", rule % {"value": key[1]}
        seen.add(key)
        if not (
            paper.get("originals") or paper.get("copies") or "replaced_by_data" in paper
        ):
            yield (
                where,
                "no-count",
                _("must ask for an original or a copy, or name the data"),
            )


def steps(procedure: Procedure) -> Iterator[Wrong]:
    """Every step once; their shares make up the whole limit."""
    yield from _once(procedure, "steps", "code", "duplicate-step")
    found = procedure.get("steps", [])
    total = sum((step.get("share", Decimal(0)) for step in found), Decimal(0))
    if found and total != 1:
        rule = _("the shares of the steps sum to %(total)s and must sum to 1")
        yield ("steps",), "shares-sum", rule % {"total": total}


def questions(procedure: Procedure) -> Iterator[Wrong]:
    """Every question once; a choice has something to choose from, and nothing else has."""
    yield from _once(procedure, "questions", "name", "duplicate-question")
    for index, question in enumerate(procedure.get("questions", [])):
        if (question.get("kind") == "choice") != bool(question.get("choices")):
            rule = _("a question of the kind choice has choices, another has none")
            yield ("questions", index, "choices"), "choices", rule


def legs(procedure: Procedure) -> Iterator[Wrong]:
    """Every leg once, waiting for legs there are, never for each other in a circle."""
    yield from _once(procedure, "legs", "code", "duplicate-leg")
    found = procedure.get("legs", [])
    codes = {leg.get("code") for leg in found}
    waits = {leg.get("code"): set(leg.get("waits_for", [])) for leg in found}
    for index, leg in enumerate(found):
        for other in leg.get("waits_for", []):
            if other not in codes:
                rule = _("“%(value)s” is not a leg of this service")
                where = ("legs", index, "waits_for")
                yield where, "unknown-leg", rule % {"value": other}
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        circle = " → ".join(str(code) for code in error.args[1])
        rule = _("the legs wait for each other in a circle: %(circle)s")
        yield ("legs",), "leg-circle", rule % {"circle": circle}


def check_legs(
    procedure: Procedure, others: dict[str, Procedure], path: Path, tell: Tell
) -> None:
    """Tell whose legs name procedures or papers that there are not."""
    found = procedure.get("legs", [])
    for index, leg in enumerate(found):
        named = leg.get("procedure", "")
        if named not in others:
            rule = _("“%(value)s” is not a procedure of the catalogue")
            where = (*path, "legs", index, "procedure")
            tell(where, "leg-procedure-unknown", rule % {"value": named})
        after = [o for o in found if leg.get("code") in o.get("waits_for", [])]
        if "gives" in leg and not _asks(after, leg["gives"], others):
            rule = _("“%(value)s” is not a paper of a leg that waits for this one")
            where = (*path, "legs", index, "gives")
            tell(where, "gives-unknown", rule % {"value": leg["gives"]})


def _asks(after: list[Any], paper: str, others: dict[str, Procedure]) -> bool:
    return any(
        paper == component.get("code")
        for leg in after
        for component in others.get(leg.get("procedure", ""), {}).get("components", [])
    )


def check_decision(
    decision: dict[str, Any], others: Iterable[str], path: Path, tell: Tell
) -> None:
    """Tell what is wrong in a publication decision and its changes."""
    for index, change in enumerate(decision.get("changes", [])):
        where = (*path, "changes", index)
        for key in ("procedure", "successor"):
            if key in change and change[key] not in others:
                rule = _("“%(value)s” is not a procedure of the catalogue")
                tell(
                    (*where, key),
                    "change-procedure-unknown",
                    rule % {"value": change[key]},
                )
        if (change.get("kind") == "replaced") != ("successor" in change):
            rule = _("a replaced procedure, and no other, has a successor")
            tell((*where, "successor"), "successor", rule)
        effective, decided = change.get("effective"), decision.get("decided")
        if effective and decided and effective < decided:
            rule = _("must not be before the day of the decision")
            tell((*where, "effective"), "effective-before-decided", rule)


def _once(procedure: Procedure, key: str, name: str, code: str) -> Iterator[Wrong]:
    counted = Counter(item.get(name) for item in procedure.get(key, []))
    seen: set[Any] = set()
    for index, item in enumerate(procedure.get(key, [])):
        said = item.get(name)
        if counted[said] > 1 and said in seen:
            rule = _("“%(value)s” stands here a second time")
            yield (key, index, name), code, rule % {"value": said}
        seen.add(said)
