"""
With transactions that really commit: a process that dies, two at once, plans that wait.

The small country is made in a database of its own; each test takes it as the one before left
it clean: what failed must leave everything as it was.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from django.apps import apps
from django.db import connection, connections

from haicap.cli.reorganise import reorganise as command
from haicap.common.errors import NotAllowed, Refused
from haicap.config.schedule import JOBS
from haicap.dossiers import actions as dossiers
from haicap.dossiers.models import Dossier
from haicap.dossiers.numbers import JustReorganised
from haicap.journal.models import Entry
from haicap.units.models import Reorganisation
from haicap.units.reorganise import actions
from haicap.units.reorganise.plan import Origin, Plan, Unit
from haicap.units.reorganise.refusals import (
    AlreadyApplied,
    AlreadyScheduled,
    OutOfOrder,
    PlanRefused,
    TooEarly,
)
from tests import conftest, given
from tests.units.reorganise import small

PLAN = """\
key: sap-nhap
title: Hai xã thành một phường
ground: 1/NQ-UBTVQH16
effective: 2027-01-04
units:
  - code: "10001"
    kind: ward
    name: Mới
    parent: "10"
    from: ["10001", "10002"]
  - code: "10003"
    kind: ward
    name: Tên 10003
    parent: "10"
    from: [{code: "10003", kind: renamed}]
"""
DIES = """
import os, signal, sys
from haicap.cli import setup_django
setup_django()
from tests.units.reorganise import small
from tests.units.reorganise.test_committed import plan
from haicap.units.reorganise.actions import reorganise

def tick(step):
    if step == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGKILL)

reorganise(plan(), tick=tick, by=None, at=small.NIGHT)
"""
MORNING_AFTER = small.NIGHT + timedelta(hours=8)
# Temporary ones apart, and what nothing follows from: sequences, and who signed in.
TABLES = [
    model._meta.db_table
    for model in apps.get_models()
    if model.__module__.startswith("haicap.")
]


def plan(**said: str) -> Plan:
    merged = (Origin("10001"), Origin("10002"))
    units = (
        Unit("10001", "ward", "Mới", "10", merged),
        Unit("10003", "ward", "Tên 10003", "10", (Origin("10003", "renamed"),)),
    )
    return Plan(said.get("key", "sap-nhap"), "Sáp nhập", "1/NQ", small.ON, units)


def picture() -> dict[str, str]:
    """Every row of every table, as one hash a table."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), ''))"
                f" FROM {table} t"
            )
            found[table] = cursor.fetchone()[0]
    # A stamp tells that something may have changed; what was taken back may renew it.
    found.pop("workdays_edition")
    return found


@pytest.fixture
def country(no_country: str) -> Iterator[small.Country]:
    """The country in a database of the test's own, on the morning after the night."""
    name = f"{no_country}_own"
    connection.close()
    conftest._clone(no_country, name)
    conftest._use(name)
    with time_machine.travel(MORNING_AFTER, tick=False):
        made = small.found({"10": ["10001", "10002", "10003"], "20": ["20001"]})
        small.dossier("10001", state="registered")
        small.dossier("10002")
        yield made
    conftest._use(no_country)
    conftest._execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def moved() -> int:
    return Entry.objects.filter(kind="dossier.moved").count()


class TestAProcessThatDies:
    @pytest.mark.parametrize(
        "step", ["check", "agencies", "look at dossiers", "move dossiers", "facts"]
    )
    def test_leaves_everything_as_it_was(self, country: small.Country, step: str) -> None:
        before = picture()

        died = subprocess.run(
            [sys.executable, "-c", DIES, step],
            env=os.environ | {"DATABASE_URL": url()},
            cwd=conftest.ROOT,
            check=False,
        )

        assert died.returncode == -signal.SIGKILL
        assert picture() == before
        actions.reorganise(plan(), by=None, at=small.NIGHT)
        assert moved() == 2

    def test_and_so_does_a_failure_in_the_last_room(self, country: small.Country) -> None:
        before = picture()

        def tick(step: str) -> None:
            if step == "facts":
                raise RuntimeError("the disk is full")

        with pytest.raises(RuntimeError):
            actions.reorganise(plan(), tick=tick, by=None, at=small.NIGHT)

        assert picture() == before


def url() -> str:
    said = connection.settings_dict
    host = said["OPTIONS"].get("host", said["HOST"])
    found = f"postgresql://{said['USER']}:{said['PASSWORD']}@/{said['NAME']}?host={host}"
    return found + (f"&port={said['PORT']}" if said["PORT"] else "")


class TestARehearsal:
    def test_writes_nothing(self, country: small.Country) -> None:
        before = picture()

        report = actions.rehearse(plan(), at=small.NIGHT)

        assert picture() == before
        assert {c.code: c.count for c in report.consequences}["dossiers"] == 2

    def test_refuses_a_plan_with_faults(self, country: small.Country) -> None:
        wrong = Plan("k", "t", "g", small.ON, (Unit("10001", "ward", "x", "99", ()),))

        with pytest.raises(PlanRefused) as refused:
            actions.rehearse(wrong, at=small.NIGHT)

        assert [fault.code for fault in refused.value.details["faults"]] == ["no-origin"]


class TestCarryingOut:
    def test_happens_once(self, country: small.Country) -> None:
        actions.reorganise(plan(), by=None, at=small.NIGHT)
        after = picture()

        with pytest.raises(AlreadyApplied):
            actions.reorganise(plan(), by=None, at=small.NIGHT)

        assert picture() == after

    def test_is_for_who_keeps_the_units_of_the_nation(
        self, country: small.Country
    ) -> None:
        before = moved()
        stranger = given.officer("leader", country.agencies["10"], "leader")

        with pytest.raises(NotAllowed):
            actions.reorganise(plan(), by=stranger, at=small.NIGHT)

        assert moved() == before
        actions.reorganise(plan(), by=small.registrar(), at=small.NIGHT)
        assert moved() == 2

    def test_waits_for_its_day_and_for_its_turn(self, country: small.Country) -> None:
        with pytest.raises(TooEarly):
            actions.reorganise(plan(), by=None, at=small.NIGHT - timedelta(minutes=1))
        actions.reorganise(plan(), by=None, at=small.NIGHT)
        earlier = Plan("k", "t", "g", small.ON - timedelta(days=9), plan().units)

        with pytest.raises(OutOfOrder):
            actions.rehearse(earlier, at=small.NIGHT)

    def test_of_two_at_once_one_does_it(self, country: small.Country) -> None:
        found: list[object] = []

        def go() -> None:
            try:
                found.append(actions.reorganise(plan(), by=None, at=small.NIGHT))
            except Refused as refused:
                found.append(refused.code)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=go) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=120)

        assert "reorganise.already-applied" in found
        assert moved() == 2

    def test_lets_no_dossier_slip_in_meanwhile(self, country: small.Country) -> None:
        """One is submitted after the old agencies were read and before they are gone."""
        version = small.version(small.AT_COMMUNE)
        request = given.request(
            version, place=country.territories["10002"], channel="in_person", files=[]
        )
        lan = given.officer("receptionist", country.agencies["10002.9"], "lan")
        begun, done = threading.Event(), threading.Event()
        said: list[object] = []

        def submit() -> None:
            begun.wait(60)
            try:
                at = small.NIGHT - timedelta(minutes=1)
                said.append(dossiers.submit(version, request, by=lan, at=at))
            except Refused as refused:
                said.append(refused)
            finally:
                connections.close_all()
                done.set()

        thread = threading.Thread(target=submit)
        thread.start()

        def tick(step: str) -> None:
            if step == "move dossiers":
                begun.set()
                # It reads the old world, and then waits for the lock on its number.
                assert not done.wait(1.5)

        actions.reorganise(plan(), tick=tick, by=None, at=small.NIGHT)
        thread.join(timeout=60)

        (answer,) = said
        late = Dossier.objects.filter(responsible__valid_until__isnull=False)
        assert isinstance(answer, JustReorganised) or not late.exists()
        assert not late.exists()


class TestAPlanThatWaits:
    def test_happens_on_its_day_by_the_worker(self, country: small.Country) -> None:
        before = small.NIGHT - timedelta(days=30)
        event = actions.schedule(plan(), by=small.registrar(), at=before)

        assert event.applied_at is None
        assert moved() == 0
        with pytest.raises(AlreadyScheduled):
            actions.schedule(plan(), by=None, at=before)
        assert actions.reorganise_due(at=small.NIGHT - timedelta(seconds=1)) == []

        assert JOBS["reorganise"](small.NIGHT) == "sap-nhap"
        assert JOBS["reorganise"](small.NIGHT) == ""

        event.refresh_from_db()
        assert event.applied_at == small.NIGHT
        assert moved() == 2
        kinds = set(Entry.objects.values_list("kind", flat=True))
        assert {"reorganisation.scheduled", "reorganisation.applied"} <= kinds

    def test_can_be_taken_back(self, country: small.Country) -> None:
        before = small.NIGHT - timedelta(days=30)
        event = actions.schedule(plan(), by=None, at=before)
        stranger = given.officer("leader", country.agencies["10"], "leader")
        with pytest.raises(NotAllowed):
            actions.cancel(event, by=stranger, at=before)

        actions.cancel(event, by=None, at=before)

        assert not Reorganisation.objects.exists()
        assert actions.reorganise_due(at=small.NIGHT) == []
        done = actions.schedule(plan(), by=None, at=before)
        actions.reorganise_due(at=small.NIGHT)
        with pytest.raises(AlreadyApplied):
            actions.cancel(done, by=None, at=small.NIGHT)


class TestTheCommand:
    def run(self, *words: str) -> tuple[int, str]:
        told = CliRunner().invoke(command, words)
        return told.exit_code, told.output

    def test_tells_does_and_lists(self, country: small.Country, tmp_path: Path) -> None:
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        before = picture()

        code, said = self.run(str(path), "--dry-run", "--json")

        assert code == 0
        document = json.loads(said)
        assert document["dry_run"] is True
        counts = {c["code"]: c["count"] for c in document["consequences"]}
        assert (counts["units.formed"], counts["units.ended"]) == (1, 2)
        assert counts["dossiers"] == 2
        assert picture() == before
        code, said = self.run("--lang", "en", str(path))
        assert code == 0
        assert "Done, as one event." in said
        assert moved() == 2
        assert json.loads(self.run("unresolved", "--json")[1])["count"] == 0

    def test_names_every_fault_by_its_line(
        self, country: small.Country, tmp_path: Path
    ) -> None:
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN.replace('"10002"', '"10009"'), encoding="utf-8")

        code, said = self.run(str(path))

        assert code == 1
        assert "plan.yaml:10: 10009:" in said
        assert moved() == 0

    def test_plans_ahead(self, country: small.Country, tmp_path: Path) -> None:
        path = tmp_path / "plan.yaml"
        path.write_text(PLAN, encoding="utf-8")
        with time_machine.travel(datetime(2026, 12, 1, tzinfo=given.VIETNAM), tick=False):
            assert self.run(str(path), "--schedule")[0] == 0
            assert self.run("due")[1] == ""
            assert moved() == 0

        assert self.run("due")[0] == 0
        assert moved() == 2

    def test_resolves_what_is_left_to_people(
        self, country: small.Country, tmp_path: Path
    ) -> None:
        path = tmp_path / "plan.yaml"
        parts = PLAN.replace(
            '["10001", "10002"]', '[{code: "10002", kind: part}]'
        ).replace(
            '[{code: "10003", kind: renamed}]', '[{code: "10002", kind: part}, "10003"]'
        )
        path.write_text(
            parts.replace('code: "10001"', 'code: "10002"', 1), encoding="utf-8"
        )
        assert self.run(str(path))[0] == 0
        (row,) = json.loads(self.run("unresolved", "--json")[1])["dossiers"]
        assert {c["code"] for c in row["candidates"]} == {"10002", "10003"}
        small.registrar("lan")

        code, said = self.run("resolve", row["number"], "--to", "10003", "--by", "lan")

        assert code == 0
        assert "→ 10003 " in said
        assert json.loads(self.run("unresolved", "--json")[1])["count"] == 0
