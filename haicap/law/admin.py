"""The register of legal documents in the console."""

from django.utils.translation import gettext_lazy as _

from haicap.common.console import ReadOnly, Rows, shown
from haicap.law.models import Clause, LegalDocument, Relation


class Clauses(Rows):
    """The clauses that something rests on."""

    model = Clause
    related = ("document",)


class Relations(Rows):
    """What it amends, replaces, guides or repeals."""

    model = Relation
    related = ("document", "other")
    fk_name = "document"


@shown(LegalDocument, _("legal document"), _("legal documents"))
class LegalDocumentAdmin(ReadOnly):
    """Documents with their clauses and relations."""

    list_display = ("number", "type", "issuer", "issued_on", "effective_on", "title")
    list_filter = ("type", "is_number_verified")
    search_fields = ("number", "title")
    ordering = ("number",)
    inlines = (Clauses, Relations)
