"""Who answers, who has it, and what is to be done: assignments, handovers, steps, duties."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from haicap.dossiers.clock import CHECK_WITHIN, HAND_OVER_WITHIN
from haicap.dossiers.models import Assignment, Handover, Step
from haicap.drills.clocks import NEVER, Flags, Instants
from haicap.drills.rows.columns import Column, ids, moments, plain, same, texts
from haicap.drills.rows.dossier import due
from haicap.drills.rows.scene import Scene
from haicap.drills.world import STEPS
from haicap.duties.models import Duty

OUTCOMES = (
    "", "received", "refused", "supplement_asked", "withdrawn", "proposed",
    "sent_back", "stopped", "decided", "returned",
)  # fmt: skip


def write(scene: Scene) -> None:
    """Write the rows in the order in which they came about for each dossier."""
    _assignments(scene)
    _handovers(scene)
    for step in _steps(scene):
        _step(scene, step)


def _assignments(scene: Scene) -> None:
    told = scene.told
    everybody = np.ones(len(told), bool)
    _assign(scene, everybody, scene.centre, scene.party, told.at["submit"])
    taken = told.has("start") & scene.is_sent
    _assign(scene, taken, scene.competent, scene.specialist, told.at["start"])


def _assign(
    scene: Scene, where: Flags, agency: Instants, by: Instants, at: Instants
) -> None:
    count = int(where.sum())
    table = Assignment._meta.db_table
    columns = {
        "dossier_id": ids(scene.keys[where]),
        "agency_id": ids(agency[where]),
        "reason": same("", count),
        "by_id": ids(by[where]),
        "at": moments(at[where]),
    }
    scene.rows.add(table, scene.rows.take(table, count), columns)


def _handovers(scene: Scene) -> None:
    """The first line of the control sheet; nothing is sent where the centre decides."""
    told = scene.told
    where = told.has("accept") & scene.is_sent
    here = np.flatnonzero(where)
    # Who withdraws before it was taken ends the waiting of the line, too.
    taken = np.minimum(told.at["start"], told.at["withdraw"])[here]
    by = np.where(told.has("start"), scene.specialist, scene.party)[here]
    within = told.hours.within(HAND_OVER_WITHIN, told.at["accept"])[here]
    table = Handover._meta.db_table
    keys = scene.rows.take(table, len(here))
    scene.refs["handover"] = np.zeros(len(where), np.int64)
    scene.refs["handover"][here] = keys
    columns = {
        "dossier_id": ids(scene.keys[here]),
        "from_agency_id": ids(scene.centre[here]),
        "to_agency_id": ids(scene.competent[here]),
        "note": same("", len(here)),
        "due_at": moments(within),
        "taken_at": moments(taken),
        "taken_by_id": ids(by, taken < NEVER),
        "by_id": ids(scene.receptionist[here]),
        "at": moments(told.at["accept"][here]),
    }
    scene.rows.add(table, keys, columns)


@dataclass(frozen=True)
class Block:
    """The same step of many dossiers; arrays are by dossier, NEVER and nought are none."""

    code: str
    where: Flags
    agency: Instants
    opened: Instants
    due: Instants
    closed: Instants
    closed_by: Instants
    outcome: Instants
    person: Instants
    is_paused: Flags


def _steps(scene: Scene) -> list[Block]:
    return [
        _check(scene, again=False),
        _check(scene, again=True),
        _process(scene, again=False),
        _sign(scene, again=False),
        _process(scene, again=True),
        _sign(scene, again=True),
        _return(scene),
    ]


def _ended(
    scene: Scene, *ends: tuple[str, str, Instants]
) -> tuple[Instants, Instants, Instants]:
    """What closed a step: of several verbs the first that happened, by whom, as what."""
    count = len(scene.told)
    closed = np.full(count, NEVER, np.int64)
    by = np.zeros(count, np.int64)
    outcome = np.zeros(count, np.int64)
    for verb, called, person in ends:
        at = scene.told.at[verb]
        first = at < closed
        closed = np.where(first, at, closed)
        by = np.where(first, person, by)
        outcome = np.where(first, OUTCOMES.index(called), outcome)
    return closed, by, outcome


def _check(scene: Scene, *, again: bool) -> Block:
    told = scene.told
    verb = "answer_before" if again else "submit"
    where = told.has(verb)
    ends = [
        ("refuse", "refused", scene.receptionist),
        ("accept", "received", scene.receptionist),
    ]
    if not again:
        ends += [
            ("ask_before", "supplement_asked", scene.receptionist),
            ("withdraw", "withdrawn", scene.party),
        ]
    closed, by, outcome = _ended(scene, *ends)
    nobody = np.zeros(len(told), np.int64)
    return Block(
        "check", where, scene.centre, told.at[verb],
        told.hours.within(CHECK_WITHIN, told.at[verb]),
        closed, by, outcome, nobody, np.zeros(len(told), bool),
    )  # fmt: skip


def _process(scene: Scene, *, again: bool) -> Block:
    told = scene.told
    verb = "send_back" if again else "accept"
    ends = [("propose_again" if again else "propose", "proposed", scene.specialist)]
    if not again:
        ends += [
            ("withdraw", "withdrawn", scene.party),
            ("stop", "stopped", scene.signer),
        ]
    closed, by, outcome = _ended(scene, *ends)
    paused = (told.stop.since < NEVER) & (told.stop.until == NEVER)
    person = np.where(told.has("start"), scene.specialist, 0)
    return Block(
        "process", told.has(verb), scene.competent, told.at[verb],
        np.where(paused, NEVER, told.process_due),
        closed, by, outcome, person, paused,
    )  # fmt: skip


def _sign(scene: Scene, *, again: bool) -> Block:
    told = scene.told
    verb = "propose_again" if again else "propose"
    ends = [("decide", "decided", scene.signer)]
    if not again:
        ends.append(("send_back", "sent_back", scene.signer))
    closed, by, outcome = _ended(scene, *ends)
    nobody = np.zeros(len(told), np.int64)
    return Block(
        "sign", told.has(verb), scene.competent, told.at[verb], due(told),
        closed, by, outcome, nobody, np.zeros(len(told), bool),
    )  # fmt: skip


def _return(scene: Scene) -> Block:
    told, count = scene.told, len(scene.told)
    closed, by, outcome = _ended(scene, ("return", "returned", scene.receptionist))
    return Block(
        "return", told.has("decide"), scene.centre, told.at["decide"],
        np.full(count, NEVER, np.int64),
        closed, by, outcome, np.zeros(count, np.int64), np.zeros(count, bool),
    )  # fmt: skip


def _step(scene: Scene, block: Block) -> None:
    here = np.flatnonzero(block.where)
    keys = scene.rows.take(Duty._meta.db_table, len(here))
    scene.rows.add(Duty._meta.db_table, keys, _duty(scene, block, here))
    columns = {
        "dossier_id": ids(scene.keys[here]),
        "code": same(block.code, len(here)),
        "duty_id": ids(keys),
    }
    table = Step._meta.db_table
    scene.rows.add(table, scene.rows.take(table, len(here)), columns)


def _duty(scene: Scene, block: Block, here: Instants) -> dict[str, Column]:
    offers, offer = scene.world.offers, scene.choices.offer[here]
    step = STEPS.index(block.code)
    competence = scene.world.competence[scene.choices.offer, scene.choices.commune]
    closed, person = block.closed[here], block.person[here]
    return {
        "kind": same(f"dossier.{block.code}", len(here)),
        "reference": plain(scene.number).take(pa.array(here)),
        "person_id": ids(person, person > 0),
        "work": texts([o.work[step] for o in offers], offer),
        "opened_at": moments(block.opened[here]),
        "due_at": moments(block.due[here]),
        "agency_id": ids(block.agency[here]),
        "role": texts([o.roles[step] for o in offers], offer),
        "authority": texts(scene.world.authorities, competence[here]),
        "product": texts([o.products[step] for o in offers], offer),
        "is_paused": pa.array(block.is_paused[here]),
        "closed_at": moments(closed),
        "closed_by_id": ids(block.closed_by[here], closed < NEVER),
        "outcome": texts(OUTCOMES, np.where(closed < NEVER, block.outcome[here], 0)),
    }
