"""What may be done with specimens of seals and signatures."""

from typing import Final

VIEW: Final = "specimens.view"  # see the specimens of all agencies, to compare papers
KEEP: Final = "specimens.keep"  # add, end and introduce those of the agency
PROCESS: Final = "specimens.process"  # at the agency that they are introduced to
