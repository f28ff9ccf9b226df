"""Verifying the lake, and making anew what is damaged."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from haicap.cli import haicap
from haicap.measures import actions, engine
from haicap.measures.lake.manifest import Lake
from haicap.measures.lake.verify import verify
from tests import given
from tests.measures import world


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def call(*words: str) -> Result:
    return CliRunner().invoke(haicap, list(words))


def said(*words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(call(*words, "--json").stdout)
    return found


def test_a_whole_lake_is_well(lake: Lake) -> None:
    list(world.everything())
    world.follow_all()

    found = verify(lake)

    assert found.is_well
    assert found.rows == len(world.rows(lake))
    assert found.groups > 10


def test_a_damaged_file_is_named_and_only_its_month_is_made_anew(lake: Lake) -> None:
    world.late()  # settled in the month in which it was received
    given.returned(at=given.MONDAY + 30 * world.DAY)
    world.follow_all()
    before = world.rows(lake)
    july, august = sorted(lake.manifest().files, key=lambda file: file.month)
    content = bytearray(lake.path(august).read_bytes())
    content[100] ^= 1
    lake.path(august).write_bytes(content)

    outcome = call("lake", "verify")
    assert outcome.exit_code == 1
    assert august.path in outcome.stdout
    assert "2025-08" in outcome.stdout
    assert call("lake", "rebuild", "--month", "2025-08").exit_code == 0

    assert july in lake.manifest().files
    assert call("lake", "verify").exit_code == 0
    assert world.rows(lake) == before


def test_a_file_that_is_gone_is_named(lake: Lake) -> None:
    given.received()
    world.follow_all()
    (file,) = lake.manifest().files
    lake.path(file).unlink()

    (damaged,) = verify(lake).damaged

    assert damaged.details == {"file": file.path, "fault": "missing", "month": "2025-07"}


def test_a_row_too_many_and_a_row_changed_are_found(lake: Lake) -> None:
    given.received()
    world.follow_all()
    manifest = lake.manifest()
    (file,) = manifest.files
    twice = replace(file, is_gathered=True)
    lake.publish(type(manifest)(manifest.position, files=(file, twice)))

    found = verify(lake).differences

    assert [(d.milestone, d.in_lake, d.in_database) for d in found] == [
        ("received", 2, 1),
        ("submitted", 2, 1),
    ]
    assert found[0].day == "2025-07-07"
    assert found[0].province == "38"


def test_a_lake_that_is_lost_is_not_taken_for_an_empty_one(lake: Lake) -> None:
    given.received()
    world.follow_all()
    (lake.root / "manifest.json").unlink()
    given.received()

    assert call("follow", "lake", "--once").exit_code == 1
    assert said("lake", "status")["behind"] == 2

    assert call("lake", "rebuild").exit_code == 0
    assert verify(lake).is_well
    assert said("lake", "status")["behind"] == 0


def test_the_checks_find_a_lake_that_is_wrong(lake: Lake) -> None:
    given.received()
    world.follow_all()
    names = ("--only", "lake_out_of_step", "--only", "lake_file_damaged")
    assert call("check", *names).exit_code == 0
    (file,) = lake.manifest().files

    lake.path(file).write_bytes(b"")
    assert said("check", *names)["errors"] == 1
    (lake.root / "manifest.json").unlink()
    assert said("check", *names)["errors"] == 1


def test_the_follower_can_begin_again(lake: Lake) -> None:
    given.received()
    world.follow_all()
    before = world.rows(lake)

    assert call("follow", "lake", "--rebuild", "--once").exit_code == 0

    assert world.rows(lake) == before
    assert verify(lake).is_well


def test_commands(lake: Lake) -> None:
    given.returned()
    world.follow_all(limit=3)

    assert said("lake", "status")["rows"] == len(world.rows(lake))
    assert said("lake", "compact")["files"] == 5  # a file for each family
    assert said("lake", "rebuild")["rows"] == len(world.rows(lake))
    assert said("lake", "verify")["differences"] == []
    assert call("lake", "rebuild", "--month", "2025-13").exit_code == 2


def test_a_measure_on_the_command_line(lake: Lake) -> None:
    world.late()
    given.returned()
    world.follow_all()
    days = ("--from", "2025-07-01", "--to", "2025-08-23")

    told = said("measure", "on-time", "--by", "province", *days, "--lens", "as-is")
    assert told["rows"] == [
        {"province": "38", "value": 0.5, "numerator": 1, "denominator": 2}
    ]
    assert told["until"] == "2025-08-24"
    assert told["data_as_of"]
    plain = call("measure", "on-time", "--by", "province", *days, "--lang", "vi")
    assert "đúng hạn" in plain.stdout
    assert "0.5000" in plain.stdout
    top = said("measure", "received", "--by", "commune", *days, "--top", "1")
    assert len(top["rows"]) == 1  # type: ignore[arg-type]
    names = json.loads(call("measure", "--list", "--json").stdout)
    assert {"received", "on-time", "decentralised"} <= {each["name"] for each in names}


def test_bad_questions_name_the_nearest(lake: Lake) -> None:
    def refusal(*words: str) -> str:
        outcome = call("measure", *words)
        assert outcome.exit_code != 0
        return str(outcome.exception) + outcome.output

    week = ("--period", "2025-W34")
    assert "on-time" in refusal("on-tme", *week)
    assert "province" in refusal("on-time", "--by", "provnce", *week)
    assert "channel" in refusal("on-time", "--where", "chanel=online", *week)
    assert "the nearest is" in refusal("on-time", "--where", "province=99", *week)
    assert "future" in refusal("on-time", "--period", "2199-W01")
    assert "nearest" in refusal("on-time", "--period", "2025-W99")
    assert "nearest" in refusal("on-time", "--period", "last week")
    assert "future" in refusal("on-time", "--from", "2025-07-01", "--to", "2199-01-01")
    assert refusal("on-time", "--from", "2025-08-01", "--to", "2025-07-01")


def test_registers_are_measured_on_the_last_day(lake: Lake) -> None:
    said = {"since": date(2025, 8, 1), "until": date(2025, 8, 24)}

    centres = engine.compute("centre-coverage", **said).total  # type: ignore[arg-type]
    places = engine.compute("reception-coverage", **said).total  # type: ignore[arg-type]
    local = engine.compute("decentralised", by=["level"], **said)  # type: ignore[arg-type]

    assert (centres.numerator, centres.denominator) == (3139, 3321)
    assert places.numerator is not None
    assert centres.numerator is not None
    assert places.numerator > centres.numerator
    assert {row.keys for row in local.rows} >= {("commune",), ("province",)}


def test_two_lakes_do_not_disturb_each_other(lake: Lake) -> None:
    with lake.arranging(wait=True) as mine:
        assert mine
        with Lake(lake.root).arranging(wait=False) as other:
            assert not other
    assert actions.compact(lake).files == ()
