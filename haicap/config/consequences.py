"""
Whose things move when units are reorganised, in the order in which they move.

People come first, because work is given to who holds a post; hours before due moments; the
duties of dossiers go with their dossiers, and what is left of duties last.
"""

from collections.abc import Sequence

from haicap.accounts import reorganise as accounts
from haicap.common.reorganising import Room
from haicap.competence import reorganise as competence
from haicap.dossiers import reorganise as dossiers
from haicap.duties import reorganise as duties
from haicap.villages import reorganise as villages
from haicap.workdays import reorganise as workdays

ROOMS: Sequence[Room] = (accounts, villages, workdays, competence, dossiers, duties)
