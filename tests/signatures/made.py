"""People who can sign, and papers to be signed."""

from io import BytesIO

from haicap.accounts.models import User
from haicap.papers import actions as papers
from haicap.papers import typeset
from haicap.papers.models import File
from haicap.printing.layout import FOLDER
from haicap.signatures import actions, authority
from haicap.signatures.authority import Subject
from haicap.signatures.models import Certificate
from tests import given


def certified(person: User | None = None, days: int = 1095) -> Certificate:
    """A certificate with which Hoa signs for the People's Committee."""
    person, agency = person or given.signer(), given.committee()
    name = f"{person.login}-{days}"
    subject = Subject(person.name, "Phó Chủ tịch", agency.name_vi)
    pem = authority.issue(subject, name, given.MONDAY, days)
    return actions.register(
        person, agency=agency, certificate=pem, key_name=name, by=None, at=given.MONDAY
    )


def paper(text: str = "Trích lục") -> File:
    """A result as PDF, of one page."""
    data = {"lines": [text], "title": text, "code": typeset.qr(text)}
    stamp = FOLDER.parents[1] / "signatures" / "stamp.typ"
    return papers.store(
        BytesIO(typeset.pdf(stamp, data, at=given.MONDAY)), at=given.MONDAY
    )
