"""People, the posts that they hold, and the tokens of their programs."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from haicap.accounts.roles import Role
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
    folded = models.CharField(_("folded name"), max_length=100, blank=True)
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
        indexes = [models.Index(fields=["personal_id"], name="user_personal_id")]

    def __str__(self) -> str:
        return self.name

    def current_posts(self) -> "list[Post]":
        """The posts held today, with their agencies; one query for the life of the object."""
        if not hasattr(self, "_posts"):
            held = Post.objects.filter(person=self).on(timezone.localdate())
            self._posts = list(held.select_related("agency").order_by("pk"))
        return self._posts

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        """Tell whether a post held today gives the permission there (None: anywhere)."""
        posts = [
            post for post in self.current_posts() if permission in post.permissions()
        ]
        if agency_id is None:
            return bool(posts)
        own = {post.agency_id for post in posts}
        if agency_id in own or any(post.agency_id is None for post in posts):
            return True
        below = Q(pk__in=[])
        for post in posts:
            if post.agency is not None:
                below |= Q(lineage__startswith=post.agency.lineage)
        return Agency.objects.filter(below, pk=agency_id).exists()

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
        indexes = [models.Index(fields=["agency", "role"], name="post_of_agency")]

    def __str__(self) -> str:
        return f"{self.role} @ {self.agency_id}"

    def permissions(self) -> frozenset[str]:
        """What the role may do; roles are code (``settings.HAICAP_ROLES``)."""
        roles: dict[str, frozenset[str]] = import_string(settings.HAICAP_ROLES)
        return roles.get(self.role, frozenset())


class Token(models.Model):
    """A key for a program that acts for a person; only its hash is kept."""

    person = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=60)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name
