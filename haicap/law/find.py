"""Finding a legal document by the number people cite it by."""

from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.common.text import fold
from haicap.law.models import LegalDocument


class DocumentUnknown(NotFound):
    """No document of the register has that number; ``nearest`` names one that is alike."""

    code = "law.document-unknown"
    message = _("There is no legal document “%(value)s”.")
    suggestion = _("Did you mean %(nearest)s?")

    def __str__(self) -> str:
        if not self.details["nearest"]:
            return super().__str__()
        return f"{super().__str__()} {self.suggestion % self.details}"


def document(number: str) -> LegalDocument:
    """
    Give the document; case, spaces and the marks of letters do not matter.

    :raises DocumentUnknown: with the nearest number, if there is one
    """
    said = fold(number)
    numbers = {fold(n): n for n in LegalDocument.objects.values_list("number", flat=True)}
    exact = numbers.get(said)
    if exact is None:
        begin = [n for key, n in numbers.items() if said and key.startswith(said + " ")]
        exact = begin[0] if len(begin) == 1 else None
    if exact is None:
        near = get_close_matches(said, numbers, n=1, cutoff=0.6)
        raise DocumentUnknown(value=number, nearest=numbers[near[0]] if near else "")
    return LegalDocument.objects.get(number=exact)


def card(found: LegalDocument) -> dict[str, Any]:
    """All that the register says of a document, ready for JSON."""
    plain = ("number", "type", "issuer", "field", "title", "date_note", "note")
    days = ("issued_on", "effective_on", "expires_on")
    more = ("is_number_verified", "provenance", "confidence")
    relations = found.relations.select_related("other").order_by("kind", "other__number")
    related_by = found.related_by.select_related("document").order_by(
        "kind", "document__number"
    )
    return {
        **{name: getattr(found, name) for name in plain},
        **{
            name: day and day.isoformat()
            for name in days
            for day in [getattr(found, name)]
        },
        **{name: getattr(found, name) for name in more},
        "clauses": [
            {"clause": clause.label, "summary": clause.summary}
            for clause in found.clauses.order_by("pk")
        ],
        "relations": [
            {"kind": r.kind, "other": r.other.number, "note": r.note} for r in relations
        ],
        "related_by": [
            {"kind": r.kind, "document": r.document.number, "note": r.note}
            for r in related_by
        ],
    }
