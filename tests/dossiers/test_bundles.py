"""Inter-connected dossiers: several agencies and levels, one window, one total."""

from dataclasses import replace
from datetime import timedelta

import pytest

from haicap.common.errors import ManyInvalid
from haicap.dossiers import actions
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.dossiers.refusals import BundleHasLegs, LegOfBundle
from haicap.units.models import AgencyKind
from tests import given

pytestmark = pytest.mark.django_db
UNDER_SIX = "2.000986"  # birth, permanent residence, health insurance card


def submitted() -> Dossier:
    version = given.version(UNDER_SIX)
    request = given.request(version, channel="in_person")
    return actions.submit(version, request, by=given.receptionist(), at=given.MONDAY)


def begun() -> Dossier:
    return actions.accept(submitted(), by=given.receptionist(), at=given.MONDAY)


def settle(part: Dossier, hours: int, outcome: str = "granted") -> Dossier:
    agency = part.competent
    minh = given.specialist(agency, f"cv-{agency.pk}")
    hoa = given.signer(agency, f"kd-{agency.pk}")
    at = given.MONDAY + timedelta(hours=hours)
    actions.start(part, by=minh, at=at)
    actions.propose(part, outcome=outcome, proposal="Không đủ điều kiện", by=minh, at=at)
    return actions.decide(
        part, outcome=outcome, reason="Không đủ điều kiện", by=hoa, at=at
    )


def legs_of(bundle: Dossier) -> dict[str, Dossier]:
    return {leg.leg: leg for leg in bundle.legs.with_names().order_by("pk")}


def test_begins_with_the_parts_that_wait_for_nothing() -> None:
    bundle = begun()

    assert bundle.state == State.PROCESSING
    assert bundle.due_at is not None
    (first,) = legs_of(bundle).values()
    assert first.state == State.RECEIVED
    assert first.procedure.code == given.BIRTH
    assert first.competent == given.committee()
    assert first.due_at is not None
    assert first.due_at < bundle.due_at


def test_crosses_agencies_and_levels_and_comes_back_as_one() -> None:
    bundle = begun()
    settle(legs_of(bundle)["khai-sinh"], 1)
    after_birth = legs_of(bundle)
    assert len(after_birth) > 1
    kinds = {leg.competent.kind for leg in after_birth.values()}
    assert AgencyKind.VERTICAL in kinds

    for hours in range(2, 6):
        waiting = [leg for leg in legs_of(bundle).values() if leg.state == State.RECEIVED]
        for leg in waiting:
            settle(leg, hours)

    bundle.refresh_from_db()
    assert bundle.state == State.SETTLED
    levels = {leg.competent.territory.level for leg in legs_of(bundle).values()}
    assert levels == {"commune", "province"}
    done = actions.return_result(
        bundle, collector="Mẹ", by=given.receptionist(), at=given.MONDAY + given.DAY
    )
    assert done.state == State.RETURNED
    assert {leg.state for leg in legs_of(bundle).values()} == {State.RETURNED}


def test_papers_are_asked_once_and_results_become_papers() -> None:
    bundle = begun()
    settle(legs_of(bundle)["khai-sinh"], 1)

    given_by_birth = [
        part
        for leg in legs_of(bundle).values()
        for part in leg.parts.all()
        if part.from_leg == "khai-sinh"
    ]
    assert given_by_birth
    assert all(part.is_present for part in given_by_birth)
    asked = [part.component.code for part in bundle.parts.select_related("component")]
    assert len(asked) == len(set(asked))


def test_a_part_not_granted_ends_what_waited_for_it() -> None:
    bundle = begun()

    settle(legs_of(bundle)["khai-sinh"], 1, outcome="rejected")

    bundle.refresh_from_db()
    assert bundle.state == State.SETTLED
    assert list(legs_of(bundle)) == ["khai-sinh"]


def test_an_optional_part_can_be_left_out() -> None:
    version = given.version("2.002622")
    optional = [leg.code for leg in version.legs.filter(is_optional=True)]
    assert optional
    request = given.request(version, channel="in_person")
    dossier = actions.submit(
        version,
        replace(request, without=optional),
        by=given.receptionist(),
        at=given.MONDAY,
    )
    bundle = actions.accept(dossier, by=given.receptionist(), at=given.MONDAY)
    for hours in range(1, 5):
        for leg in legs_of(bundle).values():
            if leg.state == State.RECEIVED:
                settle(leg, hours)

    bundle.refresh_from_db()
    assert bundle.state == State.SETTLED
    assert not set(optional) & set(legs_of(bundle))


def test_an_obligatory_part_cannot_be_left_out() -> None:
    version = given.version(UNDER_SIX)
    request = replace(given.request(version, channel="in_person"), without=["khai-sinh"])

    with pytest.raises(ManyInvalid) as refused:
        actions.submit(version, request, by=given.receptionist(), at=given.MONDAY)

    assert "without" in refused.value.details["errors"]


def test_the_whole_is_neither_decided_nor_stopped_by_hand() -> None:
    bundle = begun()
    lan, hoa = given.receptionist(), given.signer(bundle.competent, "hoa")

    with pytest.raises(BundleHasLegs):
        actions.stop(bundle, reason="x", by=hoa, at=given.MONDAY)
    (leg,) = legs_of(bundle).values()
    with pytest.raises(LegOfBundle):
        actions.withdraw(leg, by=lan, at=given.MONDAY)


def test_withdrawing_the_whole_withdraws_its_open_parts() -> None:
    bundle = begun()

    actions.withdraw(bundle, by=given.receptionist(), at=given.MONDAY + given.HOUR)

    (leg,) = legs_of(bundle).values()
    assert leg.state == State.WITHDRAWN
    assert not leg.steps.filter(duty__closed_at=None).exists()
