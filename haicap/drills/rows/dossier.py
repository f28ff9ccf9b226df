"""The dossier itself with its papers, as ``submit`` and all that followed left them."""

import numpy as np
import pyarrow as pa

from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Attachment, Dossier, Money, Part, Subject
from haicap.drills.choices import DELIVERIES
from haicap.drills.clocks import NEVER, Flags, Instants
from haicap.drills.rows.columns import (
    JSONB,
    Column,
    ids,
    joined,
    moments,
    numbers,
    same,
    texts,
    written,
)
from haicap.drills.rows.scene import Scene
from haicap.drills.stories import Stories
from haicap.drills.world import CHANNELS

STATES = tuple(State.values)
MONEY = tuple(Money.values)
FILE_NAME = "mo-phong.pdf"


def write(scene: Scene) -> None:
    """Write the dossiers, their parts and attachments."""
    _dossiers(scene)
    _papers(scene)


def states(told: Stories) -> Instants:
    """Where each dossier's lifecycle stands: what happened last decides."""
    state = np.full(len(told), STATES.index(State.REGISTERED), np.int64)
    supplement, payment = told.has("ask"), told.has("request")
    for happened, after in (
        (told.has("ask_before") & ~told.has("answer_before"), State.SUPPLEMENT),
        (told.has("accept"), State.RECEIVED),
        (told.has("start"), State.PROCESSING),
        (supplement & ~told.has("answer"), State.SUPPLEMENT),
        (payment & ~told.has("pay"), State.PAYMENT),
        (told.has("decide"), State.SETTLED),
        (told.has("return"), State.RETURNED),
        (told.has("refuse"), State.REFUSED),
        (told.has("withdraw"), State.WITHDRAWN),
        (told.has("stop"), State.STOPPED),
    ):
        state = np.where(happened, STATES.index(after), state)
    return state


def due(told: Stories) -> Instants:
    """The due moment that is shown: the new appointment, if there is one."""
    return np.where(told.has("reappoint"), told.new_due, told.first_due)


def _dossiers(scene: Scene) -> None:
    told, chosen, count = scene.told, scene.choices, len(scene.told)
    is_late = told.at["decide"] > told.first_due
    judged = told.has("decide") & (told.first_due < NEVER)
    ended = np.minimum.reduce(
        [told.at[verb] for verb in ("return", "refuse", "withdraw", "stop")]
    )
    scene.rows.add(
        Dossier._meta.db_table,
        scene.keys,
        {
            **_what(scene),
            **_who(scene),
            "place_id": ids(_places(scene)[chosen.commune]),
            "helped_at_id": ids(scene.centre, chosen.is_assisted),
            "received_at_agency_id": ids(scene.centre),
            "competent_id": ids(scene.competent),
            "responsible_id": ids(scene.responsible),
            "return_at_id": ids(scene.centre),
            "competence_id": ids(_competences(scene)),
            "submitted_at": moments(told.at["submit"]),
            "received_at": moments(told.at["accept"]),
            "due_at": moments(due(told)),
            "settled_at": moments(told.at["decide"]),
            "ended_at": moments(ended),
            "is_late": pa.array(is_late, mask=~judged),
            "leg": same("", count),
            "without": same(f"{JSONB}[]", count),
            "secret_version": numbers(np.ones(count), pa.int16()),
            "simulated": pa.array(np.ones(count, bool)),
        },
    )


def _what(scene: Scene) -> dict[str, Column]:
    told, chosen = scene.told, scene.choices
    offers = scene.world.offers
    money = np.where(told.has("pay"), MONEY.index(Money.PAID), MONEY.index(Money.DUE))
    money = np.where(told.has("request"), money, MONEY.index(Money.NONE))
    case, has_case = _cases(scene)
    posted = chosen.delivery == DELIVERIES.index("post")
    addresses = ("", *(place.name for place in scene.world.communes))
    return {
        "number": scene.number,
        "version_id": ids(np.array([o.version for o in offers], np.int64)[chosen.offer]),
        "case_id": ids(case, has_case),
        "channel": texts([str(c) for c in CHANNELS], chosen.channel),
        "state": texts(STATES, states(told)),
        "money": texts(MONEY, money),
        "delivery": texts(DELIVERIES, chosen.delivery),
        "delivery_address": texts(addresses, np.where(posted, chosen.commune + 1, 0)),
        "answers": texts([JSONB + o.answers for o in offers], chosen.offer),
    }


def _who(scene: Scene) -> dict[str, Column]:
    chosen, count = scene.choices, len(scene.told)
    subject = np.where(chosen.is_enterprise, 1, 0)
    digits = written(chosen.number + 10_000_000)  # eight digits, the first of them 1
    return {
        "subject": texts((str(Subject.CITIZEN), str(Subject.ENTERPRISE)), subject),
        "applicant_name": texts(scene.props.pool.names, chosen.name),
        "applicant_folded": texts(scene.props.pool.folded, chosen.name),
        # Nobody has such numbers: no province is 000, and no telephone begins so.
        "applicant_id": joined("0000", digits),
        "phone": joined("00", digits),
        "email": same("", count),
        "address": same("", count),
        "account_id": ids(scene.party, scene.has_account),
        "submitted_by_id": ids(scene.party),
    }


def _cases(scene: Scene) -> tuple[Instants, Flags]:
    most = max(len(offer.cases) for offer in scene.world.offers)
    table = np.zeros((len(scene.world.offers), most), np.int64)
    for row, offer in enumerate(scene.world.offers):
        table[row, : len(offer.cases)] = [case or 0 for case in offer.cases]
    case = table[scene.choices.offer, scene.choices.case]
    return case, case > 0


def _places(scene: Scene) -> Instants:
    return np.array([place.id for place in scene.world.communes], np.int64)


def _competences(scene: Scene) -> Instants:
    chosen = scene.choices
    which = scene.world.competence[chosen.offer, chosen.commune]
    return scene.world.competence_ids[which]


def _papers(scene: Scene) -> None:
    """
    Write down which papers were there.

    Online a file stands for every required paper that no database replaces; at the counter
    everything was handed in.
    """
    flat, begin, size = _components(scene)
    key = scene.choices.offer * size.shape[1] + scene.choices.case
    counts = size.ravel()[key]
    which = np.repeat(np.arange(len(key)), counts)
    into = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    paper = flat[begin.ravel()[key][which] + into]
    component, originals, copies, required, from_data = paper.T
    online = scene.is_online[which]
    uploaded = online & (required == 1) & (from_data == 0)
    in_hand = ~online & (from_data == 0)
    scene.rows.add(
        Part._meta.db_table,
        scene.rows.take(Part._meta.db_table, len(which)),
        {
            "dossier_id": ids(scene.keys[which]),
            "component_id": ids(component),
            "originals": numbers(np.where(in_hand, originals, 0), pa.int16()),
            "copies": numbers(np.where(in_hand, copies, 0), pa.int16()),
            "is_present": pa.array(uploaded | in_hand),
            "from_data": pa.array(from_data == 1),
            "from_leg": same("", len(which)),
        },
    )
    _attachments(scene, which[uploaded], component[uploaded])


def _components(scene: Scene) -> tuple[Instants, Instants, Instants]:
    """The papers of every offer and case in one line; where each begins, and how many."""
    offers = scene.world.offers
    most = max(len(offer.cases) for offer in offers)
    begin = np.zeros((len(offers), most), np.int64)
    size = np.zeros((len(offers), most), np.int64)
    flat: list[tuple[int, int, int, int, int]] = []
    for row, offer in enumerate(offers):
        for column, papers in enumerate(offer.papers):
            begin[row, column], size[row, column] = len(flat), len(papers)
            flat += [
                (p.id, p.originals, p.copies, int(p.is_required), int(p.from_data))
                for p in papers
            ]
    return np.array(flat, np.int64).reshape(-1, 5), begin, size


def _attachments(scene: Scene, which: Instants, component: Instants) -> None:
    count = len(which)
    scene.rows.add(
        Attachment._meta.db_table,
        scene.rows.take(Attachment._meta.db_table, count),
        {
            "dossier_id": ids(scene.keys[which]),
            "component_id": ids(component),
            "file_id": ids(np.full(count, scene.props.file, np.int64)),
            "name": same(FILE_NAME, count),
            "is_result": pa.array(np.zeros(count, bool)),
            "added_at": moments(scene.told.at["submit"][which]),
            "added_by_id": ids(scene.party[which]),
        },
    )
