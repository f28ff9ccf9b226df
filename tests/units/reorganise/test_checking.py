"""Every fault of a plan is found, and named by its unit."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from haicap.units.reorganise.checking import faults_of
from haicap.units.reorganise.plan import Ending, Heir, Office, Origin, Plan, Unit
from haicap.units.reorganise.world import Bureau, Place, World
from tests.units.reorganise.small import ON


def world() -> World:
    """Two provinces: one of three communes, one of one; each with a committee and a centre."""
    made = World()
    made.places["VN"] = Place(1, "nation", "nation", "VN", "Việt Nam", "", True)
    number = 1
    for code, parent in (
        ("10", "VN"), ("20", "VN"), ("10001", "10"), ("10002", "10"), ("10003", "10"),
        ("20001", "20"),
    ):  # fmt: skip
        number += 1
        level, kind = ("province",) * 2 if parent == "VN" else ("commune",) * 2
        name = f"{'Tỉnh' if parent == 'VN' else 'Xã'} {code}"
        made.places[code] = Place(number, level, kind, code, name, parent, True)
        above = "" if parent == "VN" else parent
        line = f"/{made.bureaus[above].id}/" if above else "/"
        head = Bureau(
            number * 10, "peoples_committee", code, f"Ủy ban nhân dân {name}", "", "", code,
            above, f"{line}{number * 10}/", True,
        )  # fmt: skip
        made.add(head)
        made.add(
            replace(
                head, id=number * 10 + 1, kind="service_centre", code=f"{code}.9",
                parent=code, lineage=f"{head.lineage}{number * 10 + 1}/",
            )
        )  # fmt: skip
    return made


def unit(code: str, *origins: Origin | str, **said: Any) -> Unit:
    fields: dict[str, Any] = {"kind": "ward", "name": "Mới", "parent": "10", **said}
    pairs = tuple(o if isinstance(o, Origin) else Origin(o) for o in origins)
    return Unit(code, origins=pairs, **fields)


def plan(*units: Unit, **said: object) -> Plan:
    return Plan("k", "t", "g", ON, units, **said)  # type: ignore[arg-type]


def half(code: str, share: str = "", **said: object) -> Origin:
    shares = {"population": Decimal(share)} if share else {}
    return Origin(code, "part", shares=shares, **said)  # type: ignore[arg-type]


def codes(made: Plan) -> set[str]:
    return {f"{fault.unit} {fault.code}" for fault in faults_of(made, world())}


def test_a_merger_a_split_and_a_change_of_kind_have_none() -> None:
    made = plan(
        unit("10001", "10001", half("10002", "0.6"), half("10003")),
        unit("10009", half("10002", "0.4"), half("10003")),
        unit("20001", Origin("20001", "renamed"), parent="20"),
    )

    assert faults_of(made, world()) == []


FAULTS: dict[str, Callable[[], Plan]] = {
    "1000 code": lambda: plan(unit("1000", "10001")),
    "10001 kind": lambda: plan(unit("10001", "10001", kind="city")),
    "10001 name": lambda: plan(unit("10001", "10001", name=" ")),
    "10001 twice": lambda: plan(unit("10001", "10001"), unit("10001", "10002")),
    "10009 no-origin": lambda: plan(unit("10009")),
    "99999 unknown": lambda: plan(unit("10001", "99999")),
    "10001 how": lambda: plan(unit("10001", Origin("10001", "abolished"))),
    "10001 overlap": lambda: plan(unit("10001", "10001"), unit("10009", half("10001"))),
    "10002 overlap": lambda: plan(
        unit("10001", "10002"), endings=(Ending("10002", "10"),)
    ),
    "10001 gap": lambda: plan(unit("10001", half("10001"))),
    "10001 suggested": lambda: plan(
        unit("10001", half("10001", suggested=True)),
        unit("10009", half("10001", suggested=True)),
    ),
    "10001 doubtful": lambda: plan(
        unit("10001", half("10001", suggested=True, is_doubtful=True)),
        unit("10009", half("10001")),
    ),
    "10009 identity": lambda: plan(
        unit("10001", half("10001"), keeps="10001"),
        unit("10009", half("10001"), keeps="10001"),
    ),
    "10009 keeps": lambda: plan(unit("10009", "10001", keeps="10002")),
    "10002 shares": lambda: plan(
        unit("10001", half("10002", "0.6")), unit("10009", half("10002", "0.3"))
    ),
    "10003 shares": lambda: plan(
        unit("10001", half("10003", "0.6")), unit("10009", half("10003"))
    ),
    "10002 share": lambda: plan(
        unit("10001", half("10002", "1.6")), unit("10009", half("10002", "-0.6"))
    ),
    "10001 code-taken": lambda: plan(unit("10001", "10002")),
    "10001 parent": lambda: plan(unit("10001", "10001", parent="99")),
    "20001 parent": lambda: plan(unit("20001", "20001", parent="10001")),
    "20001 gap": lambda: plan(
        Unit("10", "province", "Mới", "VN", (Origin("10"), Origin("20"))),
        *(unit(code, code) for code in ("10001", "10002", "10003")),
    ),
    "10002 into": lambda: plan(endings=(Ending("10002", "99"),)),
    "10009 committee": lambda: plan(
        unit("10009", "10001"),
        offices=(Office("10009.9", "service_centre", "Trung tâm", "10009", "10"),),
    ),
    "10009.9 parent": lambda: plan(
        unit("10009", "10001"),
        offices=(Office("10009.9", "service_centre", "Trung tâm", "10009", "77"),),
    ),
    "77 unknown": lambda: plan(closes=("77",)),
    "20 unknown": lambda: plan(heirs=(Heir("20", ("10",)),)),
    "78 unknown": lambda: plan(unit("10009", "10001"), heirs=(Heir("10001", ("78",)),)),
}  # fmt: skip


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_named(said: str) -> None:
    assert said in codes(FAULTS[said]())


def test_a_fault_says_file_line_and_rule() -> None:
    wrong = replace(unit("10009"), line=12)
    (fault,) = faults_of(replace(plan(wrong), file="sap-nhap.yaml"), world())

    with translation.override("en"):
        said = str(fault)

    assert said == "sap-nhap.yaml:12: 10009: it is formed from nothing [no-origin]"
