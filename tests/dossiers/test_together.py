"""Several people at the same moment, and a process that dies: with real transactions."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from haicap.common.errors import Refused
from haicap.dossiers import actions, terms
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.dossiers.refusals import MoveRefused
from haicap.journal.models import Entry
from tests import given


@pytest.fixture(autouse=True)
def own_database(committed_db: str) -> Iterator[None]:
    terms.forget()
    yield
    terms.forget()


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; a refusal is a result too."""
    gate = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(index: int) -> None:
        gate.wait()
        try:
            results[index] = calls[index]()
        except Refused as refused:
            results[index] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_numbers_have_no_gaps_and_no_twins() -> None:
    version, an, bad = (
        given.version(),
        given.citizen(),
        given.request(given.version(), files=[]),
    )
    request = given.request(version)

    def submit(number: int) -> Callable[[], object]:
        # Every fourth is refused after others have begun: it must leave no gap.
        asked = bad if number % 4 == 3 else request
        return lambda: [
            actions.submit(version, asked, by=an, at=given.MONDAY) for _ in range(3)
        ]

    at_once(*(submit(n) for n in range(8)))

    sequence = sorted(
        int(number.rpartition("-")[2])
        for number in Dossier.objects.values_list("number", flat=True)
    )
    assert sequence == list(range(1, 19))


def test_a_number_that_was_rolled_back_is_given_again() -> None:
    version = given.version()
    connection.set_autocommit(False)
    first = actions.submit(
        version, given.request(version), by=given.citizen(), at=given.MONDAY
    )
    connection.rollback()
    connection.set_autocommit(True)

    assert given.submitted().number == first.number


def test_of_two_officers_one_wins_and_the_other_is_told_who() -> None:
    dossier = given.submitted()
    lan = given.receptionist()
    phuong = given.receptionist(login="phuong")

    results = at_once(
        lambda: actions.accept(dossier, by=lan, at=given.MONDAY),
        lambda: actions.accept(dossier, by=phuong, at=given.MONDAY),
    )

    refused = [r for r in results if isinstance(r, MoveRefused)]
    won = [r for r in results if isinstance(r, Dossier)]
    assert len(refused) == len(won) == 1
    assert "Cán bộ" in str(refused[0])
    received = Entry.objects.filter(about=dossier.about, kind="dossier.received")
    assert received.count() == 1
    assert dossier.steps.filter(code="process").count() == 1


def test_withdrawing_and_deciding_at_once_do_one_of_the_two() -> None:
    dossier = given.proposed()
    hoa, an = given.signer(), given.citizen()
    later = given.MONDAY + 3 * given.HOUR

    results = at_once(
        lambda: actions.decide(dossier, outcome="granted", by=hoa, at=later),
        lambda: actions.withdraw(dossier, by=an, at=later),
    )

    assert Counter(type(r) for r in results) == {Dossier: 1, MoveRefused: 1}
    dossier.refresh_from_db()
    assert dossier.state in (State.SETTLED, State.WITHDRAWN)


SUBMIT_FOR_EVER = """
import django
django.setup()
from tests import given
from haicap.dossiers import actions
version, an = given.version(), given.citizen()
request = given.request(version)
print("ready", flush=True)
while True:
    dossier = actions.submit(version, request, by=an, at=given.MONDAY)
    actions.accept(dossier, by=given.receptionist(), at=given.MONDAY)
    print("done", flush=True)
"""


def test_a_killed_process_leaves_nothing_half_done() -> None:
    given.citizen(), given.receptionist()
    settings = connection.settings_dict
    host = settings["OPTIONS"].get("host", settings["HOST"])
    url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={host}"
    if settings["PORT"]:
        url += f"&port={settings['PORT']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "haicap.config.settings",
    }
    for _ in range(3):
        worker = subprocess.Popen(
            [sys.executable, "-c", SUBMIT_FOR_EVER],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        # Somewhere after the second dossier, wherever in the third that is.
        assert [worker.stdout.readline() for _ in range(2)] == ["done\n"] * 2
        threading.Event().wait(random.uniform(0, 0.05))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        worker.stdout.close()

    assert Dossier.objects.count() >= 6
    numbers = sorted(Dossier.objects.values_list("number", flat=True))
    assert [int(n.rpartition("-")[2]) for n in numbers] == list(
        range(1, len(numbers) + 1)
    )
    for dossier in Dossier.objects.all():
        kinds = list(
            Entry.objects.filter(about=dossier.about)
            .order_by("pk")
            .values_list("kind", flat=True)
        )
        steps = list(dossier.steps.order_by("pk").values_list("code", flat=True))
        done = dossier.state == State.RECEIVED
        assert kinds == ["dossier.submitted", "dossier.received"][: 1 + done]
        assert steps == ["check", "process"][: 1 + done]
        assert dossier.handovers.count() == done
