"""A dossier as officers read it: papers, answers, control sheet, history, how it is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from haicap.accounts.models import User
from haicap.dossiers import clock as rule
from haicap.dossiers.history import sentence
from haicap.dossiers.models import (
    Attachment,
    Dossier,
    Handover,
    Part,
)
from haicap.dossiers.reading import Detail, faults_of
from haicap.dossiers.terms import terms_of
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.units.models import Agency
from haicap.web.desk.acts.situation import Rows
from haicap.web.desk.light import calendar_at, language, rough
from haicap.web.questions import in_language, question_label
from haicap.web.status import Tag
from haicap.web.uploads import component_label
from haicap.workdays import clock
from haicap.workdays.calendar import Calendar
from haicap.workdays.words import day_by_day, summary


@dataclass(frozen=True)
class Paper:
    """A component with what was handed in of it."""

    name: str
    tag: Tag
    part: Part
    files: Sequence[Attachment]


def papers(detail: Detail) -> list[Paper]:
    """The check-list of the papers, each with its files."""
    return [
        Paper(
            component_label(part.component),
            _presence(part),
            part,
            [f for f in detail.attachments if f.component_id == part.component_id],
        )
        for part in detail.parts
    ]


def other_files(detail: Detail) -> list[Attachment]:
    """Files that belong to none of the papers, and results."""
    known = {part.component_id for part in detail.parts}
    return [f for f in detail.attachments if f.component_id not in known]


def _presence(part: Part) -> Tag:
    if part.from_leg:
        return Tag("ok", "✓", _("result of another part"))
    if part.is_present:
        return Tag("ok", "✓", _("there"))
    if part.from_data:
        return Tag("ok", "✓", _("answered by data"))
    if part.component.is_required:
        return Tag("warn", "▲", _("missing"))
    return Tag("", "–", _("not handed in"))


def answers(dossier: Dossier) -> list[tuple[str, str]]:
    """The answers of the form with their questions, in its order."""
    said = dossier.answers
    found = []
    for question in dossier.version.form():
        answer = said.get(question["name"], "")
        if answer:
            found.append((question_label(question), _answer(question, str(answer))))
    return found


def _answer(question: Mapping[str, Any], answer: str) -> str:
    if question["kind"] == "choice":
        for choice in question["choices"]:
            if choice["value"] == answer:
                return in_language(choice["label_vi"], choice.get("label_en", ""))
    if question["kind"] == "date" and len(answer) == 10:
        year, month, day = answer[:4], answer[5:7], answer[8:]
        return f"{day}/{month}/{year}"
    return answer


def faults(dossier: Dossier) -> list[str]:
    """What a supplement was asked for, each with the paper or question that it is about."""
    said = faults_of(dossier)
    return [f"{about}: {what}" if about else what for about, what in said]


@dataclass(frozen=True)
class Line:
    """A line of the control sheet (form 06): a step of the work, or a handover."""

    at: datetime
    what: str
    where: str
    due_at: datetime | None
    done_at: datetime | None
    who: str
    verdict: Tag | None


def control_sheet(detail: Detail, rows: Rows, at: datetime) -> list[Line]:
    """Every step and every handover in the order of time, with early, on time or late."""
    lines = [_of_duty(duty, detail.dossier, at) for duty in detail.duties]
    lines += [_of_handover(row, at) for row in rows.handovers]
    return sorted(lines, key=lambda each: each.at)


def _of_duty(duty: Duty, dossier: Dossier, at: datetime) -> Line:
    step = terms_of(dossier.version).steps[duty.kind.partition(".")[2]]
    who = duty.closed_by or duty.person
    return Line(
        at=duty.opened_at,
        what=in_language(step.name_vi, step.name_en),
        where=agency_name(duty.agency),
        due_at=duty.due_at,
        done_at=duty.closed_at,
        who=who.name if who else "",
        verdict=verdict(duty.due_at, duty.closed_at, calendar_at(duty.agency, at)),
    )


def _of_handover(row: Handover, at: datetime) -> Line:
    places = {"one": agency_name(row.from_agency), "other": agency_name(row.to_agency)}
    said = _("Handed over: %(one)s → %(other)s") % places
    return Line(
        at=row.at,
        what=f"{said}. {row.note}" if row.note else said,
        where=places["other"],
        due_at=row.due_at,
        done_at=row.taken_at,
        who=row.taken_by.name if row.taken_by else "",
        verdict=verdict(row.due_at, row.taken_at, calendar_at(row.from_agency, at)),
    )


def verdict(
    due_at: datetime | None, done_at: datetime | None, calendar: Calendar
) -> Tag | None:
    """Early, on time or late, and by how much working time; nothing while it is not done."""
    if due_at is None or done_at is None:
        return None
    if done_at > due_at:
        late = rough(clock.elapsed(due_at, done_at, calendar), calendar)
        return Tag("late", "✖", _("late by %(time)s") % {"time": late})
    if localtime(done_at).date() == localtime(due_at).date():
        return Tag("ok", "✓", _("on time"))
    early = rough(clock.elapsed(done_at, due_at, calendar), calendar)
    return Tag("ok", "✓", _("early by %(time)s") % {"time": early})


@dataclass(frozen=True)
class Happened:
    """A fact as a sentence."""

    at: datetime
    said: str


def history(entries: Sequence[Entry]) -> list[Happened]:
    """The journal of the dossier in sentences; one statement for all the names."""
    ids = {entry.by_id for entry in entries if entry.by_id is not None}
    names = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [Happened(entry.at, sentence(entry, names)) for entry in entries]


def moment(at: datetime) -> str:
    """A moment without its weekday, in the time of Vietnam."""
    return formats.date_format(localtime(at), "H:i d/m/Y")


def agency_name(agency: Agency) -> str:
    """The agency in the reader's language."""
    return in_language(agency.name_vi, agency.name_en)


@dataclass(frozen=True)
class Explained:
    """How the due moment came about: in one line, and day by day."""

    summary: str
    days: Sequence[str]


def explained(dossier: Dossier) -> Explained | None:
    """Explain the due moment; nothing before reception."""
    if dossier.received_at is None:
        return None
    due = rule.reckon(dossier)
    said = language()
    return Explained(summary(due, said), day_by_day(due, said))
