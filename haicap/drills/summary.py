"""What a drill made, beside what was published: counts and shares, from the tables."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from haicap.drills import scenario
from haicap.drills.models import Drill

# Inter-connected dossiers are counted, their parts are not: nobody submitted those.
COUNTS = """
SELECT count(*), count(*) FILTER (WHERE t.level = 'commune'),
       count(*) FILTER (WHERE d.channel = 'online'),
       count(*) FILTER (WHERE d.channel = 'online' AND d.helped_at_id IS NOT NULL),
       count(*) FILTER (WHERE d.state = 'returned'),
       count(*) FILTER (WHERE d.state = 'returned' AND NOT d.is_late),
       count(*) FILTER (WHERE d.state = 'returned' AND d.is_late)
  FROM dossiers_dossier d
  JOIN units_agency a ON a.id = d.competent_id JOIN units_territory t ON t.id = a.territory_id
 WHERE d.simulated AND d.bundle_id IS NULL
   AND (d.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN %s AND %s
"""
NAMES = (
    "dossiers", "at_communes", "online", "assisted", "returned", "on_time", "late",
)  # fmt: skip
PROVINCES = """
SELECT v.code, count(*) FROM dossiers_dossier d
  JOIN units_territoryversion c ON c.territory_id = d.place_id
   AND daterange(c.valid_from, c.valid_until) @> %(since)s
  JOIN units_territoryversion v ON v.territory_id = c.parent_id
   AND daterange(v.valid_from, v.valid_until) @> %(since)s
 WHERE d.simulated AND d.bundle_id IS NULL
   AND (d.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
       BETWEEN %(since)s AND %(until)s
 GROUP BY v.code ORDER BY v.code
"""


@dataclass(frozen=True)
class Summary:
    """Numbers of simulated dossiers; ``shares`` are of those received."""

    dossiers: int
    at_communes: int
    online: int
    assisted: int
    returned: int
    on_time: int
    late: int
    provinces: dict[str, int]

    def shares(self) -> dict[str, float | None]:
        """The shares that were published; without a dossier there is none."""
        return {
            "commune_share": _share(self.at_communes, self.dossiers),
            "online_share": _share(self.online, self.dossiers),
            "returned_share": _share(self.returned, self.dossiers),
            "on_time_share": _share(self.on_time, self.returned),
        }

    def document(self) -> dict[str, Any]:
        """All of it for programs, with the targets and what they are."""
        published = scenario.read().published
        return {
            "simulated": True,
            **asdict(self),
            "shares": self.shares(),
            "targets": {name: getattr(published, name) for name in self.shares()},
        }


def summary(drill: Drill) -> Summary:
    """Count what there is of the days of a drill."""
    days = {"since": drill.since, "until": drill.until}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, list(days.values()))
        counts = dict(zip(NAMES, cursor.fetchone(), strict=True))
        cursor.execute(PROVINCES, days)
        return Summary(**counts, provinces=dict(cursor.fetchall()))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
