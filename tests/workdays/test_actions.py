"""Declared days and hours, and the calendars made of them."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from haicap.common.actor import NATION
from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.workdays import actions
from haicap.workdays.calendar import vietnam
from haicap.workdays.calendars import Calendars, calendar_for
from haicap.workdays.models import DayOverride, WorkingHours
from haicap.workdays.vietnam import Name

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
DAY = date(2026, 6, 15)
SATURDAY = date(2026, 6, 20)
FAIR = Name("Ngày hội", "Fair day")
GROUND = "1234/UBND"


class Officer:
    """Somebody who may declare, at some agencies or at all."""

    pk = 7

    def __init__(self, *agencies: int) -> None:
        self.agencies = agencies

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        return permission == "workdays.declare" and agency_id in self.agencies


HUE = Officer(NATION, 1, 2, 3)


class TestDeclareDayOff:
    def test_is_off_there_and_below_and_nowhere_else(self) -> None:
        actions.declare_day_off(
            DAY, name=FAIR, ground=GROUND, agency_id=2, by=HUE, at=NOW
        )

        assert calendar_for([3, 2, 1]).day(DAY) == ((), "off", FAIR)
        assert calendar_for(2).day(DAY).kind == "off"
        assert calendar_for([1]).day(DAY).kind == "usual"
        assert calendar_for(None).day(DAY).kind == "usual"

    def test_is_told_to_the_journal_in_codes(self) -> None:
        actions.declare_day_off(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)

        entry = Entry.objects.get(about="calendar:nation")
        assert entry.kind == "calendar.day-declared"
        assert entry.data == {"day": "2026-06-15", "kind": "off", "sessions": ""}
        assert (entry.by_id, entry.at) == (7, NOW)

    def test_a_second_declaration_takes_the_place_of_the_first(self) -> None:
        actions.declare_day_off(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)
        actions.declare_working_day(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)

        assert DayOverride.objects.get(day=DAY).kind == "work"
        assert calendar_for(None).day(DAY).kind == "work"

    def test_is_refused_to_a_stranger_and_changes_nothing(self) -> None:
        count = Entry.objects.count()
        with pytest.raises(NotAllowed):
            actions.declare_day_off(
                DAY, name=FAIR, ground=GROUND, agency_id=2, by=Officer(1), at=NOW
            )
        assert not DayOverride.objects.exists()
        assert Entry.objects.count() == count


class TestDeclareWorkingDay:
    def test_has_the_hours_of_a_weekday_or_its_own(self) -> None:
        actions.declare_working_day(SATURDAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)
        assert calendar_for(1).day(SATURDAY).sessions == ((450, 690), (780, 1020))

        actions.declare_working_day(
            SATURDAY,
            name=FAIR,
            ground=GROUND,
            sessions="8:00-9:00",
            agency_id=1,
            by=HUE,
            at=NOW,
        )
        assert calendar_for(1).day(SATURDAY).sessions == ((480, 540),)
        assert calendar_for(2).day(SATURDAY).sessions == ((450, 690), (780, 1020))

    def test_the_nearest_declaration_wins(self) -> None:
        actions.declare_day_off(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)
        actions.declare_working_day(
            DAY, name=FAIR, ground=GROUND, agency_id=3, by=HUE, at=NOW
        )
        assert calendar_for([3, 1]).day(DAY).kind == "work"
        assert calendar_for([2, 1]).day(DAY).kind == "off"

    def test_names_the_field_that_cannot_be_read(self) -> None:
        with pytest.raises(Invalid, match="sessions: hours such as"):
            actions.declare_working_day(
                SATURDAY, name=FAIR, ground=GROUND, sessions="8-9", by=HUE, at=NOW
            )

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            actions.declare_working_day(
                SATURDAY, name=FAIR, ground=GROUND, by=Officer(1), at=NOW
            )


class TestSetHours:
    def set(self, week: str, since: date, until: date | None = None) -> None:
        actions.set_hours(
            week,
            valid_from=since,
            valid_until=until,
            ground=GROUND,
            agency_id=1,
            by=HUE,
            at=NOW,
        )

    def test_ends_the_hours_in_force_and_keeps_them_for_the_days_before(self) -> None:
        self.set("mon-fri 08:00-12:00", date(2026, 1, 1))
        self.set("mon-fri 09:00-12:00; sat 08:00-11:00", date(2026, 6, 18))

        calendar = calendar_for([2, 1])
        assert calendar.day(date(2025, 12, 31)).sessions == ((450, 690), (780, 1020))
        assert calendar.day(DAY).sessions == ((480, 720),)
        assert calendar.day(date(2026, 6, 18)).sessions == ((540, 720),)
        assert calendar.day(SATURDAY).sessions == ((480, 660),)
        assert WorkingHours.objects.filter(valid_until=date(2026, 6, 18)).count() == 5

    def test_for_a_time_falls_back_after_it(self) -> None:
        self.set("mon-fri 08:00-12:00", date(2026, 6, 1), date(2026, 6, 16))
        assert calendar_for(1).day(date(2026, 6, 16)).sessions == (
            (450, 690),
            (780, 1020),
        )

    def test_the_same_first_day_is_a_correction(self) -> None:
        self.set("mon-sat 08:00-12:00", date(2026, 6, 1))
        self.set("mon-fri 08:00-11:00", date(2026, 6, 1))
        assert WorkingHours.objects.count() == 5

    def test_gives_way_to_later_ones(self) -> None:
        self.set("mon-fri 08:00-12:00", date(2026, 6, 1))
        with pytest.raises(actions.HoursOverlap):
            self.set("mon-fri 08:00-11:00", date(2026, 5, 1))
        self.set("mon-fri 08:00-11:00", date(2026, 5, 1), date(2026, 6, 1))

    @pytest.mark.parametrize("week", ["", "mon", "fri-mon 08:00-09:00", "mon 9:00-8:00"])
    def test_names_the_field_that_cannot_be_read(self, week: str) -> None:
        with pytest.raises(Invalid) as refused:
            self.set(week, date(2026, 6, 1))
        assert refused.value.details["field"] == "week"

    def test_refuses_to_end_before_it_begins(self) -> None:
        with pytest.raises(Invalid):
            self.set("mon 08:00-09:00", date(2026, 6, 1), date(2026, 6, 1))

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            actions.set_hours(
                "mon 08:00-09:00", valid_from=DAY, ground=GROUND, by=Officer(1), at=NOW
            )

    def test_is_told_to_the_journal(self) -> None:
        self.set("mon 08:00-09:00", date(2026, 6, 1))
        entry = Entry.objects.get(about="calendar:1")
        assert entry.data["days"] == ["08:00-09:00", "", "", "", "", "", ""]
        assert entry.agency_id == 1


class TestCalendars:
    def test_with_nothing_declared_is_the_nations(self) -> None:
        assert calendar_for([3, 2]) == vietnam()

    def test_agencies_of_equal_hours_share_one_compiled_calendar(self) -> None:
        assert calendar_for([3, 2]) is calendar_for(5)

    def test_costs_one_query_and_none_for_one_moment(
        self, django_assert_num_queries: Callable[..., object]
    ) -> None:
        calendar_for([3, 2])
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            calendar_for([3, 2])
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            calendars = Calendars()
            for _ in range(9):
                calendars.of([3, 2])

    def test_what_was_taken_back_leaves_no_trace(self) -> None:
        with transaction.atomic():
            actions.declare_day_off(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)
            assert calendar_for(None).day(DAY).kind == "off"
            transaction.set_rollback(True)
        assert calendar_for(None).day(DAY).kind == "usual"
        actions.declare_working_day(DAY, name=FAIR, ground=GROUND, by=HUE, at=NOW)
        assert calendar_for(None).day(DAY).kind == "work"

    def test_the_database_refuses_hours_that_overlap(self) -> None:
        row = {
            "weekday": 0,
            "sessions": "08:00-09:00",
            "valid_from": DAY,
            "ground": GROUND,
        }
        WorkingHours.objects.create(**row)
        WorkingHours.objects.create(**row, agency_id=1)
        with pytest.raises(IntegrityError):
            WorkingHours.objects.create(**row)
