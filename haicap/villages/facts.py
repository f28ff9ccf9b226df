"""What happened in this room."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("village.founded", _("%(by)s founded the village %(village)s from %(on)s."))
@dataclass(frozen=True)
class VillageFounded:
    """A village exists from a day on."""

    change: int
    village: int
    commune: int
    on: str


@fact("village.renamed", _("%(by)s renamed the village %(village)s from %(on)s."))
@dataclass(frozen=True)
class VillageRenamed:
    """A village bears another name, kind or code from a day on."""

    change: int
    village: int
    on: str


@fact(
    "village.merged",
    _("%(by)s merged villages into the village %(village)s from %(on)s."),
)
@dataclass(frozen=True)
class VillagesMerged:
    """Several villages became one new village."""

    change: int
    merged: tuple[int, ...]
    village: int
    on: str


@fact("village.split", _("%(by)s split the village %(village)s from %(on)s."))
@dataclass(frozen=True)
class VillageSplit:
    """A village became several new ones."""

    change: int
    village: int
    parts: tuple[int, ...]
    on: str


@fact("village.dissolved", _("%(by)s dissolved the village %(village)s from %(on)s."))
@dataclass(frozen=True)
class VillageDissolved:
    """A village is no more; its people belong to ``into``, if somebody said so."""

    change: int
    village: int
    into: int | None
    on: str


@fact(
    "village.moved",
    _("%(by)s moved the village %(village)s to another commune from %(on)s."),
)
@dataclass(frozen=True)
class VillageMoved:
    """A village belongs to another commune from a day on."""

    change: int
    village: int
    origin: int
    commune: int
    on: str


@fact("village.counted", _("%(by)s noted the counts of the village %(village)s."))
@dataclass(frozen=True)
class VillageCounted:
    """Households and people of a village on a day."""

    village: int
    as_of: str
    households: int | None
    population: int | None


@fact(
    "village.register-loaded",
    _("%(by)s loaded %(count)s villages into the register from a file."),
)
@dataclass(frozen=True)
class RegisterLoaded:
    """A file of villages was loaded; ``digest`` is its SHA-256."""

    count: int
    digest: str


@fact(
    "village.followed",
    _("%(count)s villages followed their commune into another from %(on)s."),
)
@dataclass(frozen=True)
class VillagesFollowed:
    """The villages of a commune that was reorganised went with it."""

    change: int
    reorganisation: int
    commune: int
    count: int
    on: str
