"""The clock stands on the Monday of the tests."""

from collections.abc import Iterator

import pytest
import time_machine
from time_machine import Traveller

from tests import given


@pytest.fixture
def monday() -> Iterator[Traveller]:
    """Monday 7 July 2025, nine o'clock; ``move_to`` goes on."""
    with time_machine.travel(given.MONDAY, tick=False) as clock:
        yield clock
