"""What all verbs share: locks, the door, the rules of names, versions and changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import NATION, Actor, require
from haicap.common.errors import Invalid
from haicap.common.text import clean, fold, sort_key
from haicap.journal import actions as journal
from haicap.units.models import (
    Agency,
    AgencyKind,
    SuccessionKind,
    Territory,
    TerritoryVersion,
)
from haicap.villages.models import (
    Village,
    VillageChange,
    VillageKind,
    VillageSuccession,
    VillageVersion,
)
from haicap.villages.permissions import ARRANGE
from haicap.villages.refusals import (
    CodeTaken,
    CommuneNotThere,
    NameTaken,
    NoConsent,
    VillageNotThere,
    WrongKind,
)
from haicap.villages.rules import is_consent, kinds_in


@dataclass(frozen=True)
class Ground:
    """On what a change rests: its day, the resolution, how many households agreed."""

    on: date
    ground: str
    consent: Decimal | None = None


def checked(on: date, ground: str, consent: Decimal | None) -> Ground:
    """
    Check on what a change rests.

    :raises Invalid: if the legal ground is not named, or the consent is no percentage
    :raises NoConsent: if no more than half of the households agreed
    """
    ground = clean(ground)
    if not 1 <= len(ground) <= 120:
        raise Invalid("ground", _("1 to 120 characters"))
    if consent is not None:
        if not 0 <= consent <= 100 or consent != round(consent, 2):
            raise Invalid("consent", _("a percentage, of at most 2 decimals"))
        if not is_consent(consent):
            raise NoConsent(percent=consent)
    return Ground(on, ground, consent)


def named(name: str) -> str:
    """
    Check a name.

    :raises Invalid: if it is empty or too long
    """
    name = clean(name)
    if not 1 <= len(name) <= 120:
        raise Invalid("name", _("1 to 120 characters"))
    return name


def coded(code: str) -> str:
    """
    Check a code; it may be empty.

    :raises Invalid: if it is too long or has other signs than letters, digits, dots
    """
    code = clean(code)
    if code and not (len(code) <= 20 and code.replace(".", "").isalnum()):
        raise Invalid("code", _("at most 20 letters, digits and dots"))
    return code


def lock(communes: Iterable[int], by: Actor, on: date) -> None:
    """
    Lock communes, always in the same order, and ask whether ``by`` may arrange in each.

    :raises NotAllowed: if not
    """
    ids = sorted(set(communes))
    list(Territory.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    for pk in ids:
        require(by, ARRANGE, committee(pk, on))


def committee(commune: int, on: date) -> int:
    """The People's Committee of a commune on the day; the nation where there is none."""
    rows = Agency.objects.filter(
        territory=commune, kind=AgencyKind.PEOPLES_COMMITTEE, field=""
    )
    found = rows.on(on).first()
    return NATION if found is None else found.pk


def current(village: Village, on: date) -> VillageVersion:
    """
    Lock what a village is, so that it may change on the day.

    :raises VillageNotThere: if it has ended, or what it is begins only then
    """
    row = VillageVersion.objects.select_for_update().filter(village=village)
    version = row.order_by("-valid_from").first()
    assert version is not None, "every village has a version"
    if version.valid_until is not None or version.valid_from >= on:
        until = version.valid_until
        raise VillageNotThere(
            name=version.name,
            on=on.isoformat(),
            since=version.valid_from.isoformat(),
            until=until.isoformat() if until else "–",
        )
    return version


def check_place(commune: int, kind: str, on: date) -> None:
    """
    Check that the commune is there and may have such a village.

    :raises Invalid: if there is no such kind of village
    :raises CommuneNotThere: if the commune does not exist on the day
    :raises WrongKind: if units of its kind have no such villages
    """
    if kind not in VillageKind.values:
        raise Invalid("kind", _("village or residential_group"))
    there = TerritoryVersion.objects.on(on).filter(territory=commune).first()
    if there is None:
        key = Territory.objects.get(pk=commune).key
        raise CommuneNotThere(commune=key, on=on.isoformat())
    if kind not in kinds_in(there.kind):
        said = VillageKind(kind).label
        raise WrongKind(kind=said, commune=there.get_kind_display())


def check_free(
    commune: int, name: str, code: str, on: date, besides: Sequence[int] = ()
) -> None:
    """
    Check that no other village has the name in the commune, or the code anywhere.

    :raises NameTaken: if one has the name
    :raises CodeTaken: if one has the code
    """
    later = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    rows = VillageVersion.objects.filter(later).exclude(village__in=besides)
    if rows.filter(commune=commune, name__iexact=name).exists():
        raise NameTaken(name=name)
    other = rows.filter(code=code).first() if code else None
    if other is not None:
        raise CodeTaken(code=code, name=other.name)


def begin(
    village: Village, *, commune: int, kind: str, name: str, code: str, ground: Ground
) -> VillageVersion:
    """Write down what a village is from a day on."""
    return VillageVersion.objects.create(
        village=village,
        commune_id=commune,
        kind=kind,
        code=code,
        name=name,
        folded=fold(name),
        sort_key=sort_key(name),
        valid_from=ground.on,
        ground=ground.ground,
    )


def end(version: VillageVersion, on: date) -> None:
    """Let what a village is end on a day."""
    version.valid_until = on
    version.save(update_fields=["valid_until"])


Passed = tuple[Village | None, Village | None, SuccessionKind]


def note(
    kind: str, commune: int, ground: Ground, passed: Iterable[Passed]
) -> VillageChange:
    """Write down a change and what passed into what."""
    change = VillageChange.objects.create(
        kind=kind,
        commune_id=commune,
        effective_on=ground.on,
        ground=ground.ground,
        consent_percent=ground.consent,
    )
    for predecessor, successor, how in passed:
        VillageSuccession.objects.create(
            change=change, predecessor=predecessor, successor=successor, kind=how
        )
    return change


def tell(
    fact: object, village: Village, commune: int, *, on: date, by: Actor, at: datetime
) -> None:
    """Record the fact at the committee of the commune."""
    agency = committee(commune, on) or None
    about = f"village:{village.pk}"
    journal.record(fact, about=about, agency_id=agency, by=by, at=at)
