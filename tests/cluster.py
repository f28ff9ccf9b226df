"""
Each process of a parallel run has a PostgreSQL of its own.

Followers read below the oldest transaction of the whole server (decision 0005), so that the
open transaction of another process's test would hold them back. Loaded with ``-p`` before
the settings are; with a DATABASE_URL of one's own, run the tests in one process.
"""

import os
from pathlib import Path

# The first process remembers whether a server was named, before it starts one itself.
named = os.environ.setdefault("HAICAP_TEST_SERVER", os.environ.get("DATABASE_URL", ""))
worker = os.environ.get("PYTEST_XDIST_WORKER")
if worker and not named:
    os.environ.pop("DATABASE_URL", None)
    root = Path(__file__).resolve().parents[1]
    os.environ["HAICAP_VAR"] = str(root / "var" / f"tests-{worker}")
