"""Founding, renaming and moving a village."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from haicap.common.actor import Actor
from haicap.units.models import SuccessionKind, Territory
from haicap.villages import facts
from haicap.villages.actions.common import (
    begin,
    check_free,
    check_place,
    checked,
    coded,
    current,
    end,
    lock,
    named,
    note,
    tell,
)
from haicap.villages.models import Village, VillageChangeKind, VillageVersion
from haicap.villages.refusals import SameCommune


@transaction.atomic
def found(
    commune: Territory,
    *,
    kind: str,
    name: str,
    code: str = "",
    on: date,
    ground: str,
    consent: Decimal | None = None,
    is_simulated: bool = False,
    by: Actor,
    at: datetime,
) -> Village:
    """
    Found a village in a commune from a day on.

    :raises Invalid: if kind, name, code, ground or consent are badly filled in
    :raises NoConsent: if no more than half of the households agreed
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    :raises CommuneNotThere: if the commune does not exist on the day
    :raises WrongKind: if units of its kind have no such villages
    :raises NameTaken: if another village of the commune has the name
    :raises CodeTaken: if another village has the code
    """
    rests, name, code = checked(on, ground, consent), named(name), coded(code)
    lock([commune.pk], by, on)
    check_place(commune.pk, kind, on)
    check_free(commune.pk, name, code, on)
    village = Village.objects.create(is_simulated=is_simulated)
    begin(village, commune=commune.pk, kind=kind, name=name, code=code, ground=rests)
    passed = [(None, village, SuccessionKind.WHOLE)]
    change = note(VillageChangeKind.FOUNDED, commune.pk, rests, passed)
    fact = facts.VillageFounded(change.pk, village.pk, commune.pk, on.isoformat())
    tell(fact, village, commune.pk, on=on, by=by, at=at)
    return village


@transaction.atomic
def rename(
    village: Village,
    *,
    name: str,
    kind: str | None = None,
    code: str | None = None,
    on: date,
    ground: str,
    consent: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> VillageVersion:
    """
    Give a village another name, kind or code from a day on; the earlier ones stay.

    A village of a commune that became a ward becomes a residential group in this way.

    :raises Invalid: if something is badly filled in
    :raises NoConsent: if no more than half of the households agreed
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    :raises VillageNotThere: if it has ended, or what it is begins only then
    :raises WrongKind: if units of the commune's kind have no such villages
    :raises NameTaken: if another village of the commune has the name
    :raises CodeTaken: if another village has the code
    """
    rests, name = checked(on, ground, consent), named(name)
    commune = _commune_of(village)
    lock([commune], by, on)
    old = current(village, on)
    kind = old.kind if kind is None else kind
    code = old.code if code is None else coded(code)
    check_place(commune, kind, on)
    check_free(commune, name, code, on, [village.pk])
    end(old, on)
    new = begin(village, commune=commune, kind=kind, name=name, code=code, ground=rests)
    passed = [(village, village, SuccessionKind.RENAMED)]
    change = note(VillageChangeKind.RENAMED, commune, rests, passed)
    fact = facts.VillageRenamed(change.pk, village.pk, on.isoformat())
    tell(fact, village, commune, on=on, by=by, at=at)
    return new


@transaction.atomic
def move(
    village: Village,
    *,
    to: Territory,
    kind: str | None = None,
    on: date,
    ground: str,
    consent: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> VillageVersion:
    """
    Let a village belong to another commune from a day on.

    Whoever does it may arrange villages of both communes; of one that is no more nobody need.
    This is also how a village finds its place when its commune was split.

    :raises Invalid: if something is badly filled in
    :raises NoConsent: if no more than half of the households agreed
    :raises NotAllowed: if ``by`` may not arrange villages of both
    :raises SameCommune: if it lies there already
    :raises VillageNotThere: if it has ended, or what it is begins only then
    :raises CommuneNotThere: if the other commune does not exist on the day
    :raises WrongKind: if units of its kind have no such villages
    :raises NameTaken: if another village there has the name
    """
    rests = checked(on, ground, consent)
    origin = _commune_of(village)
    if origin == to.pk:
        raise SameCommune
    lock([to.pk, *_still_there(origin, on)], by, on)
    old = current(village, on)
    kind = old.kind if kind is None else kind
    check_place(to.pk, kind, on)
    check_free(to.pk, old.name, old.code, on, [village.pk])
    end(old, on)
    new = begin(
        village, commune=to.pk, kind=kind, name=old.name, code=old.code, ground=rests
    )
    passed = [(village, village, SuccessionKind.UNCHANGED)]
    change = note(VillageChangeKind.MOVED, to.pk, rests, passed)
    day = on.isoformat()
    fact = facts.VillageMoved(change.pk, village.pk, origin, to.pk, day)
    tell(fact, village, to.pk, on=on, by=by, at=at)
    return new


def _commune_of(village: Village) -> int:
    """The commune that it belonged to last."""
    return village.versions.order_by("-valid_from")[0].commune_id


def _still_there(commune: int, on: date) -> list[int]:
    versions = Territory.objects.get(pk=commune).versions.on(on)
    return [commune] if versions.exists() else []
