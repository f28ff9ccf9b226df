"""Playing a simulated life through the real actions, and what to compare afterwards."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from django.db import connection

from haicap.accounts.models import User
from haicap.dossiers import actions, models
from haicap.dossiers.actions.submission import Applicant, Request, Upload
from haicap.dossiers.models import Dossier
from haicap.drills.choices import DELIVERIES
from haicap.drills.rows import events
from haicap.drills.rows.dossier import FILE_NAME
from haicap.drills.rows.scene import Scene
from haicap.drills.stories import VERBS
from haicap.drills.world import CHANNELS, ONLINE, Paper
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.papers.models import File
from haicap.procedures.models import Case, Component, ProcedureVersion
from haicap.units.models import Territory
from haicap.workdays.timeline import moment

FAULTS = json.loads(events.FAULTS.removeprefix("\x01"))


class Player:
    """Plays the dossiers of a scene, one verb after the other, in the order of time."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.made: dict[int, Dossier] = {}
        self.file = File.objects.get(pk=scene.props.file)

    @cached_property
    def people(self) -> dict[int, User]:
        return {user.pk: user for user in User.objects.all()}

    def play(self) -> int:
        """Play everything; answers how many verbs there were."""
        count = 0
        for at, _rank, index, verb in sorted(self.script()):
            by = self.people[int(self.actor(verb)[index])]
            if verb == "submit":
                self.made[index] = self.submit(index, by=by, at=moment(at))
            else:
                self.do(verb, index, by=by, at=moment(at))
            count += 1
        return count

    def script(self) -> Iterator[tuple[int, int, int, str]]:
        for rank, verb in enumerate(VERBS):
            at = self.scene.told.at[verb]
            for index in np.flatnonzero(self.scene.told.has(verb)).tolist():
                yield int(at[index]), rank, index, verb

    def actor(self, verb: str) -> Any:
        scene = self.scene
        if verb in ("submit", "answer_before", "answer", "pay", "withdraw", "rate"):
            return scene.party
        if verb in ("accept", "refuse", "ask_before", "return"):
            return scene.receptionist
        if verb in ("reappoint", "send_back", "decide", "stop"):
            return scene.signer
        return scene.specialist

    def submit(self, i: int, *, by: User, at: datetime) -> Dossier:
        chosen, world = self.scene.choices, self.scene.world
        offer = world.offers[chosen.offer[i]]
        case = offer.cases[chosen.case[i]]
        papers = offer.papers[chosen.case[i]]
        codes = dict(
            Component.objects.filter(pk__in=[p.id for p in papers]).values_list(
                "pk", "code"
            )
        )
        online = chosen.channel[i] == ONLINE
        posted = DELIVERIES[chosen.delivery[i]] == "post"
        place = world.communes[chosen.commune[i]]
        request = Request(
            place=Territory.objects.get(pk=place.id),
            channel=str(CHANNELS[chosen.channel[i]]),
            applicant=self.applicant(i),
            answers=json.loads(offer.answers),
            case=Case.objects.get(pk=case) if case else None,
            delivery=DELIVERIES[chosen.delivery[i]],
            delivery_address=place.name if posted else "",
            uploads=[
                Upload(self.file, FILE_NAME, codes[p.id])
                for p in papers
                if online and p.is_required and not p.from_data
            ],
            present={
                codes[p.id]: in_hand(p) for p in papers if not online and not p.from_data
            },
        )
        version = ProcedureVersion.objects.get(pk=offer.version)
        return actions.submit(version, request, by=by, at=at)

    def applicant(self, i: int) -> Applicant:
        chosen = self.scene.choices
        digits = f"{int(chosen.number[i]) + 10_000_000}"
        return Applicant(
            name=self.scene.props.pool.names[chosen.name[i]],
            personal_id=f"0000{digits}",
            phone=f"00{digits}",
            subject="enterprise" if chosen.is_enterprise[i] else "citizen",
        )

    def do(self, verb: str, i: int, *, by: User, at: datetime) -> None:
        told = self.scene.told
        rejected = bool(told.meant.is_rejected[i])
        outcome = events.OUTCOMES[rejected]
        reason = events.REJECTION if rejected else ""
        dossier = self.made[i]
        delivery = DELIVERIES[self.scene.choices.delivery[i]]
        number = f"MP-{dossier.number}"
        calls: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
            "accept": (actions.accept, {}),
            "refuse": (actions.refuse, {"reason": events.REFUSAL}),
            "start": (actions.start, {}),
            "ask_before": (actions.ask_supplement, {"faults": FAULTS}),
            "ask": (actions.ask_supplement, {"faults": FAULTS}),
            "answer_before": (actions.answer_supplement, {"answer": events.ANSWER}),
            "answer": (actions.answer_supplement, {"answer": events.ANSWER}),
            "request": (
                actions.request_payment,
                {"amount": int(told.amount[i]), "what": events.FEE},
            ),
            "pay": (actions.pay, {"method": events.METHOD, "receipt": events.RECEIPT}),
            "suspend": (
                actions.suspend,
                {
                    "kind": "other_agency",
                    "reason": events.OTHER_AGENCY,
                    "ground": events.GROUND,
                },
            ),
            "resume": (actions.resume, {}),
            "propose": (actions.propose, {"outcome": outcome, "proposal": reason}),
            "propose_again": (actions.propose, {"outcome": outcome, "proposal": reason}),
            "send_back": (actions.send_back, {"reason": events.SENT_BACK}),
            "decide": (
                actions.decide,
                {"outcome": outcome, "reason": reason, "document_number": number},
            ),
            "withdraw": (actions.withdraw, {}),
            "stop": (actions.stop, {"reason": events.STOP, "ground": events.GROUND}),
            "return": (
                actions.return_result,
                {
                    "delivery": delivery,
                    "collector": dossier.applicant_name if delivery == "counter" else "",
                },
            ),
            "rate": (actions.rate, {"grade": events.GRADES[told.grade[i]]}),
        }
        if verb == "reappoint":
            new = moment(int(told.new_due[i]))
            actions.reappoint(
                dossier, new_due_at=new, reason=events.APOLOGY, by=by, at=at
            )
            return
        call, said = calls[verb]
        call(dossier, **said, by=by, at=at)


def in_hand(paper: Paper) -> tuple[int, int]:
    """What an officer has of a paper: originals and copies."""
    return paper.originals, paper.copies


CHILDREN = (
    models.Part, models.Attachment, models.Assignment, models.Handover,
    models.Supplement, models.Suspension, models.Charge, models.Refusal,
    models.Reappointment, models.Decision, models.Stop, models.Withdrawal,
    models.Return, models.Rating, models.Step,
)  # fmt: skip
# What a fact calls the key of a row, by the table of the row.
NAMED = {
    "supplement": models.Supplement, "handover": models.Handover,
    "suspension": models.Suspension, "charge": models.Charge,
    "decision": models.Decision, "refusal": models.Refusal,
    "withdrawal": models.Withdrawal, "stop": models.Stop,
}  # fmt: skip
OF_NO_MEANING = {
    "id",
    "hash",
    "recorded_at",
    "xid",
    "simulated",
    "dossier_id",
    "about",
    "bundle_id",
}


def everything() -> dict[str, dict[str, Any]]:
    """All rows of all dossiers, by number and table, without keys that mean nothing."""
    numbers = dict(Dossier.objects.values_list("pk", "number"))
    found: dict[str, dict[str, Any]] = {number: {} for number in numbers.values()}
    for row in rows_of(Dossier, "id"):
        bundle = numbers.get(row["bundle_id"])
        found[row["number"]]["Dossier"] = {**meaning(row), "bundle": bundle}
    places: dict[Any, dict[int, int]] = {Duty: duties(found)}
    for model in CHILDREN:
        kept = rows_of(model, "component_id" if model is models.Part else "id")
        places[model] = place_by_dossier(kept, "dossier_id")
        for row in kept:
            of_dossier = found[numbers[row["dossier_id"]]].setdefault(model.__name__, [])
            of_dossier.append(meaning(row, places[Duty]))
    for row in rows_of(Entry, "id"):
        if not row["about"].startswith("dossier:"):
            continue
        of_dossier = found[numbers[int(row["about"].partition(":")[2])]]
        fact = {**meaning(row), "data": named(row["data"], places)}
        of_dossier.setdefault("Entry", []).append(fact)
    return found


def duties(found: dict[str, dict[str, Any]]) -> dict[int, int]:
    """Add the duties to their dossiers; gives the place of each among those."""
    kept = rows_of(Duty, "id")
    for row in kept:
        found[row["reference"]].setdefault("Duty", []).append(meaning(row))
    return place_by_dossier(kept, "reference")


def rows_of(model: Any, order: str) -> list[dict[str, Any]]:
    return list(model.objects.order_by(order).values())


def meaning(row: dict[str, Any], duties: dict[int, int] | None = None) -> dict[str, Any]:
    """A row without keys; that of a duty becomes its place."""
    return {
        name: duties[value] if duties and name == "duty_id" else value
        for name, value in row.items()
        if name not in OF_NO_MEANING
    }


def place_by_dossier(rows: list[dict[str, Any]], name: str) -> dict[int, int]:
    """The place of each row among those of its dossier."""
    seen: dict[Any, int] = defaultdict(int)
    found = {}
    for row in sorted(rows, key=lambda row: int(row["id"])):
        found[row["id"]] = seen[row[name]]
        seen[row[name]] += 1
    return found


def named(data: dict[str, Any], places: dict[Any, dict[int, int]]) -> dict[str, Any]:
    return {
        name: places[NAMED[name]][value] if name in NAMED and value is not None else value
        for name, value in data.items()
    }


def counters() -> list[tuple[Any, ...]]:
    """Every counter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agency_id, day, last FROM dossiers_counter ORDER BY 1, 2")
        return list(cursor.fetchall())
