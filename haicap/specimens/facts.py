"""What happens to specimens."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from haicap.journal.facts import fact


@fact("specimen.added", _("%(by)s added the specimen of a %(kind)s."))
@dataclass(frozen=True)
class Added:
    kind: str
    agency: int
    person: int | None
    valid_from: str


@fact("specimen.ended", _("%(by)s ended the specimen on %(valid_until)s."))
@dataclass(frozen=True)
class Ended:
    valid_until: str


@fact("introduction.sent", _("%(by)s introduced %(count)s specimens."))
@dataclass(frozen=True)
class Introduced:
    agency: int
    to: int
    count: int


@fact("introduction.received", _("%(by)s received the introduction."))
@dataclass(frozen=True)
class Received:
    agency: int


@fact("introduction.processed", _("%(by)s entered the introduced specimens."))
@dataclass(frozen=True)
class Processed:
    agency: int


@fact("introduction.sent-back", _("%(by)s sent the introduction back."))
@dataclass(frozen=True)
class SentBack:
    agency: int
