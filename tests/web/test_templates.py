"""Rules of the templates that a machine can hold."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from tests.web.reading import KNOWN_CLASSES, WEB, weight

TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CLASS = re.compile(r'class="([^"]*)"')


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates"))
)
def test_compiles_and_uses_only_classes_of_the_style_sheet(path: Path) -> None:
    get_template(str(path.relative_to(WEB / "templates")))
    source = path.read_text()

    bare = re.sub(r"{%.*?%}|{{.*?}}", " ", source)
    used = {name for found in CLASS.findall(bare) for name in found.split()}

    assert used <= KNOWN_CLASSES
    assert "style=" not in source
    assert "<style" not in source
    assert not re.search(r"\son\w+=", source)


def test_the_style_sheet_and_the_script_are_small() -> None:
    assert weight((WEB / "static" / "app.css").read_bytes()) <= 6 * 1024
    assert weight((WEB / "static" / "app.js").read_bytes()) <= 2 * 1024


def test_the_style_sheet_fetches_nothing_from_elsewhere() -> None:
    css = (WEB / "static" / "app.css").read_text()

    assert "@import" not in css
    assert "url(" not in css
    assert css.count("{") == css.count("}")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_id_in_a_form_is_never_written_with_separators(language: str) -> None:
    with translation.override(language):
        said = Template('<input value="{{ pk }}">').render(Context({"pk": 1_234_567}))

    assert 'value="1234567"' in said
