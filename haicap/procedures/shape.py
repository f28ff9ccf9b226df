"""What a catalogue file may hold: the keys of each part, and how their values are read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.accounts.roles import Role
from haicap.common.lines import Path
from haicap.procedures.forms import KINDS
from haicap.procedures.models import ChangeKind, Channel, OnlineLevel
from haicap.workdays.limit import ALLOWED, Limit, Policy

LEVELS: Final = ("ministry", "province", "district", "commune", "other")
CODE: Final = re.compile(r"\d\.\d{6}(\.000\.00\.00\.H\d{2})?")
NAME: Final = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


class Bad(Exception):
    """A value breaks a rule; ``code`` is stable, ``rule`` is the sentence."""

    def __init__(self, code: str, rule: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.rule = rule


Tell = Callable[[Path, str, str | Promise], None]
Reading = Callable[[Any, Path, Tell], Any]


@dataclass(frozen=True)
class Shape:
    """A mapping: what each key holds, and which must be there."""

    keys: dict[str, Reading]
    required: frozenset[str] = frozenset()

    def __call__(self, value: Any, path: Path, tell: Tell) -> dict[str, Any]:
        """Read the mapping; what is wrong is told, and left out."""
        if not isinstance(value, dict):
            tell(path, "not-a-mapping", _("must be a list of keys with values"))
            return {}
        for key in self.required - {k for k, v in value.items() if v not in ("", [], {})}:
            tell((*path, key), "missing-key", _("must be given"))
        found = {}
        for key, inner in value.items():
            here = (*path, key)
            if key not in self.keys:
                rule = _("there is no such key; known are %(keys)s")
                tell(here, "unknown-key", rule % {"keys": ", ".join(self.keys)})
            elif inner != "":
                found[key] = self.keys[key](inner, here, tell)
        return {key: inner for key, inner in found.items() if inner is not None}


def scalar(read: Callable[[str], Any]) -> Reading:
    """Make a reading of one word or sentence; its refusal becomes a fault."""

    def reading(value: Any, path: Path, tell: Tell) -> Any:
        if not isinstance(value, str):
            tell(path, "not-a-word", _("must be one value, not a list"))
            return None
        try:
            return read(value)
        except Bad as bad:
            tell(path, bad.code, bad.rule)
            return None

    return reading


def list_of(item: Reading) -> Reading:
    """Make a reading of a list."""

    def reading(value: Any, path: Path, tell: Tell) -> list[Any]:
        if not isinstance(value, list):
            tell(path, "not-a-list", _("must be a list, one item a line after a dash"))
            return []
        read = [item(inner, (*path, i), tell) for i, inner in enumerate(value)]
        return [inner for inner in read if inner is not None]

    return reading


def by_key(item: Reading, allowed: Iterable[str] = (), code: str = "") -> Reading:
    """Make a reading of a mapping whose keys are names, of a few or of any."""
    names = tuple(allowed)

    def reading(value: Any, path: Path, tell: Tell) -> dict[str, Any]:
        if not isinstance(value, dict):
            tell(path, "not-a-mapping", _("must be a list of keys with values"))
            return {}
        found = {}
        for key, inner in value.items():
            if names and key not in names:
                rule = _("“%(value)s” must be one of %(allowed)s")
                said = {"value": key, "allowed": ", ".join(names)}
                tell((*path, key), code, rule % said)
            else:
                found[key] = item(inner, (*path, key), tell)
        return {key: inner for key, inner in found.items() if inner is not None}

    return reading


def text(longest: int) -> Reading:
    """Read words, not more than so many letters."""

    def read(value: str) -> str:
        if len(value) > longest:
            rule = _("%(length)s letters are too many; at most %(longest)s")
            raise Bad("too-long", rule % {"length": len(value), "longest": longest})
        return value.strip()

    return scalar(read)


def one_of(allowed: Iterable[str], code: str) -> Reading:
    """Read one word of a few."""
    words = tuple(allowed)

    def read(value: str) -> str:
        if value not in words:
            rule = _("“%(value)s” must be one of %(allowed)s")
            raise Bad(code, rule % {"value": value, "allowed": ", ".join(words)})
        return value

    return scalar(read)


def matching(pattern: re.Pattern[str], code: str, rule: str | Promise) -> Reading:
    """Read a word of a form."""

    def read(value: str) -> str:
        if not pattern.fullmatch(value):
            raise Bad(code, rule % {"value": value})
        return value

    return scalar(read)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        rule = _("“%(value)s” must be a day such as 2025-07-01")
        raise Bad("date-form", rule % {"value": value}) from error


def _count(value: str) -> int:
    if not value.isascii() or not value.isdecimal():
        rule = _("“%(value)s” must be a whole number, zero or more")
        raise Bad("count-form", rule % {"value": value})
    return int(value)


def _fee(value: str) -> int:
    plain = value.replace(".", "").replace(" ", "")
    if not plain.isascii() or not plain.isdecimal():
        rule = _("“%(value)s” must be an amount in đồng, zero or more")
        raise Bad("fee-form", rule % {"value": value})
    return int(plain)


def _yes(value: str) -> bool:
    if value not in ("yes", "no", "true", "false"):
        rule = _("“%(value)s” must be yes or no")
        raise Bad("yes-or-no", rule % {"value": value})
    return value in ("yes", "true")


def _share(value: str) -> Decimal:
    try:
        share = Decimal(value)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        rule = _("“%(value)s” must be a share from 0 to 1")
        raise Bad("share-form", rule % {"value": value})
    return share


def _limit(value: str) -> str:
    try:
        Limit.parse(value)
    except ValueError as error:
        rule = _("“%(value)s” is not understood; must be %(allowed)s")
        said = {"value": value, "allowed": ALLOWED}
        raise Bad("limit-not-understood", rule % said) from error
    return value


day, count, fee, yes, share, limit = (
    scalar(read) for read in (_day, _count, _fee, _yes, _share, _limit)
)
code = matching(
    CODE,
    "code-form",
    _("“%(value)s” must look like 1.001193, or be left out if not known"),
)
name = matching(
    NAME, "name-form", _("“%(value)s” must be small letters a–z, digits and dashes")
)
words = list_of(text(400))

CHANNEL = Shape({"limit": limit, "fee": fee, "fee_note": text(4000)})
CASE = Shape(
    {"code": name, "name": text(400), "name_en": text(400)}, frozenset({"code", "name"})
)
COMPONENT = Shape(
    {
        "code": name,
        "case": name,
        "name": text(600),
        "name_en": text(600),
        "originals": count,
        "copies": count,
        "required": yes,
        "replaced_by_data": text(120),
        "form": text(160),
    },
    frozenset({"code", "name"}),
)
RESULT = Shape({"name": text(400), "code": text(60)}, frozenset({"name"}))
STEP = Shape(
    {
        "code": name,
        "name": text(200),
        "name_en": text(200),
        "role": one_of(Role.values, "unknown-role"),
        "share": share,
        "product": text(200),
        "product_en": text(200),
    },
    frozenset({"code", "name", "role", "share", "product"}),
)
CHOICE = Shape(
    {"value": name, "label_vi": text(200), "label_en": text(200)},
    frozenset({"value", "label_vi"}),
)
QUESTION = Shape(
    {
        "name": name,
        "label_vi": text(200),
        "label_en": text(200),
        "kind": one_of(KINDS, "unknown-question-kind"),
        "required": yes,
        "hint_vi": text(400),
        "hint_en": text(400),
        "page": text(120),
        "page_en": text(120),
        "max": count,
        "past": yes,
        "choices": list_of(CHOICE),
    },
    frozenset({"name", "label_vi", "kind", "page"}),
)
LEG = Shape(
    {
        "code": name,
        "procedure": text(80),
        "waits_for": list_of(name),
        "gives": name,
        "optional": yes,
    },
    frozenset({"code", "procedure"}),
)
_HEAD: dict[str, Reading] = {
    "field": text(160),
    "field_en": text(160),
    "ministry": text(160),
}
PROCEDURE = Shape(
    {
        "slug": name,
        "code": code,
        "name": text(1200),
        "name_en": text(600),
        **_HEAD,
        "keywords": list_of(text(80)),
        "levels": list_of(one_of(LEVELS, "unknown-level")),
        "from": day,
        "until": day,
        "decision": text(60),
        "change": one_of(ChangeKind.values, "unknown-change"),
        "online": one_of(OnlineLevel.values, "unknown-online-level"),
        "portal_kind": text(120),
        "subjects": words,
        "agency": text(300),
        "sequence": text(20000),
        "channels": by_key(CHANNEL, Channel.values, "unknown-channel"),
        "copies_of_file": count,
        "cases": list_of(CASE),
        "components": list_of(COMPONENT),
        "conditions": text(10000),
        "results": list_of(RESULT),
        "legal_basis": list_of(text(80)),
        "due_policy": one_of(Policy, "unknown-due-policy"),
        "steps": list_of(STEP),
        "questions": list_of(QUESTION),
        "legs": list_of(LEG),
        "uncertain": by_key(text(400)),
        "provenance": text(300),
        "confidence": text(160),
        "note": text(400),
    },
    frozenset({"slug", "from"}),
)
CHANGE = Shape(
    {
        "procedure": text(80),
        "kind": one_of(ChangeKind.values, "unknown-change"),
        "effective": day,
        "successor": text(80),
        "note": text(300),
    },
    frozenset({"procedure", "kind"}),
)
DECISION = Shape(
    {
        "number": text(60),
        "issuer": text(120),
        "decided": day,
        "title": text(300),
        "changes": list_of(CHANGE),
    },
    frozenset({"number", "issuer"}),
)
FILE = Shape({**_HEAD, "procedures": list_of(PROCEDURE), "decisions": list_of(DECISION)})
