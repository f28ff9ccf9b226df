"""
The world every test starts in: one database, migrated once and loaded with the bundled data.

It is made once as a template and cloned (a file copy inside PostgreSQL) for each process and
for each test that must really commit; a change of migrations or data makes it anew.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker

from haicap.cli.load import BUNDLED

# Argon2 is slow on purpose, which the tests need not be.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# No test counts from, or writes to, the lake of whoever runs the tests.
settings.HAICAP_LAKE = tempfile.mkdtemp(prefix="haicap-lake-")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """No test speaks the language of the one before: a request leaves its own behind."""
    before = translation.get_language() or settings.LANGUAGE_CODE
    yield
    translation.activate(before)


def _fingerprint() -> str:
    """Changes when a migration, a model of bundled data or the data itself changes."""
    digest = hashlib.sha256()
    for pattern in ("*/migrations/*.py", *BUNDLED):
        for path in sorted((ROOT / "haicap").glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _execute(sql: str) -> list[tuple[object, ...]]:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _clone(template: str, name: str) -> None:
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _make_template(kind: str = "template", before: date | None = None) -> str:
    """Make the template if this version of it is not there; other processes wait."""
    from haicap.cli.load import load_everything

    template = f"haicap_{kind}_{_fingerprint()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20250701)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s",
                [f"haicap_{kind}_%"],
            )
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            cursor.execute('DROP DATABASE IF EXISTS "haicap_making" WITH (FORCE)')
            cursor.execute('CREATE DATABASE "haicap_making"')
            kept = connection.settings_dict["NAME"]
            _use("haicap_making")
            call_command("migrate", verbosity=0, interactive=False)
            load_everything(quiet=True, before=before)
            _use(kept)
            cursor.execute(f'ALTER DATABASE "haicap_making" RENAME TO "{template}"')
        cursor.execute("SELECT pg_advisory_unlock(20250701)")
    return template


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, worker_id: str) -> Iterator[str]:
    """Replace Django's test database by a clone of the template."""
    with django_db_blocker.unblock():
        kept = connection.settings_dict["NAME"]
        template = _make_template()
        name = f"test_haicap_{worker_id}"
        _clone(template, name)
        _use(name)
    yield template
    with django_db_blocker.unblock():
        _use(kept)
        _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


TWO_LEVELS = date(2025, 7, 1)


@contextmanager
def _eve(blocker: DjangoDbBlocker, name: str) -> Iterator[str]:
    with blocker.unblock():
        shared = connection.settings_dict["NAME"]
        _clone(_make_template("eve", TWO_LEVELS), name)
        _use(name)
        yield name
        _use(shared)
        _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def eve_db(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """The world of 30 June 2025: three levels, and nothing of what came after; commits."""
    with _eve(django_db_blocker, f"test_haicap_{worker_id}_eve") as name:
        yield name


@pytest.fixture(scope="module")
def shared_eve_db(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """The same for all tests of a module, which share what they make of it."""
    with _eve(django_db_blocker, f"test_haicap_{worker_id}_eves") as name:
        yield name


@pytest.fixture
def committed_db(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, worker_id: str
) -> Iterator[str]:
    """A database of the test's own, in which transactions really commit; gives its name."""
    name = f"test_haicap_{worker_id}_own"
    with django_db_blocker.unblock():
        shared = connection.settings_dict["NAME"]
        _clone(django_db_setup, name)
        _use(name)
        yield name
        _use(shared)
        _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
