"""What follows from the declared figures: computed from them, and compared with the sources."""

from datetime import date

import pytest
from django.utils import translation

from haicap.measures import derivations
from haicap.measures.derivations import DERIVED, NoDerived
from haicap.measures.derived import Days, Derived, Figure, Sum, compute, standing
from haicap.measures.models import Observation
from haicap.measures.observed import figures

pytestmark = pytest.mark.django_db

# As published or as anybody can work them out, with as many decimals as there.
EXPECTED = {
    "agencies-a-province": "13.68",
    "departments-a-commune": "2.986",
    "departments-short-of-three": "47",
    "communes-with-a-centre": "0.9452",
    "communes-with-a-centre-in-32-provinces": "0.9994",
    "communes-without-own-centre": "182",
    "circulars-a-decree": "2.2",
    "decrees-a-day": "0.70",
    "seal-introductions-a-commune": "0.756",
    "left-of-decided": "0.8686",
    "decided-not-left": "12407",
    "approved-of-decided": "0.8624",
    "approved-of-left": "0.9929",
    "resolved-of-approved": "0.9300",
    "paid-of-approved": "0.6184",
    "resolved-less-paid": "25365",
    "paid-of-approved-in-july": "0.7622",
    "paid-of-decided-in-september": "0.7238",
    "submitted-in-july": "74248",
    "decided-by-5-september": "106712",
    "communes-of-received": "0.7385",
    "top-seven-of-received": "0.4135",
    "received-a-province": "191176",
    "received-a-commune": "1445",
    "received-a-commune-and-day": "26.8",
    "received-a-commune-and-working-day": "37.1",
    "online-dossiers-of-received": "4797000",
    "returned-dossiers": "5200000",
    "on-time-if-of-returned": "3744000",
    "on-time-if-of-received": "4680000",
    "online-of-national-total": "0.7473",
    "largest-of-national-total": "0.1472",
    "most-to-fewest": "43.3",
    "received-between-two-definitions": "0.48",
    "largest-between-two-definitions": "0.166",
    "index-of-its-groups": "86.97",
    "surplus-of-arrangement": "0.4158",
    "surplus-in-all": "26552",
    "surplus-handled": "0.6589",
    "without-car": "0.1066",
    "lacking-equipment": "0.1810",
    "fully-equipped": "0.9464",
    "left-to-equip": "178",
    "equipped-since-august": "423",
    "tasks-done": "90",
    "tasks-in-progress": "236",
    "tasks-kept-and-transferred": "1.00",
}


def test_every_derived_value_is_compared() -> None:
    assert set(EXPECTED) == set(DERIVED)


@pytest.mark.parametrize("name", EXPECTED)
def test_follows_from_the_figures(name: str) -> None:
    found = compute(DERIVED[name])

    decimals = len(EXPECTED[name].partition(".")[2])
    assert found.missing == ()
    assert found.value is not None
    assert f"{found.value:.{decimals}f}" == EXPECTED[name]


@pytest.mark.parametrize("name", DERIVED)
def test_says_its_formula_in_words(name: str) -> None:
    each = DERIVED[name]
    texts = [each.title, each.formula, *([each.why] if each.why else [])]

    assert all(text.vi and text.en and text.vi != text.en for text in texts)
    assert each.keys()


def test_every_key_is_of_a_bundled_figure() -> None:
    known = {figure.key for figure in figures.read()}

    assert {key for each in DERIVED.values() for key in each.keys()} <= known  # noqa: SIM118


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("submitted-in-july", "leave-funding-submitted@2025-07-25"),
        ("decided-by-5-september", "leave-decisions@2025-09-05"),
        ("tasks-done", "assigned-tasks-done@2025-08-28"),
        ("index-of-its-groups", "service-index@2025-08-29.19"),
    ],
)
def test_agrees_with_what_is_declared_of_the_same(name: str, key: str) -> None:
    found = compute(DERIVED[name]).value

    assert found == pytest.approx(Observation.objects.get(key=key).value)


def test_tells_numerator_and_denominator_and_what_it_came_from() -> None:
    found = compute(DERIVED["received-a-commune-and-working-day"])

    assert (found.numerator, found.denominator) == (4_800_000, 3321 * 39)
    assert [figure.key for figure in found.figures] == [
        "received-at-communes@2025-08-23",
        "communes@2025-07-01",
    ]
    assert found.as_of == date(2025, 8, 23)


def test_a_missing_figure_is_named_and_not_taken_as_zero() -> None:
    figure = standing(["communes@2025-07-01"])

    found = compute(DERIVED["communes-with-a-centre"], figure)

    assert found.value is None
    assert found.missing == ("commune-centres@2025-08-23",)


def test_a_figure_without_a_value_has_none() -> None:
    no_value = Derived(
        "x", DERIVED["tasks-done"].title, DERIVED["tasks-done"].formula,
        Sum((Figure("received-at-communes@2025-08-23"),)),
    )  # fmt: skip

    assert compute(no_value).value is None


def test_nothing_to_divide_by_is_no_value() -> None:
    known = standing(["communes@2025-07-01", "commune-centres@2025-08-23"])
    known["communes@2025-07-01"].value = 0

    assert compute(DERIVED["communes-with-a-centre"], known).value is None


def test_working_days_are_those_of_the_nation() -> None:
    first, last = date(2025, 7, 1), date(2025, 8, 23)

    assert Days(first, last, only_working=True).amount({}) == 39
    assert Days(first, last, only_working=False).amount({}) == 54
    holiday = date(2025, 9, 2)
    assert Days(holiday, holiday, only_working=True).amount({}) == 0


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with translation.override("en"), pytest.raises(NoDerived, match="without-car"):
        derivations.derived("without-cars")
