"""A lake of the test's own, over a database in which facts really commit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from haicap.dossiers import terms
from haicap.measures.lake.manifest import Lake


@pytest.fixture
def lake(committed_db: str, settings: Settings, tmp_path: Path) -> Iterator[Lake]:
    """An empty lake beside a database of its own."""
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    terms.forget()
    yield Lake(settings.HAICAP_LAKE)
    terms.forget()
