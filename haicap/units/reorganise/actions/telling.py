"""One fact for each unit and agency that a reorganisation touched, and one for the whole."""

from collections.abc import Iterator

from haicap.common.reorganising import Change
from haicap.journal import actions as journal
from haicap.units import facts
from haicap.units.models import AgencyName, TerritoryVersion
from haicap.units.reorganise.actions.writing import Written
from haicap.units.reorganise.plan import Plan

Told = tuple[object, str, int | None]


def tell(plan: Plan, written: Written, change: Change) -> None:
    """Write them all down; the whole comes last."""
    on = plan.effective_on.isoformat()
    journal.record_many(_units(written, change, on), by=change.by, at=change.at)
    journal.record_many(_agencies(written, change, on), by=change.by, at=change.at)
    whole = facts.Applied(
        reorganisation=change.event,
        on=on,
        formed=len(written.formed),
        changed=len(written.changed),
        ended=len(written.ended),
        agencies_founded=len(written.offices),
        agencies_ended=len(written.closed),
    )
    about = f"reorganisation:{change.event}"
    journal.record(whole, about=about, agency_id=None, by=change.by, at=change.at)


def _units(written: Written, change: Change, on: str) -> Iterator[Told]:
    event, ids = change.event, written.territories
    for code in written.formed:
        yield facts.TerritoryFormed(code, on, event), f"territory:{ids[code]}", None
    for code in written.changed:
        yield facts.TerritoryChanged(code, on, event), f"territory:{ids[code]}", None
    last = TerritoryVersion.objects.filter(
        territory__in=written.ended, valid_until=change.on
    )
    for pk, code in last.values_list("territory_id", "code").order_by("pk"):
        yield facts.TerritoryEnded(code, on, event), f"territory:{pk}", None


def _agencies(written: Written, change: Change, on: str) -> Iterator[Told]:
    for pk, code in written.closed:
        yield facts.AgencyEnded(code, on, change.event), f"agency:{pk}", pk
    for pk, office in written.offices:
        place = written.territories[office.unit]
        fact = facts.AgencyFounded(office.code, str(office.kind), place, on)
        yield fact, f"agency:{pk}", pk
    names = AgencyName.objects.filter(
        agency__in=[pk for pk, _code in written.renamed], valid_until=change.on
    )
    earlier = dict(names.values_list("agency_id", "pk"))
    for pk, code in written.renamed:
        yield facts.AgencyRenamed(code, earlier[pk], on), f"agency:{pk}", pk
