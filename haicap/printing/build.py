"""Which paper is built by what, and what it is built from."""

from collections.abc import Callable
from typing import Final

from haicap.dossiers.models import Dossier
from haicap.dossiers.reading import ROWS
from haicap.printing.letters import LETTERS
from haicap.printing.lists import control_sheet, register
from haicap.printing.models import PaperKind, Print
from haicap.printing.posters import poster, ticket
from haicap.printing.sheet import Sheet

__all__ = ["OF_DOSSIER", "available", "poster", "read", "register", "ticket", "told_now"]

OF_DOSSIER: Final[dict[str, Callable[[Dossier], Sheet | None]]] = {
    **LETTERS,
    PaperKind.CONTROL_SHEET: control_sheet,
}


def read(pk: int) -> Dossier:
    """The dossier with all that its papers tell."""
    rows = Dossier.objects.with_names().select_related(
        *ROWS, "received_at_agency__parent", "competent__parent", "reappointment__by",
        "refusal__by",
    )  # fmt: skip
    return rows.get(pk=pk)


def told_now(row: Print) -> Sheet | None:
    """What the paper would tell if it were printed now; None if there would be none."""
    if row.dossier_id is not None:
        return OF_DOSSIER[row.kind](read(row.dossier_id))
    if row.kind == PaperKind.REGISTER and row.since and row.until:
        return register(row.agency, row.since, row.until)
    if row.kind == PaperKind.POSTER and row.version is not None:
        return poster(row.version, row.agency)
    return None


def available(dossier: Dossier) -> list[str]:
    """The kinds of papers that the dossier has now."""
    rows = read(dossier.pk)
    has = {
        PaperKind.RECEIPT: rows.received_at is not None,
        PaperKind.SUPPLEMENT_REQUEST: hasattr(rows, "supplement"),
        PaperKind.REFUSAL_SLIP: hasattr(rows, "refusal"),
        PaperKind.APOLOGY: hasattr(rows, "reappointment"),
        PaperKind.STOP_NOTICE: rows.stops.filter(reopened_at=None).exists(),
        PaperKind.CONTROL_SHEET: rows.steps.exists(),
    }
    return [kind.value for kind, there in has.items() if there]
