"""Reads the bundled rules and holds them against the register of legal documents."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid
from haicap.law.models import Clause, LegalDocument
from haicap.standards.rules import bundled
from haicap.standards.table import Classes, Rules, Standards


class CitationUnknown(Invalid):
    """A rule rests on a document or a clause that the register does not have."""

    code = "standards.citation-unknown"
    message = _("The register of legal documents has no %(citation)s.")

    def __init__(self, citation: str) -> None:
        rule = _("must be in the register of legal documents")
        super().__init__("clause", rule, citation=citation)


def load() -> int:
    """
    Check every bundled version of the rules; they stay files, so that no row is written.

    :raises RuleRefused: if a line breaks a rule
    :raises CitationUnknown: if the register does not have what a rule rests on
    """
    check(bundled())
    return 0


def check(versions: Iterable[Rules]) -> None:
    """
    Hold versions against the register.

    :raises CitationUnknown: if it does not have what a rule rests on
    """
    documents = set(LegalDocument.objects.values_list("number", flat=True))
    clauses = set(Clause.objects.values_list("document__number", "label"))
    for version in versions:
        if version.document not in documents:
            raise CitationUnknown(citation=version.document)
        assert isinstance(version, Classes | Standards)
        for document, clause in version.cited():
            if clause and (document, clause) not in clauses:
                raise CitationUnknown(citation=f"{document} {clause}")
