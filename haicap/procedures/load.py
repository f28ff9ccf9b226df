"""Loading catalogue files; a procedure that says something new gets another version."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from haicap.common import periods
from haicap.common.actor import Actor
from haicap.journal import actions as journal
from haicap.procedures import catalogue, facts, rows
from haicap.procedures.actions import storing
from haicap.procedures.catalogue import Catalogue, Content
from haicap.procedures.models import (
    ChangeKind,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
    PublishedChange,
)

ENDS = frozenset({ChangeKind.ABOLISHED, ChangeKind.REPLACED})


@dataclass
class Outcome:
    """Which procedures came in, got another version, say the same, or were left alone."""

    new: list[str] = field(default_factory=list)
    amended: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(
            len(part) for part in (self.new, self.amended, self.unchanged, self.left)
        )


def load() -> int:
    """
    Load the bundled catalogue; answers how many procedures it holds.

    A procedure that the database has already in another wording is left alone: what is in
    force here was published here. ``haicap catalogue diff`` shows the differences.
    """
    return len(load_catalogue(catalogue.bundled()))


@transaction.atomic
def load_catalogue(
    found: Catalogue,
    *,
    amend_from: date | None = None,
    by: Actor | None = None,
    at: datetime | None = None,
) -> Outcome:
    """
    Bring a catalogue into the database, all of it or nothing.

    A changed procedure gets another version from ``amend_from``, or from its own ``from``
    where that is later than the version there is; without either it is left alone. With
    ``at`` each version is recorded as a fact; the first filling of a database is not.

    :raises CatalogueRefused: if the catalogue has a fault
    :raises VersionInTheWay: if a version from the day or later is already published
    """
    found.sound()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE procedures_procedure IN SHARE ROW EXCLUSIVE MODE")
    procedures = storing.procedures_named(found.procedures)
    decisions = _decisions(found)
    outcome, drafts = _sort(found.procedures, procedures, amend_from)
    for content, version in drafts:
        version.decision = _decision_of(content, decisions)
        version.change = content.get("change", "")
    storing.store(drafts, procedures)
    storing.publish_all(version for _content, version in drafts)
    _changes(found, decisions, procedures)
    if at is not None:
        for _content, version in drafts:
            _record(version, by, at)
    return outcome


def _sort(
    contents: Iterable[Content],
    procedures: dict[str, Procedure],
    amend_from: date | None,
) -> tuple[Outcome, list[tuple[Content, ProcedureVersion]]]:
    """Decide what becomes of each; versions that end make way at once."""
    outcome, drafts = Outcome(), []
    published = ProcedureVersion.objects.filter(is_published=True)
    rows_there = published.order_by("valid_from").values_list(
        "procedure_id", "valid_from", "content_hash"
    )
    latest = {row[0]: row[1:] for row in rows_there}
    numbers = dict(
        ProcedureVersion.objects.values_list("procedure_id").annotate(Max("number"))
    )
    for content in contents:
        slug, procedure = content["slug"], procedures[content["slug"]]
        if procedure.pk not in latest:
            outcome.new.append(slug)
            version = rows.version(
                content, procedure, numbers.get(procedure.pk, 0) + 1, content["from"]
            )
            version.valid_until = content.get("until")
            drafts.append((content, version))
            continue
        valid_from, content_hash = latest[procedure.pk]
        since = amend_from or (content["from"] if content["from"] > valid_from else None)
        if content_hash == catalogue.content_hash(content):
            outcome.unchanged.append(slug)
        elif since is None:
            outcome.left.append(slug)
        else:
            outcome.amended.append(slug)
            version = rows.version(content, procedure, numbers[procedure.pk] + 1, since)
            ends = storing.make_way(procedure, since)
            version.valid_until = content.get("until") or ends
            drafts.append((content, version))
    return outcome, drafts


def _decisions(found: Catalogue) -> dict[str, PublicationDecision]:
    """Give the decisions that the catalogue names, by number, saving those that are new."""
    wanted: dict[str, dict[str, Any]] = {
        said["number"]: {
            "number": said["number"],
            "issuer": said["issuer"],
            "decided_on": said.get("decided"),
            "title": said.get("title", ""),
        }
        for said in found.decisions
    }
    for content in found.procedures:
        number = content.get("decision")
        if number and number not in wanted:
            wanted[number] = {"number": number, "issuer": content["ministry"]}
    PublicationDecision.objects.bulk_create(
        [PublicationDecision(**said) for said in wanted.values()], ignore_conflicts=True
    )
    kept = PublicationDecision.objects.filter(number__in=wanted)
    there = {(d.number, d.issuer): d for d in kept}
    return {n: there[n, said["issuer"]] for n, said in wanted.items()}


def _decision_of(
    content: Content, decisions: dict[str, PublicationDecision]
) -> PublicationDecision | None:
    return decisions[content["decision"]] if content.get("decision") else None


def _changes(
    found: Catalogue,
    decisions: dict[str, PublicationDecision],
    procedures: dict[str, Procedure],
) -> None:
    """Put what the decisions change on record, and end what they end."""
    for decision in found.decisions:
        for said in decision.get("changes", []):
            procedure = procedures[said["procedure"]]
            successor = procedures[said["successor"]] if "successor" in said else None
            PublishedChange.objects.update_or_create(
                decision=decisions[decision["number"]],
                procedure=procedure,
                kind=said["kind"],
                defaults={
                    "effective_on": said.get("effective"),
                    "successor": successor,
                    "note": said.get("note", ""),
                },
            )
            if said["kind"] in ENDS and "effective" in said:
                _end(procedure, said["effective"])


def _end(procedure: Procedure, on: date) -> None:
    open_then = procedure.versions.filter(
        periods.on(on), is_published=True, valid_from__lt=on
    )
    for version in open_then:
        storing.end(version, on)


def _record(version: ProcedureVersion, by: Actor | None, at: datetime) -> None:
    fact = facts.Published(
        procedure=str(version.procedure),
        version=version.number,
        valid_from=version.valid_from.isoformat(),
        kind=version.change,
        decision=version.decision.number if version.decision else "",
    )
    about = f"procedure:{version.procedure_id}"
    journal.record(fact, about=about, agency_id=None, by=by, at=at)
