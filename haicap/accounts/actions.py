"""Opening and closing accounts, giving and ending posts, issuing and revoking tokens."""

import secrets
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.accounts import facts, filling, rank
from haicap.accounts.models import Post, Token, User
from haicap.accounts.permissions import MANAGE
from haicap.accounts.rank import AboveOwnPowers
from haicap.accounts.roles import Role
from haicap.accounts.throttle import TooManyAttempts
from haicap.common.actor import require
from haicap.common.errors import Invalid, ManyInvalid, Refused
from haicap.common.text import clean
from haicap.journal import actions as journal
from haicap.units.models import Agency

__all__ = [
    "AboveOwnPowers",
    "AccountIsClosed",
    "PostIsHeld",
    "PostIsOver",
    "TooManyAttempts",
    "appoint",
    "close_account",
    "end_post",
    "issue_token",
    "open_account",
    "revoke_token",
    "set_password",
    "sign_up",
]


class AccountIsClosed(Refused):
    """A closed account gets no posts, passwords or tokens."""

    code = "account.is-closed"
    message = _("The account “%(login)s” is closed.")


class PostIsHeld(Refused):
    """The person already holds this role at this agency in these days."""

    code = "account.post-is-held"
    message = _("“%(login)s” already holds this role there from %(valid_from)s.")


class PostIsOver(Refused):
    """A post that has ended is not ended again; history is not rewritten."""

    code = "account.post-is-over"
    message = _("The post already ended on %(valid_until)s.")


@transaction.atomic
def open_account(
    *,
    login: str,
    name: str,
    personal_id: str = "",
    phone: str = "",
    email: str = "",
    password: str | None = None,
    by: User | None,
    at: datetime,
) -> User:
    """
    Open an account for somebody; without a password nobody can sign in with it yet.

    :raises NotAllowed: if ``by`` manages accounts nowhere
    :raises ManyInvalid: all fields that are badly filled in or taken
    """
    if by is not None:
        require(by, MANAGE)
    person = _open(
        password,
        login=login,
        name=name,
        personal_id=personal_id,
        phone=phone,
        email=email,
    )
    journal.record(
        facts.Opened(person.pk), about=_about(person), agency_id=None, by=by, at=at
    )
    return person


@transaction.atomic
def sign_up(
    *,
    name: str,
    personal_id: str,
    phone: str,
    password: str,
    login: str = "",
    at: datetime,
) -> User:
    """
    Open an account for oneself; without a login the telephone number is it.

    :raises ManyInvalid: all fields that are badly filled in or taken
    """
    person = _open(
        password,
        needed=("personal_id", "phone"),
        login=login if clean(login) else filling.plain_phone(clean(phone)),
        name=name,
        personal_id=personal_id,
        phone=phone,
        email="",
    )
    journal.record(
        facts.SignedUp(person.pk), about=_about(person), agency_id=None, by=person, at=at
    )
    return person


@transaction.atomic
def set_password(person: User, *, password: str, by: User | None, at: datetime) -> User:
    """
    Set a new password; sessions that are open with the old one end.

    :raises NotAllowed, AboveOwnPowers: unless ``by`` is the person or stands above
    :raises Invalid: if the password is too weak
    """
    person = _locked(person)
    rank.require_over_person(by, person, at)
    if fault := _password_fault(password, person):
        raise Invalid("password", fault)
    person.set_password(password)
    person.save(update_fields=["password"])
    fact = facts.PasswordSet(person.pk)
    journal.record(fact, about=_about(person), agency_id=None, by=by, at=at)
    return person


@transaction.atomic
def close_account(person: User, *, by: User | None, at: datetime) -> User:
    """
    Close an account for good: its posts end today and its tokens are worth nothing.

    :raises NotAllowed, AboveOwnPowers: unless ``by`` is the person or stands above
    """
    locked = _locked(person)
    rank.require_over_person(by, locked, at)
    today = timezone.localdate(at)
    for post in rank.posts_left(locked, at):
        _end(post, max(today, post.valid_from), by, at)
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    fact = facts.Closed(locked.pk)
    journal.record(fact, about=_about(locked), agency_id=None, by=by, at=at)
    person.forget_posts()
    return locked


@transaction.atomic
def appoint(
    person: User,
    *,
    role: str,
    agency: Agency | None,
    valid_from: date,
    valid_until: date | None = None,
    title: str = "",
    ground: str,
    by: User | None,
    at: datetime,
) -> Post:
    """
    Give a person a role at an agency (None: in the whole nation).

    :raises Invalid: a role, period or agency that cannot be
    :raises NotAllowed, AboveOwnPowers: nobody gives more than he holds there himself
    :raises PostIsHeld: if the person holds the same post in these days
    """
    locked = _locked(person)
    if role not in Role.values or role == Role.CITIZEN:
        raise Invalid("role", _("one of the roles of officers"))
    rank.require_over(by, role, agency)
    _check_period(agency, valid_from, valid_until)
    _check_not_held(locked, role, agency, valid_from, valid_until)
    post = Post.objects.create(
        person=locked,
        role=role,
        agency=agency,
        title=clean(title),
        ground=clean(ground),
        valid_from=valid_from,
        valid_until=valid_until,
    )
    fact = facts.Given(post.pk, locked.pk, str(role), valid_from, valid_until)
    journal.record(fact, about=_about(locked), agency_id=post.agency_id, by=by, at=at)
    person.forget_posts()
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, by: User | None, at: datetime) -> Post:
    """
    End a post: ``on`` is the first day on which it is not held any more.

    :raises NotAllowed, AboveOwnPowers: unless ``by`` could have given it
    :raises PostIsOver: if it ended before that day
    :raises Invalid: if it had not begun on that day
    """
    post = Post.objects.select_for_update(of=["self"]).get(pk=post.pk)
    rank.require_over(by, post.role, post.agency)
    if post.valid_until is not None and post.valid_until <= on:
        raise PostIsOver(valid_until=post.valid_until.isoformat())
    if on < post.valid_from:
        raise Invalid("on", _("not before the day on which the post begins"))
    _end(post, on, by, at)
    return post


@transaction.atomic
def issue_token(
    person: User,
    *,
    name: str,
    expires_at: datetime | None = None,
    by: User | None,
    at: datetime,
) -> str:
    """
    Make a key for a program that acts for the person; answers it once and for all.

    :raises NotAllowed, AboveOwnPowers: unless ``by`` is the person or stands above
    :raises Invalid: a name or an expiry that cannot be
    """
    person = _locked(person)
    rank.require_over_person(by, person, at)
    if not 0 < len(clean(name)) <= 60:
        raise Invalid("name", _("between 1 and 60 characters"))
    if expires_at is not None and expires_at <= at:
        raise Invalid("expires_at", _("later than now"))
    plain = Token.PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person,
        digest=Token.digest_of(plain),
        name=clean(name),
        created_at=at,
        expires_at=expires_at,
    )
    fact = facts.Issued(token.pk, person.pk)
    journal.record(fact, about=_about(person), agency_id=None, by=by, at=at)
    return plain


@transaction.atomic
def revoke_token(token: Token, *, by: User | None, at: datetime) -> Token:
    """
    Make a token worth nothing; a second time changes nothing.

    :raises NotAllowed, AboveOwnPowers: unless ``by`` is its person or stands above
    """
    token = Token.objects.select_for_update().get(pk=token.pk)
    rank.require_over_person(by, token.person, at)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        fact = facts.Revoked(token.pk, token.person_id)
        journal.record(fact, about=_about(token.person), agency_id=None, by=by, at=at)
    return token


def _about(person: User) -> str:
    return f"account:{person.pk}"


def _locked(person: User) -> User:
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise AccountIsClosed(login=person.login)
    return person


def _open(password: str | None, *, needed: tuple[str, ...] = (), **fields: str) -> User:
    fields = filling.tidy(fields)
    if faults := _faults(fields, password, needed):
        raise ManyInvalid(faults)
    try:
        with transaction.atomic():
            return User.objects.create_user(password=password, **fields)
    except IntegrityError as taken:  # by somebody else, in this very moment
        raise ManyInvalid({"login": _("already has an account")}) from taken


def _faults(
    fields: dict[str, str], password: str | None, needed: tuple[str, ...]
) -> filling.Faults:
    faults = filling.faults_in(fields)
    faults |= {field: _("must be filled in") for field in needed if not fields[field]}
    if fields["email"] and _email_is_wrong(fields["email"]):
        faults["email"] = _("an e-mail address")
    if password is not None and (fault := _password_fault(password, User(**fields))):
        faults["password"] = fault
    for field in {"login", "personal_id"} - faults.keys():
        value = fields[field]
        if value and User.objects.filter(**{field: value}).exists():
            faults[field] = _("already has an account")
    return faults


def _email_is_wrong(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return True
    return False


def _password_fault(password: str, person: User) -> str | Promise:
    if len(password) > filling.LONGEST_PASSWORD:
        return _("at most 200 characters")
    try:
        validate_password(password, person)
    except ValidationError as weak:
        return " ".join(weak.messages)
    return ""


def _check_period(agency: Agency | None, since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise Invalid("valid_until", _("later than the first day"))
    if agency is not None and not Agency.objects.on(since).filter(pk=agency.pk).exists():
        raise Invalid("agency", _("must exist on the first day of the post"))


def _check_not_held(
    person: User, role: str, agency: Agency | None, since: date, until: date | None
) -> None:
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=since)
    same = person.posts.filter(lasting, role=role, agency=agency)
    if until is not None:
        same = same.filter(valid_from__lt=until)
    if (held := same.first()) is not None:
        raise PostIsHeld(login=person.login, valid_from=held.valid_from.isoformat())


def _end(post: Post, on: date, by: User | None, at: datetime) -> None:
    post.valid_until = on
    post.save(update_fields=["valid_until"])
    fact = facts.Ended(post.pk, post.person_id, str(post.role), on)
    about = f"account:{post.person_id}"
    journal.record(fact, about=about, agency_id=post.agency_id, by=by, at=at)
