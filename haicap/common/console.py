"""
The console: Django's admin, shown without a second way to change anything.

Rows change through the actions of their room only. What may be changed in the console goes
through them as well (``Through``); everything else is to read.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.actor import Actor
from haicap.common.errors import NotAllowed, Refused
from haicap.common.text import fold

OPEN = "console.open"
CHANGE = "console.change"

if TYPE_CHECKING:  # Django's own classes cannot be subscripted when the program runs
    Table = admin.ModelAdmin[Any]
    Lines = admin.TabularInline[Any, Any]
else:
    Table, Lines = admin.ModelAdmin, admin.TabularInline

Admin = TypeVar("Admin", bound=type[Table])


def shown(
    model: type[Model], one: str | Promise, many: str | Promise
) -> Callable[[Admin], Admin]:
    """
    Show a model in the console under these names.

    They are the console's words, so they stand with it and not in the migrations.
    """

    def register(cls: Admin) -> Admin:
        model._meta.verbose_name, model._meta.verbose_name_plural = one, many  # type: ignore[assignment]
        admin.site.register(model, cls)
        return cls

    return register


class Console(admin.AdminSite):
    """The console: one sign-in with the rest of the house, no second way to a password."""

    site_header = site_title = _("Haicap console")
    index_title = _("Reference data and cases")
    site_url = "/"

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """
        Lead to the sign-in of the house.

        :raises NotAllowed: if somebody is signed in who may not open the console
        """
        onward = request.GET.get("next") or reverse("admin:index")
        if request.user.is_authenticated and not self.has_permission(request):
            raise NotAllowed(permission=OPEN)
        return redirect_to_login(onward)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Leave out the pages that would set a password without an action."""
        return [
            each
            for each in super().get_urls()
            if not str(getattr(each, "name", "")).startswith("password_change")
        ]


class ReadOnly(Table):
    """
    Rows to find and to read.

    ``folded`` names a folded column: a search then finds names with or without accents.
    ``related`` are read with a row, so that a page costs no statement for each of them.
    """

    folded: ClassVar[str] = ""
    related: ClassVar[tuple[str, ...]] = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what they point to."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find by the search fields, or by every word of the folded name."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = fold(search_term).split()
        if not (self.folded and words):
            return found, may_repeat
        named = Q()
        for word in words:
            named &= Q(**{f"{self.folded}__contains": word})
        return found | queryset.filter(named), may_repeat

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody deletes a row anywhere."""
        return False


class Rows(Lines):
    """Rows that hang on another, to read; ``related`` is what each is called after."""

    related: ClassVar[tuple[str, ...]] = ()
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows with what they point to."""
        rows = super().get_queryset(request)
        return rows.select_related(*self.related) if self.related else rows

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Nobody deletes a row here."""
        return False


class Through(ReadOnly):
    """
    Rows that may be changed, by the actions of their room and by nothing else.

    A subclass says ``may_add`` or ``may_change`` and calls the action in ``act``; a refusal is
    shown and leaves everything as it was.
    """

    may_add: ClassVar[bool] = False
    may_change: ClassVar[bool] = False

    def act(self, row: Any, by: Any, *, is_new: bool) -> Model:
        """Do what was asked by an action, and give the row that it made or changed."""
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Who may change things in the console; the action asks for more."""
        return self.may_add and _may(request)

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        """Who may change things in the console; the action asks for more."""
        return self.may_change and _may(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Let the action write."""
        obj.pk = self.act(obj, request.user, is_new=not change).pk

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form; what a rule refused is told, and nothing is written."""
        try:
            answer = super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return redirect(request.path)
        assert isinstance(answer, HttpResponse)
        return answer


def _may(request: HttpRequest) -> bool:
    person: Any = request.user
    actor: Actor = person
    return bool(person.is_authenticated) and actor.may(CHANGE)
