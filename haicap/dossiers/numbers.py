"""Numbers without gaps, and the secrets that go with them."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from haicap.dossiers.models import Dossier
from haicap.units.models import Agency

# One statement takes the next number and locks the row until the transaction ends: a
# number is used or it was never given out.
NEXT = """
INSERT INTO dossiers_counter (agency_id, day, last) VALUES (%s, %s, 1)
ON CONFLICT (agency_id, day) DO UPDATE SET last = dossiers_counter.last + 1
RETURNING last
"""


def next_number(agency: Agency, at: datetime) -> str:
    """
    Give the next number of the agency on the day: ``{identifier}-{yyMMdd}-{sequence}``.

    The identifier is the national one where it is established, else the agency's code.
    """
    day = localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [agency.pk, day])
        (last,) = cursor.fetchone()
    return f"{agency.identifier or agency.code}-{day:%y%m%d}-{last:04d}"


def secret_of(dossier: Dossier) -> str:
    """
    Give the eight digits that, with the number, open the dossier to whoever holds the slip.

    Derived, not kept: a repeated submission gives the same one, and no table can leak it.
    """
    said = f"dossier-secret:{dossier.number}:{dossier.secret_version}"
    digest = hmac.new(
        settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256
    ).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**8:08d}"


def is_secret(dossier: Dossier, secret: str) -> bool:
    """Compare in constant time, leaving out spaces and hyphens."""
    digits = "".join(c for c in secret if c.isdigit())
    return hmac.compare_digest(secret_of(dossier), digits)
