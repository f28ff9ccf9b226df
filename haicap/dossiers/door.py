"""Who may see and touch a dossier: officers by their posts, applicants by being it."""

from dataclasses import dataclass

from django.db.models import Q

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.errors import NotAllowed
from haicap.dossiers.models import Dossier, Handover
from haicap.dossiers.permissions import RECEIVE, VIEW


@dataclass(frozen=True)
class Holder:
    """Whoever knows the secret of one dossier: acts as its applicant, without an account."""

    dossier_id: int

    @property
    def pk(self) -> int:
        """Under what its commands are kept: below zero, where no account is."""
        return -self.dossier_id

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        """Hold no permission: what a holder may do follows from the dossier alone."""
        return False


Party = User | Holder


def person(by: Party) -> User | None:
    """The account behind a party, for the rows and the journal."""
    return by if isinstance(by, User) else None


def require_party(by: Party, dossier: Dossier) -> None:
    """
    Let the applicant pass, and whoever may receive where the result is returned.

    That is where the dossier was received, or what took over from there.

    :raises NotAllowed: anybody else
    """
    if isinstance(by, Holder):
        if by.dossier_id in (dossier.pk, dossier.bundle_id):
            return
    elif by.pk == dossier.account_id or by.may(RECEIVE, dossier.return_at_id):
        return
    raise NotAllowed(permission=RECEIVE)


def visible_to(user: User) -> Q:
    """
    The dossiers that a person may see, as a condition: the own ones and the agencies'.

    An agency sees what is on its way to it, or it could not judge whether to take it.
    """
    scope = scope_of(user, VIEW)
    coming = Handover.objects.filter(scope.filter("to_agency"), taken_at=None)
    return (
        Q(account=user)
        | Q(pk__in=coming.values("dossier"))
        | scope.filter("received_at_agency")
        | scope.filter("return_at")
        | scope.filter("competent")
        | scope.filter("responsible")
        | scope.former("received_at_agency")
        | scope.former("competent")
    )
