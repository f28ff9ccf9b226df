"""
Keeping everybody else from writing while units change; reading goes on.

Who waits too long gives way and begins anew, sooner than PostgreSQL looks for a deadlock: so
none of the officers at work is ever the one whose transaction is thrown away.
"""

import time
from collections.abc import Iterable, Sequence

from django.db import OperationalError, connection, transaction

from haicap.units.reorganise.refusals import Busy

OWN = (
    "units_reorganisation", "units_territoryversion", "units_agency", "units_agencyname",
)  # fmt: skip
PATIENCE = "500ms"  # deadlock_timeout is one second
TRIES = 120
PAUSE = 0.25
GIVEN_UP = {"55P03", "40P01"}  # lock not available, deadlock


def lock(tables: Sequence[str]) -> None:
    """
    Lock the tables against writing until the transaction ends.

    :raises Busy: if others do not let go of them within a minute or so
    """
    for _attempt in range(TRIES):
        if _locked([*OWN, *tables]):
            return
        time.sleep(PAUSE)
    raise Busy


def prepare() -> None:
    """Let PostgreSQL work on the whole country at once, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")


def _locked(tables: Iterable[str]) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            for table in tables:
                cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
            cursor.execute("SET LOCAL lock_timeout = DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") not in GIVEN_UP:
            raise
        return False
    return True
