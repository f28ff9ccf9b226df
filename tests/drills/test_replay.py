"""Rows of a drill are the rows that the actions write: every field of every table."""

from datetime import UTC, date, datetime

import pytest

from haicap.drills import choices, stories
from haicap.drills.actions import bundles, running
from haicap.drills.plan import Asked
from haicap.drills.rows.scene import Scene, Written
from haicap.drills.scenario import Scenario
from tests import conftest
from tests.drills import replay

ASKED = Asked(0.0004, date(2025, 7, 1), date(2025, 8, 23), 7, ("22", "38"))
NOW = datetime.now(UTC)


def test_every_field_is_as_the_actions_write_it(
    committed_db: str, another_db: str, eventful: Scenario
) -> None:
    running.run(ASKED, at=NOW)
    simulated, counted = replay.everything(), replay.counters()

    conftest._use(another_db)
    verbs = play()

    played = replay.everything()
    assert verbs > 800
    assert sorted(simulated) == sorted(played)
    for number, said in played.items():
        assert simulated[number] == said, number
    assert counted == replay.counters()


def play() -> int:
    """Make the same people, and play every dossier with them at the same moments."""
    _drill, props = running._begin(ASKED, at=NOW)
    (part,) = props.odds.plan.parts
    told = stories.tell(props.odds, part, choices.choose(props.odds, part))
    bases = dict.fromkeys(running.tables(), 1)
    missing = [verb for verb in stories.VERBS if not told.has(verb).any()]
    assert missing == []
    verbs = replay.Player(Scene(props, told, Written(bases), {})).play()
    assert bundles.play(props, at=NOW) > 0
    return verbs


@pytest.mark.usefixtures("eventful")
def test_the_same_seed_gives_the_same_rows(committed_db: str, another_db: str) -> None:
    running.run(ASKED, at=NOW)
    first = replay.everything()

    conftest._use(another_db)
    running.run(ASKED, at=NOW)

    assert replay.everything() == first
