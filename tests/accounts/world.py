"""A made-up tree of agencies, and people with posts in it."""

from datetime import UTC, date, datetime

from haicap.accounts import actions
from haicap.accounts.models import User
from haicap.units.models import Agency, AgencyKind, Level, Territory

NOW = datetime(2025, 9, 1, 2, 0, tzinfo=UTC)
START = date(2025, 7, 1)
PASSWORD = "mot-mat-khau-dai"


def agency(code: str, parent: Agency | None = None) -> Agency:
    """An agency under another one."""
    territory, _ = Territory.objects.get_or_create(
        key="test", defaults={"level": Level.PROVINCE}
    )
    made = Agency.objects.create(
        kind=AgencyKind.PEOPLES_COMMITTEE,
        code=code,
        name_vi=code,
        territory=territory,
        parent=parent,
        valid_from=START,
    )
    made.lineage = f"{parent.lineage if parent else '/'}{made.pk}/"
    made.save()
    return made


def person(login: str = "lan", password: str | None = PASSWORD, **fields: str) -> User:
    """Somebody with an account."""
    name = fields.pop("name", f"Nguyễn Thị {login}")
    return actions.open_account(
        login=login, name=name, password=password, by=None, at=NOW, **fields
    )


def officer(login: str, role: str, agency: Agency | None) -> User:
    """Somebody with a post; without an agency, in the nation."""
    made = person(login, password=None)
    actions.appoint(
        made, role=role, agency=agency, valid_from=START, ground="", by=None, at=NOW
    )
    return made
