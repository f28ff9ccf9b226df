"""The table of the program: every role has a row, a sentence and a reason."""

import pytest

from haicap.accounts.permissions import giving
from haicap.accounts.roles import Role
from haicap.config.roles import ROLES
from haicap.measures import permissions as measures

OFFICERS = [role for role in Role if role != Role.CITIZEN]


@pytest.mark.parametrize("role", OFFICERS)
def test_has_a_row_and_a_sentence(role: Role) -> None:
    assert role in ROLES
    assert str(role.description).endswith(".")


def test_the_table_names_only_roles() -> None:
    assert set(ROLES) <= set(Role)
    assert Role.CITIZEN.description


@pytest.mark.parametrize("staff", [Role.RECEPTIONIST, Role.SPECIALIST, Role.SIGNER])
def test_a_leader_appoints_the_people_of_the_agency_without_doing_their_work(
    staff: Role,
) -> None:
    assert giving(staff) in ROLES[Role.LEADER]
    assert not ROLES[staff] <= ROLES[Role.LEADER]


def test_an_engineer_decides_nothing() -> None:
    assert ROLES[Role.ENGINEER] == {"console.open", measures.VIEW}, "looking, and no verb"
