"""
When this happens, then that: the only place where facts meet their followers.

A follower's name is its cursor in the database: renaming one lets it read from the start.
``follow.when({"dossier.accepted": tell_applicant})`` makes a handler from kinds of facts.
"""

from haicap.journal import actions as journal
from haicap.journal.follow import Follower
from haicap.measures import follow as lake

FOLLOWERS: dict[str, Follower] = {
    # A seal a minute, and not one for every fact.
    journal.SEALER: Follower(
        journal.seal_entries, limit=journal.SEALED_AT_ONCE, pause=60.0
    ),
    lake.FOLLOWER: Follower(lake.export, limit=lake.AT_ONCE, pause=lake.PAUSE),
}
