"""Six languages that say the same: every sentence, every form, every place."""

import re
from fractions import Fraction
from typing import Any

import pytest

from haicap.measures.registry import MEASURES
from haicap.measures.weekly.compose import ROWS
from haicap.measures.weekly.plurals import FORMS, RULES
from haicap.measures.weekly.words import FOLDER, LANGUAGES, NoLanguage, words_in
from tests.measures.weekly.samples import NAMES

PLACE = re.compile(r"%\((\w+)\)s")
OWN = {"measures", "places"}  # that a language may leave to the registry and to the law


def sentences(said: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Every text by its name; forms and months together."""
    found: dict[str, Any] = {}
    for name, text in said.items():
        if isinstance(text, dict) and not {"one", "other", "many"} & set(text):
            found |= sentences(text, f"{path}{name}.")
        else:
            found[f"{path}{name}"] = text
    return found


def texts(said: Any) -> list[str]:
    """The forms of a sentence, or itself."""
    return list(said.values()) if isinstance(said, dict) else [str(said)]


def own_sentences(language: str) -> dict[str, Any]:
    """What a language has to say."""
    said = words_in(language).said
    return sentences({name: each for name, each in said.items() if name not in OWN})


def test_a_file_for_every_language() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(LANGUAGES) == set(RULES)
    assert LANGUAGES == ("vi", "en", "uk", "nl", "nb", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
class TestLanguage:
    def test_has_every_sentence_and_no_other(self, language: str) -> None:
        assert set(own_sentences(language)) == set(own_sentences("en"))

    def test_has_the_places_of_the_sentence(self, language: str) -> None:
        english = own_sentences("en")
        for name, said in own_sentences(language).items():
            if name.startswith("format."):
                continue
            wanted = {
                place for text in texts(english[name]) for place in PLACE.findall(text)
            }
            for text in texts(said):
                found = set(PLACE.findall(text))
                # One locality need not say that it is one.
                assert found in (wanted, wanted - {"n"}), f"{language} {name}"

    def test_has_every_form_and_no_other(self, language: str) -> None:
        for name, said in own_sentences(language).items():
            if isinstance(said, dict):
                assert set(said) == FORMS[language], f"{language} {name}"

    def test_says_what_each_measure_is(self, language: str) -> None:
        words = words_in(language)
        titles = {words.measure(MEASURES[name])[0] for name in ROWS}

        assert len(titles) == len(ROWS)
        if language not in ("vi", "en"):
            assert set(words.said["measures"]) == set(ROWS)

    def test_names_only_provinces_that_there_are(self, language: str) -> None:
        places = words_in(language).said["places"]

        assert set(places) <= set(NAMES.values())
        if language in ("uk", "ru"):
            assert set(places) == set(NAMES.values())
            assert all(re.fullmatch(r"[А-яҐЄІЇґєії’]+", name) for name in places.values())


class TestPlurals:
    @pytest.mark.parametrize("language", ["uk", "ru"])
    def test_slavic_numbers_have_three_forms(self, language: str) -> None:
        forms = {
            "one": (1, 21, 101, 6_500_001),
            "few": (2, 3, 4, 22, 104, 753_252),
            "many": (0, 5, 11, 12, 13, 14, 20, 111, 212, 6_500_000),
        }
        for form, numbers in forms.items():
            assert {RULES[language](n) for n in numbers} == {form}

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("ru", {1: "Выдан 1 результат.", 2: "Выдано 2 результата.",
                    11: "Выдано 11 результатов.", 21: "Выдан 21 результат.",
                    25: "Выдано 25 результатов."}),
            ("uk", {1: "Видано 1 результат.", 3: "Видано 3 результати.",
                    12: "Видано 12 результатів.", 101: "Видано 101 результат."}),
            ("en", {0: "0 results were returned.", 1: "1 result was returned."}),
            ("nl", {1: "Er is 1 resultaat uitgereikt.",
                    2: "Er zijn 2 resultaten uitgereikt."}),
            ("nb", {1: "1 resultat ble utlevert.", 2: "2 resultater ble utlevert."}),
            ("vi", {1: "Đã trả 1 kết quả.", 2: "Đã trả 2 kết quả."}),
        ],
    )  # fmt: skip
    def test_a_sentence_agrees_with_its_number(
        self, language: str, said: dict[int, str]
    ) -> None:
        words = words_in(language)

        told = {n: words.say("week_returned", n, n=words.number(n)) for n in said}

        assert told == said


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "number", "share"),
        [
            ("vi", "6.512.345", "73,8%"),
            ("en", "6,512,345", "73.8%"),
            ("nl", "6.512.345", "73,8%"),
            ("nb", "6\u00a0512\u00a0345", "73,8\u00a0%"),
            ("uk", "6\u00a0512\u00a0345", "73,8\u00a0%"),
            ("ru", "6\u00a0512\u00a0345", "73,8\u00a0%"),
        ],
    )
    def test_are_written_as_the_language_writes_them(
        self, language: str, number: str, share: str
    ) -> None:
        words = words_in(language)

        assert words.number(6_512_345) == number
        assert words.share(Fraction(738, 1000)) == share

    @pytest.mark.parametrize(
        ("share", "said"),
        [
            (Fraction(0), "0.0%"),
            (Fraction(1, 10_000), "<0.1%"),
            (Fraction(1, 2000), "0.1%"),
            (Fraction(1, 800), "0.1%"),
            (Fraction(9999, 10_000), ">99.9%"),
            (Fraction(1), "100.0%"),
            (Fraction(12_345, 100), "12,345.0%"),
        ],
    )
    def test_a_little_is_not_nothing_and_nearly_all_is_not_all(
        self, share: Fraction, said: str
    ) -> None:
        assert words_in("en").share(share) == said

    def test_half_is_rounded_up(self) -> None:
        assert words_in("en").share(Fraction(2, 1600)) == "0.1%"
        assert words_in("en").share(Fraction(25, 10_000)) == "0.3%"


class TestWordsIn:
    @pytest.mark.parametrize("asked", ["uk", "UK", "uk-UA", "uk_UA", " uk "])
    def test_knows_a_language_however_it_is_written(self, asked: str) -> None:
        assert words_in(asked).language == "uk"

    @pytest.mark.parametrize(
        ("asked", "nearest"), [("no", "nb"), ("ua", "uk"), ("vie", "vi"), ("rus", "ru")]
    )
    def test_refuses_another_and_names_the_nearest(
        self, asked: str, nearest: str
    ) -> None:
        with pytest.raises(NoLanguage) as refused:
            words_in(asked)

        assert refused.value.details["nearest"] == nearest
        assert refused.value.status == 404
