"""
Computing measures: one expression, run by DuckDB in this process or by Spark on a cluster.

Several measures of one table are computed in one reading of it. What was computed from the
same files is not computed again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import Invalid, NotFound
from haicap.measures.answers import LENSES, LensName, Result, Sums
from haicap.measures.dimensions import UNITS
from haicap.measures.expressions import (
    HALVES,
    Branch,
    Half,
    Question,
    Value,
    plan,
    sql_of,
    sql_of_dossiers,
)
from haicap.measures.lake.manifest import Lake, LiveFile, Manifest
from haicap.measures.lake.verify import blame
from haicap.measures.lens import Lens
from haicap.measures.lens import lens as lens_of
from haicap.measures.measure import Measure, Period
from haicap.measures.references import reference
from haicap.measures.registry import measure as measure_of
from haicap.measures.registry import require_dimensions
from haicap.measures.running import Rows, Runner, runner
from haicap.units.models import Level

ANSWERS_KEPT = 1024


def compute(
    measure: str,
    *,
    by: Sequence[str] = (),
    since: date,
    until: date,
    lens: LensName = "as-was",
    on: date | None = None,
    where: Mapping[str, Any] | None = None,
) -> Result:
    """
    Compute a measure for the days from ``since`` until ``until`` (not included).

    ``where`` maps dimensions to a value or a list of them. As it is: by the units of the
    day ``on``, without it those of the last day of the period.

    :raises NoMeasure: with the nearest name; likewise NoDimension
    :raises Invalid: if the period has no day, or with an unknown lens
    :raises CorruptFile: naming the damaged file of the lake
    """
    return compute_many(
        [measure], by=by, since=since, until=until, lens=lens, on=on, where=where
    )[0]


def compute_many(
    measures: Sequence[str],
    *,
    by: Sequence[str] = (),
    since: date,
    until: date,
    lens: LensName = "as-was",
    on: date | None = None,
    where: Mapping[str, Any] | None = None,
) -> list[Result]:
    """Compute several measures, those of one table in one reading; see ``compute``."""
    if since >= until:
        raise Invalid("until", _("The period must have at least one day."))
    if lens not in LENSES:
        raise Invalid("lens", _("Choose as-was or as-is."))
    chosen = [measure_of(name) for name in measures]
    for each in chosen:
        require_dimensions(each, [*by, *(where or {})])
    asked = _Asked(tuple(by), Period(since, until), lens, on, _values(where or {}))
    found: dict[Measure, Result] = {}
    for together in _together(chosen):
        found |= asked.answer(together)
    return [found[each] for each in chosen]


def dossiers_behind(
    measure: str,
    half: Half = "counted",
    *,
    since: date,
    until: date,
    lens: LensName = "as-was",
    on: date | None = None,
    where: Mapping[str, Any] | None = None,
) -> list[int]:
    """
    Give the dossiers that a measure counts, or the rest of those that it looks at.

    By the same files, rows and lens as the number, so that a list never tells otherwise;
    the latest ``MOST_LISTED`` and one more, if there are more.

    :raises NoDossiers: if the measure does not count dossiers, or has no such half
    """
    of = measure_of(measure)
    require_dimensions(of, where or {})
    counts = of.table == "milestones" and of.is_additive
    if not counts or half not in HALVES or (half == "rest" and not of.is_ratio):
        raise NoDossiers(measure=measure, half=half)
    asked = _Asked((), Period(since, until), lens, on, _values(where or {}))
    return asked.dossiers(of, half)


class NoDossiers(NotFound):
    """No dossiers stand behind this half of the measure."""

    code = "measures.no-dossiers"
    message = _("“%(measure)s” has no list of dossiers “%(half)s”.")


def manifest_now() -> Manifest:
    """What the lake holds."""
    root = settings.HAICAP_LAKE
    return _manifest(root, Lake(root).stamp())


@dataclass(frozen=True)
class _Asked:
    """What is asked of every measure."""

    by: tuple[str, ...]
    period: Period
    lens: LensName
    on: date | None
    where: tuple[tuple[str, tuple[Value, ...]], ...]

    def answer(self, measures: tuple[Measure, ...]) -> dict[Measure, Result]:
        """Compute measures that can be read together."""
        look = self._look(measures[0])
        epochs = None if look is None else look.epochs
        question = Question(measures, self.by, self.period, epochs, self.where)
        sums, as_of = Sums(question.keys), None
        if question.table == "milestones":
            manifest = manifest_now()
            as_of = manifest.written_at
            _count(question, look, manifest, sums)
        else:
            _count_register(question, sums)
        on = None if look is None else look.on
        return {
            each: Result(
                measure=each,
                by=self.by,
                period=self.period,
                lens=self.lens,
                on=on,
                rows=sums.rows(each, index),
                data_as_of=as_of,
            )
            for index, each in enumerate(measures)
        }

    def dossiers(self, measure: Measure, half: Half) -> list[int]:
        """Find the dossiers behind a number."""
        look = self._look(measure)
        epochs = None if look is None else look.epochs
        question = Question((measure,), (), self.period, epochs, self.where)
        wanted = {name for part in measure.all_parts for name in part.milestones}
        files = tuple(_holding(manifest_now(), question, wanted))
        if not files:
            return []

        def written(engine: Runner, data: str, units: str) -> str:
            return sql_of_dossiers(question, half, engine.dialect, data, units)

        rows = _read(written, look, settings.HAICAP_LAKE, files)
        return [dossier for (dossier,) in rows]

    def _look(self, measure: Measure) -> Lens | None:
        """The lens through which units are seen; None as they were."""
        names = {*self.by, *(name for name, _ in self.where)}
        if measure.table != "milestones" or UNITS.isdisjoint(names):
            return None
        last = self.period.until - timedelta(days=1)
        level = Level.COMMUNE if "commune" in names else Level.PROVINCE
        if self.lens == "as-is":
            return lens_of(level, self.on or last)
        # What there is at the end lies at the units of that day.
        return lens_of(level, last) if measure.is_stock else None


def _together(measures: Iterable[Measure]) -> list[tuple[Measure, ...]]:
    """Those that one reading of one table can answer."""
    groups: dict[object, list[Measure]] = {}
    for each in measures:
        key = (each.table, each.is_stock) if each.is_additive else each
        groups.setdefault(key, []).append(each)
    return [tuple(dict.fromkeys(group)) for group in groups.values()]


def _values(where: Mapping[str, Any]) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list | tuple | set) else (value,))
        for name, value in sorted(where.items())
    )


@lru_cache(maxsize=4)
def _manifest(root: str, _stamp: tuple[int, int, int]) -> Manifest:
    return Lake(root).manifest()


def _count(question: Question, look: Lens | None, manifest: Manifest, sums: Sums) -> None:
    """
    Add up what the files say.

    Large files stay as they are while small ones come, so their sums are kept; only what
    came since is counted each time.
    """
    for branch in question.branches():
        files = _holding(manifest, question, branch.milestones)
        groups: list[tuple[LiveFile, ...]] = [tuple(files)]
        if question.measures[0].is_additive:
            groups = [
                tuple(f for f in files if f.is_gathered),
                tuple(f for f in files if not f.is_gathered),
            ]
        for group in filter(None, groups):
            rows = _counted(branch, look, settings.HAICAP_LAKE, group)
            sums.add(rows, plan(branch).at)


def _holding(
    manifest: Manifest, question: Question, milestones: Iterable[str]
) -> list[LiveFile]:
    """The files that can hold what the measures look at."""
    before = any(each.looks_back for each in question.measures)
    since = question.period.before.since if before else question.period.since
    is_all = any(each.is_stock for each in question.measures)
    return manifest.holding(milestones, None if is_all else since, question.period.until)


@lru_cache(maxsize=ANSWERS_KEPT)
def _counted(
    branch: Branch, look: Lens | None, root: str, files: tuple[LiveFile, ...]
) -> Rows:
    def written(engine: Runner, data: str, units: str) -> str:
        return sql_of(branch, engine.dialect, data, units)

    return _read(written, look, root, files)


def _read(
    written: Callable[[Runner, str, str], str],
    look: Lens | None,
    root: str,
    files: tuple[LiveFile, ...],
) -> Rows:
    lake, engine = Lake(root), runner()
    try:
        data = engine.view(tuple(lake.path(file) for file in files))
        units = "" if look is None else engine.table(look, lambda: look.table)
        return engine.run(written(engine, data, units))
    except Exception:
        blame(lake, files)
        raise


def _count_register(question: Question, sums: Sums) -> None:
    """Registers are small and change without the lake: read anew each time."""
    last, engine = question.period.until - timedelta(days=1), runner()
    rows = reference(question.table, last)
    data = engine.table((question.table, last, str(rows)), lambda: rows)
    for branch in question.branches():
        found = engine.run(sql_of(branch, engine.dialect, data, ""))
        sums.add(found, plan(branch).at)
