"""
Builds the agencies of provinces and communes since 1 July 2025.

What is not published is assumed by a rule that stands here as a constant and is told in
``data/README.md``; the agencies concerned say so (``is_assumed``, ``source``).
"""

from collections.abc import Sequence

from haicap.units import load_names as names
from haicap.units.load_files import rows
from haicap.units.load_names import Called
from haicap.units.load_register import Found, Register
from haicap.units.load_territories import Version
from haicap.units.models import AgencyKind, Kind, Level

LAW = "72/2025/QH15"
ONE_STOP = "118/2025/NĐ-CP"
DEPARTMENTS = "150/2025/NĐ-CP"

HA_NOI, QUANG_NINH, HUNG_YEN = "01", "22", "33"
ONE_LEVEL = {HA_NOI, QUANG_NINH}
BRANCHES, POINTS = 12, 30
# 3,139 = 3,321 − 126 − 54 − 2: which two have no centre is not published.
NO_CENTRE = {"Hoàng Sa", "Trường Sa"}
# 9,916 = 3 × 3,321 − 47: which 47 have two departments is not published. Taken: the special
# zones but Phú Quốc, and the smallest communes (xã) of the country; culture is left out.
TWO_DEPARTMENTS = 47
# 465 = 12 × 34 + 57. Taken: ethnic and religious affairs everywhere but in Hưng Yên (33);
# foreign affairs where there is a land border (22), in Hà Nội and in Hồ Chí Minh (24).
LACKING = {"ethnic-religion": {HUNG_YEN}}
HAVING = {
    "foreign-affairs": {
        HA_NOI, "79", "04", "08", "11", "12", "14", "15", "20", "22", "38", "40", "42",
        "44", "46", "48", "51", "52", "66", "68", "75", "80", "82", "91",
    }
}  # fmt: skip
ASSUMED = "assumed: where it exists is not published"


def two_levels(register: Register, ministries: dict[str, Found]) -> None:
    """Found the agencies of the 34 and of the 3,321."""
    places = list(register.world.after.values())
    communes = [place for place in places if place.level == Level.COMMUNE]
    centres: dict[int, Found] = {}
    for place in places:
        if place.level == Level.PROVINCE:
            centres[place.territory] = _province(register, place, ministries)
    short = _with_two_departments(communes)
    codes = {p.territory: p.code for p in places if p.level == Level.PROVINCE}
    for commune in communes:
        province = codes[commune.parent or 0]
        committee = _commune(register, commune, province, commune.code in short)
        _commune_centre(
            register, commune, province, committee, centres[commune.parent or 0]
        )


def _province(register: Register, place: Version, ministries: dict[str, Found]) -> Found:
    """Found a province's agencies; answers its centre."""
    committee = register.by_code[place.code]
    if committee.until is not None:
        committee = register.found_in(
            place, AgencyKind.PEOPLES_COMMITTEE, "", names.COMMITTEE, ground=LAW
        )
        register.found_in(
            place, AgencyKind.VERTICAL, ".70", names.POLICE, slug="police",
            parent=ministries["public-security"],
        )  # fmt: skip
    for suffix, slug, called in (
        (".71", "social-insurance", names.INSURANCE),
        (".72", "tax", names.TAX),
    ):
        register.found_in(
            place, AgencyKind.VERTICAL, suffix, called, slug=slug,
            parent=ministries["finance"], assumed=True, source="assumed: one a province",
        )  # fmt: skip
    _provincial_departments(register, place, committee)
    office = register.by_code[f"{place.code}.01"]
    centre = register.found_in(
        place, AgencyKind.SERVICE_CENTRE, ".90", names.CENTRE, ground=ONE_STOP,
        parent=committee if place.code in ONE_LEVEL else office,
    )  # fmt: skip
    if place.code == HA_NOI:
        _branches(register, place, centre)
    return centre


def _provincial_departments(register: Register, place: Version, committee: Found) -> None:
    for line in rows("departments.csv"):
        slug, assumed = line["field"], line["where"] == "assumed"
        absent = place.code in LACKING.get(slug, set())
        if absent or place.code not in HAVING.get(slug, {place.code}):
            continue
        register.found_in(
            place, AgencyKind.DEPARTMENT, f".{line['number']}",
            Called(line["name_vi"], line["name_en"]), slug=slug, parent=committee,
            ground=DEPARTMENTS, assumed=assumed, source=ASSUMED if assumed else "",
        )  # fmt: skip


def _branches(register: Register, place: Version, centre: Found) -> None:
    """Hà Nội's twelve branches and thirty points: their names and seats are assumed."""
    branch, point = Called("Chi nhánh", "Branch"), Called("Điểm", "Point")
    for kind, called, group, count in (
        (AgencyKind.BRANCH, branch, "91", BRANCHES),
        (AgencyKind.SERVICE_POINT, point, "92", POINTS),
    ):
        for number in range(1, count + 1):
            register.found_in(
                place, kind, f".{group}.{number:02}",
                names.numbered(called, number, names.CENTRE), parent=centre,
                ground=ONE_STOP, assumed=True, source="assumed: name and seat",
            )  # fmt: skip


def _with_two_departments(communes: Sequence[Version]) -> set[str]:
    zones = [c for c in communes if c.kind == Kind.SPECIAL_ZONE and c.short != "Phú Quốc"]
    measured = [c for c in communes if c.kind == Kind.COMMUNE and c.area]
    measured.sort(key=lambda c: (float(c.area), c.code))
    return {c.code for c in [*zones, *measured][:TWO_DEPARTMENTS]}


def _commune(
    register: Register, place: Version, province: str, two_departments: bool
) -> Found:
    """Found a commune's People's Committee, departments and police."""
    committee = register.found_in(
        place, AgencyKind.PEOPLES_COMMITTEE, "", names.COMMITTEE, ground=LAW,
        parent=register.by_code[province],
        source="no centre of its own (assumed)" if place.short in NO_CENTRE else "",
    )  # fmt: skip
    departments = (
        (".1", "office", names.OFFICE),
        (".2", "economy", names.economy(place.kind, place.short)),
        (".3", "culture-social", names.CULTURE),
    )
    for suffix, slug, called in departments[: 2 if two_departments else 3]:
        register.found_in(
            place, AgencyKind.DEPARTMENT, suffix, called, slug=slug, parent=committee,
            ground=DEPARTMENTS, assumed=two_departments,
            source="assumed: one of the 47 with two departments" if two_departments else "",
        )  # fmt: skip
    register.found_in(
        place, AgencyKind.VERTICAL, ".7", names.POLICE, slug="police",
        parent=register.by_code[f"{province}.70"],
    )  # fmt: skip
    return committee


def _commune_centre(
    register: Register, place: Version, province: str, committee: Found, above: Found
) -> None:
    """
    Its own centre under the People's Committee; in the one-level model, part of the province's.

    Hà Nội has a point in every commune, Quảng Ninh a centre in each under the provincial one.
    """
    if place.short in NO_CENTRE and place.kind == Kind.SPECIAL_ZONE:
        return
    kind, called = AgencyKind.SERVICE_CENTRE, names.CENTRE
    if province == HA_NOI:
        kind, called = AgencyKind.SERVICE_POINT, names.POINT
    parent = above if province in ONE_LEVEL else committee
    register.found_in(place, kind, ".9", called, parent=parent, ground=ONE_STOP)
