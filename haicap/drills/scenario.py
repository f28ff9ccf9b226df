"""The scenario: what was published, and what is assumed to make a nation of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "scenario.yaml"


@dataclass(frozen=True)
class Published:
    """Targets with a source; shares are between nought and one."""

    dossiers: int
    commune_share: float
    online_share: float
    returned_share: float
    on_time_share: float
    provinces: Mapping[str, int]


@dataclass(frozen=True)
class Assumed:
    """What no source says: see the file for each."""

    commune_spread: float
    ward_factor: float
    quality_of_provinces: float
    quality_of_communes: float
    assisted_share: float
    post_share: float
    by_weekday: tuple[float, ...]
    weekend_of_online: float
    by_hour_of_online: tuple[float, ...]
    not_returned_is_recent: float
    endings: Mapping[str, float]
    waiting: Mapping[str, float]
    interludes: Mapping[str, float]
    stalled: Mapping[str, float]
    reappointed_of_late: float
    rejected: float
    rated: float
    grades: Mapping[str, float]
    enterprises: float
    delivery: Mapping[str, float]
    dossiers_of_a_receptionist: int
    dossiers_of_a_specialist: int
    dossiers_of_a_signer: int
    dossiers_of_an_account: int
    fee_where_none_is_known: int
    bundles: int
    procedures: Mapping[str, float]

    def weight(self, code: str, *, has_limit: bool) -> float:
        """How often a procedure is asked for, against the others of its level."""
        if code in self.procedures:
            return self.procedures[code]
        return self.procedures["other" if has_limit else "without_limit"]


@dataclass(frozen=True)
class Names:
    """Parts of made-up names."""

    family: tuple[str, ...]
    middle: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """The whole file, and the hash of its bytes."""

    since: date
    until: date
    published: Published
    assumed: Assumed
    names: Names
    digest: str


@lru_cache(maxsize=4)
def read(path: Path = FILE) -> Scenario:
    """
    Read a scenario.

    :raises TypeError: if a name is missing or unknown
    :raises ValueError: if shares that must leave room for others are above one
    """
    raw = path.read_bytes()
    said: dict[str, Any] = yaml.safe_load(raw)
    assumed = Assumed(**{k: _kept(v) for k, v in said["assumed"].items()})
    if sum(assumed.endings.values()) + sum(assumed.waiting.values()) > 0.2:
        raise ValueError("endings and waiting are parts of what is not returned")
    return Scenario(
        since=said["period"]["from"],
        until=said["period"]["to"],
        published=Published(**said["published"]),
        assumed=assumed,
        names=Names(**{k: tuple(v) for k, v in said["names"].items()}),
        digest=hashlib.sha256(raw).hexdigest(),
    )


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
