"""Why it is this agency: the reason in words, in the active language."""

from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from haicap.competence.models import Competence, TransferKind
from haicap.units.models import Agency, AgencyKind

# The first day that the units and competences of this program tell of.
RECORD_STARTS = date(2025, 1, 1)

DOCUMENTS: dict[str, str | Promise] = {
    "law": gettext_lazy("Law %(number)s"),
    "decree": gettext_lazy("Decree %(number)s"),
    "decision": gettext_lazy("Decision %(number)s"),
    "circular": gettext_lazy("Circular %(number)s"),
    "resolution": gettext_lazy("Resolution %(number)s"),
}
FIELDS: dict[str, str | Promise] = {
    "police": gettext_lazy("police"),
    "social-insurance": gettext_lazy("social insurance"),
    "tax": gettext_lazy("tax"),
}


class Context(NamedTuple):
    """What the reason tells beside the competence and the agency."""

    what: str  # the name of the procedure or task
    origin: Competence | None  # what was delegated
    before: Competence | None  # what was in force on the day before


def explain(won: Competence, agency: Agency, context: Context) -> str:
    """
    Say who decides, since when, under what, with which reserve, and who did before.

    ``won`` may carry ``ground_type``, the type of the document that it rests on.
    """
    sentences = [_who(won, agency, context.what)]
    if context.origin is not None:
        sentences.append(_("Delegated by: %(who)s.") % {"who": describe(context.origin)})
    condition = in_language(won.conditions_vi, won.conditions_en)
    if condition:
        sentences.append(_("Condition: %(text)s.") % {"text": condition.rstrip(".")})
    if won.is_assumed:
        sentences.append(_("The sources do not establish this; it is assumed."))
    if context.before is not None and context.origin is None:
        sentences.append(_("Before that: %(who)s.") % {"who": describe(context.before)})
    return " ".join(sentences)


def name_of(agency: Agency) -> str:
    """Name the agency as it was called on the day that was asked for, if that is known."""
    vi, en = getattr(agency, "called_vi", None), getattr(agency, "called_en", None)
    return in_language(vi or agency.name_vi, en or agency.name_en)


def _who(won: Competence, agency: Agency, what: str) -> str:
    places = {
        "agency": name_of(agency),
        "what": what,
        "since": day_in_words(won.valid_from),
        "until": day_in_words(won.valid_until) if won.valid_until else "",
        "ground": ground_of(won),
        "kind": won.get_kind_display(),
    }
    return _sentence(won) % places


def _sentence(won: Competence) -> str:
    if won.kind == TransferKind.DELEGATION:
        return _(
            "%(agency)s decides “%(what)s” from %(since)s until %(until)s by delegation, "
            "under %(ground)s; it uses its own seal."
        )
    if won.valid_from <= RECORD_STARTS:
        if won.valid_until:
            return _("%(agency)s decides “%(what)s” until %(until)s (%(kind)s).")
        return _("%(agency)s decides “%(what)s” (%(kind)s).")
    if won.ground:
        return _(
            "%(agency)s decides “%(what)s” from %(since)s under %(ground)s (%(kind)s)."
        )
    return _(
        "%(agency)s decides “%(what)s” from %(since)s (%(kind)s; "
        "the legal ground is not established)."
    )


def ground_of(competence: Competence) -> str:
    """Name the document, with its clause where that is known: Art 7, Decree 129/2025/NĐ-CP."""
    kind = getattr(competence, "ground_type", None) or ""
    pattern = DOCUMENTS.get(kind.partition(" ")[0], "%(number)s")
    document = str(pattern) % {"number": competence.ground}
    if not competence.clause:
        return document
    places = {"clause": competence.clause, "document": document}
    return _("%(clause)s of %(document)s") % places


def describe(competence: Competence) -> str:
    """Name the kind of agency without a place: People's Committee, district level."""
    kind = str(AgencyKind(competence.agency_kind).label)
    if competence.agency_field in FIELDS:
        kind = str(FIELDS[competence.agency_field])
    places = {"kind": kind, "level": competence.get_level_display()}
    return _("%(kind)s, %(level)s level") % places


def in_language(vi: str | None, en: str | None) -> str:
    """Choose the words of the active language, the Vietnamese where there are no others."""
    language = get_language() or "vi"
    return (en if language.startswith("en") and en else vi) or ""


def as_data(competence: Competence) -> dict[str, Any]:
    """Give a competence as it is told to machines."""
    return {
        "id": competence.pk,
        "kind": competence.kind,
        "level": competence.level,
        "agency_kind": competence.agency_kind,
        "agency_field": competence.agency_field,
        "organ": competence.organ,
        "ground": competence.ground,
        "clause": competence.clause,
        "conditions_vi": competence.conditions_vi,
        "conditions_en": competence.conditions_en,
        "valid_from": competence.valid_from.isoformat(),
        "valid_until": competence.valid_until and competence.valid_until.isoformat(),
        "is_assumed": competence.is_assumed,
        "note": competence.note,
    }


def day_in_words(day: date) -> str:
    """Write a day as the active language does: 02/07/2025."""
    return date_format(day, "SHORT_DATE_FORMAT")
