"""Answers as plain data, the same for the command line, the pages and the API."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from haicap.standards.answers import Checked, Classified
from haicap.standards.judging import Judged
from haicap.standards.names import quantity, title
from haicap.standards.points import Points
from haicap.standards.scoring import Earned, Score
from haicap.standards.table import CLASS, Rules, Told
from haicap.standards.values import Known

Said = dict[str, Any]


def classified(found: Classified) -> Said:
    """Tell a class with its points, criteria, rules and what is missing."""
    return {
        **_head(found),
        "class_code": found.decided or None,
        "possible": _possible(found),
        "clause": _clause(found) or None,
        "points": _points(found.score.bare) if found.score else None,
        "priority": _priority(found.score, found.rules.priority_note),
        "total": _points(found.score.full) if found.score else None,
        "criteria": [_line(e, found.known) for e in found.score.lines]
        if found.score
        else [],
        "missing": _missing(found.score.missing if found.score else ()),
    }


def checked(found: Checked) -> Said:
    """Tell whether the standards are met, each with its number, rule and what is missing."""
    missing = dict.fromkeys(name for each in found.judged for name in each.missing)
    return {
        **_head(found),
        "verdict": found.verdict.value,
        "clause": found.table.clause or None,
        "table_note": str(found.table.note) or None,
        "requirements": [_requirement(each, found.known) for each in found.judged],
        "missing": _missing(missing),
    }


def _head(found: Classified | Checked) -> Said:
    unit, rules = found.unit, found.rules
    said: Rules = rules
    return {
        "unit": {"code": unit.code, "name": unit.name, "kind": unit.kind},
        "on": found.on.isoformat(),
        "title": str(said.title),
        "document": said.document,
        "valid_from": said.valid_from.isoformat(),
        "valid_until": said.valid_until and said.valid_until.isoformat(),
        "source": said.source,
        "note": str(said.note) or None,
    }


def _possible(found: Classified) -> list[str]:
    if found.score is None:
        return [found.decided]
    return list(found.score.possible)


def _clause(found: Classified) -> str:
    if found.settled is not None:
        return found.settled.clause
    table = found.rules.table(found.unit.kind)
    return table.clause if table else ""


def _points(points: Points) -> Said:
    return {"least": float(points.least), "most": _number(points.most)}


def _number(number: Fraction | None) -> float | None:
    return None if number is None else float(number)


def _priority(score: Score | None, note: object) -> Said | None:
    if score is None:
        return None
    return {**_points(score.priority), "note": str(note) or None}


def _line(earned: Earned, known: Mapping[str, Known]) -> Said:
    criterion = earned.criterion
    return {
        "code": criterion.code,
        "group": criterion.group,
        "title": str(criterion.title),
        "clause": earned.clause or None,
        "points": _points(earned.points),
        "of": _number(criterion.most),
        "values": [value(name, known[name]) for name in earned.used],
        "missing": list(earned.missing),
        "sure_percent": criterion.sure,
        "note": str(criterion.note) or None,
    }


def _requirement(judged: Judged, known: Mapping[str, Known]) -> Said:
    requirement = judged.requirement
    used = [name for name in dict.fromkeys(requirement.names()) if name in known]
    return {
        "value": requirement.value,
        "title": title(requirement.value),
        "unit": quantity(requirement.value).unit or None,
        "told": quantity(requirement.value).told.value,
        "clause": judged.clause or None,
        "verdict": judged.verdict.value,
        "least": {"lowest": float(judged.lowest), "highest": float(judged.highest)},
        "values": [value(name, known[name]) for name in used],
        "missing": list(judged.missing),
        "may_be_reduced": requirement.open,
        "sure_percent": requirement.sure,
        "note": str(requirement.note) or None,
    }


def value(name: str, known: Known) -> Said:
    """Tell a figure with where it comes from."""
    of = quantity(name)
    is_yes_no = of.told == Told.YES_NO
    return {
        "name": name,
        "title": str(of.title),
        "amount": bool(known.amount) if is_yes_no else float(known.amount),
        "unit": of.unit or None,
        "source": known.source,
        "as_of": known.as_of and known.as_of.isoformat(),
    }


def _missing(names: Iterable[str]) -> list[Said]:
    return [{"name": n, "title": title(n), "why": _why(n)} for n in names]


def _why(name: str) -> str:
    """Say whether the figure is not entered, or the number of the law is not published."""
    if name.startswith(CLASS):
        return _("this number was not found in what is published")
    if quantity(name).told == Told.POINTS:
        return _("its numbers were not found in what is published")
    return _("nobody has entered it")
