"""What can be done to a dossier: one operation a verb, the same that the desk does."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Router
from pydantic import ValidationError

from haicap.accounts.models import User
from haicap.dossiers import actions
from haicap.dossiers.door import Party
from haicap.dossiers.models import Dossier, Rating
from haicap.dossiers.numbers import secret_of
from haicap.units import agencies, find
from haicap.web.api import shapes
from haicap.web.api.auth import PARTY, PERSON, party_of
from haicap.web.api.dossiers import Number, uploads_of
from haicap.web.api.once import once
from haicap.web.api.operations import Refusals, does
from haicap.web.api.reading import found, today
from haicap.web.api.schemas import answers as out
from haicap.web.api.schemas import dossiers as into
from haicap.web.api.schemas.base import In, Out

router = Router(tags=["Verbs of a dossier"])

# Dossier, what was sent, who, when → what the action answered.
Verb = Callable[[Dossier, Any, Any, datetime], Any]


def verb(
    path: str,
    action: Callable[..., Any],
    *,
    auth: Any = PERSON,
    refuses: Refusals = (),
    keeps: Callable[[Any], Out] = shapes.moved,
    answers: type[Out] = out.Moved,
    tells: Callable[..., Out] | None = None,
) -> Callable[[Verb], Verb]:
    """
    Declare ``POST /dossiers/{number}/{path}``; its body is what the verb calls ``wanted``.

    ``keeps`` makes what may be kept and repeated under an Idempotency-Key, ``tells`` of that
    what is answered.
    """

    def declare(do: Verb) -> Verb:
        def view(
            request: HttpRequest, response: HttpResponse, number: str, wanted: In
        ) -> Out:
            party, at = party_of(request), timezone.now()
            dossier = found(number, party)

            def act() -> dict[str, Any]:
                return keeps(do(dossier, wanted, party, at)).model_dump(mode="json")

            answer = once(request, response, wanted, act, by=party, at=at)
            return (tells or answers)(**answer)

        shape = get_type_hints(do)["wanted"]
        view.__name__, view.__doc__ = do.__name__, do.__doc__
        body: Any = Annotated[shape, Body()]  # type: ignore[type-arg]
        view.__annotations__.update(number=Number, wanted=body)
        view.__defaults__ = _empty(shape)
        does(
            router,
            f"/dossiers/{{number}}/{path}",
            answers=answers,
            action=action,
            refuses=refuses,
            auth=auth,
        )(view)
        return do

    return declare


def _empty(shape: type[In]) -> tuple[In] | None:
    """The body that may be left out, where every field may be."""
    try:
        return (shape(),)
    except ValidationError:
        return None


@verb("accept", actions.accept)
def accept_dossier(
    dossier: Dossier, wanted: into.AcceptIn, by: User, at: datetime
) -> Dossier:
    """Receive a dossier that was checked; the clock starts."""
    papers = {code: (p.originals, p.copies) for code, p in wanted.papers.items()}
    return actions.accept(dossier, present=papers, by=by, at=at)


@verb("refuse", actions.refuse)
def refuse_dossier(
    dossier: Dossier, wanted: into.ReasonIn, by: User, at: datetime
) -> Dossier:
    """Refuse to receive, with the reason in writing (form 03)."""
    return actions.refuse(dossier, reason=wanted.reason, by=by, at=at)


@verb("start", actions.start)
def start_dossier(
    dossier: Dossier, wanted: into.NothingIn, by: User, at: datetime
) -> Dossier:
    """Take the dossier that was handed over, and begin or go on processing."""
    return actions.start(dossier, by=by, at=at)


@verb("hand-over", actions.hand_over, refuses=(agencies.NoAgency,))
def hand_over_dossier(
    dossier: Dossier, wanted: into.HandOverIn, by: User, at: datetime
) -> Dossier:
    """Send a dossier in processing on to another agency."""
    to = agencies.by_code(wanted.to, today())
    return actions.hand_over(dossier, to=to, note=wanted.note, by=by, at=at)


@verb(
    "resolve-move",
    actions.resolve_move,
    refuses=(agencies.NoAgency, find.NoTerritory),
)
def resolve_move(
    dossier: Dossier, wanted: into.ResolveMoveIn, by: User, at: datetime
) -> Dossier:
    """Say to which unit a dossier belongs that a reorganisation could not place."""
    place = find.by_code(wanted.to, today()).territory
    decider = agencies.by_code(wanted.agency, today()) if wanted.agency else None
    return actions.resolve_move(dossier, to=place, agency=decider, by=by, at=at)


@verb("recall", actions.recall)
def recall_dossier(
    dossier: Dossier, wanted: into.NothingIn, by: User, at: datetime
) -> Dossier:
    """Take back what was sent and has not been taken yet."""
    return actions.recall(dossier, by=by, at=at)


@verb("ask-supplement", actions.ask_supplement)
def ask_supplement(
    dossier: Dossier, wanted: into.AskSupplementIn, by: User, at: datetime
) -> Dossier:
    """Ask for everything that is missing, once (form 02); the clock stands."""
    faults = [fault.model_dump() for fault in wanted.faults]
    return actions.ask_supplement(dossier, faults=faults, by=by, at=at)


@verb("answer-supplement", actions.answer_supplement, auth=PARTY)
def answer_supplement(
    dossier: Dossier, wanted: into.AnswerSupplementIn, by: Party, at: datetime
) -> Dossier:
    """Hand in what was asked for; the clock runs again."""
    uploads = uploads_of(wanted.files, by)
    return actions.answer_supplement(
        dossier, answer=wanted.answer, uploads=uploads, by=by, at=at
    )


@verb("request-payment", actions.request_payment)
def request_payment(
    dossier: Dossier, wanted: into.ChargeIn, by: User, at: datetime
) -> Dossier:
    """Request a financial obligation; the clock stands until it is paid."""
    return actions.request_payment(
        dossier,
        amount=wanted.amount,
        what=wanted.what,
        ground=wanted.ground,
        by=by,
        at=at,
    )


@verb("pay", actions.pay, auth=PARTY)
def pay(dossier: Dossier, wanted: into.PayIn, by: Party, at: datetime) -> Dossier:
    """Note that the obligation was paid, with the number of the receipt."""
    return actions.pay(
        dossier, method=wanted.method, receipt=wanted.receipt, by=by, at=at
    )


@verb("suspend", actions.suspend)
def suspend_clock(
    dossier: Dossier, wanted: into.SuspendIn, by: User, at: datetime
) -> Dossier:
    """Let the clock stand for another agency or a verification."""
    return actions.suspend(
        dossier,
        kind=wanted.kind,
        reason=wanted.reason,
        ground=wanted.ground,
        expected_end=wanted.expected_end,
        by=by,
        at=at,
    )


@verb("resume", actions.resume)
def resume_clock(
    dossier: Dossier, wanted: into.NothingIn, by: User, at: datetime
) -> Dossier:
    """Let the clock run again."""
    return actions.resume(dossier, by=by, at=at)


@verb("reappoint", actions.reappoint)
def reappoint(
    dossier: Dossier, wanted: into.ReappointIn, by: User, at: datetime
) -> Dossier:
    """Apologise and appoint a later moment, once, before the old one passes (form 04)."""
    return actions.reappoint(
        dossier, new_due_at=wanted.new_due_at, reason=wanted.reason, by=by, at=at
    )


@verb("propose", actions.propose)
def propose(dossier: Dossier, wanted: into.ProposeIn, by: User, at: datetime) -> Dossier:
    """Propose what the signer should decide."""
    return actions.propose(
        dossier, outcome=wanted.outcome, proposal=wanted.proposal, by=by, at=at
    )


@verb("send-back", actions.send_back)
def send_back(dossier: Dossier, wanted: into.ReasonIn, by: User, at: datetime) -> Dossier:
    """Send a proposal back to who made it."""
    return actions.send_back(dossier, reason=wanted.reason, by=by, at=at)


@verb("decide", actions.decide)
def decide(dossier: Dossier, wanted: into.DecideIn, by: User, at: datetime) -> Dossier:
    """Decide on a proposal; the result is ready and the clock stops."""
    return actions.decide(
        dossier,
        outcome=wanted.outcome,
        reason=wanted.reason,
        document_number=wanted.document_number,
        result=uploads_of(wanted.result, by),
        by=by,
        at=at,
    )


@verb("stop", actions.stop)
def stop_settlement(
    dossier: Dossier, wanted: into.StopIn, by: User, at: datetime
) -> Dossier:
    """Stop the settlement by a notice (form 05)."""
    return actions.stop(dossier, reason=wanted.reason, ground=wanted.ground, by=by, at=at)


@verb("reopen", actions.reopen)
def reopen_dossier(
    dossier: Dossier, wanted: into.ReasonIn, by: User, at: datetime
) -> Dossier:
    """Take a stopped dossier up again by decision."""
    return actions.reopen(dossier, reason=wanted.reason, by=by, at=at)


@verb("return", actions.return_result)
def return_result(
    dossier: Dossier, wanted: into.ReturnIn, by: User, at: datetime
) -> Dossier:
    """Hand the result to the applicant."""
    return actions.return_result(
        dossier, delivery=wanted.delivery, collector=wanted.collector, by=by, at=at
    )


@verb("withdraw", actions.withdraw, auth=PARTY)
def withdraw_dossier(
    dossier: Dossier, wanted: into.WithdrawIn, by: Party, at: datetime
) -> Dossier:
    """Take the dossier back, as its applicant."""
    return actions.withdraw(dossier, reason=wanted.reason, by=by, at=at)


def _rated(rating: Rating) -> out.Rated:
    return out.Rated(number=rating.dossier.number, grade=rating.grade)


@verb("rate", actions.rate, auth=PARTY, keeps=_rated, answers=out.Rated)
def rate(dossier: Dossier, wanted: into.RateIn, by: Party, at: datetime) -> Rating:
    """Rate how the dossier was handled, once."""
    return actions.rate(dossier, grade=wanted.grade, comment=wanted.comment, by=by, at=at)


class Renewed(Out):
    """What is kept of a new secret: enough to derive it again, not the secret."""

    number: str
    version: int


def _renewed(dossier: Dossier) -> Renewed:
    return Renewed(number=dossier.number, version=dossier.secret_version)


def _told(number: str, version: int) -> out.SecretOut:
    secret = secret_of(Dossier(number=number, secret_version=version))
    return out.SecretOut(number=number, secret=secret)


@verb(
    "renew-secret",
    actions.renew_secret,
    keeps=_renewed,
    answers=out.SecretOut,
    tells=_told,
)
def renew_secret(
    dossier: Dossier, wanted: into.NothingIn, by: User, at: datetime
) -> Dossier:
    """Give the applicant another secret; the old one opens nothing any more."""
    return actions.renew_secret(dossier, by=by, at=at)
