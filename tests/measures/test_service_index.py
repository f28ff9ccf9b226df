"""The service index: its table, its arithmetic, its limits of time."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from haicap.measures.service_index import limits, schemes, words
from haicap.measures.service_index.scheme import Empty, Judged, Scheme
from haicap.measures.service_index.scoring import Line, Ratio, Score, Why, score
from haicap.workdays.calendar import vietnam

SCHEME = schemes.scheme_on(date(2025, 8, 29))
ALL = {code: Ratio(1, 1) for code in SCHEME.criteria}
LEVELS = st.sampled_from([Judged.PROVINCE, Judged.COMMUNE])
RATIOS = st.builds(
    lambda below, share: Ratio(below * share // 1000, below),
    st.integers(0, 10**7),
    st.integers(0, 1000),
)
GIVEN = st.fixed_dictionaries(dict.fromkeys(SCHEME.criteria, st.none() | RATIOS))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def line(found: Score, code: str) -> Line:
    return next(each for each in found.total.lines if each.criterion.code == code)


def points(code: str, ratio: Ratio | None, level: Judged = Judged.PROVINCE) -> Decimal:
    found = line(score(SCHEME, {code: ratio}, level), code).points
    assert found is not None
    return found


class TestTheTable:
    def test_six_groups_make_a_hundred_points(self) -> None:
        assert {group.code: group.points for group in SCHEME.groups} == {
            "transparency": 18,
            "progress": 20,
            "online": 12,
            "payment": 10,
            "digitisation": 22,
            "satisfaction": 18,
        }
        assert SCHEME.points == 100

    def test_the_points_of_the_criteria(self) -> None:
        assert {
            group.code: [each.points for each in group.criteria]
            for group in SCHEME.groups
        } == {
            "transparency": [6, 4, 2, 6],
            "progress": [20],
            "online": [2, 4, 6],
            "payment": [6, 2, 2],
            "digitisation": [6, 4, 2, 2, 4, 2, 2],
            "satisfaction": [6, 6, 6],
        }

    def test_six_eight_nine_sixteen_and_seventeen_are_for_provinces_only(self) -> None:
        numbered: list[Any] = [*SCHEME.criteria.values(), *SCHEME.watched]
        assert sorted(
            each.number or 0 for each in numbered if Judged.COMMUNE not in each.levels
        ) == [6, 8, 9, 16, 17]

    def test_the_press_shows_five_groups(self) -> None:
        found = score(SCHEME, ALL, Judged.PROVINCE).grouped("press")

        assert [part.most for part in found] == [18, 20, 22, 22, 18]
        assert found[2].codes == ("online", "payment")

    def test_no_version_before_the_decision(self) -> None:
        with pytest.raises(schemes.NoScheme, match=r"2022-06-22.*2022-06-23"):
            schemes.scheme_on(date(2022, 6, 22))


class TestPoints:
    def test_a_hundred_for_everything(self) -> None:
        assert score(SCHEME, ALL, Judged.PROVINCE).total.points == Decimal("100.00")

    @pytest.mark.parametrize(
        ("code", "ratio", "expected"),
        [
            ("published-on-time", Ratio(9, 10), "5.40"),
            ("on-time", Ratio(9655, 10000), "19.31"),
            ("online-offered", Ratio(40, 100), "1.00"),  # 2·A/0.80
            ("online-offered", Ratio(80, 100), "2.00"),
            ("online-used", Ratio(1, 2), "2.00"),  # 4·B
            ("filed-online", Ratio(1, 4), "3.00"),  # 6·C/0.50
            ("filed-online", Ratio(6647, 10000), "6.00"),
            ("paid-online", Ratio(1, 3), "2.00"),  # 6·A
            ("fee-procedures-paid-online", Ratio(1, 2), "1.25"),  # 2.5·B
            ("fee-procedures-connected", Ratio(9, 10), "2.00"),  # at most 2
            ("digitised", Ratio(40, 80), "2.50"),
            ("data-reused", Ratio(20, 100), "0.50"),  # 2·r/0.80
            ("reception-satisfied", Ratio(45, 100), "3.00"),  # 6·r/0.90
            ("reception-satisfied", Ratio(90, 100), "6.00"),
        ],
    )
    def test_in_proportion_to_the_target(
        self, code: str, ratio: Ratio, expected: str
    ) -> None:
        assert points(code, ratio) == Decimal(expected)

    def test_halves_are_rounded_up(self) -> None:
        assert points("certified-copy", Ratio(401, 3208)) == Decimal("0.25")
        assert points("on-time", Ratio(1, 4000)) == Decimal("0.01")

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("petitions-on-time", "6.00"),
            ("petitions-satisfied", "6.00"),
            ("reception-satisfied", "0.00"),
            ("paid-online", "0.00"),
            ("synchronised", "0.00"),
        ],
    )
    def test_nothing_to_divide_by(self, code: str, expected: str) -> None:
        assert points(code, Ratio(0, 0)) == Decimal(expected)

    def test_nothing_to_divide_by_where_no_rule_is_known(self) -> None:
        found = line(score(SCHEME, {"on-time": Ratio(0, 0)}, Judged.PROVINCE), "on-time")

        assert found.points is None
        assert found.why == Why.NOTHING_KNOWN

    @pytest.mark.parametrize("code", ["citizen-data-dossiers", "citizen-data-procedures"])
    def test_a_commune_earns_all_of_what_does_not_apply(self, code: str) -> None:
        found = line(score(SCHEME, {}, Judged.COMMUNE), code)

        assert found.points == 2
        assert found.why == Why.DOES_NOT_APPLY
        assert line(score(SCHEME, {}, Judged.PROVINCE), code).points is None


class TestWhatIsMissing:
    def test_makes_no_zero_but_no_total(self) -> None:
        found = score(SCHEME, {**ALL, "synchronised": None}, Judged.PROVINCE)

        assert found.total.points is None
        assert [each.criterion.code for each in found.total.missing] == ["synchronised"]
        assert found.total.known == Decimal("94.00")
        assert found.total.reachable == 94
        assert found.parts[0].points is None
        assert found.parts[1].points == 20

    def test_is_named_in_words(self) -> None:
        found = score(SCHEME, {}, Judged.PROVINCE)

        said = words.reason(line(found, "on-time"))

        assert said.startswith("cannot be computed: dossiers settled on time")
        assert "100" not in said

    def test_every_rule_has_its_words(self) -> None:
        one = line(score(SCHEME, ALL, Judged.PROVINCE), "digitised")

        for why in Why:
            said = words.reason(Line(one.criterion, None, None, why))
            assert len(said) > 10

    def test_what_is_no_criterion_is_not_taken(self) -> None:
        with pytest.raises(KeyError):
            score(SCHEME, {"nonsense": Ratio(1, 2)}, Judged.PROVINCE)

    @pytest.mark.parametrize("numbers", [(-1, 2), (1, -2), (float("nan"), 1)])
    def test_a_ratio_is_not_below_zero(self, numbers: tuple[float, float]) -> None:
        with pytest.raises(ValueError, match="below zero"):
            Ratio(*numbers)


class TestWhateverIsGiven:
    @given(GIVEN, LEVELS)
    @settings(deadline=None)
    def test_points_stay_within_what_can_be_earned(
        self, ratios: dict[str, Ratio | None], level: Judged
    ) -> None:
        for each in score(SCHEME, ratios, level).total.lines:
            assert each.points is None or 0 <= each.points <= each.criterion.points

    @given(GIVEN, LEVELS)
    @settings(deadline=None)
    def test_groups_and_groupings_add_up_to_the_total(
        self, ratios: dict[str, Ratio | None], level: Judged
    ) -> None:
        found = score(SCHEME, ratios, level)
        press = found.grouped("press")

        assert sum(part.known for part in found.parts) == found.total.known
        assert sum(part.known for part in press) == found.total.known
        assert (
            sum((part.reachable for part in press), Fraction(0)) == found.total.reachable
        )
        is_whole = all(part.points is not None for part in found.parts)
        assert is_whole == (found.total.points is not None)

    @given(
        st.sampled_from(sorted(SCHEME.criteria)),
        st.integers(1, 10**6),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        LEVELS,
    )
    @settings(deadline=None)
    def test_more_is_never_worth_less(
        self, code: str, below: int, one: int, other: int, level: Judged
    ) -> None:
        less, more = sorted((min(one, below), min(other, below)))

        assert points(code, Ratio(less, below), level) <= points(
            code, Ratio(more, below), level
        )


class TestLimits:
    @pytest.mark.parametrize(
        ("level", "decided", "is_kept"),
        [
            # Five working days before Monday 8 September, over the holiday of 1 and 2.
            (Judged.PROVINCE, date(2025, 8, 28), True),
            (Judged.PROVINCE, date(2025, 8, 29), False),
            (Judged.MINISTRY, date(2025, 8, 28), False),
            (Judged.MINISTRY, date(2025, 8, 7), True),
            (Judged.MINISTRY, date(2025, 8, 8), False),
        ],
    )
    def test_published_so_many_working_days_before_the_effect(
        self, level: Judged, decided: date, is_kept: bool
    ) -> None:
        effect = date(2025, 9, 8)
        of = limits.limit(SCHEME, "publish", level)

        assert limits.is_kept(of, effect, decided, vietnam()) is is_kept

    @pytest.mark.parametrize(
        ("level", "last"),
        [(Judged.PROVINCE, date(2025, 9, 9)), (Judged.MINISTRY, date(2025, 9, 16))],
    )
    def test_made_public_so_many_working_days_after_the_decision(
        self, level: Judged, last: date
    ) -> None:
        decided = date(2025, 8, 29)
        of = limits.limit(SCHEME, "make-public", level)

        assert limits.is_kept(of, decided, last, vietnam())
        next_day = date.fromordinal(last.toordinal() + 1)
        assert not limits.is_kept(of, decided, next_day, vietnam())

    def test_late_once_is_late(self) -> None:
        of = limits.limit(SCHEME, "make-public", Judged.PROVINCE)
        in_time = (date(2025, 7, 1), date(2025, 7, 2))
        late = (date(2025, 7, 1), date(2025, 7, 30))

        assert limits.all_kept(of, [in_time, in_time], vietnam())
        assert not limits.all_kept(of, [in_time, late], vietnam())

    @pytest.mark.parametrize(
        ("code", "days"),
        [
            ("petition-reject", 2),
            ("petition-supplement", 5),
            ("petition-answer", 15),
            ("petition-publish", 2),
        ],
    )
    def test_petitions_have_one_limit_for_all(self, code: str, days: int) -> None:
        for level in Judged:
            assert limits.limit(SCHEME, code, level).after == days

    def test_an_unknown_limit(self) -> None:
        with pytest.raises(KeyError):
            limits.limit(SCHEME, "nonsense", Judged.PROVINCE)


class TestAFile:
    """A fault is named with file, line, field and rule."""

    @pytest.fixture
    def written(self, tmp_path: Path) -> Callable[[str, str], Path]:
        text = (schemes.DATA / "766.yaml").read_text("utf-8")

        def write(old: str, new: str) -> Path:
            assert old in text
            path = tmp_path / "changed.yaml"
            path.write_text(text.replace(old, new, 1), "utf-8")
            return path

        return write

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("points: 18", "points: 19", "points: must be the sum"),
            ("target: 0.80", "target: 80", "target: must lie between 0 and 1"),
            ("target: 0.80", "target: much", "target: must be a number"),
            ("empty: zero", "empty: maybe", "empty: must be full, zero or unknown"),
            ("levels: [province]", "levels: [district]", "levels: must be among"),
            ("number: 1", "number: one", "number: must be a whole number"),
            ("groups: [progress]", "groups: [work]", "groups: must name groups"),
            ("valid_from: 2022-06-23", "valid_from: June", "valid_from: must be a day"),
            ("name_en: Transparency", "name_en:", "name_en: must not be empty"),
            ("code: made-public", "code: published", "code: must be there only once"),
            ("groups:\n", "groups: [\n", "yaml: "),
        ],
    )
    def test_is_refused(
        self, written: Callable[[str, str], Path], old: str, new: str, said: str
    ) -> None:
        with pytest.raises(schemes.LineRefused) as refused:
            schemes.read(written(old, new))

        assert f" {said}" in str(refused.value)
        assert str(refused.value).startswith("changed.yaml:")
        assert refused.value.details["line"] > 0

    def test_names_the_line(self, written: Callable[[str, str], Path]) -> None:
        path = written("empty: zero", "empty: maybe")

        with pytest.raises(schemes.LineRefused) as refused:
            schemes.read(path)

        at = refused.value.details["line"]
        assert path.read_text("utf-8").splitlines()[at - 1].strip() == "empty: maybe"

    def test_a_later_version_takes_over_on_its_day(
        self, written: Callable[[str, str], Path]
    ) -> None:
        written("valid_from: 2022-06-23", "valid_from: 2026-01-01")
        folder = written("valid_from: 2022-06-23", "valid_from: 2026-01-01").parent
        old = (schemes.DATA / "766.yaml").read_text("utf-8")
        ended = old.replace("valid_until:", "valid_until: 2026-01-01", 1)
        (folder / "766.yaml").write_text(ended, "utf-8")

        def of(day: date) -> Scheme:
            return schemes.scheme_on(day, folder)

        assert of(date(2025, 12, 31)).valid_until == date(2026, 1, 1)
        assert of(date(2026, 1, 1)).valid_from == date(2026, 1, 1)


def test_every_criterion_says_what_is_done_when_there_is_nothing() -> None:
    full = {c.code for c in SCHEME.criteria.values() if c.empty == Empty.FULL}

    assert full == {"petitions-on-time", "petitions-satisfied"}
