"""Finding a legal document, in Python and on the command line."""

import json

import pytest
from click.testing import CliRunner

from haicap.cli.law import law
from haicap.law import find

pytestmark = pytest.mark.django_db


class TestDocument:
    @pytest.mark.parametrize("number", ["118/2025/NĐ-CP", "118/2025/nd-cp", " 118/2025 "])
    def test_is_found_as_people_write_it(self, number: str) -> None:
        assert find.document(number).number == "118/2025/NĐ-CP"

    def test_that_is_unknown_suggests_the_nearest(self) -> None:
        with pytest.raises(find.DocumentUnknown) as refused:
            find.document("118/2O25/NĐ-CP")

        assert refused.value.details["nearest"] == "118/2025/NĐ-CP"
        assert refused.value.status == 404

    @pytest.mark.parametrize("number", ["", "nothing like it"])
    def test_that_is_like_none_suggests_nothing(self, number: str) -> None:
        with pytest.raises(find.DocumentUnknown) as refused:
            find.document(number)

        assert refused.value.details["nearest"] == ""

    def test_beginning_shared_by_two_is_not_guessed(self) -> None:
        # 130/2025 is a decree and a circular.
        with pytest.raises(find.DocumentUnknown):
            find.document("130/2025")


class TestCommand:
    def test_shows_clauses_and_relations_both_ways(self) -> None:
        shown = CliRunner().invoke(law, ["118/2025/NĐ-CP"]).output

        for part in ("Art 10(3)", "61/2018/NĐ-CP", "367/2025/NĐ-CP", "03/2025/TT-VPCP"):
            assert part in shown

    def test_gives_one_json_document(self) -> None:
        card = json.loads(CliRunner().invoke(law, ["63/2010/NĐ-CP", "--json"]).output)

        assert card["issued_on"] == "2010-06-08"
        assert card["clauses"][0]["clause"] == "Art 8(2)"
        assert {r["document"] for r in card["related_by"]} >= {"92/2017/NĐ-CP"}
