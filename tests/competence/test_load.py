"""The bundled competences, and what a bad file says."""

import shutil
from pathlib import Path

import pytest

from haicap.competence.load import DATA, RowRefused, load
from haicap.competence.models import Competence, Task
from haicap.law.models import LegalDocument
from haicap.procedures.models import Procedure

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing() -> None:
    before = list(Competence.objects.order_by("pk").values())

    assert load() == len(before)

    assert list(Competence.objects.order_by("pk").values()) == before


def test_every_procedure_has_a_competence_and_every_ground_a_document() -> None:
    without = Procedure.objects.filter(competences__isnull=True)
    grounds = set(Competence.objects.exclude(ground="").values_list("ground", flat=True))

    assert list(without) == []
    assert Task.objects.filter(competences__isnull=True).count() == 0
    known = LegalDocument.objects.filter(number__in=grounds)
    assert grounds == set(known.values_list("number", flat=True))


def test_what_a_registrar_recorded_is_left_alone() -> None:
    changed = Competence.objects.filter(procedure__code="1.001193").latest("valid_from")
    changed.note = "recorded since"
    changed.save()

    load()

    changed.refresh_from_db()
    assert changed.note == "recorded since"


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        (0, "9.999999", "subject"),
        (1, "delegation", "kind"),
        (2, "planet", "level"),
        (3, "ministry", "agency_kind"),
        (5, "king", "organ"),
        (6, "", "valid_from"),
        (6, "1/7/2025", "valid_from"),
        (7, "2024-01-01", "valid_until"),
        (8, "999/2025/NĐ-CP", "ground"),
        (12, "perhaps", "is_assumed"),
    ],
)
def test_a_bad_row_is_refused_with_line_and_field(
    tmp_path: Path, column: int, value: str, field: str
) -> None:
    shutil.copy(DATA / "tasks.csv", tmp_path)
    lines = (DATA / "competences.csv").read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    cells[column] = value
    file = tmp_path / "competences.csv"
    file.write_text("\n".join([lines[0], ",".join(cells)]), encoding="utf-8")
    rows = Competence.objects.count()

    with pytest.raises(RowRefused, match=rf"competences\.csv:2 {field}: "):
        load(tmp_path)

    assert Competence.objects.count() == rows


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    shutil.copy(DATA / "tasks.csv", tmp_path)
    (tmp_path / "competences.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(RowRefused, match="columns"):
        load(tmp_path)
