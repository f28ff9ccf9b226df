"""A plan as a document: the same shape as a file, to be kept or written out."""

import json
from typing import Any

from haicap.units.models import SuccessionKind
from haicap.units.reorganise.bundled import KEYS, plan_of
from haicap.units.reorganise.plan import EVERY_MEASURE, Office, Origin, Plan, Unit
from haicap.units.reorganise.reading import parse

Said = dict[str, Any]


def document_of(plan: Plan) -> Said:
    """Write a plan down; values are texts, because codes are no numbers."""
    offices: Said = {
        "found": [_office(office) for office in plan.offices],
        "close": list(plan.closes),
        "rename": [
            {"code": code, "name_vi": vi, "name_en": en}
            for code, (vi, en) in plan.names.items()
        ],
        "heirs": [{"code": heir.code, "to": list(heir.to)} for heir in plan.heirs],
    }
    return {
        "key": plan.key,
        "title": plan.title,
        "ground": plan.ground,
        "effective": plan.effective_on.isoformat(),
        "source": plan.source,
        "units": [_unit(unit) for unit in plan.units],
        "endings": [{"code": end.code, "into": end.into} for end in plan.endings],
        "agencies": {name: rows for name, rows in offices.items() if rows},
    }


def kept(plan: Plan) -> Said:
    """What is kept of a plan that waits for its day; of a bundled one only its key."""
    return {"bundled": plan.key} if plan.key in KEYS else document_of(plan)


def restored(said: Said) -> Plan:
    """
    Give back a plan that was kept.

    :raises ValueError: if it was changed into something that cannot be read
    """
    if "bundled" in said:
        return plan_of(said["bundled"])
    # JSON is YAML, and the reader guesses no types.
    plan, faults = parse(json.dumps(said, ensure_ascii=False), str(said.get("key")))
    if plan is None or faults:
        raise ValueError(str(faults[0]) if faults else "no plan")
    return plan


def _filled(said: Said) -> Said:
    return {name: value for name, value in said.items() if value not in ("", [], {})}


def _unit(unit: Unit) -> Said:
    return _filled(
        {
            "code": unit.code,
            "kind": str(unit.kind),
            "name": unit.name,
            "parent": unit.parent,
            "from": [_origin(origin) for origin in unit.origins],
            "keeps": unit.keeps,
            "latitude": str(unit.latitude),
            "longitude": str(unit.longitude),
            "area_km2": str(unit.area_km2),
            "population": str(unit.population),
            "ground": unit.ground,
            "source": unit.source,
        }
    )


def _origin(origin: Origin) -> Said:
    shares = {name: str(share) for name, share in origin.shares.items()}
    every = shares.pop(EVERY_MEASURE, "")
    kind = "" if origin.kind == SuccessionKind.WHOLE else str(origin.kind)
    return _filled(
        {
            "code": origin.code,
            "kind": kind,
            "suggested": "yes" if origin.suggested else "",
            "doubtful": "yes" if origin.is_doubtful else "",
            "share": every,
            "shares": shares,
            "holds": list(origin.holds),
            "source": origin.source,
        }
    )


def _office(office: Office) -> Said:
    return _filled(
        {
            "code": office.code,
            "kind": str(office.kind),
            "name_vi": office.name_vi,
            "name_en": office.name_en,
            "unit": office.unit,
            "parent": office.parent,
            "field": office.field,
            "identifier": office.identifier,
            "ground": office.ground,
            "assumed": "yes" if office.is_assumed else "",
            "source": office.source,
        }
    )
