"""A command that is repeated is done once."""

from datetime import UTC, date, datetime
from threading import Event

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haicap.common.errors import Invalid, Refused
from haicap.journal.commands import Answer, KeyReused, once
from haicap.journal.models import Command, Entry
from tests.journal.conftest import Start, write

AT = datetime(2025, 7, 1, tzinfo=UTC)


class Lan:
    """Somebody."""

    def __init__(self, pk: int) -> None:
        self.pk = pk

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        return True


def press(key: str = "k1", pk: int = 1, **request: object) -> tuple[Answer, bool]:
    """Write one fact, at most once."""
    return once(
        key,
        name="test",
        by=Lan(pk),
        request=request or {"number": 1},
        at=AT,
        do=lambda: {"entry": write(1).pk},
    )


@pytest.mark.django_db
class TestOnce:
    def test_does_it_and_then_only_answers(self) -> None:
        first, replayed_first = press()
        second, replayed_second = press()

        assert (replayed_first, replayed_second) == (False, True)
        assert first == second
        assert Entry.objects.count() == 1

    def test_asks_the_database_two_things_more(self) -> None:
        with CaptureQueriesContext(
            connection,
        ) as alone:
            write(1)
        with CaptureQueriesContext(connection) as kept:
            press()

        asked = [q["sql"] for q in kept if "SAVEPOINT" not in q["sql"]]
        assert len(asked) == 2 + len([q for q in alone if "SAVEPOINT" not in q["sql"]])

    def test_is_refused_for_another_request(self) -> None:
        press(number=1, on=date(2025, 7, 1))

        with pytest.raises(KeyReused):
            press(number=1, on=date(2025, 7, 2))
        assert Entry.objects.count() == 1

    def test_keys_of_two_people_are_two_keys(self) -> None:
        assert press(pk=1)[1] is False
        assert press(pk=2)[1] is False

    def test_a_refusal_may_be_tried_again(self) -> None:
        def refuse() -> Answer:
            write(1)
            raise Refused

        with pytest.raises(Refused):
            once("k1", name="test", by=Lan(1), request={"number": 1}, at=AT, do=refuse)
        assert not Command.objects.exists()
        assert not Entry.objects.exists()

        assert press()[1] is False

    @pytest.mark.parametrize("key", ["", "k" * 81])
    def test_a_key_has_a_length(self, key: str) -> None:
        with pytest.raises(Invalid, match="key"):
            press(key)


class TestTwoAtOnce:
    def test_one_does_it_and_both_are_answered(
        self, committed_db: str, start: Start
    ) -> None:
        doing, go_on = Event(), Event()

        def slowly() -> Answer:
            entry = write(1)
            doing.set()
            assert go_on.wait(10)
            return {"entry": entry.pk}

        def first() -> tuple[Answer, bool]:
            return once(
                "k1", name="test", by=Lan(1), request={"number": 1}, at=AT, do=slowly
            )

        one = start(first)
        assert doing.wait(10)
        other = start(press)
        with pytest.raises(TimeoutError):
            other.result(0.3)  # it waits
        go_on.set()

        answer, replayed = one.result(10)
        assert not replayed
        assert other.result(10) == (answer, True)
        assert Entry.objects.count() == 1

    def test_the_second_does_it_when_the_first_is_refused(
        self, committed_db: str, start: Start
    ) -> None:
        doing, go_on = Event(), Event()

        def refuse() -> Answer:
            doing.set()
            assert go_on.wait(10)
            raise Refused

        def first() -> tuple[Answer, bool]:
            return once(
                "k1", name="test", by=Lan(1), request={"number": 1}, at=AT, do=refuse
            )

        one = start(first)
        assert doing.wait(10)
        other = start(press)
        go_on.set()

        with pytest.raises(Refused):
            one.result(10)
        assert other.result(10)[1] is False
        assert Entry.objects.count() == 1

    def test_many_presses_are_one(self, committed_db: str, start: Start) -> None:
        answers = [each.result(20) for each in [start(press) for _ in range(12)]]

        assert [replayed for _, replayed in answers].count(False) == 1
        assert len({answer["entry"] for answer, _ in answers}) == 1
        assert Entry.objects.count() == 1
