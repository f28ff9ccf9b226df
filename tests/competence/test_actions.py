"""Recording who decides."""

from datetime import date, timedelta

import pytest

from haicap.accounts.models import User
from haicap.common.errors import Invalid, NotAllowed, Refused
from haicap.competence import actions
from haicap.competence.actions import Holder, Period
from haicap.competence.models import Competence
from haicap.competence.resolve import who_decides
from haicap.journal.models import Entry
from tests import given
from tests.competence import world
from tests.competence.world import AFTER, FROM, UNTIL, place, procedure

pytestmark = pytest.mark.django_db

ONE_DAY = timedelta(days=1)
TO_PROVINCE = Holder(level="province", agency_kind="peoples_committee")
DECREE = "140/2025/NĐ-CP"


def assign(by: User, **changed: object) -> Competence:
    said: dict[str, object] = {
        "kind": "division",
        "holder": TO_PROVINCE,
        "period": Period(FROM, UNTIL),
        "ground": DECREE,
        "territory": place("01"),
    } | changed
    subject = procedure(world.BIRTH)
    return actions.assign(subject, **said, by=by, at=given.MONDAY)  # type: ignore[arg-type]


def delegate(by: User, competence: Competence, **changed: object) -> Competence:
    said: dict[str, object] = {
        "to": world.department("01", "construction"),
        "scope": place("01"),
        "content": "Cấp giấy phép môi trường",
        "period": Period(FROM, UNTIL),
        "ground": "12/QĐ-UBND",
    } | changed
    return actions.delegate(competence, **said, by=by, at=given.MONDAY)  # type: ignore[arg-type]


def hanoi() -> User:
    return world.registrar(world.committee("01"))


class TestAssign:
    def test_an_exception_for_a_province_decides_there_and_only_then(self) -> None:
        made = assign(hanoi())

        birth, ward = procedure(world.BIRTH), place(world.HOAN_KIEM)
        assert who_decides(birth, ward, FROM).competence == made
        assert who_decides(birth, ward, FROM).agency == world.committee("01")
        assert who_decides(birth, ward, FROM - ONE_DAY).competence != made
        assert who_decides(birth, ward, UNTIL).competence != made
        elsewhere = given.commune()
        assert who_decides(birth, elsewhere, FROM).competence != made

    def test_is_written_in_the_journal(self) -> None:
        made = assign(hanoi())

        entry = Entry.objects.get(about=f"competence:{made.pk}")
        assert entry.kind == "competence.assigned"
        assert entry.data["ground"] == DECREE

    def test_for_the_whole_country_needs_a_post_for_the_nation(self) -> None:
        with pytest.raises(NotAllowed):
            assign(hanoi(), territory=None)

        thing = world.national_registrar()
        with pytest.raises(actions.AlreadyAssigned):
            assign(thing, territory=None)

    def test_is_refused_to_a_stranger_and_leaves_nothing(self) -> None:
        entries, rows = Entry.objects.count(), Competence.objects.count()

        with pytest.raises(NotAllowed):
            assign(given.citizen())
        with pytest.raises(NotAllowed):
            assign(world.registrar(world.committee("79")))

        assert Competence.objects.count() == rows
        assert Entry.objects.filter(kind="competence.assigned").count() == 0
        assert Entry.objects.count() >= entries

    @pytest.mark.parametrize(
        ("field", "changed"),
        [
            ("ground", {"ground": "999/2025/NĐ-CP"}),
            ("ground", {"ground": ""}),
            ("kind", {"kind": "delegation"}),
            ("kind", {"kind": "whim"}),
            ("agency_kind", {"holder": Holder("commune", "ministry")}),
            ("valid_until", {"period": Period(FROM, FROM)}),
        ],
    )
    def test_what_is_badly_filled_in_is_named(
        self, field: str, changed: dict[str, object]
    ) -> None:
        by = hanoi()
        rows = Competence.objects.count()

        with pytest.raises(Invalid) as refused:
            assign(by, **changed)

        assert refused.value.details["field"] == field
        assert Competence.objects.count() == rows

    def test_a_named_agency_must_exist_throughout(self) -> None:
        ended = world.committee("001", world.BEFORE)

        with pytest.raises(Invalid, match=r"^agency: "):
            assign(hanoi(), holder=Holder("province", "peoples_committee", agency=ended))

    def test_a_second_of_equal_right_is_refused(self) -> None:
        by = hanoi()
        assign(by)

        with pytest.raises(actions.AlreadyAssigned):
            assign(by, period=Period(FROM + ONE_DAY))
        assign(by, period=Period(UNTIL))

    def test_a_decentralised_task_is_not_passed_on_inside(self) -> None:
        by = hanoi()

        with pytest.raises(actions.NoPassingOn):
            actions.assign(
                procedure(world.DRILLING),
                kind="decentralisation",
                holder=Holder("commune", "peoples_committee"),
                period=Period(FROM),
                ground=DECREE,
                territory=place("01"),
                by=by,
                at=given.MONDAY,
            )


class TestDelegate:
    def test_the_delegate_decides_in_the_scope_for_the_period(self) -> None:
        rule = world.rule(world.ENVIRONMENT)

        made = delegate(hanoi(), rule, conditions="Báo cáo hằng quý")

        thing, ward = procedure(world.ENVIRONMENT), place(world.HOAN_KIEM)
        answer = who_decides(thing, ward, FROM)
        assert answer.agency == world.department("01", "construction")
        assert answer.competence == made
        assert made.delegated_from == rule
        assert who_decides(thing, ward, FROM - ONE_DAY).competence == rule
        assert who_decides(thing, ward, UNTIL).competence == rule
        assert who_decides(thing, given.commune(), FROM).competence == rule

    def test_writes_a_fact_with_both_competences(self) -> None:
        rule = world.rule(world.ENVIRONMENT)

        made = delegate(hanoi(), rule)

        entry = Entry.objects.get(about=f"competence:{made.pk}")
        assert entry.kind == "competence.delegated"
        assert entry.data["delegated_from"] == rule.pk
        assert entry.data["valid_until"] == UNTIL.isoformat()

    def test_a_delegation_is_not_delegated_again(self) -> None:
        by = hanoi()
        first = delegate(by, world.rule(world.ENVIRONMENT))

        with pytest.raises(actions.NoSubDelegation) as refused:
            delegate(by, first, to=world.department("01", "health"))

        assert refused.value.code == "competence.no-sub-delegation"

    def test_what_was_received_by_decentralisation_is_not_passed_on(self) -> None:
        by = hanoi()

        with pytest.raises(actions.NoPassingOn):
            delegate(by, world.rule(world.DRILLING))

    def test_is_refused_to_a_stranger(self) -> None:
        with pytest.raises(NotAllowed):
            delegate(
                world.registrar(world.committee("79")), world.rule(world.ENVIRONMENT)
            )

    def test_goes_down_to_an_agency_that_is_there(self) -> None:
        by, rule = hanoi(), world.rule(world.ENVIRONMENT)

        with pytest.raises(actions.NotSubordinate):
            delegate(by, rule, to=world.department("79", "construction"))
        with pytest.raises(actions.NotSubordinate):
            delegate(by, rule, to=world.committee("01"))
        with pytest.raises(actions.NotSubordinate):
            delegate(by, rule, to=world.committee("001", world.BEFORE))
        assert delegate(by, rule, to=world.committee(world.HOAN_KIEM))

    def test_needs_one_decider_in_the_scope(self) -> None:
        """A province does not decide what each of its communes decides."""
        with pytest.raises(actions.OutsideScope):
            delegate(hanoi(), world.rule(world.BIRTH))

    def test_stays_within_the_time_of_what_is_delegated(self) -> None:
        own = assign(hanoi())

        with pytest.raises(actions.OutsideScope):
            delegate(hanoi(), own, period=Period(FROM, UNTIL + ONE_DAY))

    @pytest.mark.parametrize(
        ("field", "changed"),
        [
            ("content", {"content": ""}),
            ("ground", {"ground": ""}),
            ("valid_until", {"period": Period(FROM)}),
            ("valid_until", {"period": Period(FROM, FROM - ONE_DAY)}),
        ],
    )
    def test_states_what_article_14_wants(
        self, field: str, changed: dict[str, object]
    ) -> None:
        by = hanoi()
        with pytest.raises(Invalid) as refused:
            delegate(by, world.rule(world.ENVIRONMENT), **changed)

        assert refused.value.details["field"] == field

    def test_two_of_the_same_scope_and_time_are_refused(self) -> None:
        by, rule = hanoi(), world.rule(world.ENVIRONMENT)
        delegate(by, rule)

        with pytest.raises(actions.AlreadyAssigned):
            delegate(by, rule, to=world.department("01", "health"))


class TestEndAndRevoke:
    def test_revoked_the_delegating_agency_decides_again(self) -> None:
        by = hanoi()
        rule = world.rule(world.ENVIRONMENT)
        made = delegate(by, rule)
        day = date(2025, 11, 1)

        actions.revoke(made, on=day, ground="13/QĐ-UBND", by=by, at=given.MONDAY)

        thing, ward = procedure(world.ENVIRONMENT), place(world.HOAN_KIEM)
        assert who_decides(thing, ward, day - ONE_DAY).competence == made
        assert who_decides(thing, ward, day).competence == rule

    def test_what_was_delegated_ends_with_it(self) -> None:
        by = hanoi()
        own = assign(by)
        made = delegate(by, own)
        day = date(2025, 11, 1)

        actions.end(own, on=day, ground=DECREE, by=by, at=given.MONDAY)

        made.refresh_from_db()
        assert made.valid_until == day
        kinds = Entry.objects.filter(kind__startswith="competence.").values_list(
            "kind", flat=True
        )
        assert {"competence.ended", "competence.revoked"} <= set(kinds)

    def test_of_the_other_kind_is_refused(self) -> None:
        by = hanoi()
        own = assign(by)
        made = delegate(by, own)
        said = {"on": date(2025, 11, 1), "ground": DECREE, "by": by, "at": given.MONDAY}

        with pytest.raises(actions.WrongKind):
            actions.end(made, **said)  # type: ignore[arg-type]
        with pytest.raises(actions.WrongKind):
            actions.revoke(own, **said)  # type: ignore[arg-type]

    @pytest.mark.parametrize("day", [FROM, UNTIL, UNTIL + ONE_DAY])
    def test_only_inside_its_period(self, day: date) -> None:
        by = hanoi()
        own = assign(by)

        with pytest.raises(Invalid, match=r"^on: "):
            actions.end(own, on=day, ground=DECREE, by=by, at=given.MONDAY)

    def test_is_refused_to_a_stranger(self) -> None:
        by = hanoi()
        own = assign(by)
        made = delegate(by, own)
        stranger = world.registrar(world.committee("79"))
        said = {"on": date(2025, 11, 1), "ground": DECREE, "at": given.MONDAY}

        for act, row in ((actions.end, own), (actions.revoke, made)):
            with pytest.raises(NotAllowed):
                act(row, by=stranger, **said)  # type: ignore[arg-type]
        own.refresh_from_db()
        assert own.valid_until == UNTIL


def test_every_refusal_has_its_own_code() -> None:
    classes = [c for c in vars(actions).values() if isinstance(c, type)]
    codes = [
        c.code
        for c in classes
        if issubclass(c, Refused) and c.__module__ == actions.__name__
    ]

    assert len(codes) == len(set(codes)) == 6
    assert all(code.startswith("competence.") for code in codes)


def test_the_period_of_the_world_lies_after_the_reform() -> None:
    assert AFTER < FROM < UNTIL
