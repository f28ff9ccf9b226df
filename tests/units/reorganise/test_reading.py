"""A plan is read from a file that people write; what cannot be read is named by its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from haicap.units.reorganise.document import document_of, restored
from haicap.units.reorganise.plan import Ending, Heir, Origin
from haicap.units.reorganise.reading import parse, read_plan

GOOD = """\
key: 2027-01-04-hai-xa
title: Hai xã thành một phường
ground: 1/NQ-UBTVQH16
effective: 2027-01-04
units:
  - code: "10001"
    kind: ward
    name: Mới
    parent: "10"
    population: 12000
    from:
      - "10001"
      - {code: "10002", kind: part, share: 0.4, shares: {area: 0.3}, suggested: yes,
         holds: [Thôn 1, Phố Bà Triệu]}
endings:
  - {code: "001", into: "10"}
agencies:
  found:
    - {code: "10001.9", kind: service_centre, name_vi: Trung tâm, unit: "10001", parent: "10"}
  close: ["10.14"]
  rename: [{code: "10", name_vi: Ủy ban, name_en: Committee}]
  heirs: [{code: "10002", to: ["10001"]}]
"""


def test_a_good_file_says_all_of_a_plan() -> None:
    plan, faults = parse(GOOD, "plan.yaml")

    assert faults == []
    assert plan is not None
    assert (plan.key, plan.effective_on) == ("2027-01-04-hai-xa", date(2027, 1, 4))
    (unit,) = plan.units
    assert (unit.code, unit.population, unit.line) == ("10001", "12000", 6)
    shares = {"": Decimal("0.4"), "area": Decimal("0.3")}
    assert unit.origins[1] == Origin(
        "10002", "part", suggested=True, shares=shares,
        holds=("Thôn 1", "Phố Bà Triệu"), line=13,
    )  # fmt: skip
    assert plan.endings == (Ending("001", "10", 16),)
    assert plan.closes == ("10.14",)
    assert plan.names == {"10": ("Ủy ban", "Committee")}
    assert plan.heirs == (Heir("10002", ("10001",), 22),)
    assert plan.offices[0].code == "10001.9"


def test_a_plan_that_is_kept_comes_back_as_it_was() -> None:
    plan, _faults = parse(GOOD, "plan.yaml")
    assert plan is not None

    assert document_of(restored(document_of(plan))) == document_of(plan)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("effective: 2027-01-04", "effective: morgen", 4, "day"),
        ("ground: 1/NQ-UBTVQH16\n", "", 1, "missing"),
        ("kind: ward", "kind: village", 7, "word"),
        ("population: 12000", "population: many", 10, "number"),
        ("population: 12000", "colour: red", 10, "field"),
        ("share: 0.4", "share: half", 13, "number"),
        ("kind: part", "kind: half", 13, "word"),
        ("from:", "from: 3\n    with:", 11, "shape"),
        ("key: 2027", "key: 1\nkey: 2027", 2, "repeated"),
        ("units:", "units: [", 0, "not-yaml"),
    ],
)
def test_a_fault_is_found_on_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in GOOD
    _plan, faults = parse(GOOD.replace(old, new, 1), "plan.yaml")

    found = {(fault.line, fault.code) for fault in faults}
    assert (line, code) in found or (line == 0 and code in {c for _line, c in found})


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    plan, (fault,) = read_plan(path)

    assert plan is None
    assert fault.code == "not-text"
