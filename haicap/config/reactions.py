"""
When this happens, then that: the only place where facts meet their followers.

A follower's name is its cursor in the database: renaming one lets it read from the start.
``follow.when({"dossier.accepted": tell_applicant})`` makes a handler from kinds of facts.
"""

from haicap.journal import actions as journal
from haicap.journal.follow import Follower, Timer
from haicap.units.reorganise.actions import reorganise_due

FOLLOWERS: dict[str, Follower] = {
    # A seal a minute, and not one for every fact.
    journal.SEALER: Follower(
        journal.seal_entries, limit=journal.SEALED_AT_ONCE, pause=60.0
    ),
}

TIMERS: dict[str, Timer] = {
    # A reorganisation that was planned ahead takes effect within half a minute of its day.
    "reorganise": Timer(reorganise_due, every=30.0),
}
