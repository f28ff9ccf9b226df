"""What may not be asked of a drill is refused, by field and rule, and nothing is written."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from haicap.cli import haicap
from haicap.common.errors import Invalid
from haicap.dossiers.models import Dossier
from haicap.drills import asking
from haicap.drills.actions import resume, run
from haicap.drills.models import Drill
from haicap.drills.plan import Asked
from tests import given

NOW = datetime(2025, 9, 15, 3, tzinfo=UTC)
SOUND: dict[str, Any] = {
    "scale": 0.00001, "since": date(2025, 7, 1), "until": date(2025, 8, 23), "seed": 1,
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("scale", {"scale": 0.0}),
        ("scale", {"scale": -1.0}),
        ("scale", {"scale": float("nan")}),
        ("scale", {"scale": 1000.0}),
        ("seed", {"seed": -1}),
        ("from", {"since": date(2025, 6, 30)}),
        ("to", {"until": date(2025, 6, 30), "since": date(2025, 7, 2)}),
        ("to", {"until": date(2025, 9, 16)}),
        ("to", {"since": date(2025, 7, 5), "until": date(2025, 7, 6)}),
        ("province", {"provinces": ("00",)}),
    ],
)
def test_what_cannot_be_is_refused_by_field(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        run(Asked(**{**SOUND, **wrong}), at=NOW)

    assert refused.value.details["field"] == field
    assert str(refused.value).startswith(f"{field}: ")
    assert not Drill.objects.exists()


@pytest.mark.django_db
def test_units_that_change_on_the_way_are_refused() -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)

    with pytest.raises(Invalid, match="to: "):
        run(Asked(**{**SOUND, "until": date(2026, 5, 30)}), at=later)


@pytest.mark.django_db
def test_dossiers_that_are_not_simulated_must_be_allowed_for() -> None:
    given.submitted()

    with pytest.raises(asking.OthersDossiers):
        run(Asked(**SOUND), at=NOW)

    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_there_must_be_something_to_resume() -> None:
    with pytest.raises(asking.NothingToResume):
        resume(at=NOW)


@pytest.mark.django_db
def test_a_drill_that_was_interrupted_comes_first() -> None:
    unfinished(digest="of another world")

    with pytest.raises(asking.DrillUnfinished):
        run(Asked(**SOUND), at=NOW)
    with pytest.raises(asking.WorldChanged):
        resume(at=NOW)


def unfinished(**said: Any) -> Drill:
    return Drill.objects.create(**SOUND, **said, begun_at=NOW)


def test_resume_takes_nothing_else() -> None:
    told = CliRunner().invoke(haicap, ["drill", "--resume", "--scale", "0.1"])

    assert told.exit_code == 2
    assert "--resume" in told.output
