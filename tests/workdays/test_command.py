"""``haicap due`` from outside."""

import json

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
