"""Reading dossiers: the detail, the worklists, the search. Nothing here changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate, make_aware

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.errors import NotFound
from haicap.common.languages import in_language
from haicap.common.text import fold
from haicap.dossiers.door import visible_to
from haicap.dossiers.models import Attachment, Dossier, Part, UnresolvedMove
from haicap.dossiers.models.dossier import DossierQuerySet
from haicap.dossiers.numbers import is_secret
from haicap.dossiers.permissions import PROCESS, RECEIVE, RESOLVE, SIGN, VIEW
from haicap.dossiers.refusals import WrongSecret
from haicap.dossiers.terms import terms_of
from haicap.duties.models import Duty
from haicap.journal.models import Entry

PAGE = 50


class Worklist(StrEnum):
    """The lists of the desk; each is a question about open duties."""

    MINE = "mine"
    AGENCY = "agency"
    OVERDUE = "overdue"
    DUE_TODAY = "due-today"
    TO_RECEIVE = "to-receive"
    TO_PROCESS = "to-process"
    TO_SIGN = "to-sign"
    TO_RETURN = "to-return"
    WAITING = "waiting"


_KIND = {
    Worklist.TO_RECEIVE: "dossier.check",
    Worklist.TO_PROCESS: "dossier.process",
    Worklist.TO_SIGN: "dossier.sign",
    Worklist.TO_RETURN: "dossier.return",
}


def visible(user: User) -> DossierQuerySet:
    """The dossiers that the person may see, each once."""
    return Dossier.objects.filter(visible_to(user))


def duties_in(which: Worklist, user: User, at: datetime) -> QuerySet[Duty]:
    """
    The open duties of a worklist, the most urgent first, with their dossiers.

    The person's own, or those of the agencies where a post gives the right to see dossiers.
    """
    duties = (
        Duty.objects.open()
        .filter(scope_of(user, VIEW).filter("agency"), step__isnull=False)
        .select_related("person", "agency", "step__dossier__version__procedure")
    )
    if which is Worklist.MINE:
        duties = duties.filter(person=user)
    elif which is Worklist.OVERDUE:
        duties = duties.overdue(at)
    elif which is Worklist.DUE_TODAY:
        duties = duties.filter(due_at__gte=at, due_at__lt=_tomorrow(at), is_paused=False)
    elif which is Worklist.WAITING:
        duties = duties.filter(is_paused=True)
    elif which in _KIND:
        duties = duties.filter(kind=_KIND[which])
    return duties.order_by("is_paused", "due_at", "pk")


def _tomorrow(at: datetime) -> datetime:
    return make_aware(datetime.combine(localdate(at) + timedelta(days=1), time.min))


@dataclass(frozen=True)
class Page:
    """One page of a worklist; ``has_next`` costs one row more instead of a count."""

    duties: Sequence[Duty]
    number: int
    has_next: bool


def page_of(duties: QuerySet[Duty], number: int = 1) -> Page:
    """Read one page of duties in one statement."""
    first = (number - 1) * PAGE
    rows = list(duties[first : first + PAGE + 1])
    return Page(rows[:PAGE], number, len(rows) > PAGE)


def counts(user: User, at: datetime) -> dict[str, int]:
    """How many duties stand in each worklist, in one statement."""
    today = Q(due_at__gte=at, due_at__lt=_tomorrow(at), is_paused=False)
    asked = {
        Worklist.MINE: Q(person=user),
        Worklist.AGENCY: Q(),
        Worklist.OVERDUE: Q(due_at__lt=at, is_paused=False),
        Worklist.DUE_TODAY: today,
        Worklist.WAITING: Q(is_paused=True),
        **{which: Q(kind=kind) for which, kind in _KIND.items()},
    }
    duties = Duty.objects.open().filter(
        scope_of(user, VIEW).filter("agency"), step__isnull=False
    )
    found = duties.aggregate(
        **{
            which.name: Count("pk", filter=condition)
            for which, condition in asked.items()
        }
    )
    return {which.value: found[which.name] for which in asked}


@dataclass(frozen=True)
class Detail:
    """A dossier with everything a page of it shows, and what the reader may do with it."""

    dossier: Dossier
    parts: Sequence[Part]
    attachments: Sequence[Attachment]
    duties: Sequence[Duty]
    history: Sequence[Entry]
    legs: Sequence[Dossier]


ROWS = (
    "refusal",
    "supplement__by",
    "reappointment__by",
    "withdrawal",
    "returning",
    "rating",
    "competence",
    "case",
    "account",
    "return_at",
    "helped_at",
    "bundle",
)


def by_number(number: str, user: User) -> Dossier:
    """:raises NotFound: if there is none, or it is not for this person to see"""
    found = visible(user).with_names().select_related(*ROWS).filter(number=number).first()
    if found is None:
        raise NotFound(what="dossier", value=number)
    return found


def by_secret(number: str, secret: str) -> Dossier:
    """:raises WrongSecret: if number and secret do not belong together"""
    found = (
        Dossier.objects.with_names()
        .select_related(*ROWS)
        .filter(number=number.strip())
        .first()
    )
    if found is None or not is_secret(found, secret):
        raise WrongSecret
    return found


def detail_of(dossier: Dossier) -> Detail:
    """Read what hangs on a dossier: four statements, and one more for its legs."""
    whole = Q(dossier=dossier) | Q(dossier=dossier.bundle_id)
    parts = Part.objects.filter(dossier=dossier).select_related("component")
    attachments = Attachment.objects.filter(whole).select_related("file", "component")
    duties = Duty.objects.filter(step__dossier=dossier).select_related(
        "agency", "person", "closed_by"
    )
    legs: Sequence[Dossier] = []
    if dossier.version.is_interconnected:
        legs = list(dossier.legs.with_names().order_by("pk"))
    return Detail(
        dossier=dossier,
        parts=list(parts.order_by("component__order", "pk")),
        attachments=list(attachments.order_by("pk")),
        duties=list(duties.order_by("pk")),
        history=list(history_of(dossier)),
        legs=legs,
    )


def unresolved(user: User | None = None) -> QuerySet[UnresolvedMove]:
    """
    What waits for a person to say where it belongs, the oldest first.

    Of a person what is his to say; None asks for all.
    """
    moves = UnresolvedMove.objects.filter(resolved_at=None, dossier__ended_at=None)
    if user is not None:
        moves = moves.filter(scope_of(user, RESOLVE).filter("interim"))
    moves = moves.select_related(
        "dossier__version__procedure", "dossier__place", "interim", "reorganisation"
    )
    return moves.prefetch_related("candidates__territory").order_by("pk")


def history_of(dossier: Dossier) -> QuerySet[Entry]:
    """What happened to it, in order; ``who`` is the name of the person who did it."""
    person = User.objects.filter(pk=OuterRef("by_id")).values("name")[:1]
    entries = Entry.objects.filter(about=dossier.about).annotate(who=Subquery(person))
    return entries.order_by("pk")


def search(text: str, user: User) -> DossierQuerySet:
    """
    Find by number, identification number, phone or name, among what the person may see.

    The same text always finds the same things: an exact number or id first means only it.
    """
    said = text.strip()
    digits = "".join(c for c in said if c.isdigit())
    query = Q(number=said.upper())
    if len(digits) >= 9 and digits == said.replace(" ", ""):
        query |= Q(applicant_id=digits) | Q(phone=digits)
    elif said and not digits:
        query |= Q(applicant_folded__contains=fold(said))
    return visible(user).filter(query).with_names().order_by("-submitted_at")


def what_may(user: User, dossier: Dossier) -> set[str]:
    """The permissions that the person holds where they matter for this dossier."""
    held = set()
    if user.may(RECEIVE, dossier.return_at_id):
        held.add(RECEIVE)
    if user.may(PROCESS, dossier.responsible_id) or user.may(
        PROCESS, dossier.competent_id
    ):
        held.add(PROCESS)
    if user.may(SIGN, dossier.competent_id):
        held.add(SIGN)
    return held


def faults_of(dossier: Dossier) -> list[tuple[str, str]]:
    """
    What a supplement was asked for: the paper or question that it is about, and what.

    The first is empty where a fault is about neither; nothing where nothing was asked for.
    """
    supplement = getattr(dossier, "supplement", None)
    if supplement is None:
        return []
    components = terms_of(dossier.version).components_of(dossier.case_id)
    names = {each.code: in_language(each.name_vi, each.name_en) for each in components}
    for question in dossier.version.form():
        label = in_language(question["label_vi"], question.get("label_en", ""))
        names.setdefault(question["name"], label)
    return [(names.get(each["about"], ""), each["what"]) for each in supplement.faults]
