"""People and their posts in the console; who they are in private is not shown."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from haicap.accounts import actions
from haicap.accounts.models import Post, Token, User
from haicap.common.console import ReadOnly, Through, shown

admin.site.unregister(Group)  # roles are code


@shown(User, _("account"), _("accounts"))
class UserAdmin(ReadOnly):
    """Accounts, without what is private."""

    folded = "folded"
    list_display = ("login", "name", "is_active", "created_at")
    list_filter = ("is_active",)
    search_fields = ("login",)
    ordering = ("sort_key", "pk")
    fields = ("login", "name", "is_active", "created_at", "last_login")


@shown(Post, _("post"), _("posts"))
class PostAdmin(Through):
    """Who holds which role where; given here by the action, ended on its own page."""

    may_add = True
    related = ("person", "agency")
    list_display = ("person", "role", "agency", "valid_from", "valid_until")
    list_filter = ("role",)
    search_fields = ("person__login", "agency__code")
    ordering = ("-pk",)
    autocomplete_fields = ("person", "agency")
    fields = (
        "person",
        "role",
        "agency",
        "title",
        "ground",
        "valid_from",
        "valid_until",
    )

    def act(self, row: Post, by: Any, *, is_new: bool) -> Post:
        """Give the post."""
        return actions.appoint(
            row.person,
            role=row.role,
            agency=row.agency,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            title=row.title,
            ground=row.ground,
            by=by,
            at=datetime.now(UTC),
        )


@shown(Token, _("key of a program"), _("keys of programs"))
class TokenAdmin(ReadOnly):
    """Keys; what is kept of them is not shown."""

    related = ("person",)
    list_display = ("person", "name", "created_at", "expires_at", "revoked_at")
    search_fields = ("person__login", "name")
    fields = ("person", "name", "created_at", "expires_at", "revoked_at")
    ordering = ("-pk",)
