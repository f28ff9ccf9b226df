"""What may be done with certificates."""

from typing import Final

KEEP: Final = "signatures.keep"  # register and revoke certificates
