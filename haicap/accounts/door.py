"""
The one door: "may this person, there?" and "which rows may this person see?".

Both are answered by the same ``Scope``, so a list can never show what a page refuses, nor
hide what it would show.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from haicap.accounts.roles import Role, permissions_of
from haicap.units.models import Agency, AgencySuccession

if TYPE_CHECKING:
    from haicap.accounts.models import User


@dataclass(frozen=True)
class Scope:
    """
    Where a permission is held: nowhere, at agencies and all below them, or in the nation.

    ``lineages`` are the lineages of the agencies, none of them below another.
    """

    nationwide: bool = False
    lineages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.nationwide or bool(self.lineages)

    def covers(self, agency: Agency | int) -> bool:
        """Tell whether it reaches an agency; asks the database only for a foreign id."""
        if self.nationwide or not self.lineages:
            return self.nationwide
        if isinstance(agency, Agency):
            return agency.lineage.startswith(self.lineages)
        if any(lineage.endswith(f"/{agency}/") for lineage in self.lineages):
            return True
        reached = self.filter("") | self.former("")
        return Agency.objects.filter(reached, pk=agency).exists()

    def filter(self, prefix: str = "agency") -> Q:
        """
        Give the condition on rows whose agency is ``prefix``; "" for agencies themselves.

        Rows without an agency are the nation's.
        """
        if self.nationwide:
            return Q()
        field = f"{prefix}__lineage__startswith" if prefix else "lineage__startswith"
        reached = Q(pk__in=[])
        for lineage in self.lineages:
            reached |= Q(**{field: lineage})
        return reached

    def former(self, prefix: str = "agency") -> Q:
        """
        Give the condition on rows of agencies that ended, whose heir is in the scope.

        Whoever takes over an agency takes over its archive; nothing of it is out of reach.
        """
        if self.nationwide:
            return Q()
        # One reorganisation after another: an heir may have ended as well.
        heirs = AgencySuccession.objects.filter(
            self.filter("successor") | self._former_heirs(), suggested=True
        )
        field = f"{prefix}__in" if prefix else "pk__in"
        return Q(**{field: heirs.values("predecessor")})

    def _former_heirs(self) -> Q:
        later = AgencySuccession.objects.filter(self.filter("successor"), suggested=True)
        return Q(successor__in=later.values("predecessor"))


def scope_of(user: User, permission: str, on: date | None = None) -> Scope:
    """Tell where a person holds a permission on a day (today); one query for each day."""
    if not user.is_active:
        return Scope()
    if permission in permissions_of(Role.CITIZEN):
        return Scope(nationwide=True)
    posts = [
        post
        for post in user.posts_on(on or timezone.localdate())
        if permission in post.permissions()
    ]
    if any(post.agency is None for post in posts):
        return Scope(nationwide=True)
    return Scope(lineages=_tops({post.agency.lineage for post in posts if post.agency}))


def _tops(lineages: set[str]) -> tuple[str, ...]:
    """Leave out every agency below another one of the set."""
    tops: list[str] = []
    for lineage in sorted(lineages):
        if not (tops and lineage.startswith(tops[-1])):
            tops.append(lineage)
    return tuple(tops)
