"""Numbers without gaps, and the secrets that go with them."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused
from haicap.dossiers.models import Dossier
from haicap.units.models import Agency

# One statement takes the next number and locks the row until the transaction ends: a
# number is used or it was never given out. It also waits for units that are being
# reorganised, and then sees which agencies are left.
NEXT = """
INSERT INTO dossiers_counter (agency_id, day, last)
SELECT %(agency)s, %(day)s, 1
 WHERE NOT EXISTS (SELECT FROM units_agency a WHERE a.id IN (%(agency)s, %(competent)s)
                      AND (a.valid_until <= %(day)s
                           OR EXISTS (SELECT FROM units_agencysuccession x
                                       WHERE x.predecessor_id = a.id)))
ON CONFLICT (agency_id, day) DO UPDATE SET last = dossiers_counter.last + 1
RETURNING last
"""


class JustReorganised(Refused):
    """The agency has ended in the moment in which the dossier was being submitted."""

    code = "dossier.just-reorganised"
    message = _("The units here were reorganised in this moment: please send it again.")


def next_number(agency: Agency, competent: Agency, at: datetime) -> str:
    """
    Give the next number of the agency on the day: ``{identifier}-{yyMMdd}-{sequence}``.

    The identifier is the national one where it is established, else the agency's code.

    :raises JustReorganised: if it or the competent agency is no more
    """
    day = localdate(at)
    with connection.cursor() as cursor:
        cursor.execute(NEXT, {"agency": agency.pk, "competent": competent.pk, "day": day})
        taken = cursor.fetchone()
    if taken is None:
        raise JustReorganised
    (last,) = taken
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
