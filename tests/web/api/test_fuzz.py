"""Whatever a client sends, it gets an answer that the document knows, never a failure."""

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.accounts.roles import Role
from tests import given as world
from tests.web.api.client import Program, birth, document, files
from tests.web.api.samples import SAMPLES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

quick = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "0", "null", "2025-13-45", "9" * 30, "x" * 5000, "'; --", "%s"]),
)
numbers = st.one_of(
    st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just(10**30)
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)
    ),
    max_leaves=12,
)


def posts() -> list[tuple[str, str]]:
    """The path and the name of every operation that takes JSON."""
    return [
        (path.removeprefix("/api/v1"), methods["post"]["operationId"])
        for path, methods in document()["paths"].items()
        if "application/json"
        in methods.get("post", {}).get("requestBody", {}).get("content", {})
    ]


def everyone() -> User:
    """Somebody who may do everything, so that no permission hides a rule."""
    person = world.citizen("toan")
    for role in (Role.RECEPTIONIST, Role.SPECIALIST, Role.SIGNER):
        accounts.appoint(
            person,
            role=role,
            agency=world.committee(),
            valid_from=date(2025, 7, 1),
            ground="",
            by=None,
            at=world.MONDAY,
        )
    return User.objects.get(pk=person.pk)


@pytest.fixture
def program() -> Program:
    """The program of somebody who may do everything."""
    return Program(everyone())


def address(path: str) -> str:
    """Fill in a dossier in processing, a duty, and a unit."""
    dossier = world.processing()
    step = dossier.steps.last()
    assert step is not None
    return path.format(number=dossier.number, pk=step.duty_id, code="14758")


def sample(name: str, program: Program) -> Any:
    """A body that is well formed."""
    if name == "submit_dossier":
        return {**birth(), "files": files(program)}
    return SAMPLES[name]


def test_there_is_a_sample_for_every_operation() -> None:
    names = {name for _path, name in posts()}
    assert names - {"submit_dossier"} == set(SAMPLES)


@pytest.mark.parametrize(("path", "name"), posts())
def test_any_json(path: str, name: str, program: Program) -> None:
    to = address(path)

    @quick
    @given(anything)
    def any_body(body: Any) -> None:
        program.send(to, body)

    any_body()


@pytest.mark.parametrize(("path", "name"), posts())
def test_a_good_body_with_one_value_replaced(
    path: str, name: str, program: Program
) -> None:
    to, good = address(path), sample(name, program)
    places = _places(good)

    @quick
    @given(st.sampled_from(places or [()]), anything)
    def one_replaced(place: tuple[Any, ...], value: Any) -> None:
        program.send(to, _replaced(good, place, value))

    one_replaced()


@quick
@given(texts, texts)
def test_any_address_and_key(number: str, key: str) -> None:
    from urllib.parse import quote

    program = Program(world.citizen())
    tidy = "".join(c for c in key if c.isprintable() and ord(c) < 256)
    headers = {"Idempotency-Key": tidy, "X-Dossier-Secret": tidy}
    response = program.client.post(
        f"/api/v1/dossiers/{quote(number[:50], safe='')}/accept",
        b"{}",
        content_type="application/json",
        headers={**program.headers, **headers},
    )
    assert response.status_code < 500


def _places(body: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    inner = body.items() if isinstance(body, dict) else enumerate(body)
    for key, value in inner:
        found.append((*before, key))
        if isinstance(value, dict | list):
            found += _places(value, (*before, key))
    return found


def _replaced(body: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    changed = copy.deepcopy(body)
    inner = changed
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    return changed
