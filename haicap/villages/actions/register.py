"""Loading a file of villages into the register, all of it or nothing."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import NATION, Actor, require
from haicap.common.text import fold, sort_key
from haicap.journal import actions as journal
from haicap.units.models import Level, TerritoryVersion
from haicap.villages.facts import RegisterLoaded
from haicap.villages.models import Village, VillageCount, VillageVersion
from haicap.villages.permissions import ARRANGE
from haicap.villages.rules import kinds_in
from haicap.villages.sheet import Fault, Row, Sheet, SheetRefused, doubled

Key = tuple[int, str]
Placed = tuple[Row, int]


@transaction.atomic
def load_register(
    sheet: Sheet, *, is_simulated: bool = False, by: Actor | None, at: datetime
) -> int:
    """
    Take the villages of a file into the register; answers how many were new.

    A village that is there already, in the same commune since the same day, is left alone, so
    that the same file may be loaded again. ``by`` is None when the command line of the server
    does it.

    :raises NotAllowed: if ``by`` may not arrange villages of the whole nation
    :raises SheetRefused: if anything is wrong in the file; names every fault
    """
    if by is not None:
        require(by, ARRANGE, NATION)
    communes = _communes(sheet.rows)
    there = _there(communes)
    faults = [*sheet.faults, *doubled(sheet.rows, sheet.file)]
    faults += _faults(sheet, communes, there)
    if faults:
        raise SheetRefused(sorted(faults, key=lambda fault: fault.line))
    new = [
        (row, commune)
        for row in sheet.rows
        for commune in (communes[row.commune, row.valid_from].territory_id,)
        if (commune, row.name.casefold()) not in there
    ]
    _write(new, is_simulated)
    if new:
        fact = RegisterLoaded(len(new), sheet.digest)
        about = f"villages:{sheet.digest[:12]}"
        journal.record(fact, about=about, agency_id=None, by=by, at=at)
    return len(new)


def _communes(rows: list[Row]) -> dict[tuple[str, date], TerritoryVersion]:
    """The communes that the rows name, by code and day."""
    wanted = {(row.commune, row.valid_from) for row in rows}
    found: dict[tuple[str, date], TerritoryVersion] = {}
    for day in sorted({day for _code, day in wanted}):
        codes = [code for code, when in wanted if when == day]
        versions = TerritoryVersion.objects.on(day).filter(
            code__in=codes, level=Level.COMMUNE
        )
        found |= {(version.code, day): version for version in versions}
    return found


def _there(
    communes: dict[tuple[str, date], TerritoryVersion],
) -> dict[Key, VillageVersion]:
    """The villages that these communes have, by name."""
    ids = {version.territory_id for version in communes.values()}
    rows = VillageVersion.objects.filter(commune__in=ids, valid_until=None)
    return {(row.commune_id, row.name.casefold()): row for row in rows}


def _faults(
    sheet: Sheet,
    communes: dict[tuple[str, date], TerritoryVersion],
    there: dict[Key, VillageVersion],
) -> Iterator[Fault]:
    """What is wrong with rows when they are held against units and the register."""
    codes = dict(
        VillageVersion.objects.filter(
            valid_until=None, code__in=[row.code for row in sheet.rows if row.code]
        ).values_list("code", "pk")
    )
    for row in sheet.rows:
        commune = communes.get((row.commune, row.valid_from))
        if commune is None:
            rule = _("there is no commune of this code on the day")
            yield Fault(sheet.file, row.line, "commune", rule)
            continue
        if row.kind not in kinds_in(commune.kind):
            rule = _("communes have villages, wards have residential groups")
            yield Fault(sheet.file, row.line, "kind", rule)
        kept = there.get((commune.territory_id, row.name.casefold()))
        if kept is not None and _differs(kept, row):
            rule = _("is in the register with another day, kind or code")
            yield Fault(sheet.file, row.line, "name", rule)
        elif kept is None and row.code in codes:
            rule = _("belongs to another village of the register")
            yield Fault(sheet.file, row.line, "code", rule)


def _differs(kept: VillageVersion, row: Row) -> bool:
    return (kept.valid_from, kept.kind, kept.code) != (row.valid_from, row.kind, row.code)


def _write(new: list[Placed], is_simulated: bool) -> None:
    villages = Village.objects.bulk_create(
        [Village(is_simulated=is_simulated) for _row in new], batch_size=5000
    )
    pairs = list(zip(villages, new, strict=True))
    versions = [_version(village, *placed) for village, placed in pairs]
    VillageVersion.objects.bulk_create(versions, batch_size=2000)
    counts = [
        VillageCount(
            village=village,
            as_of=row.counted_on,
            households=row.households,
            population=row.population,
            source=row.source,
        )
        for village, (row, _commune) in pairs
        if row.counted_on is not None
    ]
    VillageCount.objects.bulk_create(counts, batch_size=5000)


def _version(village: Village, row: Row, commune: int) -> VillageVersion:
    return VillageVersion(
        village=village,
        commune_id=commune,
        kind=row.kind,
        code=row.code,
        name=row.name,
        folded=fold(row.name),
        sort_key=sort_key(row.name),
        valid_from=row.valid_from,
        ground=row.ground,
        source=row.source,
    )
