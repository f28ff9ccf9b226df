"""What is wrong with a plan, by file, line and unit."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

Say = Callable[..., None]


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong with a plan; ``code`` is stable, ``rule`` is for people."""

    file: str
    line: int
    unit: str
    code: str
    rule: str | Promise = field(compare=False)
    details: dict[str, object] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{where}{self.unit}: {self.said} [{self.code}]"

    @property
    def said(self) -> str:
        """The rule as a sentence."""
        return str(self.rule) % self.details


def teller(file: str, found: list[Fault]) -> Say:
    """Give a function that notes faults of the file."""

    def say(
        line: int, unit: str, code: str, rule: str | Promise, **details: object
    ) -> None:
        found.append(Fault(file, line, unit, code, rule, details))

    return say
