"""Charts are pure: the same data, the same drawing; kept in ``golden`` to be looked at."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from haicap.measures.charts import svg
from haicap.measures.charts.svg import Box, Dot, Inset, Limit, Pin, Shape, Tile

GOLDEN = Path(__file__).with_name("golden")
SQUARE = "M0 0l10 0 0 10z"

CHARTS: dict[str, Callable[[], str]] = {
    "tile_map": lambda: svg.tile_map(
        [
            Tile(0, 0, "HNI", "93", 4, "/board/provinces/01", "Hà Nội: 93 %"),
            Tile(0, 1, "HCM", "65", 0),
            Tile(1, 1, "T. Sa", "", 0, title="Trường Sa"),
            Tile(1, 0, "HUE", "–"),
        ],
        name="map",
        title="On time",
    ),
    "choropleth": lambda: svg.choropleth(
        [Shape(SQUARE, 3, "/a", "A"), Shape(SQUARE, None)],
        Box(0, 0, 20, 20),
        [Box(12, 12, 6, 6, "Hoàng Sa")],
        name="land",
        title="On time",
    ),
    "dot_map": lambda: svg.dot_map(
        SQUARE,
        [Dot(1, 2, 0, "/a", "A: 60 %"), Dot(3, 4, 2), Dot(5, 6)],
        Box(0, 0, 20, 20),
        Inset(SQUARE, Box(0, 0, 10, 10, "Trường Sa"), Box(12, 0, 6, 6), Dot(15, 3, 4)),
        name="dots",
        title="Communes",
    ),
    "dot_map_with_pins": lambda: svg.dot_map(
        SQUARE,
        [Dot(1, 2, 0), Dot(5, 6, 4)],
        Box(0, 0, 20, 20),
        pins=[Pin(3, 4, "1", "Xã A"), Pin(5, 6, "12", "<b>")],
        name="places",
        title="Places",
    ),
    "bullet": lambda: svg.bullet(0.72, rank=0, target=0.8, interval=(0.63, 0.8)),
    "bullet_of_few": lambda: svg.bullet(0.72, rank=None, interval=(0.5, 0.87)),
    "bullet_of_chance": lambda: svg.bullet(0.72, rank=2, target=0.75),
    "amount_bar": lambda: svg.amount_bar(3, 12),
    "sparkline": lambda: svg.sparkline([0.7, None, 0.8, 0.75], target=0.8),
    "funnel_plot": lambda: svg.funnel_plot(
        [Dot(0.5, 0.9, 2, "/a", "A: 90 %")],
        [Limit([(0, 0.8), (1, 0.8)]), Limit([(0, 0.2), (1, 0.7)], is_dashed=True)],
        ([(0, "1"), (1, "100")], [(0, "0 %"), (1, "100 %")]),
        name="funnel",
        title="Luck",
    ),
    "legend": lambda: svg.legend(["<65", "65–75", "75–80", "80–90", "≥90"]),
}


def tree(drawn: str) -> ElementTree.Element:
    """Read a drawing of our own."""
    return ElementTree.fromstring(drawn)  # noqa: S314


@pytest.mark.parametrize("name", CHARTS)
def test_draws_what_was_looked_at(name: str) -> None:
    assert CHARTS[name]() + "\n" == (GOLDEN / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_is_well_formed_and_has_no_style(name: str) -> None:
    drawn = tree(CHARTS[name]())

    assert drawn.tag == "svg"
    assert not [each for each in drawn.iter() if "style" in each.attrib]


@pytest.mark.parametrize("name", CHARTS)
def test_has_a_title_or_is_hidden_beside_its_number(name: str) -> None:
    drawn = tree(CHARTS[name]())

    if drawn.get("aria-hidden") == "true":
        assert not list(drawn.iter("a"))
        return
    assert drawn.get("role") == "group"
    title = drawn.find("title")
    assert title is not None
    assert title.get("id") == drawn.get("aria-labelledby")
    assert title.text


@pytest.mark.parametrize("name", CHARTS)
def test_every_link_says_where_it_leads(name: str) -> None:
    for link in tree(CHARTS[name]()).iter("a"):
        title = link.find("title")
        assert title is not None
        assert title.text


def test_a_chart_can_be_a_file_of_its_own() -> None:
    root = tree(svg.standalone(CHARTS["legend"]()))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_what_names_hold_is_text() -> None:
    drawn = svg.tile_map(
        [Tile(0, 0, "<b>", "&", href='/x"y', title="</title>")],
        name='"',
        title="<script>",
    )

    root = tree(drawn)
    assert [each.text for each in root.iter("text")] == ["<b>", "&"]
    assert "<script>" not in drawn


def test_what_is_not_known_is_not_drawn() -> None:
    assert svg.bullet(None, rank=None) == ""
    assert svg.sparkline([None, 0.5, None]) == ""
    assert svg.amount_bar(0, 0) == ""


def test_a_gap_breaks_the_line() -> None:
    drawn = svg.sparkline([0.1, 0.2, None, 0.3, 0.4])

    assert drawn.count("M") == 2


def test_a_line_that_does_not_move_is_drawn() -> None:
    assert "M2 16L86 16" in svg.sparkline([0.5, 0.5])


def test_the_worst_lies_on_top() -> None:
    dots = [
        Dot(0, 0, 0, title="red"),
        Dot(0, 0, 2, title="grey"),
        Dot(0, 0, None, title="?"),
    ]
    drawn = svg.dot_map(SQUARE, dots, Box(0, 0, 9, 9), name="d", title="D")

    titles = [each.text for each in tree(drawn).iter("title")]
    assert titles == ["D", "?", "grey", "red"]
