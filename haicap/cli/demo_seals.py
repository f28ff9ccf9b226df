"""Specimens and certificates of the demonstration: drawn and made here, valid nowhere."""

import struct
import zlib
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Final

from haicap.accounts.models import User
from haicap.papers import actions as papers
from haicap.papers.models import File
from haicap.signatures import actions as signatures
from haicap.signatures import authority
from haicap.signatures.authority import Subject
from haicap.signatures.models import Certificate
from haicap.specimens import actions as specimens
from haicap.specimens.actions import Holder
from haicap.units.models import Agency

SIZE: Final = 160


def make_seals(signers: list[User], since: date, at: datetime) -> None:
    """Give every signer a specimen and a certificate of the demonstration authority."""
    authority.make(at)
    sealed: set[int] = set()
    for person in signers:
        for post in person.posts_on(since):
            if post.agency is None:
                continue
            if post.agency.pk not in sealed:
                seal = _drawn(_ring, (190, 20, 30), at)
                specimens.add(post.agency, image=seal, valid_from=since, by=None, at=at)
                sealed.add(post.agency.pk)
            _person(person, post.agency, post.title, since, at)


def _person(person: User, agency: Agency, title: str, since: date, at: datetime) -> None:
    number = person.pk
    hand = _drawn(lambda x, y: _wave(x, y, number), (20, 40, 150), at)
    holder = Holder(person.name, title, person)
    specimens.add(agency, image=hand, valid_from=since, holder=holder, by=None, at=at)
    name = f"{person.login}-{agency.code}".lower()
    if Certificate.objects.filter(person=person, agency=agency).exists():
        return
    issued = authority.issue(Subject(person.name, title, agency.name_vi), name, at)
    signatures.register(
        person, agency=agency, certificate=issued, key_name=name, by=None, at=at
    )


def _ring(x: int, y: int) -> bool:
    """A round seal: two rings and a star of lines."""
    far = (x - SIZE / 2) ** 2 + (y - SIZE / 2) ** 2
    if 70**2 <= far <= 75**2 or 50**2 <= far <= 52**2:
        return True
    return far < 25**2 and (abs(x - SIZE / 2) < 2 or abs(y - SIZE / 2) < 2)


def _wave(x: int, y: int, number: int) -> bool:
    """A line that goes up and down, for everybody another one."""
    height = (x * (number % 5 + 3)) % 60
    line = 50 + (height if height < 30 else 60 - height)
    return 10 < x < 150 and abs(y - line) < 2


def _drawn(
    inside: Callable[[int, int], bool], ink: tuple[int, int, int], at: datetime
) -> File:
    rows = bytearray()
    for y in range(SIZE):
        rows.append(0)
        for x in range(SIZE):
            rows += bytes(ink if inside(x, y) else (255, 255, 255))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(rows)))
    png = b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")
    return papers.store(BytesIO(png), at=at)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)
