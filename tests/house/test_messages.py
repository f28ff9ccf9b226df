"""Every text that people read is there in Vietnamese, whole and with its places."""

import gettext
import re

import pytest
from babel.messages.catalog import Catalog

from scripts import messages

PLACE = re.compile(r"%(?:\((\w+)\))?[sd%]")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """What the code says today, with the translations that are kept."""
    return messages.updated(messages.LANGUAGE)


def forms(string: object) -> list[str]:
    """One text, or its singular and plural."""
    return [str(each) for each in string] if isinstance(string, tuple) else [str(string)]


def places(texts: list[str]) -> set[str]:
    """The named and unnamed places of a text."""
    return {place for text in texts for place in PLACE.findall(text)}


def test_every_text_is_translated(catalog: Catalog) -> None:
    assert messages.untranslated(catalog) == [], "make messages lists and adds them"


def test_every_translation_has_the_places_of_its_text(catalog: Catalog) -> None:
    wrong = [
        said
        for each in catalog
        if each.id
        for said in forms(each.string)
        if places([said]) != places(forms(each.id))
    ]

    assert wrong == []


def test_the_kept_catalogue_is_up_to_date(catalog: Catalog) -> None:
    kept = messages.po_path(messages.LANGUAGE).read_bytes()

    assert kept == messages.po_text(catalog), "make messages"


def test_the_compiled_catalogue_says_the_same() -> None:
    path = messages.po_path(messages.LANGUAGE)
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for each in messages.kept(messages.LANGUAGE):
        if not each.id:
            continue
        (text, *_plural), (said, *_more) = forms(each.id), forms(each.string)
        if isinstance(each.id, tuple):
            found = compiled.ngettext(each.id[0], each.id[1], 2)
        elif each.context:
            found = compiled.pgettext(each.context, text)
        else:
            found = compiled.gettext(text)
        assert found == said


def test_no_text_is_marked_as_a_guess() -> None:
    kept = messages.kept(messages.LANGUAGE)

    assert [each.id for each in kept if each.id and each.fuzzy] == []
