"""Every verb that acts on a dossier, with who may call it, and a dossier in every state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from tests import given

LATER = given.MONDAY + timedelta(hours=5)
FAULT = {"about": "", "what": "Thiếu chữ ký của người khai"}


@dataclass(frozen=True)
class Verb:
    """A call of an action, the states it is for, and who calls it."""

    call: Callable[[Dossier, User, datetime], object]
    states: frozenset[State]
    who: Callable[[], User]


def _verb(
    call: Callable[[Dossier, User, datetime], object],
    who: Callable[[], User],
    *states: State,
) -> Verb:
    return Verb(call, frozenset(states), who)


S = State
VERBS: dict[str, Verb] = {
    "accept": _verb(
        lambda d, by, at: actions.accept(d, by=by, at=at),
        given.receptionist,
        S.REGISTERED,
    ),
    "refuse": _verb(
        lambda d, by, at: actions.refuse(
            d, reason="Không thuộc thẩm quyền", by=by, at=at
        ),
        given.receptionist,
        S.REGISTERED,
    ),
    "start": _verb(
        lambda d, by, at: actions.start(d, by=by, at=at), given.specialist, S.RECEIVED
    ),
    "hand_over": _verb(
        lambda d, by, at: actions.hand_over(
            d, to=given.centre(), note="Xin ý kiến", by=by, at=at
        ),
        given.specialist,
        S.PROCESSING,
    ),
    "propose": _verb(
        lambda d, by, at: actions.propose(
            d, outcome="granted", proposal="", by=by, at=at
        ),
        given.specialist,
        S.PROCESSING,
    ),
    "suspend": _verb(
        lambda d, by, at: actions.suspend(
            d,
            kind="verification",
            reason="Xác minh",
            ground="118/2025/NĐ-CP",
            by=by,
            at=at,
        ),
        given.specialist,
        S.PROCESSING,
    ),
    "request_payment": _verb(
        lambda d, by, at: actions.request_payment(
            d, amount=8000, what="Lệ phí", by=by, at=at
        ),
        given.specialist,
        S.PROCESSING,
    ),
    "ask_supplement": _verb(
        lambda d, by, at: actions.ask_supplement(d, faults=[FAULT], by=by, at=at),
        given.specialist,
        S.PROCESSING,
    ),
    "answer_supplement": _verb(
        lambda d, by, at: actions.answer_supplement(d, answer="Đã ký", by=by, at=at),
        given.citizen,
        S.SUPPLEMENT,
    ),
    "pay": _verb(
        lambda d, by, at: actions.pay(d, method="cash", receipt="1", by=by, at=at),
        given.citizen,
        S.PAYMENT,
    ),
    "stop": _verb(
        lambda d, by, at: actions.stop(d, reason="Hết thời hạn bổ sung", by=by, at=at),
        given.signer,
        S.PROCESSING,
        S.SUPPLEMENT,
        S.PAYMENT,
    ),
    "reopen": _verb(
        lambda d, by, at: actions.reopen(d, reason="Theo quyết định", by=by, at=at),
        given.signer,
        S.STOPPED,
    ),
    "return_result": _verb(
        lambda d, by, at: actions.return_result(d, collector="An", by=by, at=at),
        given.receptionist,
        S.SETTLED,
    ),
    "withdraw": _verb(
        lambda d, by, at: actions.withdraw(d, reason="Không cần nữa", by=by, at=at),
        given.citizen,
        S.REGISTERED,
        S.RECEIVED,
        S.PROCESSING,
        S.SUPPLEMENT,
        S.PAYMENT,
    ),
    "rate": _verb(
        lambda d, by, at: actions.rate(d, grade="very", by=by, at=at),
        given.citizen,
        S.REFUSED,
        S.SETTLED,
        S.RETURNED,
        S.WITHDRAWN,
        S.STOPPED,
    ),
}


def in_state(state: State) -> Dossier:
    """A dossier that came into the state by the verbs that lead there."""
    return _MAKERS[state]()


def _then(make: Callable[[], Dossier], verb: str) -> Callable[[], Dossier]:
    def after() -> Dossier:
        dossier = make()
        VERBS[verb].call(dossier, VERBS[verb].who(), given.MONDAY + timedelta(hours=4))
        return Dossier.objects.get(pk=dossier.pk)

    return after


_MAKERS: dict[State, Callable[[], Dossier]] = {
    State.REGISTERED: given.submitted,
    State.RECEIVED: given.received,
    State.REFUSED: _then(given.submitted, "refuse"),
    State.PROCESSING: given.processing,
    State.SUPPLEMENT: _then(given.processing, "ask_supplement"),
    State.PAYMENT: _then(given.processing, "request_payment"),
    State.WITHDRAWN: _then(given.submitted, "withdraw"),
    State.STOPPED: _then(given.processing, "stop"),
    State.SETTLED: given.settled,
    State.RETURNED: given.returned,
}
