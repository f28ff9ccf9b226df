"""A follower gets every entry once, in order, whatever writers and workers do."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Event

import pytest
from django.db import connection, transaction

from haicap.common.errors import NotFound
from haicap.journal import actions, follow
from haicap.journal.follow import Follower
from haicap.journal.models import Cursor, Entry
from haicap.journal.work import Worker
from tests.journal.conftest import AT, Start, url_of, write
from tests.journal.facts_for_tests import Happened

KEPT = "CREATE TABLE kept (place serial, number int)"


def keep(entries: Sequence[Entry]) -> None:
    """A follower's work: rows in a table of its own, in the order of the entries."""
    with connection.cursor() as cursor:
        for entry in entries:
            cursor.execute("INSERT INTO kept (number) VALUES (%s)", [entry.pk])


def kept() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kept ORDER BY place")
        return [row[0] for row in cursor.fetchall()]


def in_order() -> list[int]:
    return list(Entry.objects.order_by("xid", "id").values_list("pk", flat=True))


def undo_one() -> None:
    with contextlib.suppress(InterruptedError), transaction.atomic():
        write(0)
        raise InterruptedError


def write_like_life(seed: int) -> None:
    """Write in transactions of several facts, now quick, now slow, some undone."""
    dice = random.Random(seed)
    for number in range(25):
        with transaction.atomic():
            for _ in range(dice.randint(1, 4)):
                write(number)
                time.sleep(dice.random() / 300)
        if dice.random() < 0.2:
            undo_one()


def keep_until(done: Event) -> int:
    """Follow until the writers are done and nothing is left; gives the batches."""
    batches = 0
    while not done.is_set() or follow.behind("keep"):
        batches += bool(follow.advance("keep", keep, limit=7))
    return batches


@pytest.fixture
def table(committed_db: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
    return committed_db


class TestAdvance:
    def test_waits_for_the_writer_that_began_first_and_committed_last(
        self, table: str, start: Start
    ) -> None:
        wrote, go_on = Event(), Event()

        def slow() -> int:
            with transaction.atomic():
                entry = write(1)
                wrote.set()
                assert go_on.wait(10)
            return entry.pk

        first = start(slow)
        assert wrote.wait(10)
        second = write(2)
        assert follow.advance("keep", keep) == 0  # a plain cursor would take the second
        assert kept() == []
        go_on.set()
        first_id = first.result(10)

        assert first_id < second.pk
        assert follow.advance("keep", keep) == 2
        assert kept() == [first_id, second.pk]
        assert follow.advance("keep", keep) == 0

    def test_orders_by_the_transaction_where_ids_disagree(
        self, table: str, start: Start
    ) -> None:
        began, go_on = Event(), Event()

        def early() -> int:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_current_xact_id()")
                began.set()
                assert go_on.wait(10)
                return write(1).pk

        larger = start(early)
        assert began.wait(10)
        smaller = write(2)
        go_on.set()

        assert larger.result(10) > smaller.pk
        assert follow.advance("keep", keep) == 2
        assert kept() == [larger.result(), smaller.pk]

    def test_leaves_out_what_was_undone(self, table: str) -> None:
        undo_one()
        entry = write(2)

        follow.advance("keep", keep)

        assert kept() == [entry.pk]

    def test_moves_nothing_when_the_handler_fails(self, table: str) -> None:
        write(1)

        def half(entries: Sequence[Entry]) -> None:
            keep(entries)
            raise ValueError

        with pytest.raises(ValueError):
            follow.advance("keep", half)
        assert kept() == []
        assert not Cursor.objects.filter(pk="keep", entry_id__gt=0).exists()

        assert follow.advance("keep", keep) == 1

    def test_cuts_a_long_transaction_into_batches(self, table: str) -> None:
        with transaction.atomic():
            for number in range(25):
                write(number)

        assert [follow.advance("keep", keep, limit=10) for _ in range(4)] == [
            10,
            10,
            5,
            0,
        ]
        assert kept() == in_order()

    def test_does_nothing_while_another_worker_has_the_cursor(
        self, table: str, start: Start
    ) -> None:
        Cursor.objects.create(name="keep")
        write(1)
        has_it, go_on = Event(), Event()

        def hold(entries: Sequence[Entry]) -> None:
            has_it.set()
            assert go_on.wait(10)
            keep(entries)

        other = start(follow.advance, "keep", hold)
        assert has_it.wait(10)
        assert follow.advance("keep", keep) == 0
        go_on.set()
        assert other.result(10) == 1
        assert kept() == in_order()

    def test_loses_and_doubles_nothing_under_stress(
        self, table: str, start: Start
    ) -> None:
        done = Event()
        workers = [start(keep_until, done) for _ in range(2)]
        writers = [start(write_like_life, seed) for seed in range(8)]
        for each in writers:
            each.result(60)
        done.set()

        assert sum(each.result(60) for each in workers) > 20
        assert len(kept()) > 200
        assert kept() == in_order()


class TestRebuild:
    def test_lets_the_follower_read_from_the_start(self, table: str) -> None:
        write(1)
        follow.advance("keep", keep)
        assert follow.behind("keep") == 0

        follow.rebuild("keep")

        assert follow.behind("keep") == 1
        assert follow.advance("keep", keep) == 1


class TestWhen:
    def test_calls_by_kind(self) -> None:
        seen: list[str] = []
        handle = follow.when({"a.b": lambda entry: seen.append(entry.about)})

        handle([Entry(kind="a.b", about="x:1"), Entry(kind="a.c", about="x:2")])

        assert seen == ["x:1"]


class TestFollower:
    def test_is_refused_when_the_table_has_none(self) -> None:
        with pytest.raises(NotFound, match="nobody"):
            follow.follower("nobody")


KILLED = """
import sys, time
from haicap.cli import setup_django
setup_django()
from haicap.journal import follow
from tests.journal.test_follow import keep

def slow(entries):
    keep(entries[:3])
    print("at work", flush=True)
    time.sleep(60)

follow.advance("keep", slow, limit=5)
"""

WORKING = """
from haicap.cli import setup_django
setup_django()
from haicap.journal import work
from haicap.journal.follow import Follower
from haicap.cli.journal import _worker
from tests.journal.test_follow import keep
worker, done = _worker({"keep": Follower(keep)})
print("at work", flush=True)
worker.run()
print(done, flush=True)
"""


def process(code: str, database: str) -> "subprocess.Popen[str]":
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "DATABASE_URL": url_of(database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "at work\n"
    return child


class TestProcess:
    def test_killed_in_mid_batch_loses_and_doubles_nothing(self, table: str) -> None:
        for number in range(12):
            write(number)
        follow.advance("keep", keep, limit=2)
        with process(KILLED, table) as child:
            assert follow.advance("keep", keep) == 0  # it has the cursor
            child.send_signal(signal.SIGKILL)
            child.wait(10)

        deadline = time.monotonic() + 10  # the server must notice that the client is gone
        while follow.behind("keep") and time.monotonic() < deadline:
            follow.advance("keep", keep, limit=4)

        assert kept() == in_order()
        assert len(kept()) == 12

    def test_told_to_stop_it_ends_cleanly(self, table: str) -> None:
        with process(WORKING, table) as child:
            write(1)
            deadline = time.monotonic() + 10
            while not kept() and time.monotonic() < deadline:
                time.sleep(0.02)
            child.send_signal(signal.SIGTERM)
            out, _err = child.communicate(timeout=10)

        assert child.returncode == 0
        assert out == "{'keep': 1}\n"


class TestWorker:
    def test_catches_up_and_tells_what_it_did(self, table: str) -> None:
        for number in range(5):
            write(number)
        told: list[tuple[str, int]] = []
        worker = Worker(
            {"keep": Follower(keep, limit=2)}, told=lambda *said: told.append(said)
        )

        assert worker.catch_up()
        assert told == [("keep", 2), ("keep", 2), ("keep", 1)]

    def test_lets_nobody_wait_for_one_that_fails(
        self, table: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(entries: Sequence[Entry]) -> None:
            raise ValueError("broken")

        write(1)
        both = {"bad": Follower(fail), "keep": Follower(keep)}
        worker = Worker(both, told=lambda name, count: None)

        assert not worker.catch_up()
        assert kept() == in_order()
        assert follow.behind("bad") == 1
        assert "follower bad failed" in caplog.text

    def test_waits_between_crumbs(self, table: str, start: Start) -> None:
        batches: list[int] = []
        paused = Follower(lambda entries: batches.append(len(entries)), pause=0.6)
        worker = Worker({"keep": paused}, told=lambda name, count: None)
        write(0)
        running = start(worker.run)
        while not batches:
            time.sleep(0.01)
        for number in range(3):
            write(number)
        deadline = time.monotonic() + 10
        while len(batches) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        worker.stop.set()
        running.result(10)

        assert batches == [1, 3]


class TestAdopt:
    def test_goes_on_where_another_server_left_off(self, table: str) -> None:
        old = write(1)
        with connection.cursor() as cursor:  # as if this came from a server far ahead
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE journal_entry SET xid = xid + 1000000000")
            cursor.execute("SET session_replication_role = DEFAULT")
        assert follow.advance("keep", keep) == 0

        assert actions.adopt() > 0
        assert actions.adopt() == actions.adopt()  # again changes nothing
        assert follow.advance("keep", keep) == 1
        new = write(2)
        assert follow.advance("keep", keep) == 1
        assert kept() == [old.pk, new.pk]

    def test_until_then_nothing_is_written_behind_a_cursor(self, table: str) -> None:
        Cursor.objects.create(name="keep", xid=10**15)

        with pytest.raises(Exception, match="haicap journal adopt"):
            write(1)

        actions.adopt()
        write(1)
        assert follow.advance("keep", keep) == 1


def test_a_fact_outside_a_transaction_is_a_mistake(table: str) -> None:
    with pytest.raises(RuntimeError):
        actions.record(Happened(1), about="test:1", agency_id=None, by=None, at=AT)


def test_a_moment_without_a_time_zone_is_a_mistake(table: str) -> None:
    with pytest.raises(ValueError), transaction.atomic():
        actions.record(
            Happened(1), about="t:1", agency_id=None, by=None, at=AT.replace(tzinfo=None)
        )


def test_the_horizon_belongs_to_the_snapshot_of_the_reader(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT provolatile FROM pg_proc WHERE proname = 'journal_horizon'"
        )
        assert cursor.fetchone() == ("s",)  # volatile would see a younger snapshot
