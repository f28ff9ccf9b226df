"""Who decides each procedure at each commune on a day, for all of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from haicap.common import periods
from haicap.competence import rules
from haicap.competence.models import Competence
from haicap.drills.clocks import Instants
from haicap.units.models import Agency, Level, TerritoryVersion

NOBODY = -1


@dataclass(frozen=True)
class Commune:
    """A commune on the day, with what it lies in."""

    id: int
    code: str
    name: str
    kind: str
    province: int
    province_code: str


@dataclass(frozen=True)
class Decided:
    """For each commune the id of the agency and of the competence; NOBODY where none does."""

    agency: Instants
    competence: Instants


def communes(on: date) -> list[Commune]:
    """Every commune of the day, by province and code."""
    provinces = {
        v.territory_id: v.code
        for v in TerritoryVersion.objects.on(on).filter(level=Level.PROVINCE)
    }
    rows = TerritoryVersion.objects.on(on).filter(level=Level.COMMUNE)
    found = [
        Commune(
            row.territory_id,
            row.code,
            row.name,
            row.kind,
            row.parent_id or 0,
            provinces[row.parent_id or 0],
        )
        for row in rows
        if row.parent_id in provinces
    ]
    return sorted(found, key=lambda c: (c.province_code, c.code))


class Deciders:
    """The competences and agencies of a day, read once."""

    def __init__(self, on: date, places: Sequence[Commune]) -> None:
        self.places = places
        self._agencies: dict[tuple[int, str, str], list[int]] = defaultdict(list)
        self._named: set[int] = set()
        self._meant: dict[tuple[int | None, str, str, str], Instants] = {}
        self._nation = 0
        columns = ("pk", "territory", "territory__level", "kind", "field")
        for pk, territory, level, kind, field in Agency.objects.on(on).values_list(
            *columns
        ):
            self._agencies[territory, kind, field].append(pk)
            self._named.add(pk)
            if level == Level.NATION:
                self._nation = territory
        self._rows: dict[int, list[Competence]] = defaultdict(list)
        in_force = Competence.objects.filter(periods.on(on), procedure__isnull=False)
        for row in in_force:
            self._rows[row.procedure_id or 0].append(row)

    def of(self, procedure_id: int) -> Decided:
        """Apply the rule of ``competence.rules`` to every commune."""
        rows = {row.pk: row for row in self._rows[procedure_id]}
        candidates = [
            rules.Candidate(
                c.pk, c.territory_id, c.agency_id is not None, c.delegated_from_id
            )
            for c in rows.values()
        ]
        if any(c.territory is not None for c in candidates):
            return self._place_by_place(rows, candidates)
        won = rules.winner(candidates, ())
        agency = self._agencies_of(rows[won.id]) if won else self._nobody()
        known = np.not_equal(agency, NOBODY)
        return Decided(agency, np.where(known, won.id if won else NOBODY, NOBODY))

    def _place_by_place(
        self, rows: dict[int, Competence], candidates: Sequence[rules.Candidate]
    ) -> Decided:
        agency, competence = self._nobody(), self._nobody()
        for index, place in enumerate(self.places):
            chain = (place.id, place.province, self._nation)
            won = rules.winner(candidates, chain)
            if won:
                agency[index] = self._agencies_of(rows[won.id])[index]
                competence[index] = won.id if agency[index] != NOBODY else NOBODY
        return Decided(agency, competence)

    def _nobody(self) -> Instants:
        return np.full(len(self.places), NOBODY, np.int64)

    def _agencies_of(self, row: Competence) -> Instants:
        """The agency that a competence means at each commune; worked out once for each."""
        key = (row.agency_id, row.level, row.agency_kind, row.agency_field)
        if key not in self._meant:
            found = [self._agency_of(row, place) for place in self.places]
            only = [each[0] if len(each) == 1 else NOBODY for each in found]
            self._meant[key] = np.array(only, np.int64)
        return self._meant[key]

    def _agency_of(self, row: Competence, place: Commune) -> list[int]:
        if row.agency_id is not None:
            return [row.agency_id] if row.agency_id in self._named else []
        levels = {
            "commune": place.id,
            "province": place.province,
            "nation": self._nation,
        }
        where = levels.get(row.level)
        return self._agencies.get((where or 0, row.agency_kind, row.agency_field), [])


def centres(on: date, places: Sequence[Commune]) -> list[int]:
    """The centre that serves each commune, by the rule of ``units.agencies.centre_for``."""
    own: dict[int, tuple[str, int]] = {}
    receiving = Agency.objects.on(on).filter(kind__in=["service_centre", "service_point"])
    for pk, code, kind, territory, level in receiving.values_list(
        "pk", "code", "kind", "territory", "territory__level"
    ):
        is_own = kind == "service_centre" or level == Level.COMMUNE
        if is_own and (territory not in own or code < own[territory][0]):
            own[territory] = (code, pk)
    return [(own.get(p.id) or own.get(p.province) or ("", NOBODY))[1] for p in places]
