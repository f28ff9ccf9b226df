"""Printing papers: the same state of a dossier always gives the same file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from haicap.accounts.models import User
from haicap.common.actor import require
from haicap.common.codes import code_of
from haicap.common.errors import Invalid
from haicap.dossiers.door import Party, person, require_party
from haicap.dossiers.models import Dossier
from haicap.dossiers.permissions import RECEIVE, VIEW
from haicap.dossiers.reading import visible
from haicap.journal import actions as journal
from haicap.papers import actions as papers
from haicap.printing import build, facts, layout
from haicap.printing.models import PaperKind, Print
from haicap.printing.refusals import NothingToPrint
from haicap.printing.sheet import Sheet
from haicap.procedures.models import ProcedureVersion
from haicap.units.models import Agency

LONGEST = 366  # days of a register


@dataclass(frozen=True)
class _Wanted:
    """A paper that is to be printed: in the languages, with what is kept about it."""

    kind: str
    language: str
    sheet: Sheet
    also: Sheet | None
    about: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def print_paper(
    dossier: Dossier, kind: str, *, language: str = "vi", by: Party, at: datetime
) -> Print:
    """
    Print a paper of a dossier as the dossier stands now.

    :raises NothingToPrint: if the dossier has not come to such a paper
    :raises Invalid: for a kind that is not one of a dossier, or a language without papers
    :raises NotAllowed: if ``by`` is neither the applicant nor an officer who may see it; the
        control sheet is for officers, the receipt with its secret for who receives there
    """
    if kind not in build.OF_DOSSIER:
        raise Invalid("kind", _("There is no such paper of a dossier."))
    _require_reader(dossier, kind, by)
    dossier = build.read(dossier.pk)
    sheet, also = layout.in_languages(lambda: build.OF_DOSSIER[kind](dossier), language)
    if sheet is None:
        raise NothingToPrint(number=dossier.number, kind=PaperKind(kind).label)
    wanted = _Wanted(kind, language, sheet, also, {"dossier": dossier})
    return _printed(wanted, by=by, at=at)


def _require_reader(dossier: Dossier, kind: str, by: Party) -> None:
    is_officer = isinstance(by, User) and by.may(VIEW)
    if kind == PaperKind.RECEIPT or not is_officer:
        require_party(by, dossier)
    if kind == PaperKind.CONTROL_SHEET:
        require(by, VIEW)
    if isinstance(by, User) and not visible(by).filter(pk=dossier.pk).exists():
        require(by, VIEW, dossier.received_at_agency_id)


@transaction.atomic
def print_register(
    agency: Agency, *, since: date, until: date, by: User, at: datetime
) -> Print:
    """
    Print the register of what a centre received from one day to another, both included.

    :raises Invalid: if the days are in the wrong order, more than a year, or to come
    :raises NotAllowed: if ``by`` does not receive there
    """
    require(by, RECEIVE, agency.pk)
    if not since <= until <= localdate(at):
        raise Invalid(
            "until", _("The last day is not before the first, and not to come.")
        )
    if (until - since).days > LONGEST:
        raise Invalid("since", _("A register holds at most one year."))
    sheet, _none = layout.in_languages(lambda: build.register(agency, since, until), "vi")
    assert sheet is not None
    about = {"since": since, "until": until}
    wanted = _Wanted(PaperKind.REGISTER, "vi", sheet, None, about)
    return _printed(wanted, by=by, at=at)


@transaction.atomic
def print_ticket(
    agency: Agency, *, language: str = "vi", by: User, at: datetime
) -> Print:
    """
    Give out the next number of the day in the queue of a centre, without gaps.

    :raises NotAllowed: if ``by`` does not receive there
    """
    require(by, RECEIVE, agency.pk)
    Agency.objects.select_for_update().get(pk=agency.pk)
    day = localdate(at)
    given = Print.objects.filter(kind=PaperKind.TICKET, agency=agency, dated_on=day)
    number = (given.aggregate(last=Max("number"))["last"] or 0) + 1
    sheet, also = layout.in_languages(lambda: build.ticket(agency, number, at), language)
    assert sheet is not None
    about = {"number": number}
    wanted = _Wanted(PaperKind.TICKET, language, sheet, also, about)
    return _printed(wanted, by=by, at=at)


@transaction.atomic
def print_poster(
    version: ProcedureVersion,
    agency: Agency,
    *,
    language: str = "vi",
    by: User,
    at: datetime,
) -> Print:
    """
    Print the poster of a procedure for the wall of a centre.

    :raises NotAllowed: if ``by`` does not receive there
    """
    require(by, RECEIVE, agency.pk)
    sheet, also = layout.in_languages(lambda: build.poster(version, agency), language)
    assert sheet is not None
    wanted = _Wanted(PaperKind.POSTER, language, sheet, also, {"version": version})
    return _printed(wanted, by=by, at=at)


def _printed(wanted: _Wanted, *, by: Party, at: datetime) -> Print:
    """Give the paper that was printed in this state before, or print it."""
    sheet = wanted.sheet
    mark = layout.fingerprint(wanted.kind, wanted.language, sheet.state)
    _one_at_a_time(mark)
    kept = Print.objects.select_related("file").filter(fingerprint=mark).first()
    if kept is not None:
        _tell(kept, facts.Reprinted(code=kept.code), by=by, at=at)
        return kept
    code = code_of(f"print:{mark}")
    dated = make_aware(datetime.combine(sheet.day, time.min))
    made = layout.printed(sheet, wanted.also, code, dated)
    row = Print.objects.create(
        code=code,
        kind=wanted.kind,
        language=wanted.language,
        agency_id=sheet.issuer,
        fingerprint=mark,
        file=papers.store(BytesIO(made), at=at),
        dated_on=sheet.day,
        printed_at=at,
        by=person(by),
        **wanted.about,
    )
    told = facts.Printed(
        kind=row.kind, code=code, sha256=row.file.sha256, dossier=row.dossier_id
    )
    _tell(row, told, by=by, at=at)
    return row


def _one_at_a_time(mark: str) -> None:
    """Let a second one that prints the same wait for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(mark[:15], 16)])


def _tell(row: Print, fact: object, *, by: Party, at: datetime) -> None:
    journal.record(fact, about=row.about, agency_id=row.agency_id, by=person(by), at=at)
