"""Setting the program up, and serving it."""

import os
import signal
import subprocess
import sys
import threading
from datetime import date, datetime
from types import FrameType

import click

from haicap.cli import setup_django


@click.command()
@click.option(
    "--demo", is_flag=True, help="Make demonstration accounts and a little traffic."
)
@click.option(
    "--before",
    type=click.DateTime(["%Y-%m-%d"]),
    help="With the units as they stood before a day, to rehearse a reorganisation.",
)
def setup(demo: bool, before: datetime | None) -> None:
    """Create or bring up to date the database and load the bundled data; keeps what is there."""
    if demo and before is not None:
        raise click.UsageError("--demo and --before: name one of them")
    setup_django()
    prepare(demo=demo, before=before.date() if before is not None else None)


@click.command()
@click.option(
    "--demo", is_flag=True, help="Make demonstration accounts and a little traffic."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on."
)
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that serve.")
def run(demo: bool, host: str, port: int, workers: int) -> None:
    """Set up, then serve until stopped, with the followers of the journal beside it."""
    if demo:
        os.environ.setdefault("HAICAP_DEMO", "1")
    setup_django()
    prepare(demo=demo)
    if demo:
        from haicap.cli.demo import introduce

        introduce(f"http://{host}:{port}")
    follower = subprocess.Popen([sys.executable, "-m", "haicap", "follow"])
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    server = subprocess.Popen(_server(host, port, workers))
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while server.poll() is None and not stopped.wait(0.2):
        pass
    # The database ends with this process, so what uses it ends first.
    for process in (server, follower):
        process.terminate()
    for process in (server, follower):
        process.wait(timeout=30)
    sys.exit(0 if stopped.is_set() else server.returncode)


def _server(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--log-level", "warning", "haicap.config.wsgi:application"),
    ]


def prepare(*, demo: bool, before: date | None = None) -> None:
    """Migrate, load, and make the demonstration; each only where it is not done yet."""
    from django.core.management import call_command

    from haicap.cli.load import load_everything

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_everything(before=before)
    if demo:
        from haicap.cli.demo import make_demo

        make_demo()
