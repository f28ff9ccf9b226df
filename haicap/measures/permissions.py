"""What may be done in this room."""

from typing import Final

VIEW: Final = "measures.view"  # see the board down to the communes
