"""The picture of the architecture tells what the code does."""

from itertools import chain
from pathlib import Path

from scripts import picture

HOUSE = picture.ROOT / "haicap"


def rooms() -> set[str]:
    """Every folder of the program that holds code."""
    return {path.parent.name for path in HOUSE.glob("*/__init__.py")}


def test_the_picture_is_drawn_from_the_code_as_it_is() -> None:
    kept = picture.TARGET.read_text(encoding="utf-8")

    assert kept == picture.architecture_svg(), "make docs draws it anew"


def test_every_room_is_in_the_picture_with_what_it_is_for() -> None:
    drawn = list(chain.from_iterable(picture.floors()))
    svg = picture.TARGET.read_text(encoding="utf-8")

    assert set(drawn) == rooms()
    assert set(picture.WORDS) == rooms()
    for room in drawn:
        assert f">{room}</text>" in svg


def test_the_picture_fetches_nothing_and_fits_a_page() -> None:
    svg = picture.TARGET.read_text(encoding="utf-8")

    assert 'width="900"' in svg
    assert "href" not in svg
    assert "@import" not in svg
    assert Path(picture.TARGET).stat().st_size < 32_000
