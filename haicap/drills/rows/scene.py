"""A batch on its way to the tables: who plays in it, its keys, and what is written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from haicap.accounts.roles import Role
from haicap.dossiers import models as dossiers
from haicap.drills.choices import NOBODY, Odds
from haicap.drills.clocks import Flags, Instants
from haicap.drills.names import Pool
from haicap.drills.people import Cast
from haicap.drills.rows.columns import Column, Days, ids, joined, plain, texts, written
from haicap.drills.stories import Stories
from haicap.drills.world import ONLINE
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.workdays.timeline import DAY

# At most so many rows come of one dossier: what is taken of the sequences.
MOST: Final[Mapping[type[Any], int]] = {
    dossiers.Dossier: 1,
    dossiers.Part: 20,
    dossiers.Attachment: 20,
    dossiers.Assignment: 2,
    Duty: 7,
    dossiers.Step: 7,
    dossiers.Handover: 1,
    dossiers.Supplement: 1,
    dossiers.Suspension: 1,
    dossiers.Charge: 1,
    dossiers.Refusal: 1,
    dossiers.Reappointment: 1,
    dossiers.Decision: 2,
    dossiers.Stop: 1,
    dossiers.Withdrawal: 1,
    dossiers.Return: 1,
    dossiers.Rating: 1,
    Entry: 16,
}
TABLES: Final = {model._meta.db_table: model for model in MOST}


CounterKey = tuple[int, int]
"""An agency and the number of a day."""


@dataclass(frozen=True)
class Props:
    """What all batches of a drill share."""

    odds: Odds
    cast: Cast
    pool: Pool
    file: int  # id of the one file that stands for every paper


@dataclass
class Written:
    """The rows by table, in the order in which they came."""

    bases: Mapping[str, int]
    batches: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(self, table: str, count: int) -> Instants:
        """The next ids of a table."""
        first = self.bases[table] + self.counts[table]
        self.counts[table] += count
        return np.arange(first, first + count, dtype=np.int64)

    def add(self, table: str, keys: Instants, columns: Mapping[str, Column]) -> None:
        """Append rows whose ids were taken; the columns have the names of the database."""
        if len(keys):
            said = {"id": ids(keys), **columns}
            self.batches[table].append(pa.record_batch(said))

    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(self.counts.values())


class Scene:
    """A batch with its people and keys; arrays are by dossier."""

    def __init__(
        self,
        props: Props,
        told: Stories,
        rows: Written,
        counters: dict[CounterKey, int],
    ) -> None:
        self.props = props
        self.world = props.odds.world
        self.told = told
        self.choices = told.choices
        self.rows = rows
        self.keys = rows.take(dossiers.Dossier._meta.db_table, len(told))
        since = props.odds.asked.since - timedelta(
            1
        )  # in UTC a night is of the day before
        self.days = Days(since, _last_day(props.odds))
        self.number = numbered(self, counters)
        self.refs: dict[str, Instants] = {}  # keys of the rows that facts name

    @cached_property
    def receptionist(self) -> Instants:
        return self.props.cast.officer(
            Role.RECEPTIONIST, self.told.centre, self.told.officers.receptionist
        )

    @cached_property
    def specialist(self) -> Instants:
        return self.props.cast.officer(
            Role.SPECIALIST, self.told.competent, self.told.officers.specialist
        )

    @cached_property
    def signer(self) -> Instants:
        return self.props.cast.officer(
            Role.SIGNER, self.told.competent, self.told.officers.signer
        )

    @cached_property
    def has_account(self) -> Flags:
        return np.not_equal(self.choices.account, NOBODY)

    @cached_property
    def party(self) -> Instants:
        """Who speaks for the applicant: the account, else the receptionist."""
        account = self.props.cast.account(self.choices.commune, self.choices.account)
        return np.where(self.has_account, account, self.receptionist)

    @cached_property
    def centre(self) -> Instants:
        """The id of the centre."""
        return self.world.agency_ids[self.told.centre]

    @cached_property
    def competent(self) -> Instants:
        """The id of the competent agency."""
        return self.world.agency_ids[self.told.competent]

    @cached_property
    def responsible(self) -> Instants:
        """The id of the agency where it lies at the end."""
        return np.where(self.told.has("start"), self.competent, self.centre)

    @cached_property
    def is_sent(self) -> Flags:
        """Whether it must be handed over to be decided."""
        return np.not_equal(self.centre, self.competent)

    @cached_property
    def is_online(self) -> Flags:
        return np.equal(self.choices.channel, ONLINE)


def numbered(scene: Scene, counters: dict[CounterKey, int]) -> Column:
    """
    Number the dossiers in the order of their submission, and move the counters on.

    The rule of ``dossiers.numbers``: the agency, the day, and without gaps which one it is.
    """
    day = scene.choices.submitted // DAY
    groups, which = np.unique(np.stack([scene.centre, day]), axis=1, return_inverse=True)
    pairs = [(int(agency), int(number)) for agency, number in groups.T]
    before = np.array([counters.get(pair, 0) for pair in pairs], np.int64)
    sizes = np.bincount(which, minlength=len(pairs))
    begins = np.cumsum(sizes) - sizes
    order = np.argsort(which, kind="stable")
    rank = np.empty(len(which), np.int64)
    rank[order] = np.arange(len(which)) - begins[which[order]]
    counters.update(zip(pairs, (before + sizes).tolist(), strict=True))
    last = pc.utf8_lpad(written(before[which] + rank + 1), 4, "0")
    heads = texts(scene.world.number_heads, scene.told.centre)
    return joined(plain(heads), scene.days.short(scene.choices.submitted), last)


def _last_day(odds: Odds) -> date:
    until = odds.asked.until
    return until.replace(year=until.year + 2, day=1)
