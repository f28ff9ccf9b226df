"""The facts: what each verb told, with its hash, in the order of time."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from haicap.dossiers import facts
from haicap.dossiers.models import SuspensionKind
from haicap.drills.choices import DELIVERIES
from haicap.drills.clocks import NEVER, Flags, Instants
from haicap.drills.rows.columns import (
    JSONB,
    MOMENT,
    Column,
    ids,
    joined,
    moments,
    null_as_word,
    plain,
    texts,
    written,
)
from haicap.drills.rows.dossier import due
from haicap.drills.rows.events import GRADES, METHOD, OUTCOMES
from haicap.drills.rows.scene import Scene
from haicap.drills.stories import VERBS
from haicap.drills.world import CHANNELS
from haicap.journal.facts import kind_of
from haicap.journal.models import Entry


class Told(NamedTuple):
    """One verb's facts; arrays are of the dossiers in ``here``."""

    verb: str
    kind: str
    here: Instants
    by: Instants
    agency: Instants
    data: Column  # JSON


class Teller:
    """Makes facts of the dossiers to which a verb happened."""

    def __init__(self, scene: Scene, verb: str) -> None:
        self.scene, self.verb = scene, verb
        self.here = np.flatnonzero(scene.told.has(verb))

    def number(self, values: Instants, known: Flags | None = None) -> Column:
        """Whole numbers in JSON."""
        said = written(values[self.here])
        if known is None:
            return said
        return pc.if_else(pa.array(known[self.here]), said, "null")

    def moment(self, at: Instants) -> Column:
        """Local moments in JSON."""
        return null_as_word(self.scene.days.local(at[self.here]))

    def word(self, table: tuple[str, ...], which: Instants) -> Column:
        """Words out of a table in JSON."""
        said = [json.dumps(text, ensure_ascii=False) for text in table]
        return plain(texts(said, which[self.here]))

    def flag(self, values: Flags, known: Flags) -> Column:
        """True, false or null."""
        return self.word_as_is(np.where(known, values.astype(np.int64), 2))

    def word_as_is(self, which: Instants) -> Column:
        return plain(texts(("false", "true", "null"), which[self.here]))

    def told(
        self, fact: type[Any], by: Instants, where: Instants, /, **fields: Column
    ) -> Told:
        """Put the fields together as the journal keeps them, by name."""
        names = sorted(field.name for field in dataclasses.fields(fact))
        if names != sorted(fields):
            raise TypeError(f"{fact.__name__} has the fields {names}")
        pieces: list[Column | str] = []
        for name in names:
            pieces += [f'{"," if pieces else "{"}"{name}":', fields[name]]
        kind = kind_of(object.__new__(fact))
        data = joined(*pieces, "}")
        return Told(self.verb, kind, self.here, by[self.here], where[self.here], data)


def write(scene: Scene) -> None:
    """Write the facts of all verbs."""
    told = [fact for fact in _told(scene) if len(fact.here)]
    at = np.concatenate([scene.told.at[fact.verb][fact.here] for fact in told])
    rank = np.concatenate(
        [np.full(len(fact.here), VERBS.index(fact.verb)) for fact in told]
    )
    order = np.lexsort((rank, at))
    dossier = np.concatenate([scene.keys[fact.here] for fact in told])[order]
    kinds = tuple(sorted({fact.kind for fact in told}))
    kind = np.concatenate(
        [np.full(len(fact.here), kinds.index(fact.kind)) for fact in told]
    )[order]
    said = {
        "kind": texts(kinds, kind),
        "about": joined("dossier:", written(dossier)),
        "agency": np.concatenate([fact.agency for fact in told])[order],
        "by": np.concatenate([fact.by for fact in told])[order],
        "at": at[order],
        "data": pa.concat_arrays([fact.data for fact in told]).take(pa.array(order)),
    }
    table = Entry._meta.db_table
    scene.rows.add(table, scene.rows.take(table, len(at)), _entries(scene, said))


def _entries(scene: Scene, said: Mapping[str, Any]) -> dict[str, Column]:
    count = len(said["at"])
    now = datetime.now(UTC)
    quoted = json.dumps(now.isoformat(timespec="microseconds"))
    canonical = joined(
        '["', plain(said["kind"]), '","', said["about"], '",',
        written(said["agency"]), ",", written(said["by"]), ",",
        scene.days.utc(said["at"]), f",{quoted},", said["data"], "]",
    )  # fmt: skip
    return {
        "kind": said["kind"],
        "about": said["about"],
        "agency_id": ids(said["agency"]),
        "by_id": ids(said["by"]),
        "at": moments(said["at"]),
        "recorded_at": pa.repeat(pa.scalar(now, MOMENT), count),
        "data": joined(JSONB, said["data"]),
        "hash": hashes(canonical),
    }


def hashes(canonical: Column) -> Column:
    """SHA-256 of each text."""
    sha256 = hashlib.sha256
    each = pc.cast(canonical, pa.binary()).to_pylist()
    digests = b"".join([sha256(text).digest() for text in each])
    ends = np.arange(0, 32 * len(each) + 1, 32, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.binary(), len(each), [None, pa.py_buffer(ends), pa.py_buffer(digests)]
    )


def _told(scene: Scene) -> Iterator[Told]:
    yield _submitted(scene)
    yield from _before(scene)
    yield from _pauses(scene)
    yield from _work(scene)
    yield from _ends(scene)


def _submitted(scene: Scene) -> Told:
    t, chosen, offers = Teller(scene, "submit"), scene.choices, scene.world.offers
    place = np.array([place.id for place in scene.world.communes], np.int64)
    version = np.array([offer.number for offer in offers], np.int64)
    return t.told(
        facts.Submitted,
        scene.party,
        scene.centre,
        number=joined('"', scene.number, '"'),
        procedure=t.word(tuple(offer.code for offer in offers), chosen.offer),
        version=t.number(version[chosen.offer]),
        channel=t.word(tuple(str(channel) for channel in CHANNELS), chosen.channel),
        place=t.number(place[chosen.commune]),
        received_at_agency=t.number(scene.centre),
        competent=t.number(scene.competent),
        helped_at=t.number(scene.centre, chosen.is_assisted),
    )


def _before(scene: Scene) -> Iterator[Told]:
    told, refs = scene.told, scene.refs
    none = np.full(len(told), NEVER, np.int64)
    one, yes = np.ones(len(told), np.int64), np.ones(len(told), np.int64)
    t = Teller(scene, "ask_before")
    yield t.told(
        facts.SupplementAsked, scene.receptionist, scene.centre,
        supplement=t.number(refs["supplement"]), faults=t.number(one),
        before_reception=t.word_as_is(yes),
    )  # fmt: skip
    t = Teller(scene, "answer_before")
    yield t.told(
        facts.Supplemented, scene.party, scene.centre,
        supplement=t.number(refs["supplement"]), due_at=t.moment(none),
    )  # fmt: skip
    t = Teller(scene, "refuse")
    yield t.told(
        facts.Refused, scene.receptionist, scene.centre, refusal=t.number(refs["refuse"])
    )
    t = Teller(scene, "accept")
    yield t.told(
        facts.Received, scene.receptionist, scene.centre,
        due_at=t.moment(told.received_due), sent_to=t.number(scene.competent),
    )  # fmt: skip
    t = Teller(scene, "start")
    yield t.told(
        facts.Taken, scene.specialist, scene.competent,
        agency=t.number(scene.competent),
        handover=t.number(refs["handover"], scene.is_sent),
    )  # fmt: skip


def _pauses(scene: Scene) -> Iterator[Told]:
    told, refs, here = scene.told, scene.refs, scene.competent
    no, one = np.zeros(len(told), np.int64), np.ones(len(told), np.int64)
    t = Teller(scene, "ask")
    yield t.told(
        facts.SupplementAsked, scene.specialist, here,
        supplement=t.number(refs["supplement"]), faults=t.number(one),
        before_reception=t.word_as_is(no),
    )  # fmt: skip
    t = Teller(scene, "answer")
    yield t.told(
        facts.Supplemented, scene.party, here,
        supplement=t.number(refs["supplement"]), due_at=t.moment(told.first_due),
    )  # fmt: skip
    t = Teller(scene, "request")
    yield t.told(
        facts.PaymentRequested, scene.specialist, here,
        charge=t.number(refs["charge"]), amount=t.number(told.amount),
    )  # fmt: skip
    t = Teller(scene, "pay")
    yield t.told(
        facts.Paid, scene.party, here,
        charge=t.number(refs["charge"]), amount=t.number(told.amount),
        method=t.word((METHOD,), no), due_at=t.moment(told.first_due),
    )  # fmt: skip
    t = Teller(scene, "suspend")
    yield t.told(
        facts.Suspended, scene.specialist, here,
        suspension=t.number(refs["suspension"]),
        kind=t.word((str(SuspensionKind.OTHER_AGENCY),), no),
    )  # fmt: skip
    t = Teller(scene, "resume")
    yield t.told(
        facts.Resumed, scene.specialist, here,
        suspension=t.number(refs["suspension"]), due_at=t.moment(told.first_due),
    )  # fmt: skip


def _work(scene: Scene) -> Iterator[Told]:
    told, refs, here = scene.told, scene.refs, scene.competent
    rejected = told.meant.is_rejected.astype(np.int64)
    t = Teller(scene, "reappoint")
    yield t.told(
        facts.Reappointed, scene.signer, here,
        old_due_at=t.moment(told.first_due), new_due_at=t.moment(told.new_due),
    )  # fmt: skip
    for verb, ref in (("propose", "decision"), ("propose_again", "again")):
        t = Teller(scene, verb)
        yield t.told(
            facts.Proposed, scene.specialist, here,
            decision=t.number(refs[ref]), outcome=t.word(OUTCOMES, rejected),
        )  # fmt: skip
    t = Teller(scene, "send_back")
    yield t.told(facts.SentBack, scene.signer, here, decision=t.number(refs["decision"]))
    t = Teller(scene, "decide")
    decision = np.where(refs["again"] > 0, refs["again"], refs["decision"])
    yield t.told(
        facts.Decided, scene.signer, here,
        decision=t.number(decision), outcome=t.word(OUTCOMES, rejected),
        due_at=t.moment(due(told)),
        is_late=t.flag(told.at["decide"] > told.first_due, told.first_due < NEVER),
    )  # fmt: skip


def _ends(scene: Scene) -> Iterator[Told]:
    told, refs, chosen = scene.told, scene.refs, scene.choices
    t = Teller(scene, "withdraw")
    yield t.told(
        facts.Withdrawn, scene.party, scene.responsible,
        withdrawal=t.number(refs["withdraw"]),
    )  # fmt: skip
    t = Teller(scene, "stop")
    yield t.told(
        facts.Stopped, scene.signer, scene.competent, stop=t.number(refs["stop"])
    )
    t = Teller(scene, "return")
    yield t.told(
        facts.Returned, scene.receptionist, scene.competent,
        delivery=t.word(DELIVERIES, chosen.delivery), agency=t.number(scene.centre),
    )  # fmt: skip
    t = Teller(scene, "rate")
    yield t.told(
        facts.Rated, scene.party, scene.competent, grade=t.word(GRADES, told.grade)
    )
