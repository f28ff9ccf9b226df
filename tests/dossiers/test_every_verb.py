"""Each verb against each state and each kind of person: refused without a trace."""

import pytest
from django.forms.models import model_to_dict

from haicap.common.errors import NotAllowed, Refused
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.duties.models import Duty
from haicap.journal.models import Entry
from tests import given
from tests.dossiers.every import LATER, VERBS, in_state

pytestmark = pytest.mark.django_db

ALLOWED = [(verb, state) for verb, what in VERBS.items() for state in sorted(what.states)]
FORBIDDEN = [
    (verb, state)
    for verb, what in VERBS.items()
    for state in State
    if state not in what.states
]
# A receptionist may ask for a supplement before reception; that case has tests of its own.
FORBIDDEN.remove(("ask_supplement", State.REGISTERED))


def everything_about(dossier: Dossier) -> tuple[object, ...]:
    row = model_to_dict(Dossier.objects.get(pk=dossier.pk))
    duties = list(Duty.objects.filter(step__dossier=dossier).order_by("pk").values())
    facts = Entry.objects.filter(about=dossier.about).count()
    return row, duties, facts


@pytest.mark.parametrize(("verb", "state"), ALLOWED)
def test_does_it_and_writes_one_fact(verb: str, state: State) -> None:
    dossier = in_state(state)
    before = Entry.objects.filter(about=dossier.about).count()

    VERBS[verb].call(dossier, VERBS[verb].who(), LATER)

    assert Entry.objects.filter(about=dossier.about).count() == before + 1


@pytest.mark.parametrize(("verb", "state"), FORBIDDEN)
def test_is_refused_by_the_state_and_changes_nothing(verb: str, state: State) -> None:
    dossier = in_state(state)
    before = everything_about(dossier)

    with pytest.raises(Refused) as refused:
        VERBS[verb].call(dossier, VERBS[verb].who(), LATER)

    assert not isinstance(refused.value, NotAllowed) or state in (
        S_EARLY | {State.RECEIVED}
    )
    assert str(refused.value)
    assert everything_about(dossier) == before


# Before the competent agency has taken it, its officers are strangers to the dossier.
S_EARLY = {State.REGISTERED, State.REFUSED, State.WITHDRAWN}


@pytest.mark.parametrize(("verb", "state"), ALLOWED)
def test_is_refused_to_strangers_and_changes_nothing(verb: str, state: State) -> None:
    dossier = in_state(state)
    before = everything_about(dossier)
    elsewhere = given.commune("14797")
    strangers = [
        given.citizen("binh"),
        given.receptionist(elsewhere, "phuong"),
        given.specialist(given.committee(elsewhere), "quang"),
        given.signer(given.committee(elsewhere), "son"),
    ]

    for stranger in strangers:
        with pytest.raises(NotAllowed):
            VERBS[verb].call(dossier, stranger, LATER)

    assert everything_about(dossier) == before
