"""``haicap due`` from outside."""

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from haicap.cli.due import due


def run(*arguments: str) -> Result:
    return CliRunner().invoke(due, arguments)


def test_prints_the_moment_and_each_day() -> None:
    result = run("3 working days", "--from", "2025-08-28 09:00")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "2025-09-04T09:00:00+07:00"
    assert "  Mon 1 Sep 2025: National Day: day off, not counted" in lines


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["3 working days", "--from", "2025-08-28 09:00"], "2025-09-04T09:00:00+07:00"),
        (["trong ngày", "--from", "2025-08-29 15:20"], "2025-09-03T17:00:00+07:00"),
        (["30 days", "--from", "2025-08-01"], "2025-09-03T17:00:00+07:00"),
        (["1 day", "--from", "2025-07-07", "--calendar", "none"], "2025-07-09T00:00:00+07:00"),
        (
            ["1 working day", "--from", "2025-07-11 15:00", "--hours",
             "mon-fri 07:30-11:30,13:00-17:00; sat 07:30-11:30"],
            "2025-07-14T09:30:00+07:00",
        ),
        (
            ["1 working day", "--from", "2025-09-01 10:00", "--calendar", "none",
             "--hours", "mon-fri 07:30-11:30,13:00-17:00"],
            "2025-09-02T10:00:00+07:00",
        ),
        (
            ["5 working days", "--from", "2025-07-07T03:00Z", "--pause",
             "2025-07-09 14:00..2025-07-14 09:00"],
            "2025-07-16T16:00:00+07:00",
        ),
        (
            ["1 working day", "--from", "2025-07-04 10:00", "--off", "2025-07-05",
             "--work", "2025-07-06", "--policy", "end-of-day"],
            "2025-07-06T17:00:00+07:00",
        ),
        (["1 working day", "--from", "2025-07-04", "--pause", "2025-07-04.."], None),
    ],
)  # fmt: skip
def test_the_moment_for_programs(arguments: list[str], expected: str | None) -> None:
    result = run(*arguments, "--json", "--lang", "vi")
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["due"] == expected


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["3 fish"], "LIMIT"),
        (["3 days", "--from", "yesterday"], "--from"),
        (["3 days", "--hours", "mon 8"], "--hours"),
        (["3 days", "--off", "30/4"], "--off"),
        (["3 days", "--work", "x"], "--work"),
        (["3 days", "--pause", "2025-07-09"], "--pause"),
        (["3 days", "--pause", "2025-07-09..2025-07-08"], "--pause"),
        (["3 days", "--policy", "x"], "--policy"),
        (["3 days", "--from", "2200-01-01"], "--from"),
        (["3 days", "--off", "2025-07-09", "--work", "2025-07-09"], "--off and --work"),
        (["3 days", "--agency", "1", "--calendar", "vn"], "--agency and --calendar"),
    ],
)
def test_bad_input_names_the_option_and_exits_with_2(
    arguments: list[str], named: str
) -> None:
    if "--from" not in arguments:
        arguments = [*arguments, "--from", "2025-07-07"]
    result = run(*arguments)
    assert result.exit_code == 2
    assert named in result.output


@pytest.mark.django_db
def test_an_agency_that_is_not_there_is_named() -> None:
    result = run("3 days", "--from", "2025-07-07", "--agency", "nowhere")
    assert result.exit_code == 2
    assert "there is no agency “nowhere” on 2025-07-07" in result.output


@pytest.mark.django_db
def test_an_agency_counts_by_its_own_hours() -> None:
    from haicap.units.models import Agency, Territory
    from haicap.workdays.models import WorkingHours

    since = date(2025, 7, 1)
    agency = Agency.objects.create(
        kind="peoples_committee",
        code="test-1",
        name_vi="UBND thử",
        territory=Territory.objects.create(level="commune", key="test-1"),
        lineage="/",
        valid_from=since,
    )
    Agency.objects.filter(pk=agency.pk).update(lineage=f"/{agency.pk}/")
    WorkingHours.objects.create(
        agency_id=agency.pk,
        weekday=1,
        sessions="08:00-16:00",
        valid_from=since,
        ground="-",
    )
    result = run("1 working day", "--from", "2025-07-07 10:00", "--agency", "test-1")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2025-07-08T16:00:00+07:00")
