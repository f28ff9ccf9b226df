"""Which of several competences wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haicap.competence import rules
from haicap.competence.rules import Candidate, EqualRight, winner

WARD, PROVINCE, NATION = 3, 2, 1
CHAIN = (WARD, PROVINCE, NATION)
RULE = Candidate(10)


class TestWinner:
    def test_nobody_wins_where_there_is_no_competence(self) -> None:
        assert winner([], CHAIN) is None

    def test_the_rule_for_the_country_wins_alone(self) -> None:
        assert winner([RULE], CHAIN) == RULE

    def test_a_competence_of_another_place_does_not_count(self) -> None:
        assert winner([RULE, Candidate(11, territory=99)], CHAIN) == RULE

    def test_the_narrowest_territory_wins(self) -> None:
        province = Candidate(11, territory=PROVINCE)
        ward = Candidate(12, territory=WARD)

        assert winner([RULE, province, ward], CHAIN) == ward
        assert winner([RULE, province, ward], CHAIN[1:]) == province

    def test_a_named_agency_wins_before_a_kind_of_agency(self) -> None:
        named = Candidate(11, is_named=True)

        assert winner([RULE, named], CHAIN) == named

    def test_a_narrower_kind_wins_before_a_wider_name(self) -> None:
        named, ward = Candidate(11, is_named=True), Candidate(12, territory=WARD)

        assert winner([named, ward], CHAIN) == ward

    def test_a_delegation_wins_before_what_was_delegated(self) -> None:
        delegation = Candidate(11, WARD, is_named=True, delegated_from=RULE.id)

        assert winner([RULE, delegation], CHAIN) == delegation
        assert winner([RULE, delegation], (4, PROVINCE, NATION)) == RULE

    def test_the_narrower_delegation_wins(self) -> None:
        wide = Candidate(11, PROVINCE, is_named=True, delegated_from=RULE.id)
        narrow = Candidate(12, WARD, is_named=True, delegated_from=RULE.id)

        assert winner([RULE, wide, narrow], CHAIN) == narrow

    def test_a_delegation_of_what_does_not_win_here_has_no_effect(self) -> None:
        exception = Candidate(11, territory=WARD)
        delegation = Candidate(12, WARD, is_named=True, delegated_from=RULE.id)

        assert winner([RULE, exception, delegation], CHAIN) == exception

    def test_a_delegation_without_its_origin_has_no_effect(self) -> None:
        delegation = Candidate(12, WARD, is_named=True, delegated_from=RULE.id)

        assert winner([delegation], CHAIN) is None

    def test_two_of_equal_right_are_named(self) -> None:
        with pytest.raises(EqualRight) as fault:
            winner([RULE, Candidate(11)], CHAIN)

        assert fault.value.ids == [10, 11]


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 6),
        territory=st.sampled_from([None, *CHAIN, 99]),
        is_named=st.booleans(),
        delegated_from=st.sampled_from([None, None, 1, 2, 3]),
    ),
    max_size=6,
    unique_by=lambda c: c.id,
)


@given(candidates, st.randoms())
def test_the_order_in_which_they_stand_does_not_matter(
    some: list[Candidate], random: object
) -> None:
    def answer(given: list[Candidate]) -> object:
        try:
            return winner(given, CHAIN)
        except EqualRight as fault:
            return set(fault.ids)

    other = list(some)
    random.shuffle(other)  # type: ignore[attr-defined]

    assert answer(some) == answer(other)


@given(candidates)
def test_the_winner_is_valid_here_and_nothing_narrower_is_passed_over(
    some: list[Candidate],
) -> None:
    try:
        won = winner(some, CHAIN)
    except EqualRight:
        return
    if won is None:
        return

    assert won.territory in (None, *CHAIN)
    if won.delegated_from is None:
        rivals = [c for c in some if c.delegated_from is None and c.territory == WARD]
        assert not rivals or won.territory == WARD


class TestPassingOn:
    @pytest.mark.parametrize(
        ("kind", "allowed"),
        [
            ("division", True),
            ("devolution", True),
            ("decentralisation", False),
            ("delegation", False),
        ],
    )
    def test_articles_13_and_14(self, kind: str, allowed: bool) -> None:
        assert rules.may_be_delegated(kind) is allowed


@pytest.mark.parametrize(
    ("level", "kind", "there"),
    [
        ("commune", "peoples_committee", True),
        ("commune", "ministry", False),
        ("nation", "ministry", True),
        ("district", "service_centre", False),
        ("planet", "ministry", False),
    ],
)
def test_kinds_of_agency_at_a_level(level: str, kind: str, there: bool) -> None:
    assert rules.is_agency_of_level(level, kind) is there
