"""The same expressions on a Spark cluster of this machine: equal answers."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from pytest_django import Settings

from haicap.measures import engine, running
from haicap.measures.dimensions import UNITS
from haicap.measures.lake.manifest import Lake
from haicap.measures.registry import MEASURES
from tests.measures import made
from tests.measures.test_engine import some_traffic

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(
        find_spec("pyspark") is None or shutil.which("java") is None,
        reason="needs pyspark (pip install haicap[spark]) and Java",
    ),
    # Spark's Python leaves sockets and threads to the end of the process.
    pytest.mark.filterwarnings("ignore"),
]
MASTER, WORKER = (
    "org.apache.spark.deploy.master.Master",
    "org.apache.spark.deploy.worker.Worker",
)
JULY = {"since": date(2025, 7, 1), "until": date(2025, 8, 1)}


def launched(log: Path, *words: str) -> "subprocess.Popen[bytes]":
    import pyspark

    home = Path(pyspark.__file__).parent
    with log.open("wb") as out:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), *words],
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"},
        )


def seen(log: Path, pattern: str, seconds: float = 90) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = re.search(pattern, log.read_text("utf-8", "replace"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8", "replace"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A standalone cluster: a master, and a worker with one core."""
    folder = tmp_path_factory.mktemp("spark")
    master = launched(
        folder / "master.log", MASTER, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"
    )  # fmt: skip
    worker = None
    try:
        address = seen(folder / "master.log", r"spark://127\.0\.0\.1:\d+")
        worker = launched(
            folder / "worker.log", WORKER, address, "--cores", "1", "--memory", "1g",
            "--webui-port", "0", "--work-dir", str(folder / "work"),
        )  # fmt: skip
        seen(folder / "worker.log", "Successfully registered with master")
        yield address
    finally:
        for process in (worker, master):
            if process is not None:
                process.terminate()
                process.wait(30)


def answers() -> dict[tuple[str, ...], list[tuple[object, ...]]]:
    """Every measure by nothing, by a dimension of each sort, through both lenses."""
    found: dict[tuple[str, ...], list[tuple[object, ...]]] = {}
    for name, measure in MEASURES.items():
        for by in ((), ("week",), ("province", "channel"), ("commune",)):
            if not measure.dimensions.issuperset(by):
                continue
            for lens in ("as-was", "as-is") if UNITS.intersection(by) else ("as-was",):
                result = engine.compute(name, by=by, lens=lens, **JULY)  # type: ignore[arg-type]
                found[name, *by, lens] = [
                    (row.keys, row.territory, row.is_attributable, row.numerator,
                     row.denominator, row.value and round(row.value, 9))
                    for row in result.rows
                ]  # fmt: skip
    return found


def test_spark_answers_as_duckdb_does(
    db: None,
    settings: Settings,
    tmp_path: Path,
    cluster: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.HAICAP_LAKE = str(tmp_path / "lake")
    rng = Random(3)
    places = places_of(BEFORE) + places_of(date(2025, 7, 2))
    rows = some_traffic(rng, 300)
    for row in rows:
        row |= rng.choice(places)
    made.fill(Lake(settings.HAICAP_LAKE), rows)

    here = answers()
    engine._counted.cache_clear()
    settings.HAICAP_MEASURE_ENGINE = cluster
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    few = (
        "--conf spark.sql.shuffle.partitions=2 --conf spark.ui.showConsoleProgress=false"
    )
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"{few} pyspark-shell")
    spark = running.runner()
    there = answers()
    assert isinstance(spark, running.SparkRunner)
    spark.stop()

    assert there == here
    assert len(here) > 60
    assert any(not row[2] for rows_ in here.values() for row in rows_)  # not attributable


BEFORE = date(2025, 6, 10)


def places_of(on: date) -> list[made.Row]:
    """Some communes of a day as milestones name them."""
    from haicap.units.models import Succession, TerritoryVersion

    rows = TerritoryVersion.objects.on(on).filter(level="commune").order_by("code")
    split = Succession.objects.filter(kind="part").values("predecessor")
    chosen = [*rows.filter(territory__in=split)[:3], *rows[:5]]
    return [
        {"place": v.territory_id, "commune": v.code, "province": v.code[:2],
         "province_place": int(v.code[:2])}
        for v in chosen
    ]  # fmt: skip
