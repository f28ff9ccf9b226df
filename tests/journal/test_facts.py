"""Every fact of the house is made of ids, codes, numbers and dates, and has a sentence."""

import dataclasses
import re
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps

from haicap.common.apps import Room
from haicap.journal import facts
from haicap.journal.hashing import hash_of

ALLOWED = {int, str, bool, type(None), date, Decimal, float}
WORDS = {"name", "title", "note", "text", "reason", "comment", "message", "address"}
ALL = sorted(facts.KINDS.items())


@pytest.mark.parametrize(("kind", "cls"), ALL, ids=[kind for kind, _ in ALL])
class TestEveryFact:
    def test_is_a_frozen_dataclass(self, kind: str, cls: type) -> None:
        assert dataclasses.is_dataclass(cls)
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]

    def test_is_named_room_and_what_happened(self, kind: str, cls: type) -> None:
        assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", kind)
        assert len(kind) <= 60

    def test_holds_no_words(self, kind: str, cls: type) -> None:
        for name, hint in typing.get_type_hints(cls).items():
            assert leaves(hint) <= ALLOWED, f"{kind}.{name} is {hint}"
            assert name not in WORDS, f"{kind}.{name} is for people's words"
            assert name != "by", "who did it is kept with the entry"

    def test_has_a_sentence_of_its_own_fields(self, kind: str, cls: type) -> None:
        places = set(re.findall(r"%\((\w+)\)(?!s)", str(facts.sentence_of(kind))))
        assert not places, "places are texts: %(name)s"
        places = set(re.findall(r"%\((\w+)\)s", str(facts.sentence_of(kind))))
        own = {field.name for field in dataclasses.fields(cls)}
        assert places <= own | {"by"}


def test_every_room_makes_its_facts_known_at_the_start() -> None:
    for config in apps.get_app_configs():
        if config.name.startswith("haicap."):
            assert isinstance(config, Room), (
                f"{config.name} starts as a plain application"
            )
    assert "account.opened" in facts.KINDS


def leaves(hint: object) -> set[object]:
    """The plain types in ``int | None``, ``tuple[int, ...]``."""
    arguments = [a for a in typing.get_args(hint) if a is not Ellipsis]
    return {leaf for a in arguments for leaf in leaves(a)} if arguments else {hint}


class TestFact:
    def test_a_kind_is_declared_once(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            facts.fact("test.happened", "again")(type("Again", (), {}))

    def test_dates_and_decimals_are_kept_as_text(self) -> None:
        made = dataclasses.make_dataclass("Made", ["on", "fee", "ids"])

        assert facts.data_of(made(date(2025, 7, 1), Decimal("1.50"), (1, 2))) == {
            "on": "2025-07-01",
            "fee": "1.50",
            "ids": [1, 2],
        }

    def test_fractions_are_kept_as_text(self) -> None:
        made = dataclasses.make_dataclass("Made", ["latitude"])

        assert facts.data_of(made(1e20)) == {"latitude": "1e+20"}


class TestTold:
    def test_fills_the_places(self) -> None:
        assert facts.told("test.happened", {"number": 3}, by="Lan") == "Lan did number 3."

    def test_forgives_old_and_unknown_facts(self) -> None:
        assert facts.told("test.happened", {}, by="Lan") == "Lan did number ?."
        assert facts.told("no.such", {}, by="Lan") == "no.such"


def test_the_hash_is_the_same_in_every_time_zone_and_for_ever() -> None:
    utc = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
    hanoi = utc.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    said = hash_of(
        kind="test.happened",
        about="test:1",
        agency_id=7,
        by_id=None,
        at=utc,
        recorded_at=hanoi,
        data={"b": 1, "a": "Hoà"},
    )

    assert (
        said.hex() == "752e2892bafb362fbbf1b9082d3c2432a82e514d5957e600e6c8a5d2f51cb821"
    )
