"""Who stands before a dossier: its applicant with an account, or the holder of its secret."""

from dataclasses import dataclass

from django.http import HttpRequest

from haicap.accounts.models import User
from haicap.common.errors import NotAllowed, NotFound
from haicap.dossiers.door import Holder, Party
from haicap.dossiers.models import Dossier
from haicap.dossiers.reading import ROWS

HELD = "held"  # ids of dossiers whose secret was shown in this session
MOST_HELD = 20


@dataclass(frozen=True)
class Caller:
    """
    Who repeats a command, as the journal's ``once`` knows callers.

    A holder has no account: the negative id of the dossier stands for him.
    """

    pk: int

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        """Nothing follows from repeating."""
        return False


def caller_of(party: Party) -> User | Caller:
    """Give the one under whom a command is kept."""
    return party if isinstance(party, User) else Caller(-party.dossier_id)


def signed_in(request: HttpRequest) -> User:
    """
    Give the person who is signed in.

    :raises NotAllowed: if nobody is; the page of the refusal leads to the sign-in
    """
    if isinstance(request.user, User):
        return request.user
    raise NotAllowed(permission="sign-in")


def hold(request: HttpRequest, dossier: Dossier) -> None:
    """Remember in the session that the secret of the dossier was shown."""
    held = [pk for pk in request.session.get(HELD, []) if pk != dossier.pk]
    request.session[HELD] = [*held, dossier.pk][-MOST_HELD:]


def own_dossier(request: HttpRequest, number: str) -> tuple[Dossier, Party]:
    """
    Give a dossier to its applicant or to the holder of its secret.

    :raises NotFound: to anybody else, whether there is such a dossier or not
    """
    found = (
        Dossier.objects.with_names().select_related(*ROWS).filter(number=number).first()
    )
    if found is not None:
        user = request.user
        if isinstance(user, User) and found.account_id == user.pk:
            return found, user
        if found.pk in request.session.get(HELD, []):
            return found, Holder(found.pk)
    raise NotFound(what="dossier", value=number)
