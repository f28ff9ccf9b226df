"""The table of states: every state is reached, every move is used, no way out of an end."""

from haicap.dossiers.lifecycle import ENDED, MOVES, NATIONAL_CODE, OPEN, Move, State


def test_every_state_can_be_reached() -> None:
    reached = {State.REGISTERED}
    while True:
        more = {
            after for (before, _), after in MOVES.items() if before in reached
        } - reached
        if not more:
            break
        reached |= more

    assert reached == set(State)


def test_every_move_is_used() -> None:
    assert {move for _, move in MOVES} == set(Move)


def test_only_a_stopped_dossier_comes_back() -> None:
    assert {before for before, _ in MOVES if before in ENDED} == {State.STOPPED}


def test_the_national_codes_are_one_to_ten() -> None:
    assert sorted(NATIONAL_CODE.values()) == list(range(1, 11))
    assert set(NATIONAL_CODE) == OPEN | ENDED
