"""A real server over a database of the test's own, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; without one the test says that it was left out."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: the journeys in a browser are left out")
    # Playwright's loop must not be taken for an asynchronous view by Django.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def server(committed_db: str) -> Iterator[str]:
    """The address of the program, served as in production."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = connection.settings_dict
    host = settings["OPTIONS"].get("host", settings["HOST"])
    url = f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{committed_db}?host={host}"
    if settings["PORT"]:
        url += f"&port={settings['PORT']}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    process = subprocess.Popen(
        [*command, "haicap.config.wsgi:application"],
        env={**os.environ, "DATABASE_URL": url, "HAICAP_DEMO": "1"},
    )
    address = f"http://127.0.0.1:{port}"
    _wait_for(f"{address}/ping", process)
    yield address
    process.terminate()
    process.wait(timeout=20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended at once"
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
