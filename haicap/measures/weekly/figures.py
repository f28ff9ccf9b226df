"""The figures of a report: plain numbers, each with its denominator; null is not known."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Self

Number = int | float


@dataclass(frozen=True)
class Counted:
    """A numerator and, of a share, its denominator; both null where nothing is known."""

    numerator: Number | None
    denominator: Number | None = None

    @property
    def share(self) -> Fraction | None:
        """The one divided by the other; nothing is a share of nothing."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)


UNKNOWN = Counted(None)
Counts = Mapping[str, Counted]  # by measure


@dataclass(frozen=True)
class Locality:
    """A province of the last day of the week; without a code: not attributable."""

    code: str
    name: str
    week: Counts
    to_date: Counts


@dataclass(frozen=True)
class Past:
    """A week on record: what came in and what went out."""

    week: str
    received: Number
    returned: Number


@dataclass(frozen=True)
class Previous:
    """What the report before said."""

    snapshot: str
    week: str
    received: Number


@dataclass(frozen=True)
class Declared:
    """A figure of somebody else's, cited beside ours and part of none."""

    measure: str
    definition: str  # its name
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    unit: str
    exactness: str
    since: str
    until: str  # not included
    definition_vi: str
    definition_en: str
    source: str
    as_of: str


@dataclass(frozen=True)
class Figures:
    """All that a report says. Days are in ISO form; ``until`` is not included."""

    week: str
    since: str
    until: str
    record_since: str
    simulated: Number  # of the dossiers received to date
    in_week: Counts
    to_date: Counts
    localities: tuple[Locality, ...]
    past: tuple[Past, ...]
    previous: Previous | None
    declared: tuple[Declared, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        said = asdict(self)
        return {
            name: list(each) if isinstance(each, tuple) else each
            for name, each in said.items()
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Read what was kept."""
        previous = said["previous"]
        return cls(
            **dict(said)
            | {
                "in_week": _counts(said["in_week"]),
                "to_date": _counts(said["to_date"]),
                "localities": tuple(map(_locality, said["localities"])),
                "past": tuple(Past(**each) for each in said["past"]),
                "previous": Previous(**previous) if previous else None,
                "declared": tuple(Declared(**each) for each in said["declared"]),
            }
        )

    @property
    def received(self) -> Number:
        """Dossiers received to date."""
        return self.to_date["received"].numerator or 0


def _counts(said: Mapping[str, Any]) -> Counts:
    return {name: Counted(**each) for name, each in said.items()}


def _locality(said: Mapping[str, Any]) -> Locality:
    return Locality(
        said["code"], said["name"], _counts(said["week"]), _counts(said["to_date"])
    )
