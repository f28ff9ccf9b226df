"""What a plan does to units and agencies, in words and numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haicap.common.reorganising import EXAMPLES, Change, Consequence
from haicap.units.models import AgencySuccession
from haicap.units.reorganise.plan import Plan, origins_of
from haicap.units.reorganise.world import World
from haicap.units.words import full_name

if TYPE_CHECKING:
    from haicap.units.reorganise.actions.writing import Written


def of_units(
    plan: Plan, world: World, written: "Written", change: Change
) -> list[Consequence]:
    """Everything that happens to units and their agencies."""
    names = {unit.code: full_name(unit.kind, unit.name) for unit in plan.units}
    gone = set(written.ended)
    ended = [f"{c} {p.name}" for c, p in world.places.items() if p.territory in gone]
    return [
        _said("units.formed", written.formed, _("%(count)s units are formed."), names),
        _said(
            "units.changed", written.changed,
            _("%(count)s units go on under another name, kind, code or parent."), names,
        ),
        Consequence("units.ended", len(ended), _("%(count)s units end."), ended[:EXAMPLES]),
        _split(plan, world),
        *_of_agencies(written, change),
    ]  # fmt: skip


def _said(
    code: str, codes: Sequence[str], sentence: object, names: dict[str, str]
) -> Consequence:
    examples = [f"{each} {names.get(each, '')}".strip() for each in codes[:EXAMPLES]]
    return Consequence(code, len(codes), str(sentence), examples)


def _split(plan: Plan, world: World) -> Consequence:
    times = Counter(origin.code for _unit, origin in origins_of(plan))
    parted = [code for code, number in times.items() if number > 1]
    return Consequence(
        "units.split",
        len(parted),
        _("%(count)s units go to several: by hamlet, street or person, never silently."),
        [f"{code} {world.places[code].name}" for code in parted[:EXAMPLES]],
        needs_person=bool(parted),
    )


def _of_agencies(written: "Written", change: Change) -> Iterable[Consequence]:
    closed, founded = len(written.closed), len(written.offices)
    unsure = (
        AgencySuccession.objects.filter(reorganisation=change.event)
        .values("predecessor")
        .exclude(
            predecessor__in=AgencySuccession.objects.filter(
                reorganisation=change.event, suggested=True
            ).values("predecessor")
        )
        .distinct()
        .count()
    )
    examples = [f"{office.code} {office.name_vi}" for _pk, office in written.offices]
    yield Consequence("agencies.ended", closed, _("%(count)s agencies end."))
    yield Consequence(
        "agencies.founded", founded, _("%(count)s agencies are founded."),
        examples[:EXAMPLES],
    )  # fmt: skip
    yield Consequence(
        "agencies.renamed", len(written.renamed), _("%(count)s agencies are renamed.")
    )
    yield Consequence(
        "agencies.unsure", unsure,
        _("%(count)s agencies end with several heirs and none of them before the others."),
        needs_person=unsure > 0,
    )  # fmt: skip
    yield Consequence(
        "seals", closed,
        _("%(count)s seals are to be handed in, and %(made)s to be made."),
        details={"made": founded},
    )  # fmt: skip
    without = sum(1 for _pk, office in written.offices if not office.identifier)
    yield Consequence(
        "identifiers", without,
        _("%(count)s agencies need a national identifier before other systems know them."),
    )  # fmt: skip
