"""The legal rows: supplements, suspensions, charges, decisions, and the ways to end."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from haicap.dossiers import models
from haicap.dossiers.models import Outcome, SuspensionKind
from haicap.drills.choices import DELIVERIES
from haicap.drills.clocks import NEVER, Flags, Instants
from haicap.drills.rows.columns import (
    JSONB,
    Column,
    ids,
    joined,
    moments,
    plain,
    same,
    texts,
)
from haicap.drills.rows.scene import Scene

FAULTS = f'{JSONB}[{{"about":"","what":"Bản chụp không rõ, đề nghị bổ sung (mô phỏng)"}}]'
ANSWER = "Đã bổ sung (mô phỏng)"
FEE = "Phí, lệ phí (mô phỏng)"
METHOD, RECEIPT = "online", "MP"
GROUND = "118/2025/NĐ-CP"
OTHER_AGENCY = "Chờ ý kiến của cơ quan phối hợp (mô phỏng)"
APOLOGY = "Hồ sơ cần thêm thời gian xem xét (mô phỏng)"
REFUSAL = "Không thuộc phạm vi tiếp nhận (mô phỏng)"
STOP = "Người nộp không thực hiện tiếp (mô phỏng)"
REJECTION = "Không đủ điều kiện (mô phỏng)"
SENT_BACK = "Đề nghị rà soát lại căn cứ (mô phỏng)"
GRADES = tuple(models.Satisfaction.values)
OUTCOMES = (str(Outcome.GRANTED), str(Outcome.REJECTED))


def write(scene: Scene) -> None:
    """Write them all, and keep the keys that facts name."""
    _supplements(scene)
    _suspensions(scene)
    _charges(scene)
    _reappointments(scene)
    _decisions(scene)
    _returns(scene)
    for model, verb, reason in (
        (models.Refusal, "refuse", REFUSAL),
        (models.Withdrawal, "withdraw", ""),
        (models.Stop, "stop", STOP),
    ):
        _ending(scene, model, verb, reason)
    _ratings(scene)


def _add(
    scene: Scene,
    model: type[Any],
    where: Flags,
    ref: str,
    columns: Mapping[str, Column],
    *,
    by: Instants,
    at: Instants,
) -> None:
    """Write the rows of those ``where`` it happened; all arrays are by dossier."""
    here = np.flatnonzero(where)
    keys = scene.rows.take(model._meta.db_table, len(here))
    scene.refs[ref] = np.zeros(len(where), np.int64)
    scene.refs[ref][here] = keys
    which = pa.array(here)
    said: dict[str, Column] = {
        "dossier_id": ids(scene.keys),
        "by_id": ids(by),
        "at": moments(at),
        **columns,
    }
    rows = {name: column.take(which) for name, column in said.items()}
    scene.rows.add(model._meta.db_table, keys, rows)


def _supplements(scene: Scene) -> None:
    told, count = scene.told, len(scene.told)
    before = told.has("ask_before")
    asked = np.where(before, told.at["ask_before"], told.at["ask"])
    answered = np.where(before, told.at["answer_before"], told.at["answer"])
    known = answered < NEVER
    columns = {
        "faults": same(FAULTS, count),
        "before_reception": pa.array(before),
        "answered_at": moments(answered),
        "answered_by_id": ids(scene.party, known),
        "answer": texts(("", ANSWER), known.astype(np.int64)),
    }
    by = np.where(before, scene.receptionist, scene.specialist)
    where = before | told.has("ask")
    _add(scene, models.Supplement, where, "supplement", columns, by=by, at=asked)


def _suspensions(scene: Scene) -> None:
    told, count = scene.told, len(scene.told)
    stop = told.stop
    kinds = (
        str(SuspensionKind.SUPPLEMENT),
        str(SuspensionKind.PAYMENT),
        str(SuspensionKind.OTHER_AGENCY),
    )
    kind = np.where(told.has("request"), 1, np.where(told.has("suspend"), 2, 0))
    reasons = pa.array([None, FEE, OTHER_AGENCY], pa.string()).take(pa.array(kind))
    # The reason of a supplement is how the supplement calls itself.
    supplement = joined(scene.number, " (1)")
    ended = stop.until < NEVER
    columns = {
        "kind": texts(kinds, kind),
        "reason": pc.coalesce(reasons, supplement),
        "ground": texts(("", GROUND), (kind == 2).astype(np.int64)),
        "expected_end": pa.nulls(count, pa.date32()),
        "until": moments(stop.until),
        "ended_by_id": ids(np.where(kind == 2, scene.specialist, scene.party), ended),
    }
    where = stop.since < NEVER
    by = scene.specialist
    _add(scene, models.Suspension, where, "suspension", columns, by=by, at=stop.since)


def _charges(scene: Scene) -> None:
    told, count = scene.told, len(scene.told)
    paid = told.has("pay")
    columns = {
        "amount": ids(told.amount),
        "what": same(FEE, count),
        "ground": same("", count),
        "paid_at": moments(told.at["pay"]),
        "paid_by_id": ids(scene.party, paid),
        "method": texts(("", METHOD), paid.astype(np.int64)),
        "receipt": texts(("", RECEIPT), paid.astype(np.int64)),
    }
    at, where = told.at["request"], told.has("request")
    _add(scene, models.Charge, where, "charge", columns, by=scene.specialist, at=at)


def _reappointments(scene: Scene) -> None:
    told, count = scene.told, len(scene.told)
    columns = {
        "old_due_at": moments(told.first_due),
        "new_due_at": moments(told.new_due),
        "reason": same(APOLOGY, count),
    }
    at, where = told.at["reappoint"], told.has("reappoint")
    _add(
        scene,
        models.Reappointment,
        where,
        "reappointment",
        columns,
        by=scene.signer,
        at=at,
    )


def _decisions(scene: Scene) -> None:
    """A proposal that was sent back stays as a row of its own before the one decided."""
    told = scene.told
    back = told.has("send_back")
    none = np.full(len(told), NEVER, np.int64)
    first = _decision(
        scene, np.where(back, none, told.at["decide"]), told.at["send_back"]
    )
    where, at = told.has("propose"), told.at["propose"]
    _add(scene, models.Decision, where, "decision", first, by=scene.specialist, at=at)
    second = _decision(scene, told.at["decide"], none)
    where, at = told.has("propose_again"), told.at["propose_again"]
    _add(scene, models.Decision, where, "again", second, by=scene.specialist, at=at)


def _decision(scene: Scene, decided: Instants, back: Instants) -> dict[str, Column]:
    rejected = scene.told.meant.is_rejected.astype(np.int64)
    known, returned = decided < NEVER, back < NEVER
    number = joined("MP-", scene.number)
    nothing = plain(same("", len(known)))
    return {
        "proposed": texts(OUTCOMES, rejected),
        "proposal": texts(("", REJECTION), rejected),
        "outcome": texts(("", *OUTCOMES), np.where(known, rejected + 1, 0)),
        "reason": texts(("", REJECTION), rejected * known),
        "document_number": pc.if_else(pa.array(known), number, nothing),
        "decided_at": moments(decided),
        "decided_by_id": ids(scene.signer, known),
        "sent_back_at": moments(back),
        "sent_back_reason": texts(("", SENT_BACK), returned.astype(np.int64)),
    }


def _returns(scene: Scene) -> None:
    told, chosen = scene.told, scene.choices
    fetched = chosen.delivery == DELIVERIES.index("counter")
    names = ("", *scene.props.pool.names)
    columns = {
        "delivery": texts(DELIVERIES, chosen.delivery),
        "agency_id": ids(scene.centre),
        "collector": texts(names, np.where(fetched, chosen.name + 1, 0)),
    }
    at, where = told.at["return"], told.has("return")
    _add(scene, models.Return, where, "return", columns, by=scene.receptionist, at=at)


def _ending(scene: Scene, model: type[Any], verb: str, reason: str) -> None:
    told, count = scene.told, len(scene.told)
    columns: dict[str, Column] = {"reason": same(reason, count)}
    if verb == "stop":
        columns |= {
            "ground": same(GROUND, count),
            "reopening_reason": same("", count),
        }
    by = {"refuse": scene.receptionist, "withdraw": scene.party, "stop": scene.signer}
    at, where = told.at[verb], told.has(verb)
    _add(scene, model, where, verb, columns, by=by[verb], at=at)


def _ratings(scene: Scene) -> None:
    told, count = scene.told, len(scene.told)
    columns = {
        "grade": texts(GRADES, told.grade),
        "comment": same("", count),
    }
    at, where = told.at["rate"], told.has("rate")
    _add(scene, models.Rating, where, "rating", columns, by=scene.party, at=at)
