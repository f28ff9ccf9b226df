"""Bars."""

from bs4 import BeautifulSoup, Tag

from haicap.measures.charts.bars import Bar, lying, upright


def bars(*amounts: float) -> list[Bar]:
    """Bars of these amounts."""
    return [Bar(f"W{n}", amount, f"{amount}") for n, amount in enumerate(amounts)]


def found(drawing: str, name: str) -> list[Tag]:
    """The elements of a drawing by their name."""
    return list(BeautifulSoup(drawing, "html.parser").find_all(name))


def lengths(drawing: str, side: str) -> list[float]:
    """How long the bars are."""
    return [float(str(each[side])) for each in found(drawing, "rect")]


def test_bars_begin_at_nought() -> None:
    low, high = lengths(upright(bars(50, 100), title="x"), "height")
    short, long = lengths(lying(bars(50, 100), title="x"), "width")

    assert round(low / high, 2) == 0.5
    assert round(short / long, 2) == 0.5


def test_nothing_is_drawn_as_nothing() -> None:
    assert lengths(upright(bars(0, 0), title="x"), "height") == [0, 0]
    assert lengths(lying([], title="x"), "width") == []


def test_words_are_escaped() -> None:
    drawn = lying([Bar("<b>", 1, "&")], title="a & b")

    assert [each.text for each in found(drawn, "text")] == ["<b>", "&"]
    assert [each.text for each in found(drawn, "title")] == ["a & b"]


def test_many_bars_have_few_words() -> None:
    drawn = upright(bars(*range(26)), title="x")

    labels = [each.text for each in found(drawn, "text")]
    assert len(labels) <= 18
    assert "W25" in labels
