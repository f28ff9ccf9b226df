"""What may be done with accounts."""

from typing import Final

MANAGE: Final = "accounts.manage"  # open accounts; give and end posts at the agency
