"""From life stories to the rows that the actions would have written."""

from collections.abc import Mapping

from haicap.drills.rows import dossier, events, journal, work
from haicap.drills.rows.scene import MOST, TABLES, CounterKey, Props, Scene, Written
from haicap.drills.stories import Stories

__all__ = ["MOST", "TABLES", "CounterKey", "Props", "Written", "write"]


def write(
    props: Props,
    told: Stories,
    bases: Mapping[str, int],
    counters: dict[CounterKey, int],
) -> Written:
    """
    Write a batch down as rows; ``bases`` are the first ids that it may use in each table.

    ``counters`` are those of its centres and are moved on.
    """
    scene = Scene(props, told, Written(bases), counters)
    events.write(scene)
    dossier.write(scene)
    work.write(scene)
    journal.write(scene)
    return scene.rows
