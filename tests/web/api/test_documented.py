"""Every verb in every state answers what the document says, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker

from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from tests.dossiers.every import in_state
from tests.dossiers.test_bundles import begun
from tests.house.addresses import MADE
from tests.web.api.client import Program, document, later
from tests.web.api.samples import SAMPLES
from tests.web.api.test_fuzz import everyone

PREFIX = "/api/v1/dossiers/{number}/"
VERBS = {
    methods["post"]["operationId"]: path.removeprefix("/api/v1")
    for path, methods in document()["paths"].items()
    if path.startswith(PREFIX) and "post" in methods and not path.endswith("/files")
}
SITUATIONS: dict[str, Callable[[], Dossier]] = {
    **{state.value: lambda state=state: in_state(state) for state in State},  # type: ignore[misc]
    **MADE,
    "bundle": begun,
}


@pytest.fixture(scope="module")
def situations(
    django_db_setup: object, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Program, dict[str, str]]]:
    """Somebody who may do everything, and the number of a dossier in every situation."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(later(6), tick=False),
        transaction.atomic(),
    ):
        numbers = {name: make().number for name, make in SITUATIONS.items()}
        leg = Dossier.objects.exclude(bundle=None).first()
        assert leg is not None
        yield Program(everyone()), {**numbers, "leg": leg.number}
        transaction.set_rollback(True)


@pytest.mark.parametrize("verb", VERBS)
def test_answers_as_documented_in_every_situation(
    verb: str, situations: tuple[Program, dict[str, str]]
) -> None:
    program, numbers = situations
    answered: dict[str, int] = {}
    for name, number in numbers.items():
        with transaction.atomic():
            answer = program.send(VERBS[verb].format(number=number), SAMPLES[verb])
            transaction.set_rollback(True)
        answered[name] = answer.status
    assert set(answered.values()) <= {200, 403, 409, 422}
    assert 200 in answered.values(), answered
