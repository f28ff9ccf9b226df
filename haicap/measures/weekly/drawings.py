"""The charts of a report."""

from datetime import date
from typing import Final

from haicap.measures.charts.bars import Bar, lying, upright
from haicap.measures.weekly.document import Chart
from haicap.measures.weekly.figures import Figures
from haicap.measures.weekly.narrative import received_by, top_localities
from haicap.measures.weekly.words import Words

SHOWN: Final = 10


def charts(figures: Figures, words: Words) -> tuple[Chart, ...]:
    """Draw what came in week by week, and where most of it came in."""
    return tuple(
        chart for chart in (_weeks(figures, words), _localities(figures, words)) if chart
    )


def _weeks(figures: Figures, words: Words) -> Chart | None:
    if len(figures.past) < 2:
        return None
    title = words.say("chart_weeks")
    bars = [
        Bar(
            each.week.partition("-")[2],
            each.received,
            words.number(each.received),
            is_marked=each.week == figures.week,
        )
        for each in figures.past
    ]
    return Chart(title, upright(bars, title=title))


def _localities(figures: Figures, words: Words) -> Chart | None:
    top = top_localities(figures, SHOWN)
    if not top:
        return None
    since = words.day(date.fromisoformat(figures.record_since))
    title = words.say("chart_localities", since=since)
    bars = [
        Bar(words.place(each.name), received_by(each), words.number(received_by(each)))
        for each in top
    ]
    return Chart(title, lying(bars, title=title))
