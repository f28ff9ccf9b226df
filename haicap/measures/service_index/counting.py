"""
What this program can count for the index of a unit; the rest stays unknown.

Dossiers are counted by the engine of measures, from the lake; papers, payments and the
catalogue by questions to the database. Both count what the agencies of the unit decide.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.competence.models import Competence
from haicap.dossiers.models import Attachment, Charge, Dossier, Part
from haicap.measures import engine
from haicap.measures.answers import Result
from haicap.measures.service_index.scheme import Judged
from haicap.measures.service_index.scoring import Ratio
from haicap.procedures.models import Channel, ChannelRule, Component, ProcedureVersion
from haicap.units.models import Level, TerritoryVersion

# Words that say for certain whether a payment was made online; the method is free text.
ONLINE: Final = frozenset({"online"})
NOT_ONLINE: Final = frozenset({"cash"})


@dataclass(frozen=True)
class Asked:
    """The unit and the days from ``since`` until ``until``, which is not included."""

    unit: TerritoryVersion
    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise Invalid("until", _("The period must have at least one day."))
        if self.unit.level not in (Level.PROVINCE, Level.COMMUNE):
            raise Invalid("unit", _("The index is of a province or a commune."))

    @property
    def level(self) -> Judged:
        """Which criteria apply."""
        return Judged(self.unit.level)

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.until - timedelta(days=1)

    @cached_property
    def within(self) -> tuple[datetime, datetime]:
        """The first and the last moment, as the database compares them."""
        begin = make_aware(datetime.combine(self.since, time.min))
        end = make_aware(datetime.combine(self.until, time.min))
        return begin, end - timedelta(microseconds=1)

    @cached_property
    def dossiers(self) -> QuerySet[Dossier]:
        """All that agencies of the unit decide; a bundle is told by its parts."""
        here = (
            Q(competent__territory=self.unit.territory_id)
            if self.unit.level == Level.COMMUNE
            else Q(competent__province=self.unit.territory_id)
        )
        return Dossier.objects.filter(here, legs__isnull=True)

    @cached_property
    def procedures(self) -> QuerySet[ProcedureVersion]:
        """The procedures in force on the last day that the unit and those below it decide."""
        levels = [Level.COMMUNE]
        if self.unit.level == Level.PROVINCE:
            levels.append(Level.PROVINCE)
        general = Competence.objects.on(self.last).filter(
            territory=None, delegated_from=None, level__in=levels
        )
        in_force = ProcedureVersion.objects.on(self.last)
        return in_force.filter(procedure__in=general.values("procedure"))

    @cached_property
    def counted(self) -> Mapping[str, Result]:
        """What the engine says of the unit, by the names of the measures."""
        where = {self.unit.level: self.unit.code}
        if self.unit.level == Level.COMMUNE:
            where["level"] = Level.COMMUNE.value
        names = ("index-progress", "online", "satisfied")
        found = engine.compute_many(
            names, since=self.since, until=self.until, where=where
        )
        return dict(zip(names, found, strict=True))


Counter = Callable[[Asked], Ratio | None]


def counted(asked: Asked) -> dict[str, Ratio | None]:
    """Count each criterion that can be counted here; None where the data do not tell."""
    return {code: count(asked) for code, count in COUNTERS.items()}


def as_of(asked: Asked) -> datetime | None:
    """Until when the lake knows; None while it is empty."""
    return asked.counted["index-progress"].data_as_of


def _on_time(asked: Asked) -> Ratio | None:
    return _total(asked.counted["index-progress"])


def _filed_online(asked: Asked) -> Ratio | None:
    return _total(asked.counted["online"])


def _reception_satisfied(asked: Asked) -> Ratio | None:
    # 100 % less the share of late ones and the share of disliked ones: who is both is
    # taken off twice, as the Decision has it.
    progress, ratings = _on_time(asked), _total(asked.counted["satisfied"])
    if progress is None or ratings is None:
        return None
    left = progress.numerator - (ratings.denominator - ratings.numerator)
    return Ratio(max(left, 0), progress.denominator)


def _total(result: Result) -> Ratio | None:
    """The sums of an answer; None while the lake is empty, which is not zero."""
    if result.data_as_of is None:
        return None
    total = result.total
    return Ratio(total.numerator or 0, total.denominator or 0)


def _electronic_result(asked: Asked) -> Ratio:
    settled = _settled(asked)
    return _part(settled.filter(_has_file(is_result=True)), settled)


def _digitised(asked: Asked) -> Ratio:
    settled = _settled(asked)
    both = settled.filter(_has_file(is_result=True), _has_file(is_result=False))
    return _part(both, settled)


def _data_reused(asked: Asked) -> Ratio:
    received = asked.dossiers.filter(received_at__range=asked.within)
    from_data = Part.objects.filter(dossier=OuterRef("pk"), from_data=True)
    return _part(received.filter(Exists(from_data)), received)


def _settled(asked: Asked) -> QuerySet[Dossier]:
    return asked.dossiers.filter(settled_at__range=asked.within)


def _has_file(*, is_result: bool) -> Exists:
    return Exists(Attachment.objects.filter(dossier=OuterRef("pk"), is_result=is_result))


def _part(of: QuerySet[Dossier], whole: QuerySet[Dossier]) -> Ratio:
    return Ratio(of.count(), whole.count())


def _paid_online(asked: Asked) -> Ratio | None:
    charges = _charges(asked).values_list("dossier_id", "method")
    if not _are_known(method for _, method in charges):
        return None
    online = {dossier for dossier, method in charges if method in ONLINE}
    return Ratio(len(online), len({dossier for dossier, _ in charges}))


def _fee_procedures_paid_online(asked: Asked) -> Ratio | None:
    charges = _charges(asked).values_list("dossier__version__procedure", "method")
    if not _are_known(method for _, method in charges):
        return None
    with_fee = _with_rule(asked, fee__gt=0)
    online = {procedure for procedure, method in charges if method in ONLINE}
    return Ratio(len(online & with_fee), len(with_fee))


def _charges(asked: Asked) -> QuerySet[Charge]:
    return Charge.objects.filter(dossier__in=asked.dossiers, at__range=asked.within)


def _are_known(methods: Iterable[str]) -> bool:
    """Whether of every payment, paid or not, it is known if it was made online."""
    return set(methods) <= ONLINE | NOT_ONLINE | {""}


def _online_offered(asked: Asked) -> Ratio:
    offered = _with_rule(asked, channel=Channel.ONLINE)
    return Ratio(len(offered), asked.procedures.count())


def _online_used(asked: Asked) -> Ratio:
    offered = _with_rule(asked, channel=Channel.ONLINE)
    received = asked.dossiers.filter(
        channel=Channel.ONLINE, received_at__range=asked.within
    )
    used = set(received.values_list("version__procedure", flat=True).distinct())
    return Ratio(len(used & offered), len(offered))


def _with_rule(asked: Asked, **wanted: object) -> set[int]:
    """The procedures one of whose ways of filing is so."""
    rules = ChannelRule.objects.filter(version=OuterRef("pk"), **wanted)
    found = asked.procedures.filter(Exists(rules))
    return set(found.values_list("procedure_id", flat=True))


def _content_complete(asked: Asked) -> Ratio:
    """The seven parts of Decree 63/2010/NĐ-CP Art 8(2), as far as a field can tell."""
    of = {"version": OuterRef("pk")}
    complete = asked.procedures.filter(
        Exists(ChannelRule.objects.filter(**of).exclude(limit="")),
        Exists(Component.objects.filter(**of)),
    ).exclude(Q(name_vi="") | Q(sequence="") | Q(subjects=[]) | Q(implementing_agency=""))
    return Ratio(complete.count(), asked.procedures.count())


# Not here, and so unknown: publication by the province, the national portal, petitions, the
# citizen's store, population data, certified copies, payment through the portal.
COUNTERS: Final[Mapping[str, Counter]] = {
    "content-complete": _content_complete,
    "on-time": _on_time,
    "online-offered": _online_offered,
    "online-used": _online_used,
    "filed-online": _filed_online,
    "paid-online": _paid_online,
    "fee-procedures-paid-online": _fee_procedures_paid_online,
    "electronic-result": _electronic_result,
    "digitised": _digitised,
    "data-reused": _data_reused,
    "reception-satisfied": _reception_satisfied,
}
