"""People, the posts that they hold, and the tokens of their programs."""

import hashlib
from datetime import UTC, date, datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from haicap.accounts import door
from haicap.accounts.roles import Role, permissions_of
from haicap.common import periods
from haicap.common.text import fold, person_sort_key
from haicap.units.models import Agency


class UserManager(BaseUserManager["User"]):
    """Makes accounts; used by actions and by Django's own sign-in."""

    def create_user(
        self, login: str, password: str | None = None, **fields: object
    ) -> "User":
        """Make an account; without a password nobody can sign in with it."""
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.folded = fold(user.name)
        user.sort_key = person_sort_key(user.name)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """
    A person: a citizen, or somebody who holds posts at agencies, or both.

    What a person may do follows from the posts held on the day, never from the account.
    """

    login = models.CharField(_("login"), max_length=60, unique=True)
    name = models.CharField(_("full name"), max_length=100)
    folded = models.CharField(_("folded name"), max_length=200, blank=True)
    sort_key = models.CharField(_("sort key"), max_length=500, blank=True)
    personal_id = models.CharField(
        _("personal identification number"), max_length=12, blank=True
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["personal_id"],
                name="user_personal_id_once",
                condition=~Q(personal_id=""),
            ),
        ]
        indexes = [
            models.Index(fields=["phone"], name="user_phone"),
            models.Index(fields=["sort_key"], name="user_sort_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def posts_on(self, day: date) -> "list[Post]":
        """The posts held on the day, with their agencies; asked once for each day."""
        if day not in self._posts:
            held = Post.objects.filter(person=self).on(day)
            self._posts[day] = list(held.select_related("agency").order_by("pk"))
        return self._posts[day]

    def current_posts(self) -> "list[Post]":
        """The posts held today, with their agencies."""
        return self.posts_on(timezone.localdate())

    @cached_property
    def _posts(self) -> "dict[date, list[Post]]":
        return {}

    def forget_posts(self) -> None:
        """Ask the database again: the posts have just changed."""
        self._posts.clear()

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        """Tell whether the permission is held there today (None: anywhere at all)."""
        scope = door.scope_of(self, permission)
        return bool(scope) if agency_id is None else scope.covers(agency_id)

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin lets the person in (reference data only)."""
        return self.may("console.open")

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's admin: who may open the console may see its tables."""
        action = perm.rpartition(".")[2].partition("_")[0]
        return self.may("console.open" if action == "view" else "console.change")

    def has_module_perms(self, app_label: str) -> bool:
        """Answer Django's admin."""
        return self.may("console.open")


class PostQuerySet(models.QuerySet["Post"]):
    """Questions about posts."""

    def on(self, day: date) -> Self:
        """The posts that are held on the day."""
        return self.filter(periods.on(day))


class Post(models.Model):
    """
    A person holds a role at an agency, from one day until another.

    Without an agency the scope is the nation. Two posts of one person may overlap.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="posts")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    ground = models.CharField(_("legal ground"), max_length=120, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="post_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.CITIZEN), name="post_is_not_of_a_citizen"
            ),
        ]
        indexes = [models.Index(fields=["agency", "role"], name="post_of_agency")]

    def __str__(self) -> str:
        return f"{self.role} @ {self.agency_id}"

    def permissions(self) -> frozenset[str]:
        """What the role may do."""
        return permissions_of(self.role)


class Token(models.Model):
    """A key for a program that acts for a person; only its hash is kept."""

    PREFIX = "hc_"  # so that a lost one is recognised, by people and by scanners

    person = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(plain: str) -> str:
        """What is kept of a token. It is 32 random bytes, so it needs no salt."""
        return hashlib.sha256(plain.encode()).hexdigest()

    @classmethod
    def person_of(cls, plain: str, *, at: datetime | None = None) -> User | None:
        """
        Give the person whose valid token this is (at a moment, or now).

        None when it is unknown, expired or revoked, or the account is closed.
        """
        if not plain.startswith(cls.PREFIX):
            return None
        valid = Q(tokens__expires_at__isnull=True) | Q(
            tokens__expires_at__gt=at or datetime.now(UTC)
        )
        people = User.objects.filter(
            valid,
            tokens__digest=cls.digest_of(plain),
            tokens__revoked_at=None,
            is_active=True,
        )
        return _with_posts(people, timezone.localdate())


def _with_posts(people: models.QuerySet[User], day: date) -> User | None:
    """Give the one person, with the posts held on the day, in one statement."""
    held = FilteredRelation("posts", condition=periods.on(day, "posts__"))
    rows = people.annotate(held=held).select_related("held__agency").order_by("held__pk")  # type: ignore[misc]
    found = list(rows)
    if not found:
        return None
    person, posts = found[0], [getattr(row, "held", None) for row in found]
    person._posts[day] = [post for post in posts if post is not None]
    return person


class SignInAttempt(models.Model):
    """
    A sign-in that failed or is being tried; gone when it succeeds or is long past.

    ``who`` is a keyed hash of what was typed: people type their password there.
    """

    who = models.CharField(_("who"), max_length=64)
    address = models.CharField(_("network address"), max_length=45, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        indexes = [
            models.Index(fields=["who", "at"], name="attempt_who"),
            models.Index(fields=["address", "at"], name="attempt_address"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at:%Y-%m-%d %H:%M}"
