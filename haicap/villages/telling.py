"""Villages as plain data, the same for the command line, the pages and the API."""

from typing import Any

from haicap.villages.find import Listed


def listed(found: Listed) -> dict[str, Any]:
    """Tell a village on a day, with its newest count."""
    version, count = found.version, found.count
    return {
        "number": version.village_id,
        "name": version.name,
        "kind": version.kind,
        "kind_name": str(version.get_kind_display()),
        "code": version.code or None,
        "valid_from": version.valid_from.isoformat(),
        "valid_until": version.valid_until and version.valid_until.isoformat(),
        "ground": version.ground or None,
        "is_simulated": version.village.is_simulated,
        "households": count and count.households,
        "population": count and count.population,
        "counted_on": count and count.as_of.isoformat(),
        "count_source": count and count.source,
    }
