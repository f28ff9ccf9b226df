"""The bundled files are whole and cite what is there; a wrong line is named."""

from datetime import date
from pathlib import Path

import pytest

from haicap.law.models import Clause
from haicap.standards import load
from haicap.standards.load import CitationUnknown
from haicap.standards.reading import DATA, RuleRefused, quantities
from haicap.standards.rules import (
    NoRules,
    bundled,
    classes_on,
    known,
    read,
    standards_on,
)
from haicap.standards.table import Classes, Standards, Told

DECREE = DATA / "rules/classification-307-2025.yaml"
RESOLUTION = DATA / "rules/standards-112-2025.yaml"


class TestInForce:
    @pytest.mark.parametrize(
        ("day", "document"),
        [
            (date(2016, 5, 25), "1211/2016/UBTVQH13"),
            (date(2025, 11, 26), "1211/2016/UBTVQH13"),
            (date(2025, 11, 27), "307/2025/NĐ-CP"),
            (date(2030, 1, 1), "307/2025/NĐ-CP"),
        ],
    )
    def test_the_classification_of_a_day(self, day: date, document: str) -> None:
        assert classes_on(day).document == document

    @pytest.mark.parametrize(
        ("day", "document"),
        [
            (date(2025, 12, 31), "1211/2016/UBTVQH13"),
            (date(2026, 1, 1), "112/2025/UBTVQH15"),
        ],
    )
    def test_the_standards_of_a_day(self, day: date, document: str) -> None:
        assert standards_on(day).document == document

    def test_before_the_first_there_are_none(self) -> None:
        with pytest.raises(NoRules, match="2016-05-25"):
            classes_on(date(2016, 5, 24))

    @pytest.mark.parametrize("sort", [Classes, Standards])
    def test_versions_follow_each_other_without_a_gap(self, sort: type) -> None:
        versions = [each for each in bundled() if isinstance(each, sort)]
        versions.sort(key=lambda each: each.valid_from)
        ends = [each.valid_until for each in versions]

        assert ends == [*(each.valid_from for each in versions[1:]), None]


@pytest.mark.parametrize("kind", ["province", "city", "commune", "ward", "special_zone"])
def test_every_kind_of_today_has_standards(kind: str) -> None:
    assert standards_on(date(2026, 1, 1)).table(kind) is not None


def test_every_figure_is_asked_for_by_some_rule() -> None:
    asked = {"priority_points"}
    for version in bundled():
        if isinstance(version, Classes):
            asked |= {n for t in version.tables for e in t.criteria for n in e.names()}
            asked |= {each.when for each in version.classes}
        elif isinstance(version, Standards):
            asked |= {
                n for t in version.tables for e in t.requirements for n in e.names()
            }

    assert set(known()) <= asked
    assert known()["mountain"].told == Told.YES_NO


def test_the_points_of_communes_add_up_to_what_is_published() -> None:
    table = classes_on(date(2026, 1, 1)).table("commune")
    assert table is not None
    mosts = [each.most for each in table.criteria if each.most is not None]

    # 10 for the budget, five times 5, and 10 for the special criteria.
    assert sum(mosts) == 10 + 5 * 5 + (3 + 3 + 2 + 2)


WRONG = [
    (DECREE, "valid_from: 2025-11-27", "valid_from: 27/11/2025", "valid_from"),
    (DECREE, "valid_until:\n", "valid_until: 2025-11-27\n", "valid_until"),
    (DECREE, "between: linear", "between: somehow", "between"),
    (DECREE, "document: 307/2025/NĐ-CP", "document:", "document"),
    (DECREE, "per: 60000", "per: 0", "per"),
    (DECREE, "per: 60000", "per: sixty", "per"),
    (DECREE, "per: 60000", "per: -5", "per"),
    (DECREE, "per: 60000", "pro: 60000", "pro"),
    (DECREE, "            most: 25\n", "            most: 5\n", "most"),
    (DECREE, "percent: 75", "percent: 175", "percent"),
    (DECREE, "when: mountain", "when: mountains", "when"),
    (DECREE, "when: mountain", "when: population", "when"),
    (DECREE, "value: area_km2", "value: mountain", "value"),
    (DECREE, "{class: I, kinds: [city]", "{class: IV, kinds: [city]", "class"),
    (DECREE, "kinds: [province]\n", "kinds: [county]\n", "kinds"),
    (DECREE, "code: area\n", "code: population\n", "criteria"),
    (DECREE, "what: classification", "what: ranking", "what"),
    (DECREE, "        sure: 95\n", "        sure: 95\n        sure: 90\n", "sure"),
    (DECREE, "between: linear", "between: [", "yaml"),
    (RESOLUTION, "{least: 1400000", "{when: island, least: 1400000", "leasts"),
    (RESOLUTION, "{value: ward_percent, least: 30", "{value: ward_percent", "least"),
    (RESOLUTION, "open: yes", "open: perhaps", "open"),
]


@pytest.mark.parametrize(("path", "right", "wrong", "field"), WRONG)
def test_a_wrong_line_is_named(
    path: Path, right: str, wrong: str, field: str, tmp_path: Path
) -> None:
    text = path.read_text("utf-8")
    assert right in text
    copy = tmp_path / path.name
    copy.write_text(text.replace(right, wrong, 1), "utf-8")

    with pytest.raises(RuleRefused) as refused:
        read(copy)

    assert refused.value.details["field"] == field
    assert f"{path.name}:" in str(refused.value)
    line = refused.value.details["line"]
    near = text[: text.index(right)].count("\n") + 1
    # What is wrong with a whole list is told at its beginning.
    assert near - (20 if field == "criteria" else 3) <= line <= near + 5


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("- {name: a, told: colour, title_vi: a, title_en: a}", "told"),
        ("- {name: a, told: number, title_vi: a}", "title_en"),
        ("- {told: number, title_vi: a, title_en: a}", "name"),
        (
            "- {name: a, told: number, title_vi: a, title_en: a}\n" * 2,
            "name",
        ),
    ],
)
def test_a_wrong_figure_is_named(said: str, field: str, tmp_path: Path) -> None:
    file = tmp_path / "quantities.yaml"
    file.write_text(said, "utf-8")

    with pytest.raises(RuleRefused) as refused:
        quantities(file)

    assert refused.value.details["field"] == field


@pytest.mark.django_db
class TestLoad:
    def test_everything_that_is_cited_is_in_the_register(self) -> None:
        assert load.load() == 0

    def test_a_clause_that_is_not_there_is_named(self) -> None:
        Clause.objects.filter(
            document__number="307/2025/NĐ-CP", label="Art 5(2)"
        ).delete()

        with pytest.raises(CitationUnknown, match=r"307/2025/NĐ-CP Art 5\(2\)"):
            load.load()

    def test_a_document_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        copy = tmp_path / RESOLUTION.name
        text = RESOLUTION.read_text("utf-8")
        copy.write_text(text.replace("document: 112/2025", "document: 999/2025"), "utf-8")

        with pytest.raises(CitationUnknown, match="999/2025/UBTVQH15"):
            load.check([read(copy)])
