"""``haicap who-decides``."""

import json

import pytest
from click.testing import CliRunner

from haicap.cli.competence import who_decides
from haicap.common.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


def ask(*words: str) -> str:
    result = CliRunner().invoke(who_decides, words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_answers_with_the_agency_and_the_reason() -> None:
    said = ask("1.001193", "--at", "00070", "--on", "2025-07-02")

    assert "People's Committee of Hoàn Kiếm Ward  (00070)" in said
    assert "120/2025/NĐ-CP" in said


def test_answers_programs_with_one_document() -> None:
    said = json.loads(ask("2.000528", "--at", "00070", "--on", "2025-07-02", "--json"))

    assert said["agency"]["code"] == "00070"
    assert said["competence"]["ground"] == "120/2025/NĐ-CP"
    assert [era["from"] for era in said["history"]] == ["2025-01-01", "2025-07-01"]
    assert "Ủy ban nhân dân quận Hoàn Kiếm" in {
        agency["name_vi"] for agency in said["history"][0]["agencies"]
    }


def test_speaks_vietnamese_names() -> None:
    said = ask("1.001193", "--at", "00070", "--on", "2025-07-02", "--lang", "vi")

    assert "Ủy ban nhân dân phường Hoàn Kiếm" in said


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (["1.00119", "--at", "00070", "--on", "2025-07-02"], "1.001193"),
        (["1.001193", "--at", "00071", "--on", "2025-07-02"], "00070"),
    ],
)
def test_names_the_nearest(words: list[str], nearest: str) -> None:
    with pytest.raises(Refused, match=nearest.replace(".", r"\.")) as refused:
        ask(*words)

    assert refused.value.status == 404  # the program ends with 2


def test_a_code_means_what_it_meant_on_that_day() -> None:
    with pytest.raises(NotFound):
        ask("1.001193", "--at", "00001", "--on", "2025-07-02")
    assert "Phúc Xá" in ask("1.001193", "--at", "00001", "--on", "2025-06-30")


def test_a_day_must_be_a_day() -> None:
    result = CliRunner().invoke(
        who_decides, ["1.001193", "--at", "00070", "--on", "2/7/2025"]
    )

    assert result.exit_code == 2
