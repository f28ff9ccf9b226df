"""The register in which the bundled agencies are written down, before they are rows."""

from dataclasses import dataclass, field
from datetime import date

from haicap.common.text import fold
from haicap.units.load_names import Called
from haicap.units.load_territories import Version, World

AGENCY_COLUMNS = (
    "id", "kind", "code", "identifier", "name_vi", "name_en", "folded", "field",
    "territory_id", "province_id", "parent_id", "lineage", "valid_from", "valid_until",
    "ground", "is_assumed", "source",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One row of ``Agency`` in the making; ``called`` is its name without the territory."""

    number: int
    kind: str
    code: str
    name: tuple[str, str]
    territory: int
    province: int | None
    since: date
    until: date | None = None
    parent: "Found | None" = None
    field: str = ""
    called: Called | None = None
    ground: str = ""
    source: str = ""
    assumed: bool = False
    identifier: str = ""

    @property
    def lineage(self) -> str:
        """The ids from the topmost down: /1/23/456/."""
        return f"{self.parent.lineage if self.parent else '/'}{self.number}/"

    def row(self) -> tuple[object, ...]:
        """Give the values in the order of ``AGENCY_COLUMNS``."""
        return (
            self.number, self.kind, self.code, self.identifier, *self.name,
            fold(self.name[0]), self.field, self.territory, self.province,
            self.parent.number if self.parent else None, self.lineage, self.since,
            self.until, self.ground, self.assumed, self.source,
        )  # fmt: skip


@dataclass
class Register:
    """Where agencies are founded one after another; the last of a code is found by it."""

    world: World
    found: list[Found] = field(default_factory=list)
    by_code: dict[str, Found] = field(default_factory=dict)

    def add(self, agency: Found) -> Found:
        """Write an agency down; answers it."""
        self.found.append(agency)
        self.by_code[agency.code] = agency
        return agency

    def found_in(
        self,
        place: Version,
        kind: str,
        suffix: str,
        called: Called,
        *,
        slug: str = "",
        parent: Found | None = None,
        lasts: bool = False,
        ground: str = "",
        source: str = "",
        assumed: bool = False,
        identifier: str = "",
    ) -> Found:
        """Found an agency of a territory, for as long as that version of it, or for ever."""
        agency = Found(
            number=len(self.found) + 1,
            kind=kind,
            code=place.code + suffix,
            name=called.at(place.kind, place.short),
            territory=place.territory,
            province=self.world.province_of(place),
            since=place.since,
            until=None if lasts else place.until,
            parent=parent,
            field=slug,
            called=called,
            ground=ground,
            source=source,
            assumed=assumed,
            identifier=identifier,
        )
        return self.add(agency)
