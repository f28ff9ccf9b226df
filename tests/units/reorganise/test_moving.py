"""What moves with units: dossiers, people, hours, competences, drafts; and what people decide."""

from datetime import timedelta
from typing import Any

import pytest

from haicap.accounts import actions as accounts
from haicap.accounts.models import Post, User
from haicap.common.errors import Invalid, NotAllowed
from haicap.common.reorganising import Consequence
from haicap.competence.models import Competence
from haicap.dossiers import actions, reading
from haicap.dossiers.door import visible_to
from haicap.dossiers.models import (
    Assignment,
    Dossier,
    Draft,
    Handover,
    Relocation,
    Stop,
    UnresolvedMove,
)
from haicap.dossiers.numbers import JustReorganised, next_number
from haicap.dossiers.refusals import NothingUnresolved
from haicap.duties import actions as duties
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from haicap.units.models import Agency, AgencySuccession, Territory, TerritoryVersion
from haicap.units.reorganise.actions import reorganise
from haicap.units.reorganise.plan import Origin, Plan, Unit
from haicap.villages import actions as villages
from haicap.workdays import actions as workdays
from haicap.workdays.calendars import calendar_for
from haicap.workdays.models import WorkingHours
from tests.units.reorganise import small
from tests.units.reorganise.small import ON, Country

DAY = timedelta(days=1)


def unit(code: str, *origins: Origin | str, parent: str = "10", **said: Any) -> Unit:
    pairs = tuple(o if isinstance(o, Origin) else Origin(o) for o in origins)
    return Unit(code, "ward", f"Mới {code}", parent, pairs, **said)


def carry_out(*units: Unit) -> dict[str, Consequence]:
    plan = Plan("k", "Sắp xếp", "1/NQ-UBTVQH16", ON, units)
    done = reorganise(plan, by=small.registrar(), at=small.NIGHT)
    return {each.code: each for each in done.consequences}


def merge() -> dict[str, Consequence]:
    return carry_out(unit("10001", "10001", "10002"))


def split(**said: object) -> dict[str, Consequence]:
    one = Origin("10001", "part", suggested=True, **said)  # type: ignore[arg-type]
    return carry_out(
        unit("10001", one, "10002"), unit("10009", Origin("10001", "part"), "10003")
    )


def agency(code: str) -> Agency:
    return Agency.objects.on(ON).get(code=code)


def place(code: str) -> Territory:
    return TerritoryVersion.objects.on(ON).get(code=code).territory


def officer(role: str, at: Agency | None, login: str) -> User:
    person = accounts.open_account(login=login, name="Người", by=None, at=small.MORNING)
    accounts.appoint(
        person, role=role, agency=at, valid_from=at.valid_from if at else small.SINCE,
        ground="", by=None, at=small.MORNING,
    )  # fmt: skip
    return User.objects.get(pk=person.pk)


def again(dossier: Dossier) -> Dossier:
    return Dossier.objects.with_names().get(pk=dossier.pk)


class TestAMerger:
    def test_gives_a_dossier_to_the_heirs(self, country: Country) -> None:
        dossier = small.dossier("10002")

        merge()

        after = again(dossier)
        assert after.responsible == after.competent == agency("10001")
        assert after.return_at == agency("10001.9")
        assert (after.place, after.place_now) == (dossier.place, place("10001"))
        assert after.received_at_agency == dossier.received_at_agency
        assert after.moved_on == ON
        last = Assignment.objects.filter(dossier=dossier).latest("pk")
        assert (last.agency, last.at) == (agency("10001"), small.NIGHT)
        duty = Duty.objects.get(step__dossier=dossier)
        assert duty.agency == agency("10001")
        (fact,) = Entry.objects.filter(kind="dossier.moved")
        assert fact.data["from_agency"] == dossier.responsible_id
        assert fact.data["to_agency"] == after.responsible_id

    def test_leaves_what_a_province_decides_with_the_province(
        self, country: Country
    ) -> None:
        dossier = small.dossier("10002", code=small.AT_PROVINCE)

        merge()

        after = again(dossier)
        assert after.competent == dossier.competent
        assert after.responsible == dossier.responsible
        assert not Assignment.objects.filter(dossier=dossier, at=small.NIGHT).exists()
        assert after.return_at == agency("10001.9")

    def test_lets_the_heirs_receive_what_waits(self, country: Country) -> None:
        dossier = small.dossier("10002", state="registered")
        lan = officer("receptionist", country.agencies["10002.9"], "lan")

        merge()

        after = actions.accept(again(dossier), by=lan, at=small.NIGHT + DAY / 3)
        assert (after.state, after.responsible) == ("received", agency("10001.9"))

    def test_closes_a_line_of_the_control_sheet_and_begins_another(
        self, country: Country
    ) -> None:
        dossier = small.dossier("10002", state="received")
        centre = country.agencies["10002.9"]
        Dossier.objects.filter(pk=dossier.pk).update(responsible=centre)
        Assignment.objects.create(dossier=dossier, agency=centre, at=small.MORNING)
        Handover.objects.create(
            dossier=dossier, from_agency=centre, to_agency=dossier.competent, note="x",
            at=small.MORNING,
        )  # fmt: skip

        merge()

        old, new = Handover.objects.filter(dossier=dossier).order_by("pk")
        assert old.taken_at == small.NIGHT
        assert old.to_agency == dossier.competent
        assert (new.from_agency, new.to_agency) == (agency("10001.9"), agency("10001"))
        minh = officer("specialist", agency("10001"), "minh")
        after = actions.start(again(dossier), by=minh, at=small.NIGHT + DAY / 3)
        assert after.responsible == agency("10001")

    def test_gives_people_posts_where_their_work_goes(self, country: Country) -> None:
        lan = officer("receptionist", country.agencies["10002.9"], "lan")
        minh = officer("specialist", country.agencies["10002"], "minh")
        accounts.appoint(
            minh, role="specialist", agency=country.agencies["10001"],
            valid_from=small.SINCE, ground="", by=None, at=small.MORNING,
        )  # fmt: skip
        dossier = small.dossier("10002")
        Duty.objects.filter(step__dossier=dossier).update(person=minh)

        said = merge()

        assert said["posts"].count == 3
        held = Post.objects.filter(valid_until=None).exclude(agency=None)
        assert set(held.values_list("person", "role", "agency__code")) == {
            (lan.pk, "receptionist", "10001.9"),
            (minh.pk, "specialist", "10001"),
        }
        assert Post.objects.filter(valid_until=ON).count() == 3
        assert Duty.objects.get(step__dossier=dossier).person == minh
        assert Entry.objects.filter(kind="post.ended", by_id__isnull=False).count() == 3

    def test_lets_a_post_that_begins_later_begin_at_the_heir(
        self, country: Country
    ) -> None:
        minh = officer("specialist", country.agencies["10003"], "minh")
        later = accounts.appoint(
            minh, role="specialist", agency=country.agencies["10002"], ground="",
            valid_from=ON + 30 * DAY, by=None, at=small.MORNING,
        )  # fmt: skip

        merge()

        later.refresh_from_db()
        assert (later.agency, later.valid_from) == (agency("10001"), ON + 30 * DAY)

    def test_shows_the_heirs_what_had_ended(self, country: Country) -> None:
        dossier = small.dossier("10002", state="returned")
        minh = officer("specialist", country.agencies["10003"], "minh")
        hoa = officer("signer", country.agencies["10001"], "hoa")

        merge()

        people = [User.objects.get(pk=each.pk) for each in (minh, hoa)]
        seen = [Dossier.objects.filter(visible_to(each)).exists() for each in people]
        assert seen == [False, True]
        assert again(dossier).moved_on is None

    def test_keeps_the_clock_by_the_hours_of_each_in_its_time(
        self, country: Country
    ) -> None:
        old = country.agencies["10002"]
        workdays.set_hours(
            "mon-sat 07:30-11:30,13:00-17:00", valid_from=small.SINCE, ground="x",
            agency_id=old.pk, by=small.registrar("other"), at=small.MORNING,
        )  # fmt: skip
        dossier = small.dossier("10002")
        Dossier.objects.filter(pk=dossier.pk).update(due_at=None)

        said = merge()

        assert said["hours.differ"].count == 1
        after = again(dossier)
        (row,) = Relocation.objects.filter(dossier=dossier)
        assert (row.competent_before, row.competent_after) == (old, agency("10001"))
        from haicap.dossiers.clock import calendar_of_dossier, due_of

        calendar = calendar_of_dossier(after)
        assert calendar.week(ON - DAY).days[5]
        assert not calendar.week(ON).days[5]
        assert after.due_at == due_of(after) is not None

    def test_takes_over_hours_that_all_had(self, country: Country) -> None:
        for code in ("10001", "10002"):
            workdays.set_hours(
                "mon-sat 07:30-11:30", valid_from=small.SINCE, ground="x",
                agency_id=country.agencies[code].pk, by=small.registrar(f"r{code}"),
                at=small.MORNING,
            )  # fmt: skip

        said = merge()

        assert (said["hours"].count, said["hours.differ"].count) == (1, 0)
        new = agency("10001")
        assert calendar_for(new.ancestor_ids()).week(ON).days[5]
        left = WorkingHours.objects.filter(agency_id=country.agencies["10001"].pk)
        assert set(left.values_list("valid_until", flat=True)) == {ON}
        facts = Entry.objects.filter(
            kind="calendar.hours-set", about=f"calendar:{new.pk}"
        )
        assert facts.count() == 1

    def test_lets_a_named_competence_go_on_and_ends_a_delegation(
        self, country: Country
    ) -> None:
        procedure = small.version(small.AT_COMMUNE).procedure
        own = Competence.objects.on(ON).get(procedure=procedure)
        named = Competence.objects.create(
            procedure=procedure, kind="decentralisation", level="commune",
            agency_kind="peoples_committee", agency=country.agencies["10002"],
            territory=country.territories["20001"], valid_from=small.SINCE,
        )  # fmt: skip
        passed = Competence.objects.create(
            procedure=procedure, kind="delegation", level="commune",
            agency_kind="vertical", agency=country.agencies["10002.7"],
            territory=country.territories["10003"], delegated_from=own, ground="QĐ",
            content="x", valid_from=small.SINCE, valid_until=ON + 300 * DAY,
        )  # fmt: skip

        said = merge()

        assert (said["competences"].count, said["delegations"].count) == (1, 1)
        named.refresh_from_db()
        passed.refresh_from_db()
        assert (named.valid_until, passed.valid_until) == (ON, ON)
        heir = Competence.objects.get(territory=named.territory, valid_until=None)
        assert (heir.agency, heir.valid_from) == (agency("10001"), ON)

    def test_moves_duties_of_other_things(self, country: Country) -> None:
        duty = duties.open_duty(
            kind="steering.directive", reference="CT-1",
            clears=duties.Clears("x", country.agencies["10002"], "specialist", "x"),
            at=small.MORNING,
        )  # fmt: skip

        said = merge()

        duty.refresh_from_db()
        assert (said["duties"].count, duty.agency) == (1, agency("10001"))
        assert Entry.objects.filter(kind="duty.moved", about=f"duty:{duty.pk}").exists()

    def test_leads_a_draft_to_the_heir_though_the_code_means_another(
        self, country: Country
    ) -> None:
        version = small.version(small.AT_COMMUNE)
        drafts = {
            code: Draft.objects.create(
                version=version, data={"place": code}, saved_at=small.MORNING
            )
            for code in ("10001", "10002", "20001")
        }

        said = split()

        for draft in drafts.values():
            draft.refresh_from_db()
        found = {code: draft.data["place"] for code, draft in drafts.items()}
        assert found == {"10001": "", "10002": "10001", "20001": "20001"}
        assert said["drafts"].details["unclear"] == 1

    def test_lets_no_number_be_given_out_by_what_is_no_more(
        self, country: Country
    ) -> None:
        old = country.agencies["10002"]
        merge()

        with pytest.raises(JustReorganised):
            next_number(Agency.objects.get(pk=old.pk), agency("10"), small.NIGHT)


class TestASplit:
    def test_leaves_a_dossier_to_a_person(self, country: Country) -> None:
        dossier = small.dossier("10001", address="thôn 1, Xã Tên 10001")

        said = split()

        assert said["dossiers.split"].count == 1
        after = again(dossier)
        assert after.responsible == after.competent == after.return_at == agency("10.90")
        assert after.place_now is None
        (move,) = reading.unresolved()
        assert (move.dossier, move.interim, move.reason) == (
            dossier,
            agency("10.90"),
            "split",
        )
        found = {(c.territory, c.suggested) for c in move.candidates.all()}
        assert found == {(place("10001"), True), (place("10009"), False)}

    def test_places_a_dossier_by_its_address(self, country: Country) -> None:
        near = small.dossier("10001", address="12 phố Bà Triệu, xã Tên 10001, Tên 10")
        far = small.dossier("10001", address="Phố Hai Bà Trưng, xã Tên 10001")
        elsewhere = small.dossier("10001", address="phố Bà Triệu, xã Tên 20001")

        said = split(holds=("Phố Bà Triệu", "Thôn 1"))

        assert said["dossiers.by-address"].count == 1
        assert again(near).competent == agency("10001")
        waiting = set(UnresolvedMove.objects.values_list("dossier", flat=True))
        assert waiting == {far.pk, elsewhere.pk}

    def test_leaves_the_deciding_agency_when_all_parts_have_it(
        self, country: Country
    ) -> None:
        dossier = small.dossier("10001", code=small.AT_PROVINCE)

        split()

        after = again(dossier)
        assert after.competent == dossier.competent == after.responsible
        assert after.return_at == agency("10.90")
        assert reading.unresolved().count() == 1


class TestResolving:
    def test_puts_the_dossier_into_the_right_hands(self, country: Country) -> None:
        dossier = small.dossier("10001")
        split()
        lan = officer("receptionist", agency("10.90"), "lan")

        actions.resolve_move(dossier, to=place("10009"), by=lan, at=small.NIGHT + DAY)

        after = again(dossier)
        assert after.responsible == after.competent == agency("10009")
        assert (after.return_at, after.place_now) == (agency("10009.9"), place("10009"))
        assert Duty.objects.get(step__dossier=dossier).agency == agency("10009")
        assert reading.unresolved().count() == 0
        assert UnresolvedMove.objects.get().resolved_by == lan
        assert Entry.objects.filter(kind="dossier.move-resolved").count() == 1
        assert Relocation.objects.filter(dossier=dossier).count() == 2
        with pytest.raises(NothingUnresolved):
            actions.resolve_move(dossier, to=place("10009"), by=lan, at=small.NIGHT + DAY)

    def test_is_for_the_interim_agency(self, country: Country) -> None:
        dossier = small.dossier("10001")
        split()
        stranger = officer("receptionist", agency("20001.9"), "stranger")

        with pytest.raises(NotAllowed):
            actions.resolve_move(dossier, to=place("10009"), by=stranger, at=small.NIGHT)

        assert reading.unresolved().count() == 1
        assert reading.unresolved(stranger).count() == 0

    def test_takes_only_a_candidate(self, country: Country) -> None:
        dossier = small.dossier("10001")
        split()
        lan = officer("receptionist", agency("10.90"), "lan")

        with pytest.raises(Invalid):
            actions.resolve_move(dossier, to=place("20001"), by=lan, at=small.NIGHT)

        assert again(dossier).place_now is None
        assert not Entry.objects.filter(kind="dossier.move-resolved").exists()


class TestWhatComesToLifeAgain:
    def test_goes_the_way_that_the_open_ones_went(self, country: Country) -> None:
        dossier = small.dossier("10002", state="stopped")
        Stop.objects.create(dossier=dossier, reason="x", at=small.MORNING)
        hoa = officer("signer", country.agencies["10002"], "hoa")
        merge()
        hoa = User.objects.get(pk=hoa.pk)

        actions.reopen(dossier, reason="mở lại", by=hoa, at=small.NIGHT + DAY)

        after = again(dossier)
        assert after.state == "processing"
        assert after.responsible == after.competent == agency("10001")
        duty = Duty.objects.get(step__dossier=dossier, closed_at=None)
        assert duty.agency == agency("10001")


def test_every_agency_that_ended_has_an_heir(country: Country) -> None:
    split()

    ended = Agency.objects.filter(valid_until=ON)
    heirs = AgencySuccession.objects.filter(predecessor__in=ended)
    assert set(heirs.values_list("predecessor", flat=True)) == {a.pk for a in ended}


class TestVillages:
    def test_go_with_their_commune_and_wait_where_it_was_split(
        self, country: Country
    ) -> None:
        keeper = officer("registrar", None, "keeper")
        staying, going = (
            villages.found(
                country.territories[code],
                kind="village",
                name="Thôn Đông",
                on=small.MORNING.date(),
                ground="2/NQ",
                by=keeper,
                at=small.MORNING,
            )
            for code in ("10001", "10002")
        )

        told = split()

        assert told["villages"].count == 1
        assert told["villages.unplaced"].needs_person
        assert going.versions.get(valid_until=None).commune == place("10001")
        assert (
            staying.versions.get(valid_until=None).commune == country.territories["10001"]
        )
