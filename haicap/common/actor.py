"""Who acts. Rooms below the accounts know people only by this."""

from typing import Final, Protocol

from haicap.common.errors import NotAllowed

# No agency has this number, so only who holds a permission for the whole nation passes.
NATION: Final = 0


class Actor(Protocol):
    """Somebody, or something, that may do things at agencies."""

    @property
    def pk(self) -> int: ...

    def may(self, permission: str, agency_id: int | None = None) -> bool:
        """Tell whether the permission is held at the agency, or at all when it is None."""
        ...


def require(by: Actor, permission: str, agency_id: int | None = None) -> None:
    """
    Let pass or refuse: the one door of every action.

    :raises NotAllowed: if ``by`` holds no post that gives the permission there
    """
    if not by.may(permission, agency_id):
        raise NotAllowed(permission=permission)
