"""A demonstration authority for the tests, in a folder of their own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from haicap.signatures import authority
from tests.given import MONDAY


@pytest.fixture(autouse=True)
def _authority(settings: Settings, tmp_path: Path) -> None:
    settings.HAICAP_KEYS = str(tmp_path / "keys")
    settings.HAICAP_DEMO = True
    authority.make(MONDAY)
