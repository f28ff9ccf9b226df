"""The worklist: what is to be done, by whom, until when; and finding a dossier."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from haicap.accounts.models import User
from haicap.common.errors import Invalid, NotFound, Refused
from haicap.dossiers import reading
from haicap.dossiers.reading import PAGE, Worklist
from haicap.web.asked import day_asked
from haicap.web.desk import taking
from haicap.web.desk.door import frame, officer
from haicap.web.desk.rows import Row, Rows, lean

LISTS: dict[Worklist, str | Promise] = {
    Worklist.MINE: gettext_lazy("My work"),
    Worklist.AGENCY: gettext_lazy("All work of my agencies"),
    Worklist.OVERDUE: gettext_lazy("Overdue"),
    Worklist.DUE_TODAY: gettext_lazy("Due today"),
    Worklist.TO_RECEIVE: gettext_lazy("To receive"),
    Worklist.TO_PROCESS: gettext_lazy("To process"),
    Worklist.TO_SIGN: gettext_lazy("To sign"),
    Worklist.TO_RETURN: gettext_lazy("To return"),
    Worklist.WAITING: gettext_lazy("Waiting, the clock stands"),
}
LAST_PAGE = 9999


@dataclass(frozen=True)
class Leaf:
    """One page of rows; the template asks nothing else of it."""

    rows: list[Row]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        """The page before, nought on the first."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The page after, nought on the last."""
        return self.number + 1 if self.has_next else 0


@officer
def desk(request: HttpRequest, user: User) -> HttpResponse:
    """
    Show a worklist, or what a search finds; an exact number opens its dossier at once.

    :raises Invalid: for another day: what has been done since stands in no list
    """
    if day_asked(request) != timezone.localdate():
        raise Invalid("on", _("A worklist is that of now; the board tells another day."))
    return _desk(request, user)


def _desk(
    request: HttpRequest, user: User, refused: Refused | None = None
) -> HttpResponse:
    now = timezone.now()
    asked = request.GET.get("q", "").strip()[:100]
    if asked:
        leaf = _found(asked, _page(request), user, now)
        if leaf.number == 1 and [row["number"] for row in leaf.rows] == [asked.upper()]:
            return redirect("desk-dossier", leaf.rows[0]["number"])
    counted = reading.counts(user, now)
    which = None if asked else _list(request, counted)
    if which is not None:
        leaf = _worklist(which, _page(request), user, now)
    context = {
        **frame(user),
        "asked": asked,
        "lists": [
            {
                "slug": each.value,
                "name": name,
                "count": counted[each],
                "now": each is which,
            }
            for each, name in LISTS.items()
        ],
        "which": which,
        "title": LISTS[which] if which else _("Search: %(text)s") % {"text": asked},
        "leaf": leaf,
        "many": _how_many(leaf),
        "refused": refused,
        "has_errors": refused is not None,
        "key": taking.new_key(),
    }
    status = refused.status if refused else 200
    return render(request, "desk/work.html", context, status=status)


def _list(request: HttpRequest, counted: dict[str, int]) -> Worklist:
    """The list asked for; else one's own work, or the agencies' when one has none."""
    said = request.GET.get("list", "")
    if not said:
        return Worklist.MINE if counted[Worklist.MINE] else Worklist.AGENCY
    if said not in list(Worklist):
        raise NotFound(what=_("list"), value=said)
    return Worklist(said)


def _page(request: HttpRequest) -> int:
    said = request.GET.get("page", "")
    return min(max(int(said), 1), LAST_PAGE) if said.isdecimal() else 1


def _worklist(which: Worklist, number: int, user: User, at: datetime) -> Leaf:
    page = reading.page_of(lean(reading.duties_in(which, user, at)), number)
    return Leaf(Rows(user, at).of_duties(page.duties), page.number, page.has_next)


def _found(asked: str, number: int, user: User, at: datetime) -> Leaf:
    first = (number - 1) * PAGE
    found = list(reading.search(asked, user)[first : first + PAGE + 1])
    return Leaf(Rows(user, at).of_dossiers(found[:PAGE]), number, len(found) > PAGE)


def _how_many(leaf: Leaf) -> str:
    if leaf.number > 1 or leaf.has_next:
        first = (leaf.number - 1) * PAGE + 1
        numbers = {"first": first, "last": first + len(leaf.rows) - 1}
        return _("Rows %(first)d to %(last)d") % numbers
    count = len(leaf.rows)
    return ngettext("%(count)d dossier", "%(count)d dossiers", count) % {"count": count}


@require_POST
@officer
def take(request: HttpRequest, user: User) -> HttpResponse:
    """Take a duty of the list; if somebody was faster, say who, over the fresh list."""
    duty = taking.duty_of(request.POST.get("duty", ""), user)
    try:
        taking.take_once(
            duty, key=request.POST.get("key", ""), by=user, at=timezone.now()
        )
    except Refused as refused:
        return _desk(request, user, refused)
    messages.success(request, _("You have the dossier now."))
    return redirect("desk-dossier", duty.step.dossier.number)
