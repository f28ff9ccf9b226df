"""haicap account …, appoint, token: people and posts. Who has the server may do all of it."""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from haicap.cli import setup_django

if TYPE_CHECKING:
    from haicap.accounts.models import Post, User
    from haicap.units.models import Agency

as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def account() -> None:
    """Open, list and close accounts."""


@account.command()
@click.argument("login")
@click.option("--name", required=True, help="Full name.")
@click.option("--personal-id", default="", help="Twelve digits.")
@click.option("--phone", default="")
@click.option("--email", default="")
@click.option("--no-password", is_flag=True, help="Nobody can sign in with it yet.")
@as_json
def add(
    login: str,
    name: str,
    personal_id: str,
    phone: str,
    email: str,
    no_password: bool,
    as_json: bool,
) -> None:
    """Open an account; the password is asked for, or read from a pipe."""
    setup_django()
    from haicap.accounts import actions

    person = actions.open_account(
        login=login,
        name=name,
        personal_id=personal_id,
        phone=phone,
        email=email,
        password=None if no_password else _password(),
        by=None,
        at=datetime.now(UTC),
    )
    if as_json:
        click.echo(json.dumps({"account": person.pk, "login": person.login}))
    else:
        click.echo(f"account {person.pk} {person.login}: {person.name}")


@account.command("list")
@click.option("--agency", help="Only who holds a post at the agency with this code.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1))
@as_json
def list_accounts(agency: str | None, limit: int, as_json: bool) -> None:
    """List accounts with the posts that they hold today."""
    setup_django()
    from django.utils import timezone

    from haicap.accounts.models import Post, User

    today = timezone.localdate()
    people = User.objects.order_by("sort_key", "pk")
    if agency is not None:
        held = Post.objects.on(today).filter(agency=_agency(agency, today))
        people = people.filter(pk__in=held.values("person"))
    chosen = list(people[:limit])
    posts: dict[int, list[Post]] = {person.pk: [] for person in chosen}
    for post in Post.objects.on(today).filter(person__in=chosen).select_related("agency"):
        posts[post.person_id].append(post)
    rows = [_row(person, posts[person.pk]) for person in chosen]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
    else:
        _print(rows)


@account.command()
@click.argument("login")
def close(login: str) -> None:
    """Close an account for good: its posts end today."""
    setup_django()
    from haicap.accounts import actions

    actions.close_account(_person(login), by=None, at=datetime.now(UTC))
    click.echo(f"{login}: closed")


@account.command()
@click.argument("login")
def password(login: str) -> None:
    """Set a new password; it is asked for, or read from a pipe."""
    setup_django()
    from haicap.accounts import actions

    person = _person(login)
    actions.set_password(person, password=_password(), by=None, at=datetime.now(UTC))
    click.echo(f"{login}: new password")


@click.command()
@click.argument("login")
@click.option("--role", required=True)
@click.option("--agency", help="Code of the agency.")
@click.option("--nation", is_flag=True, help="In the whole nation, not at an agency.")
@click.option("--from", "since", required=True, type=DAY, metavar="YYYY-MM-DD")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="The first day without it.")
@click.option("--title", default="")
@click.option("--ground", default="", help="Number of the decision.")
@as_json
def appoint(
    login: str,
    role: str,
    agency: str | None,
    nation: bool,
    since: datetime,
    until: datetime | None,
    title: str,
    ground: str,
    as_json: bool,
) -> None:
    """Give a person a post at an agency."""
    if (agency is None) is not nation:
        raise click.UsageError("Name the agency with --agency CODE, or say --nation.")
    setup_django()
    from haicap.accounts import actions

    post = actions.appoint(
        _person(login),
        role=role,
        agency=_agency(agency, since.date()) if agency is not None else None,
        valid_from=since.date(),
        valid_until=until.date() if until is not None else None,
        title=title,
        ground=ground,
        by=None,
        at=datetime.now(UTC),
    )
    if as_json:
        click.echo(json.dumps({"post": post.pk}))
    else:
        click.echo(f"post {post.pk}: {login} {post.role} {post.agency or 'nation'}")


@click.command()
@click.argument("login")
@click.option("--name", default="command line", show_default=True, help="What it is for.")
@click.option("--days", type=click.IntRange(1), help="How long it is valid.")
@as_json
def token(login: str, name: str, days: int | None, as_json: bool) -> None:
    """Issue a key for a person's programs; it is shown once."""
    setup_django()
    from haicap.accounts import actions

    now = datetime.now(UTC)
    expires_at = now + timedelta(days=days) if days is not None else None
    plain = actions.issue_token(
        _person(login), name=name, expires_at=expires_at, by=None, at=now
    )
    click.echo(json.dumps({"token": plain}) if as_json else plain)


def _person(login: str) -> "User":
    from haicap.accounts.models import User
    from haicap.common.errors import NotFound

    person = User.objects.filter(login=login.lower()).first()
    if person is None:
        raise NotFound(what="account", value=login)
    return person


def _agency(code: str, on: date) -> "Agency":
    from haicap.common.errors import NotFound
    from haicap.units.models import Agency

    agency = Agency.objects.on(on).filter(code=code).first()
    if agency is None:
        raise NotFound(what="agency", value=code)
    return agency


def _password() -> str:
    """Ask twice without an echo; from a pipe, one line."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\n")


def _row(person: "User", posts: "list[Post]") -> dict[str, object]:
    return {
        "account": person.pk,
        "login": person.login,
        "name": person.name,
        "active": person.is_active,
        "posts": [
            {"role": post.role, "agency": post.agency.code if post.agency else None}
            for post in posts
        ],
    }


def _print(rows: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Login", "Name", "Posts", "Active")
    for row in rows:
        held = row["posts"]
        told = [f"{p['role']} @ {p['agency'] or 'nation'}" for p in held]  # type: ignore[attr-defined]
        active = "yes" if row["active"] else "no"
        table.add_row(str(row["login"]), str(row["name"]), ", ".join(told), active)
    Console().print(table)
