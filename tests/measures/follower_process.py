"""
A follower in a process of its own that dies at a chosen point, as by ``kill -9``.

Called as: follower_process.py POINT TIMES LIMIT. It dies when the point is passed for the
TIMES-th time; "never" lets it finish.
"""

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from typing import Any

import django

# Where it dies: module or class, what is called there, and whether before or after the call.
POINTS = {
    "draft-written": ("haicap.measures.lake.files", "settle", "before"),
    "file-named": ("haicap.measures.lake.files", "settle", "after"),
    "manifest-drafted": ("haicap.measures.lake.manifest", "settle", "before"),
    "manifest-named": ("haicap.measures.lake.manifest.Lake", "publish", "after"),
    "cursor-moved": ("django.db.models.query.QuerySet", "update", "after"),
}


def dying(function: Callable[..., Any], when: str, times: int) -> Callable[..., Any]:
    """The function, with the end of this process before or after one of its calls."""
    calls = count(1)

    def call(*given: Any, **named: Any) -> Any:
        is_last = next(calls) == times
        if is_last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = function(*given, **named)
        if is_last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return call


def main(point: str, times: str, limit: str) -> None:
    django.setup()
    from django.utils.module_loading import import_string

    from tests.measures.world import follow_all

    if point in POINTS:
        where, name, when = POINTS[point]
        is_class = where.rpartition(".")[2][0].isupper()
        owner = import_string(where) if is_class else sys.modules[where]
        setattr(owner, name, dying(getattr(owner, name), when, int(times)))
    follow_all(int(limit))


if __name__ == "__main__":
    main(*sys.argv[1:])
