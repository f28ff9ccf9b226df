"""One word per thing: what the code calls something stands in the glossary."""

import re

import pytest
from django.apps import apps
from django.db import models

from tests.house.test_refusals import refusals
from tests.house.tree import ROOT

WORDS = set(
    re.findall(r"`@?([A-Za-z_.]+)`", (ROOT / "docs/glossary.md").read_text("utf-8"))
)


def models_of_the_house() -> list[str]:
    """Every model of the program."""
    return sorted(
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("haicap.")
    )


def choices_of_the_house() -> list[type[models.TextChoices]]:
    """Every list of words that the database may hold."""
    refusals()  # imports every module
    return [
        kind
        for kind in models.TextChoices.__subclasses__()
        if kind.__module__.startswith("haicap.")
    ]


@pytest.mark.parametrize("name", models_of_the_house())
def test_every_model_is_in_the_glossary(name: str) -> None:
    assert name in WORDS


def test_every_list_of_words_is_in_the_glossary_with_its_words() -> None:
    missing = {
        f"{kind.__name__}.{word}"
        for kind in choices_of_the_house()
        for word in (kind.__name__, *kind.values)
        if word not in WORDS
    }

    assert missing == set()


def test_no_line_of_the_tables_lacks_a_column() -> None:
    width = 0
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line
