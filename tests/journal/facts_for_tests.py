"""A fact of the tests' own."""

from dataclasses import dataclass

from haicap.journal.facts import fact


@fact("test.happened", "%(by)s did number %(number)s.")
@dataclass(frozen=True)
class Happened:
    number: int
