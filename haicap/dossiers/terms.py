"""The terms of a procedure version as the actions need them, read once: versions are frozen."""

from dataclasses import dataclass
from functools import lru_cache

from haicap.procedures.models import (
    Case,
    ChannelRule,
    Component,
    Leg,
    ProcedureVersion,
    StepTemplate,
)
from haicap.workdays.limit import Limit, Unit

# Under the running clock a part of a limit in these units makes sense; others stay whole.
_DIVISIBLE = {Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.HOUR, Unit.MINUTE}


@dataclass(frozen=True)
class Terms:
    """Limits and fees by channel, steps by code, components and legs in their order."""

    version: ProcedureVersion
    channels: dict[str, ChannelRule]
    steps: dict[str, StepTemplate]
    components: tuple[Component, ...]
    legs: tuple[Leg, ...]
    cases: tuple[Case, ...]

    def limit(self, channel: str) -> Limit | None:
        """The limit of the channel; None where none is established."""
        rule = self.channels.get(channel)
        return Limit.parse(rule.limit) if rule and rule.limit else None

    def limit_until(self, channel: str, step: str) -> Limit | None:
        """The part of the limit that may be used up when the step is finished."""
        limit = self.limit(channel)
        if limit is None or len(limit.phases) > 1 or step not in self.steps:
            return limit
        (phase,) = limit.phases
        if phase.unit not in _DIVISIBLE or self.version.due_policy != "running":
            return limit
        order = self.steps[step].order
        share = sum(s.share for s in self.steps.values() if s.order <= order)
        return Limit.of(phase.amount * share, phase.unit)

    def has_cases(self) -> bool:
        """Whether the papers depend on a case that the applicant must choose."""
        return any(c.case_id is not None for c in self.components)

    def components_of(self, case_id: int | None) -> list[Component]:
        """The components that the case asks for."""
        return [c for c in self.components if c.case_id in (None, case_id)]


def terms_of(version: ProcedureVersion) -> Terms:
    """Read the terms; those of a published version are kept, because they cannot change."""
    return _kept(version.pk) if version.is_published else _read(version)


@lru_cache(maxsize=4096)
def _kept(version_id: int) -> Terms:
    return _read(ProcedureVersion.objects.select_related("procedure").get(pk=version_id))


def _read(version: ProcedureVersion) -> Terms:
    legs = tuple(version.legs.select_related("procedure").order_by("order"))
    return Terms(
        version=version,
        channels={rule.channel: rule for rule in version.channels.all()},
        steps={step.code: step for step in version.steps.order_by("order")},
        components=tuple(version.components.order_by("order", "pk")) or _of_legs(legs),
        legs=legs,
        cases=tuple(version.cases.order_by("order", "pk")),
    )


def _of_legs(legs: tuple[Leg, ...]) -> tuple[Component, ...]:
    """
    The papers of an inter-connected service: those of its parts, each asked once.

    What the result of an earlier part gives is not asked at all.
    """
    given = {leg.gives for leg in legs if leg.gives}
    found: dict[str, Component] = {}
    for leg in legs:
        version = leg.procedure.versions.filter(is_published=True).order_by("-valid_from")
        for component in Component.objects.filter(version=version.first(), case=None):
            if component.code not in given:
                found.setdefault(component.code, component)
    return tuple(found.values())


def forget() -> None:
    """Forget what was read, where another database takes the place of this one (tests)."""
    _kept.cache_clear()
