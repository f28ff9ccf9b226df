"""Beginning a drill, and going on with one."""

import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from multiprocessing import get_context

from django.db import connection, transaction
from django.utils.timezone import localdate, localtime

from haicap.dossiers.models import Dossier
from haicap.drills import scenario, worker
from haicap.drills.actions import bulk, bundles
from haicap.drills.actions.casting import open_accounts
from haicap.drills.asking import (
    DrillIsRunning,
    DrillUnfinished,
    NothingToResume,
    OthersDossiers,
    WorldChanged,
    require_sound,
)
from haicap.drills.choices import Odds
from haicap.drills.database import conninfo
from haicap.drills.ids import reserve
from haicap.drills.models import Batch, Drill
from haicap.drills.names import pool
from haicap.drills.people import needed
from haicap.drills.plan import Asked, digest_of, plan, working_days
from haicap.drills.pour import Done, Order, carry_out
from haicap.drills.rows import MOST, TABLES, Props
from haicap.drills.world import survey
from haicap.papers import actions as papers

BULK_FROM = 150_000
"""Dossiers from which it is worth while to set indexes aside."""

LOCK = 20250823  # of the one drill that runs at a time
TRIES = 40
# The smallest file that is a PDF stands for every paper.
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Watcher:
    """Who is told how far it is."""

    stage: Callable[[str, int], None] = lambda name, steps: None
    batch: Callable[[Done], None] = lambda done: None
    step: Callable[[str], None] = lambda name: None


def run(
    asked: Asked,
    *,
    workers: int = 0,
    with_others: bool = False,
    watcher: Watcher | None = None,
    at: datetime,
) -> Drill:
    """
    Make simulated traffic; with workers beside this process, or all in it.

    :raises Invalid: if something is asked that cannot be
    :raises OthersDossiers: if there are dossiers that are not simulated, unless wanted
    :raises DrillUnfinished: if one was interrupted
    """
    require_sound(asked, localdate(at))
    with _alone():
        unfinished = Drill.objects.filter(ended_at=None).first()
        if unfinished is not None:
            begun = f"{localtime(unfinished.begun_at):%H:%M %d/%m/%Y}"
            raise DrillUnfinished(begun=begun)
        others = Dossier.objects.filter(simulated=False).count()
        if others and not with_others:
            raise OthersDossiers(count=others)
        drill, props = _begin(asked, at=at)
        return _carry_on(drill, props, workers, watcher or Watcher(), at=at)


def resume(*, workers: int = 0, watcher: Watcher | None = None, at: datetime) -> Drill:
    """
    Go on with the drill that was interrupted.

    :raises NothingToResume: if there is none
    :raises WorldChanged: if its rows could not be the same any more
    """
    with _alone():
        drill = Drill.objects.filter(ended_at=None).first()
        if drill is None:
            raise NothingToResume
        asked = Asked(
            drill.scale, drill.since, drill.until, drill.seed, tuple(drill.provinces)
        )
        odds = _odds(asked)
        if digest_of(asked, odds.scenario, odds.world, odds.plan) != drill.digest:
            raise WorldChanged(begun=f"{localtime(drill.begun_at):%H:%M %d/%m/%Y}")
        return _carry_on(drill, _props(odds, at), workers, watcher or Watcher(), at=at)


def make_small(
    *,
    dossiers: int = 1500,
    until: date | None = None,
    seed: int = 20250701,
    at: datetime,
) -> Drill:
    """Make a little traffic for looking at: of the published days, or as many until another."""
    told = scenario.read()
    last = until or told.until
    first = last - (told.until - told.since)
    usual = working_days(told.since, told.until) / working_days(first, last)
    scale = usual * dossiers / told.published.dossiers
    return run(Asked(scale, first, last, seed), with_others=True, at=at)


@contextmanager
def _alone() -> Iterator[None]:
    """:raises DrillIsRunning: if another process holds the lock, which ends with it"""
    with connection.cursor() as cursor:
        # The server needs a moment to see that a process was killed.
        for _try in range(TRIES):
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if cursor.fetchone()[0]:
                break
            time.sleep(0.25)
        else:
            raise DrillIsRunning
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _odds(asked: Asked) -> Odds:
    told = scenario.read()
    world = survey(asked.since, asked.until, asked.provinces)
    return Odds(asked, told, world, plan(asked, told, world))


@transaction.atomic
def _begin(asked: Asked, *, at: datetime) -> tuple[Drill, Props]:
    odds = _odds(asked)
    props = _props(odds, at)
    total = odds.plan.total
    drill = Drill.objects.create(
        seed=asked.seed,
        scale=asked.scale,
        since=asked.since,
        until=asked.until,
        provinces=list(asked.provinces),
        digest=digest_of(asked, odds.scenario, odds.world, odds.plan),
        bases={m._meta.db_table: reserve(m, most * total) for m, most in MOST.items()},
        is_bulk=total >= BULK_FROM,
        begun_at=at,
    )
    Batch.objects.bulk_create(
        Batch(drill=drill, number=part.number, dossiers=part.dossiers)
        for part in odds.plan.parts
    )
    return drill, props


def _props(odds: Odds, at: datetime) -> Props:
    names = pool(odds.asked.seed, odds.scenario.names)
    cast = open_accounts(needed(odds), names, at=at)
    file = papers.store(BytesIO(PAPER), at=at)
    return Props(odds, cast, names, file.pk)


def _carry_on(
    drill: Drill, props: Props, workers: int, watcher: Watcher, *, at: datetime
) -> Drill:
    order = Order(conninfo(), drill.pk, drill.bases)
    left = drill.batches.filter(done_at=None).order_by("number")
    numbers = list(left.values_list("number", flat=True))
    if drill.is_bulk and numbers:
        bulk.set_aside_once(tables())
    watcher.stage("batches", len(numbers))
    if workers:
        _side_by_side(numbers, props, order, workers, watcher)
    else:
        for number in numbers:
            watcher.batch(carry_out(props.odds.plan.parts[number], props, order))
    if drill.is_bulk:
        watcher.stage("indexes", bulk.left())
        bulk.put_back(order.conninfo, watcher.step)
    watcher.stage("bundles", 0)
    _finish(drill, props, at=at)
    bulk.analyse(tables())
    return drill


@transaction.atomic
def _finish(drill: Drill, props: Props, *, at: datetime) -> None:
    drill.bundles = bundles.play(props, at=at)
    drill.ended_at = datetime.now(UTC)
    drill.save(update_fields=["bundles", "ended_at"])


def _side_by_side(
    numbers: list[int], props: Props, order: Order, workers: int, watcher: Watcher
) -> None:
    packed = pickle.dumps({"props": props, "order": order})
    with ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=worker.begin, initargs=(packed,)
    ) as pool_of_workers:
        todo = [pool_of_workers.submit(worker.work, number) for number in numbers]
        for done in as_completed(todo):
            watcher.batch(done.result())


def tables() -> list[str]:
    """The tables that a drill fills."""
    return list(TABLES)
