"""How units stand: class and standards of a unit; villages of a commune."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haicap.common.errors import NotFound
from haicap.standards import answers, telling, words
from haicap.units import find
from haicap.units.models import Level
from haicap.villages import find as villages
from haicap.villages import telling as villages_telling
from haicap.villages.find import Listed
from haicap.web.asked import day_asked

Said = dict[str, Any]


def classification(request: HttpRequest, code: str) -> HttpResponse:
    """Show the class of a unit and whether it meets its standards, with what is missing."""
    day = day_asked(request)
    version = find.by_code(code, day)
    context = {
        "section": "centres",
        "version": version,
        "day": day,
        "above": find.lineage_of(version.territory, day)[1:],
        "classified": _classified(code, day),
        "checked": _checked(code, day),
    }
    return render(request, "portal/classification.html", context)


def _classified(code: str, day: date) -> Said:
    try:
        said = telling.classified(answers.classify(code, day))
    except NotFound as none:
        return {"none": str(none)}
    rows = [
        {
            **row,
            "points": words.span(row["points"]),
            "of": "" if row["of"] is None else words.number(row["of"]),
            "values": _figures(row["values"]),
        }
        for row in said["criteria"]
    ]
    return {
        **said,
        "outcome": words.outcome(said),
        "total": words.span(said["total"]) if said["total"] else "",
        "points": words.span(said["points"]) if said["points"] else "",
        "criteria": rows,
    }


def _checked(code: str, day: date) -> Said:
    try:
        said = telling.checked(answers.check(code, day))
    except NotFound as none:
        return {"none": str(none)}
    rows = [
        {
            **row,
            "least": words.least_of(row),
            "verdict_words": words.VERDICTS[row["verdict"]],
            "values": _figures(row["values"]),
        }
        for row in said["requirements"]
    ]
    outcome = words.VERDICTS[said["verdict"]]
    return {**said, "outcome": outcome, "requirements": rows}


def _figures(values: list[Said]) -> list[Said]:
    return [{**each, "said": words.figure(each)} for each in values]


def villages_of(request: HttpRequest, code: str) -> HttpResponse:
    """
    List the villages of a commune on a day, with their newest counts.

    :raises NotFound: if the unit is no commune
    """
    day = day_asked(request)
    version = find.by_code(code, day)
    if version.level != Level.COMMUNE:
        raise NotFound(what="commune", value=code)
    rows = [_village(each) for each in villages.of_commune(version.territory, day)]
    context = {
        "section": "centres",
        "version": version,
        "day": day,
        "above": find.lineage_of(version.territory, day)[1:],
        "villages": rows,
        "is_simulated": any(row["is_simulated"] for row in rows),
    }
    return render(request, "portal/villages.html", context)


def _village(found: Listed) -> Said:
    said = villages_telling.listed(found)
    counted = words.day(said["counted_on"]) if said["counted_on"] else ""
    return {**said, "counted_on": counted}
