"""What may be done with accounts."""

from typing import Final

MANAGE: Final = "accounts.manage"  # open accounts; give and end posts at the agency


def giving(role: str) -> str:
    """The permission to give a role whose work one may not do oneself."""
    return f"accounts.give-{role}"
