"""The integrity checks on dossiers that really went their ways."""

from haicap.common.checks import find_checks, run
from haicap.dossiers.lifecycle import State
from tests.dossiers.every import in_state


def test_the_checks_find_nothing_in_what_the_verbs_made(committed_db: str) -> None:
    for state in State:
        in_state(state)

    found = [run(each) for each in find_checks()]

    faults = {o.check.name: o.rows or o.broken for o in found if o.count or o.broken}
    assert faults == {}
