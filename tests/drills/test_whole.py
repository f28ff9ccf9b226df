"""A whole small drill: the published shares, the integrity checks, the chain of seals."""

import json
import re
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.db import connection

from haicap.cli import haicap
from haicap.common.checks import find_checks
from haicap.common.checks import run as run_check
from haicap.competence.resolve import decider_for
from haicap.dossiers.models import Dossier
from haicap.drills import plan, world
from haicap.drills.actions import bulk, make_small, run, running, seal_quickly
from haicap.drills.deciders import Deciders, centres, communes
from haicap.drills.models import Batch, SetAside
from haicap.drills.plan import Asked
from haicap.drills.summary import summary
from haicap.journal import actions as journal
from haicap.journal.models import Entry, Seal
from haicap.journal.verify import verify
from haicap.procedures.models import Procedure
from haicap.units import agencies
from haicap.units.models import Territory
from tests import conftest
from tests.drills import replay

NOW = datetime.now(UTC)
FIRST, LAST = date(2025, 7, 1), date(2025, 8, 23)


@pytest.mark.usefixtures("committed_db")
def test_a_drill_is_sound_and_comes_out_as_published() -> None:
    drill = make_small(dossiers=2000, at=NOW)

    found = summary(drill)
    assert found.dossiers == 2000 + Dossier.objects.exclude(legs=None).distinct().count()
    assert found.provinces["79"] == max(found.provinces.values())
    assert found.provinces["11"] == min(found.provinces.values())
    targets = found.document()["targets"]
    for name, share in found.shares().items():
        assert share == pytest.approx(targets[name], abs=0.02), name
    assert Dossier.objects.filter(simulated=False).count() == 0
    assert Dossier.objects.exclude(bundle=None).exists()
    wrong = {
        o.check.name: o.rows for o in map(run_check, find_checks()) if o.count or o.broken
    }
    assert wrong == {}


@pytest.mark.usefixtures("committed_db")
def test_the_quick_seals_are_those_of_the_sealer() -> None:
    make_small(dossiers=300, at=NOW)
    half = Entry.objects.count() // 2

    quickly = seal_quickly(at=NOW)
    run(Asked(0.00002, FIRST, LAST, 5), at=NOW)
    slowly = journal.seal(NOW)

    told = verify()
    assert quickly > half
    assert slowly > 0
    assert told.faults == []
    assert told.unsealed == 0
    assert told.sealed == quickly + slowly == Entry.objects.count()
    assert max(Seal.objects.values_list("count", flat=True)) <= journal.SEALED_AT_ONCE
    assert seal_quickly(at=NOW) == 0


@pytest.mark.usefixtures("committed_db")
def test_processes_beside_make_the_same(
    another_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 100)
    asked = Asked(0.00005, FIRST, LAST, 3)
    run(asked, workers=2, at=NOW)
    assert Batch.objects.filter(done_at=None).count() == 0
    assert Batch.objects.count() > 2
    made = replay.everything()

    conftest._use(another_db)
    run(asked, at=NOW)

    assert made == replay.everything()


@pytest.mark.usefixtures("committed_db")
def test_indexes_come_back_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BULK_FROM", 0)
    before = everything_on_the_tables()
    seen: list[int] = []
    original = bulk.put_back

    def look(*args: object) -> None:
        seen.append(SetAside.objects.count())
        original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(bulk, "put_back", look)
    run(Asked(0.00002, FIRST, LAST, 5), at=NOW)

    assert seen[0] > 200
    assert everything_on_the_tables() == before
    assert not SetAside.objects.exists()


def everything_on_the_tables() -> set[tuple[object, ...]]:
    """Indexes and constraints with their definitions, and whether they are proven."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename::text, indexname::text, indexdef, true FROM pg_indexes"
            " WHERE schemaname = current_schema()"
            " UNION ALL SELECT conrelid::regclass::text, conname::text,"
            " pg_get_constraintdef(oid), convalidated FROM pg_constraint"
        )
        # A list of texts made again is written with its casts in other places.
        return {
            (table, name, re.sub(r"::[a-z ]+(\[\])?|[()]", "", definition), proven)
            for table, name, definition, proven in cursor.fetchall()
        }


@pytest.mark.django_db
def test_deciders_and_centres_are_those_of_one_dossier() -> None:
    places = communes(FIRST)
    found = Deciders(FIRST, places)
    served = centres(FIRST, places)

    for procedure in Procedure.objects.order_by("slug")[::17]:
        decided = found.of(procedure.pk)
        for index in range(0, len(places), 577):
            if decided.agency[index] >= 0:
                one = decider_for(procedure.pk, places[index].id, FIRST)
                assert (decided.agency[index], decided.competence[index]) == tuple(one)
    for index in range(0, len(places), 97):
        place = Territory.objects.get(pk=places[index].id)
        assert served[index] == agencies.centre_for(place, FIRST).pk


@pytest.mark.django_db
def test_the_world_has_an_offer_for_nearly_every_procedure() -> None:
    seen = world.survey(FIRST, LAST, ("38",))

    assert len(seen.communes) == 166
    assert len(seen.offers) > 250
    assert (seen.competent >= 0).all()


@pytest.mark.usefixtures("committed_db")
def test_the_command_tells_what_it_made() -> None:
    said = CliRunner().invoke(
        haicap,
        ["drill", "--scale", "0.0002", "--province", "38", "--workers", "0", "--json"],
    )

    told = json.loads(said.stdout)
    assert told["simulated"] is True
    assert told["provinces"].keys() == {"38"}
    assert told["provinces"]["38"] == told["dossiers"]
    assert told["sealed"] > told["dossiers"] * 5
    assert told["targets"]["on_time_share"] == 0.72
