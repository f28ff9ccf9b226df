"""The lake after a process was killed: nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from haicap.measures import actions
from haicap.measures.lake import compact, verify
from haicap.measures.lake.manifest import Lake
from haicap.measures.lake.rebuild import Bulk
from tests import given
from tests.measures import world

ROOT = Path(__file__).resolve().parents[2]
POINTS = (
    "draft-written",
    "file-named",
    "manifest-drafted",
    "manifest-named",
    "cursor-moved",
)


def surroundings() -> dict[str, str]:
    """The environment of a process over the database and the lake of the test."""
    said = connection.get_connection_params()
    url = f"postgresql://{said['user']}@/{said['dbname']}?host={said['host']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "HAICAP_LAKE": settings.HAICAP_LAKE,
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "haicap.config.settings",
    }


def start(point: str, times: int = 1, limit: int = 4) -> "subprocess.Popen[bytes]":
    """Start a follower over the database of the test."""
    words = [point, str(times), str(limit)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.measures.follower_process", *words],
        cwd=ROOT,
        env=surroundings(),
    )


def complete(lake: Lake) -> bool:
    """Whether the lake has every milestone of the database once, and no file is damaged."""
    entries = [row["entry"] for row in world.rows(lake)]
    return len(entries) == len(set(entries)) and verify.verify(lake).is_well


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_it_goes_on(lake: Lake, point: str) -> None:
    given.returned()
    world.late()

    assert start(point, 2).wait(60) == -signal.SIGKILL
    assert start("never").wait(60) == 0

    assert complete(lake)
    assert sum(1 for row in world.rows(lake) if row["milestone"] == "returned") == 2


def test_killed_and_then_given_a_larger_batch(lake: Lake) -> None:
    """What was written and not committed is taken back, whatever is written instead."""
    given.returned()
    assert start("manifest-named", 2, limit=3).wait(60) == -signal.SIGKILL
    given.returned()
    world.follow_all(limit=100)

    assert complete(lake)


def test_killed_at_random_while_facts_are_written(lake: Lake) -> None:
    rng = random.Random(7)
    killed = 0
    for _ in range(4):
        given.returned()
        follower = start("never", limit=1)
        time.sleep(rng.uniform(1.0, 3.0))
        follower.kill()
        killed += follower.wait(60) == -signal.SIGKILL
    world.follow_all()

    assert killed
    assert complete(lake)


def test_a_rebuilding_that_died_before_its_cursor_moved(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.returned()
    world.follow_all()
    given.returned()

    def die(_position: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "_move", die)
    with pytest.raises(KeyboardInterrupt):
        actions.rebuild(lake, tick=lambda *_: None)
    given.received()
    world.follow_all(limit=5)

    assert complete(lake)


def test_a_rebuilding_while_the_follower_goes_on(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.returned()
    world.follow_all()
    write = Bulk.write

    def write_slowly(bulk: Bulk) -> object:
        files = write(bulk)
        given.returned()
        world.follow_all(limit=4)
        return files

    monkeypatch.setattr(Bulk, "write", write_slowly)
    actions.rebuild(lake, tick=lambda *_: None)
    given.received()
    world.follow_all()

    assert complete(lake)


def test_many_small_files_are_gathered_on_the_way(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compact, "MOST_SMALL", 3)
    for _ in range(4):
        given.returned()
        world.follow_all(limit=2)

    assert len(lake.manifest().files) <= 4
    assert complete(lake)


def test_compaction_keeps_what_is_appended_meanwhile(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(world.everything())
    world.follow_all(limit=9)
    before = world.rows(lake)
    compacted = compact.compacted

    def compacted_slowly(*args: object) -> object:
        made = compacted(*args)  # type: ignore[arg-type]
        given.returned()
        world.follow_all()
        return made

    monkeypatch.setattr(compact, "compacted", compacted_slowly)
    actions.compact(lake)

    assert world.rows(lake)[: len(before)] == before
    assert complete(lake)
    monkeypatch.undo()
    families = {tuple(file.milestones) for file in actions.compact(lake).files}
    assert len(families) == len(lake.manifest().files)  # one month: a file for each


def test_a_reader_sees_the_old_files_or_the_new(lake: Lake) -> None:
    given.returned()
    world.follow_all(limit=2)
    old = lake.manifest()

    actions.compact(lake)

    assert all(lake.path(file).exists() for file in old.files)  # for readers under way
    lake.sweep(grace=-1)
    assert not any(lake.path(file).exists() for file in old.files)
    assert complete(lake)
