"""The verbs of this room: the only way to change villages."""

from haicap.villages.actions.arranging import dissolve, merge, split
from haicap.villages.actions.counting import count_village
from haicap.villages.actions.keeping import found, move, rename
from haicap.villages.actions.register import load_register

__all__ = [
    "count_village",
    "dissolve",
    "found",
    "load_register",
    "merge",
    "move",
    "rename",
    "split",
]
