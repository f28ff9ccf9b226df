"""Letting the lake's follower do its work."""

from haicap.config.reactions import FOLLOWERS
from haicap.journal import follow
from haicap.measures.follow import FOLLOWER


def follow_all(limit: int = 20_000) -> int:
    """Let the follower read to the end; gives how many entries it handled."""
    done = 0
    while count := follow.advance(FOLLOWER, FOLLOWERS[FOLLOWER].handle, limit=limit):
        done += count
    return done
