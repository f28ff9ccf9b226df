"""A refusal has a code that is its own and a sentence that can be filled in."""

import re
from importlib import import_module

from haicap.common.errors import Refused
from haicap.web.api.problems import TITLES
from tests.house.tree import dotted, modules

CODE = re.compile(r"[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?")
PLACE = re.compile(r"%\([a-z_]+\)[sd]")

# The module that serves is started by a server, and asks for one.
NOT_IMPORTED = {"haicap.__main__"}


def refusals() -> list[type[Refused]]:
    """Every kind of refusal in the program."""
    for path in modules():
        if dotted(path) not in NOT_IMPORTED:
            import_module(dotted(path))
    found: list[type[Refused]] = [Refused]
    for kind in found:
        found.extend(kind.__subclasses__())
    return [
        kind for kind in dict.fromkeys(found) if kind.__module__.startswith("haicap.")
    ]


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes: dict[str, str] = {}
    for kind in refusals():
        name = f"{kind.__module__}.{kind.__qualname__}"
        assert "code" in vars(kind), f"{name} has the code of its parent"
        assert CODE.fullmatch(kind.code), f"{name}: {kind.code}"
        assert codes.setdefault(kind.code, name) == name, f"{kind.code} is used twice"


def test_every_sentence_has_only_named_places() -> None:
    for kind in refusals():
        left = PLACE.sub("", str(kind.message)).replace("%%", "")

        assert "%" not in left, f"{kind.__qualname__}: {kind.message}"


def test_every_refusal_has_a_status_that_the_faces_know() -> None:
    assert {kind.status for kind in refusals()} <= set(TITLES)
