"""What is on record for a week: since when there are figures, and from which files."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Refused
from haicap.journal.models import Cursor, Entry
from haicap.measures.follow import FOLLOWER
from haicap.measures.lake.manifest import Lake
from haicap.measures.moments import VIETNAM
from haicap.measures.weekly.weeks import START, BeforeTheRecord, Week


class NoRecord(Refused):
    """The lake is empty."""

    code = "measures.no-record"
    message = _("Nothing has been counted yet; run “haicap follow lake --once”.")


class LakeBehind(Refused):
    """Facts of the week are in the journal and not yet in the lake."""

    code = "measures.lake-behind"
    message = _(
        "The lake does not yet hold all of the week %(week)s;"
        " run “haicap follow lake --once”."
    )


@dataclass(frozen=True)
class Record:
    """From ``since`` on there are figures; ``digest`` names the files that they come from."""

    since: date
    digest: str
    as_of: datetime


def record(week: Week) -> Record:
    """
    Look what there is to report a week from.

    :raises NoRecord: if there is nothing; likewise BeforeTheRecord and LakeBehind
    """
    manifest = Lake(settings.HAICAP_LAKE).manifest()
    if not manifest.files or manifest.written_at is None:
        raise NoRecord
    since = max(START, min(file.first_day for file in manifest.files))
    if week.until <= since:
        raise BeforeTheRecord(week.name, Week.of(since).name)
    if _is_behind(week):
        raise LakeBehind(week=week.name)
    files = sorted(
        (file.path, file.sha256) for file in manifest.files if file.first_day < week.until
    )
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    return Record(since, digest, manifest.written_at)


def _is_behind(week: Week) -> bool:
    cursor = Cursor.objects.filter(pk=FOLLOWER).first() or Cursor(name=FOLLOWER)
    xid, entry = cursor.position()
    unread = Entry.objects.filter(Q(xid__gt=xid) | Q(xid=xid, pk__gt=entry))
    end = datetime.combine(week.until, time.min, VIETNAM)
    return unread.filter(at__lt=end, kind__startswith="dossier.").exists()
