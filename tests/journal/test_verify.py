"""One changed byte anywhere in the journal is found and named."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.db import connection

from haicap.cli import haicap
from haicap.journal import actions, follow
from haicap.journal.actions import SealRefused
from haicap.journal.models import Entry, Seal
from haicap.journal.verify import verify
from tests.journal.conftest import write

NOW = datetime(2025, 7, 2, tzinfo=UTC)
SWAP_THE_FIRST_TWO = """
UPDATE journal_seal a SET count = b.count, last_xid = b.last_xid, last_id = b.last_id,
    sealed_at = b.sealed_at, hash = b.hash
FROM journal_seal b WHERE a.number + b.number = 3
"""


def tamper(sql: str) -> None:
    """Change the journal as only a superuser can who switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql)
        assert cursor.rowcount >= 1
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def sealed(committed_db: str) -> list[Entry]:
    """Ten entries in three seals (4, 4, 2) and one that is not sealed."""
    entries = [write(number) for number in range(10)]
    while follow.advance(actions.SEALER, actions.seal_entries, limit=4):
        pass
    assert list(Seal.objects.values_list("number", "count")) == [(1, 4), (2, 4), (3, 2)]
    entries.append(write(10))
    assert not verify().fault_count
    return entries


def first_fault() -> tuple[str, int]:
    found = verify()
    assert found.fault_count
    assert str(found.faults[0])
    return found.faults[0].rule, found.faults[0].id


class TestVerify:
    def test_counts_what_it_read(self, sealed: list[Entry]) -> None:
        read: list[int] = []

        found = verify(tick=read.append)

        assert (found.entries, found.sealed, found.unsealed, found.seals) == (
            11,
            10,
            1,
            3,
        )
        assert found.head == bytes(Seal.objects.get(pk=3).hash).hex()
        assert sum(read) == 11

    def test_an_empty_journal_is_in_order(self, committed_db: str) -> None:
        found = verify()

        assert (found.entries, found.seals, found.fault_count) == (0, 0, 0)

    @pytest.mark.parametrize(
        "change",
        [
            "kind = 'test.happenee'",
            "about = 'test:2'",
            "agency_id = 8",
            "agency_id = NULL",
            "by_id = 1",
            "at = at + interval '1 microsecond'",
            "recorded_at = recorded_at - interval '1 microsecond'",
            "data = '{\"number\": 99}'",
            'data = \'{"number": 5, "more": null}\'',
            "hash = set_byte(hash, 31, get_byte(hash, 31) # 1)",
        ],
    )
    @pytest.mark.parametrize("place", [0, 5, 9, 10])  # first, amid, last sealed, unsealed
    def test_names_the_entry(self, sealed: list[Entry], change: str, place: int) -> None:
        entry = sealed[place]

        tamper(f"UPDATE journal_entry SET {change} WHERE id = {entry.pk}")

        assert first_fault() == ("entry.changed", entry.pk)

    @pytest.mark.parametrize(
        ("change", "rule"),
        [
            ("id = 100000", "seal.changed"),
            ("xid = xid - 1", "seal."),
            ("xid = xid + 1", "seal."),
            ("xid = 1", "seal.entries"),
        ],
    )
    def test_names_the_seal_of_an_entry_that_was_moved(
        self, sealed: list[Entry], change: str, rule: str
    ) -> None:
        tamper(f"UPDATE journal_entry SET {change} WHERE id = {sealed[5].pk}")

        found, number = first_fault()
        assert found.startswith(rule)
        assert number == (1 if change == "xid = 1" else 2)

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ("number = 9", ("seal.missing", 2)),
            ("count = 5", ("seal.entries", 2)),
            ("last_xid = last_xid - 1", ("seal.entries", 2)),
            ("last_xid = last_xid + 1", ("seal.changed", 2)),
            ("last_id = last_id - 1", ("seal.entries", 2)),
            ("last_id = last_id + 1", ("seal.changed", 2)),
            ("last_xid = 1", ("seal.order", 2)),
            ("sealed_at = sealed_at + interval '1 microsecond'", ("seal.changed", 2)),
            ("hash = set_byte(hash, 0, get_byte(hash, 0) # 128)", ("seal.changed", 2)),
        ],
    )
    def test_names_the_seal(
        self, sealed: list[Entry], change: str, fault: tuple[str, int]
    ) -> None:
        tamper(f"UPDATE journal_seal SET {change} WHERE number = 2")

        assert first_fault() == fault

    @pytest.mark.parametrize(
        ("sql", "fault"),
        [
            ("DELETE FROM journal_seal WHERE number = 1", ("seal.missing", 1)),
            ("DELETE FROM journal_seal WHERE number = 2", ("seal.missing", 2)),
            ("DELETE FROM journal_seal WHERE number = 3", ("seal.end", 2)),
            ("DELETE FROM journal_seal", ("seal.end", 0)),
            (SWAP_THE_FIRST_TWO, ("seal.entries", 1)),
        ],
    )
    def test_finds_deleted_and_swapped_seals(
        self, sealed: list[Entry], sql: str, fault: tuple[str, int]
    ) -> None:
        tamper(sql)

        assert first_fault() == fault

    @pytest.mark.parametrize(("place", "number"), [(0, 1), (3, 1), (4, 2), (9, 3)])
    def test_finds_a_deleted_entry(
        self, sealed: list[Entry], place: int, number: int
    ) -> None:
        tamper(f"DELETE FROM journal_entry WHERE id = {sealed[place].pk}")

        assert first_fault() == ("seal.entries", number)

    def test_finds_an_entry_that_was_smuggled_in(self, sealed: list[Entry]) -> None:
        columns = "kind, about, agency_id, by_id, at, recorded_at, data, hash, xid"
        tamper(
            f"INSERT INTO journal_entry ({columns}) SELECT {columns} FROM journal_entry"
            f" WHERE id = {sealed[5].pk}"
        )

        assert first_fault() == ("seal.entries", 2)

    def test_finds_a_cut_tail(self, sealed: list[Entry]) -> None:
        tamper(f"DELETE FROM journal_entry WHERE id >= {sealed[8].pk}")
        tamper("DELETE FROM journal_seal WHERE number = 3")

        assert first_fault() == ("seal.end", 2)

    def test_finds_a_chain_that_was_forged_whole_by_a_seal_noted_down(
        self, sealed: list[Entry]
    ) -> None:
        known = bytes(Seal.objects.get(pk=2).hash).hex()
        assert not verify(known=known).fault_count

        tamper(f"DELETE FROM journal_entry WHERE id = {sealed[5].pk}")
        tamper("DELETE FROM journal_seal")
        tamper("DELETE FROM journal_cursor")
        actions.seal(NOW)

        assert not verify().fault_count
        assert verify(known=known).faults[0].rule == "seal.unknown"

    def test_one_fault_does_not_hide_another(self, sealed: list[Entry]) -> None:
        for place in (1, 6, 10):
            tamper(f"UPDATE journal_entry SET by_id = 5 WHERE id = {sealed[place].pk}")

        found = verify()

        assert [f.id for f in found.faults] == [sealed[p].pk for p in (1, 6, 10)]

    def test_tells_that_the_journal_is_from_another_server(
        self, sealed: list[Entry]
    ) -> None:
        tamper("UPDATE journal_entry SET xid = xid + 1000000000")

        assert "entry.ahead" in [fault.rule for fault in verify().faults]


class TestSeal:
    def test_seals_once_what_was_not_sealed(self, sealed: list[Entry]) -> None:
        assert actions.seal(NOW) == 1
        assert actions.seal(NOW) == 0
        assert Seal.objects.get(pk=4).sealed_at == NOW
        assert verify().unsealed == 0

    def test_is_refused_on_a_chain_that_was_cut(self, sealed: list[Entry]) -> None:
        tamper("DELETE FROM journal_seal WHERE number = 3")

        with pytest.raises(SealRefused):
            actions.seal(NOW)

    def test_is_never_done_again_from_the_start(self, sealed: list[Entry]) -> None:
        follow.rebuild(actions.SEALER)

        with pytest.raises(SealRefused):
            actions.seal(NOW)
        assert Seal.objects.count() == 3


class TestCommandLine:
    def test_verify_tells_the_machine(self, sealed: list[Entry]) -> None:
        good = CliRunner().invoke(haicap, ["journal", "verify", "--json"])
        tamper(f"UPDATE journal_entry SET by_id = 5 WHERE id = {sealed[2].pk}")
        bad = CliRunner().invoke(haicap, ["journal", "verify", "--json"])

        assert good.exit_code == 0
        assert json.loads(good.stdout)["entries"] == 11
        assert bad.exit_code == 1
        fault = json.loads(bad.stdout)["faults"][0]
        assert (fault["rule"], fault["id"]) == ("entry.changed", sealed[2].pk)

    def test_verify_tells_people(self, sealed: list[Entry]) -> None:
        good = CliRunner().invoke(haicap, ["journal", "verify"])
        tamper("UPDATE journal_seal SET count = 9 WHERE number = 2")
        bad = CliRunner().invoke(haicap, ["journal", "verify"])

        assert (
            "11 entries, 10 sealed by 3 seals, 1 not yet sealed; 0 faults" in good.stdout
        )
        assert bad.exit_code == 1
        assert "seal.entries" in bad.stdout

    def test_a_noted_hash_must_be_a_hash(self, sealed: list[Entry]) -> None:
        asked = ["journal", "verify", "--known"]

        assert CliRunner().invoke(haicap, [*asked, "zz"]).exit_code == 2
        assert CliRunner().invoke(haicap, [*asked, "00" * 32]).exit_code == 1

    def test_seal_gives_the_head(self, sealed: list[Entry]) -> None:
        said = json.loads(
            CliRunner().invoke(haicap, ["journal", "seal", "--json"]).stdout
        )

        assert said["sealed"] == 1
        assert said["seal"] == 4
        assert said["head"] == verify().head

    def test_show_tells_the_facts_as_sentences(self, sealed: list[Entry]) -> None:
        said = CliRunner().invoke(haicap, ["journal", "show", "test:1", "--lang", "en"])
        machine = CliRunner().invoke(haicap, ["journal", "show", "test:1", "--json"])

        assert (
            said.stdout.splitlines()[3] == "2025-07-01 08:30  The program did number 3."
        )
        assert [line["id"] for line in json.loads(machine.stdout)] == [
            entry.pk for entry in sealed
        ]

    def test_follow_once_does_what_is_to_do(self, sealed: list[Entry]) -> None:
        done = CliRunner().invoke(haicap, ["follow", "seal", "--once", "--json"])
        listed = CliRunner().invoke(haicap, ["follow", "--list", "--json"])
        refused = CliRunner().invoke(haicap, ["follow", "--rebuild"])

        assert json.loads(done.stdout) == {"handled": {"seal": 1}, "well": True}
        rows = {row["follower"]: row for row in json.loads(listed.stdout)}
        assert rows["seal"]["behind"] == 0
        assert refused.exit_code == 2
