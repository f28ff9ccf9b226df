"""
Whose things move when units are reorganised, in the order in which they move.

People come first, because work is given to who holds a post; the duties of dossiers go with
their dossiers, and what is left of duties last.
"""

from collections.abc import Sequence

from haicap.common.reorganising import Room

ROOMS: Sequence[Room] = ()
