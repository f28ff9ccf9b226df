"""What a script sees: 0 done, 1 found something or refused, 2 badly asked."""

import sys
from pathlib import Path

import pytest

from haicap.cli import main

pytestmark = pytest.mark.django_db


def code_of(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["haicap", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


GOOD = [
    ("unit", "00070", "--on", "2025-07-02"),
    ("who-decides", "1.001193", "--at", "00070", "--on", "2025-07-02"),
    ("due", "3 working days", "--from", "2025-08-28 09:00", "--json"),
    ("law", "118/2025/NĐ-CP", "--json"),
    ("find", "tan thanh"),
    ("--help",),
]
BADLY_ASKED = [
    ("unit", "99999"),
    ("unit", "00070", "--on", "2025-13-01"),
    ("who-decides", "9.999999", "--at", "00070"),
    ("due", "3 moons", "--from", "2025-08-28 09:00"),
    ("nosuch",),
    (),
]


@pytest.mark.parametrize("words", GOOD, ids=" ".join)
def test_done(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    assert code_of(monkeypatch, *words) == 0


@pytest.mark.parametrize("words", BADLY_ASKED, ids=" ".join)
def test_badly_asked(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    assert code_of(monkeypatch, *words) == 2


def test_faults_in_a_file_are_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "hong.yaml"
    file.write_text("field: Hộ tịch\nnothing: here\n", encoding="utf-8")

    assert code_of(monkeypatch, "catalogue", "check", str(file)) == 1


def test_a_sound_file_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Path(__file__).parents[2] / "haicap" / "procedures" / "catalogue"

    assert (
        code_of(monkeypatch, "catalogue", "check", str(catalogue / "ho-tich.yaml")) == 0
    )
