"""The verbs of the catalogue: each does it, is refused by the rules and to the stranger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from haicap.common.errors import Invalid, NotAllowed
from haicap.journal.models import Entry
from haicap.procedures import actions
from haicap.procedures.actions import storing
from haicap.procedures.catalogue import CatalogueRefused
from haicap.procedures.models import (
    ChangeKind,
    Procedure,
    ProcedureVersion,
    PublishedChange,
)
from tests import given
from tests.procedures import world

pytestmark = pytest.mark.django_db
START, LATER = date(2025, 7, 10), date(2025, 9, 1)


def kinds() -> list[str]:
    entries = Entry.objects.filter(kind__startswith="procedures.").order_by("pk")
    return list(entries.values_list("kind", flat=True))


class TestDraft:
    def test_is_written_down_and_not_in_force(self) -> None:
        version = actions.draft(
            world.content(), valid_from=START, by=world.cataloguer(), at=given.MONDAY
        )

        assert version.number == 1
        assert not version.is_published
        assert version.channels.count() == 2
        assert version.components.get(code="giay-cu").case_id is not None
        assert not ProcedureVersion.objects.on(START).filter(pk=version.pk).exists()
        assert kinds() == ["procedures.drafted"]

    def test_can_be_discarded(self) -> None:
        version = actions.draft(
            world.content(), valid_from=START, by=world.cataloguer(), at=given.MONDAY
        )

        actions.discard(version, by=world.cataloguer(), at=given.MONDAY)

        assert not ProcedureVersion.objects.filter(
            procedure__slug="cap-giay-thu"
        ).exists()
        assert kinds()[-1] == "procedures.discarded"

    def test_keeps_the_code_its_slug_has(self) -> None:
        world.published()
        other = world.content() | {"code": "9.000002"}

        with pytest.raises(actions.CodeDiffers):
            actions.draft(other, valid_from=LATER, by=world.cataloguer(), at=given.MONDAY)

    def test_with_a_fault_is_no_content(self) -> None:
        with pytest.raises(CatalogueRefused):
            actions.content_of(world.ONE.replace("3 working days", "soon"))
        with pytest.raises(Invalid):
            actions.content_of(world.TEXT)


class TestPublish:
    def test_puts_the_version_in_force_from_its_day(self) -> None:
        version = world.published()

        assert (
            ProcedureVersion.objects.on(START).get(procedure=version.procedure) == version
        )
        assert not version.procedure.versions.on(date(2025, 7, 9)).exists()
        change = PublishedChange.objects.get(version=version)
        assert (change.kind, change.effective_on) == ("new", START)
        assert kinds()[-1] == "procedures.published"

    def test_is_refused_twice(self) -> None:
        version = world.published()

        with pytest.raises(actions.AlreadyPublished):
            actions.publish(
                version,
                decision=world.decision(),
                kind=ChangeKind.NEW,
                by=world.cataloguer(),
                at=given.MONDAY,
            )
        with pytest.raises(actions.AlreadyPublished):
            actions.discard(version, by=world.cataloguer(), at=given.MONDAY)

    def test_is_refused_before_the_decision(self) -> None:
        version = actions.draft(
            world.content(), valid_from=START, by=world.cataloguer(), at=given.MONDAY
        )

        with pytest.raises(actions.BeforeTheDecision):
            actions.publish(
                version,
                decision=world.decision(on=LATER),
                kind=ChangeKind.NEW,
                by=world.cataloguer(),
                at=given.MONDAY,
            )

        version.refresh_from_db()
        assert not version.is_published
        assert not PublishedChange.objects.filter(version=version).exists()


class TestAmend:
    def test_ends_the_version_before_and_leaves_it_as_it_was(self) -> None:
        first = world.published()

        second = amended()

        first.refresh_from_db()
        assert first.valid_until == second.valid_from == LATER
        assert (first.name_vi, second.name_vi) == ("Cấp giấy thử", "Cấp giấy thử mới")
        assert second.number == 2
        on = ProcedureVersion.objects.filter(procedure=first.procedure).on
        assert on(date(2025, 8, 31)).get() == first
        assert on(LATER).get() == second

    def test_keeps_an_end_that_is_already_decided(self) -> None:
        world.published()
        abolished(date(2026, 1, 1))

        assert amended().valid_until == date(2026, 1, 1)

    def test_is_refused_beside_a_later_version(self) -> None:
        world.published()
        amended()

        with pytest.raises(actions.VersionInTheWay):
            amended(date(2025, 8, 1))

    def test_is_refused_where_there_is_nothing_to_amend(self) -> None:
        with pytest.raises(actions.NotInForce):
            amended()
        world.published()
        with pytest.raises(actions.NotInForce):
            amended(START)

        assert world.the_procedure().versions.count() == 1


class TestAbolish:
    def test_ends_it_in_the_future(self) -> None:
        version = world.published()

        change = abolished(date(2027, 1, 1))

        version.refresh_from_db()
        assert version.valid_until == change.effective_on == date(2027, 1, 1)
        assert version.procedure.versions.on(date(2026, 12, 31)).exists()
        assert kinds()[-1] == "procedures.abolished"

    def test_is_refused_when_it_is_not_in_force(self) -> None:
        version = world.published()
        abolished(LATER)

        with pytest.raises(actions.NotInForce):
            abolished(date(2026, 1, 1))

        version.refresh_from_db()
        assert version.valid_until == LATER

    def test_is_refused_beside_a_later_version(self) -> None:
        world.published()
        amended()

        with pytest.raises(actions.VersionInTheWay):
            abolished(date(2025, 8, 1))


class TestReplace:
    def test_ends_it_for_its_successor(self) -> None:
        old = world.published()
        new = world.published("Thủ tục kế tiếp", "ke-tiep", date(2025, 8, 1))

        change = replaced(new.procedure)

        old.refresh_from_db()
        assert old.valid_until == LATER
        assert change.successor == new.procedure
        assert kinds()[-1] == "procedures.replaced"

    def test_is_refused_by_one_not_in_force_or_by_itself(self) -> None:
        old = world.published()
        late = world.published("Thủ tục kế tiếp", "ke-tiep", date(2025, 10, 1))

        with pytest.raises(actions.NotInForce):
            replaced(late.procedure)
        with pytest.raises(Invalid):
            replaced(old.procedure)

        old.refresh_from_db()
        assert old.valid_until is None


class TestRegister:
    def test_gives_the_decision_that_is_there(self) -> None:
        assert world.decision() == world.decision()
        assert kinds() == ["procedures.decision-registered"]

    @pytest.mark.parametrize(("number", "issuer"), [("", "Bộ"), ("1/QĐ", " ")])
    def test_needs_number_and_issuer(self, number: str, issuer: str) -> None:
        with pytest.raises(Invalid):
            actions.register(
                number,
                issuer=issuer,
                decided_on=None,
                by=world.cataloguer(),
                at=given.MONDAY,
            )


STRANGERS: dict[str, Callable[[Any], Any]] = {
    "register": lambda by: actions.register(
        "9/QĐ", issuer="Bộ", decided_on=None, by=by, at=given.MONDAY
    ),
    "draft": lambda by: actions.draft(
        world.content(), valid_from=LATER, by=by, at=given.MONDAY
    ),
    "discard": lambda by: actions.discard(
        world.the_procedure().versions.get(number=1), by=by, at=given.MONDAY
    ),
    "publish": lambda by: actions.publish(
        world.the_procedure().versions.get(number=1),
        decision=world.decision(),
        kind=ChangeKind.NEW,
        by=by,
        at=given.MONDAY,
    ),
    "amend": lambda by: amended(by=by),
    "abolish": lambda by: abolished(LATER, by=by),
    "replace": lambda by: replaced(Procedure.objects.get(code="1.001193"), by=by),
}


@pytest.mark.parametrize("verb", STRANGERS)
def test_a_stranger_is_refused_and_nothing_is_left(verb: str) -> None:
    version = world.published()
    before = kinds()

    with pytest.raises(NotAllowed):
        STRANGERS[verb](given.citizen())

    version.refresh_from_db()
    assert version.valid_until is None
    assert version.procedure.versions.count() == 1
    assert kinds() == before


class TestFrozen:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE procedures_procedureversion SET name_vi = 'x' WHERE id = {id}",
            "UPDATE procedures_procedureversion SET is_published = false WHERE id = {id}",
            "UPDATE procedures_procedureversion SET valid_from = '2025-01-02' WHERE id = {id}",
            "DELETE FROM procedures_procedureversion WHERE id = {id}",
            "UPDATE procedures_channelrule SET fee = 1 WHERE version_id = {id}",
            "UPDATE procedures_component SET version_id = {other} WHERE version_id = {id}",
            "DELETE FROM procedures_component WHERE version_id = {id}",
            "UPDATE procedures_case SET name_vi = 'x' WHERE version_id = {id}",
            "UPDATE procedures_steptemplate SET share = 0 WHERE version_id = {id}",
            "UPDATE procedures_case SET version_id = {id} WHERE version_id = {other}",
            "TRUNCATE procedures_leg",
            "TRUNCATE procedures_procedureversion CASCADE",
        ],
    )
    def test_the_database_refuses(self, sql: str) -> None:
        version = world.published()
        draft = actions.draft(
            world.content("Bản thảo"),
            valid_from=LATER,
            by=world.cataloguer(),
            at=given.MONDAY,
        )

        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                cursor.execute(sql.format(id=version.pk, other=draft.pk))

    def test_only_the_end_may_be_set_and_brought_forward(self) -> None:
        version = world.published()
        storing.end(version, date(2027, 1, 1))
        storing.end(version, date(2026, 1, 1))

        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            storing.end(version, date(2028, 1, 1))

    def test_a_draft_may_still_change(self) -> None:
        draft = actions.draft(
            world.content(), valid_from=START, by=world.cataloguer(), at=given.MONDAY
        )

        assert draft.components.all().delete()[0] == 2


def amended(on: date = LATER, by: Any = None) -> ProcedureVersion:
    return actions.amend(
        world.content("Cấp giấy thử mới"),
        valid_from=on,
        decision=world.decision(),
        by=by or world.cataloguer(),
        at=given.MONDAY,
    )


def abolished(on: date, by: Any = None) -> PublishedChange:
    return actions.abolish(
        world.the_procedure(),
        effective_on=on,
        decision=world.decision(),
        by=by or world.cataloguer(),
        at=given.MONDAY,
    )


def replaced(successor: Procedure, by: Any = None) -> PublishedChange:
    return actions.replace(
        world.the_procedure(),
        successor=successor,
        effective_on=LATER,
        decision=world.decision(),
        by=by or world.cataloguer(),
        at=given.MONDAY,
    )
