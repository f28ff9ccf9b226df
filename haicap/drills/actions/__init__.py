"""
Running a drill: everything in batches of one transaction, so that it may be killed at any
point and goes on where it was.
"""

from haicap.drills.actions.running import Watcher, make_small, resume, run
from haicap.drills.actions.sealing import seal_quickly

__all__ = ["Watcher", "make_small", "resume", "run", "seal_quickly"]
