"""Merging, splitting and dissolving villages: the commune's own reorganisations."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor
from haicap.common.errors import Invalid
from haicap.units.models import SuccessionKind
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
from haicap.villages.refusals import SeveralCommunes


@transaction.atomic
def merge(
    villages: Sequence[Village],
    *,
    name: str,
    code: str = "",
    on: date,
    ground: str,
    consent: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> Village:
    """
    Make one new village of several of a commune, from a day on.

    :raises Invalid: if something is badly filled in, or there are not two villages
    :raises NoConsent: if no more than half of the households agreed
    :raises SeveralCommunes: if they lie in several communes
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    :raises VillageNotThere: if one has ended, or what it is begins only then
    :raises WrongKind: if the commune cannot have such a village
    :raises NameTaken: if another village of the commune has the name
    :raises CodeTaken: if another village has the code
    """
    rests, name, code = checked(on, ground, consent), named(name), coded(code)
    ids = [village.pk for village in villages]
    if len(ids) < 2 or len(ids) != len(set(ids)):
        raise Invalid("villages", _("two or more, each once"))
    commune = _one_commune(villages)
    lock([commune], by, on)
    olds = [current(village, on) for village in villages]
    kind = olds[0].kind
    if any(old.kind != kind for old in olds):
        raise Invalid("villages", _("all villages, or all residential groups"))
    check_place(commune, kind, on)
    check_free(commune, name, code, on, ids)
    for old in olds:
        end(old, on)
    new = Village.objects.create(is_simulated=any(v.is_simulated for v in villages))
    begin(new, commune=commune, kind=kind, name=name, code=code, ground=rests)
    passed = [(village, new, SuccessionKind.WHOLE) for village in villages]
    change = note(VillageChangeKind.MERGED, commune, rests, passed)
    fact = facts.VillagesMerged(change.pk, tuple(ids), new.pk, on.isoformat())
    tell(fact, new, commune, on=on, by=by, at=at)
    return new


@transaction.atomic
def split(
    village: Village,
    *,
    into: Sequence[tuple[str, str]],
    on: date,
    ground: str,
    consent: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> list[Village]:
    """
    Make several new villages, each a name and a code, of one, from a day on.

    :raises Invalid: if something is badly filled in, or there are not two parts
    :raises NoConsent: if no more than half of the households agreed
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    :raises VillageNotThere: if it has ended, or what it is begins only then
    :raises WrongKind: if the commune cannot have such villages
    :raises NameTaken: if another village of the commune has a name
    :raises CodeTaken: if another village has a code
    """
    rests = checked(on, ground, consent)
    parts = [(named(name), coded(code)) for name, code in into]
    if len(parts) < 2:
        raise Invalid("into", _("two or more"))
    commune = _one_commune([village])
    lock([commune], by, on)
    old = current(village, on)
    check_place(commune, old.kind, on)
    end(old, on)
    news = []
    for name, code in parts:
        check_free(commune, name, code, on, [village.pk])
        new = Village.objects.create(is_simulated=village.is_simulated)
        begin(new, commune=commune, kind=old.kind, name=name, code=code, ground=rests)
        news.append(new)
    passed = [(village, new, SuccessionKind.PART) for new in news]
    change = note(VillageChangeKind.SPLIT, commune, rests, passed)
    ids = tuple(new.pk for new in news)
    fact = facts.VillageSplit(change.pk, village.pk, ids, on.isoformat())
    tell(fact, village, commune, on=on, by=by, at=at)
    return news


@transaction.atomic
def dissolve(
    village: Village,
    *,
    into: Village | None = None,
    on: date,
    ground: str,
    consent: Decimal | None = None,
    by: Actor,
    at: datetime,
) -> VillageVersion:
    """
    Let a village be no more from a day on; its people may belong to another of its commune.

    :raises Invalid: if something is badly filled in, or it is to go into itself
    :raises NoConsent: if no more than half of the households agreed
    :raises SeveralCommunes: if the other lies elsewhere
    :raises NotAllowed: if ``by`` may not arrange villages of the commune
    :raises VillageNotThere: if one of them has ended, or what it is begins only then
    """
    rests = checked(on, ground, consent)
    if into == village:
        raise Invalid("into", _("another village"))
    commune = _one_commune([village] if into is None else [village, into])
    lock([commune], by, on)
    if into is not None:
        current(into, on)
    old = current(village, on)
    end(old, on)
    how = SuccessionKind.ABOLISHED if into is None else SuccessionKind.WHOLE
    change = note(VillageChangeKind.DISSOLVED, commune, rests, [(village, into, how)])
    heir = None if into is None else into.pk
    fact = facts.VillageDissolved(change.pk, village.pk, heir, on.isoformat())
    tell(fact, village, commune, on=on, by=by, at=at)
    return old


def _one_commune(villages: Sequence[Village]) -> int:
    found = {v.versions.order_by("-valid_from")[0].commune_id for v in villages}
    if len(found) != 1:
        raise SeveralCommunes
    return found.pop()
