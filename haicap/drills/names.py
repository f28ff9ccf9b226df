"""Made-up names, drawn once and used again and again."""

from dataclasses import dataclass

import numpy as np

from haicap.common.text import fold, person_sort_key
from haicap.drills import scenario
from haicap.drills.choices import NAMES


@dataclass(frozen=True)
class Pool:
    """Names with their folded and sorting forms."""

    names: tuple[str, ...]
    folded: tuple[str, ...]
    sort_keys: tuple[str, ...]


def pool(seed: int, parts: scenario.Names) -> Pool:
    """Draw the names; the same for the same seed."""
    chance = np.random.default_rng([seed, 3])
    drawn = [
        np.array(words)[chance.integers(0, len(words), NAMES)].tolist()
        for words in (parts.family, parts.middle, parts.given)
    ]
    names = tuple(" ".join(words) for words in zip(*drawn, strict=True))
    return Pool(
        names, tuple(map(fold, names)), tuple(person_sort_key(name) for name in names)
    )
