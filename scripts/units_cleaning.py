"""What ``build_units.py`` changes in the data of the package, rule by rule; pure."""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

Row = dict[str, Any]

# The first words of a name, longest first, and the kind that they mean at each level.
PROVINCES = {"thành phố": "city", "tỉnh": "province"}
DISTRICTS = {
    "thành phố": "provincial_city",
    "thị xã": "town",
    "quận": "urban_district",
    "huyện": "rural_district",
}
COMMUNES = {
    "đặc khu": "special_zone",
    "thị trấn": "township",
    "phường": "ward",
    "xã": "commune",
}

# One island, single former commune: the point of the package lies 84 km away, in a bay of
# another island; that of the former commune lies on it.
POINT_OF_ORIGIN = {"06967"}


@dataclass(frozen=True)
class Edge:
    """One line of the conversion: a former unit, a new one, and the package's default."""

    old: Row
    new: Row
    whole: bool
    default: bool
    doubtful: bool = False


def split_name(name: str, kinds: dict[str, str]) -> tuple[str, str]:
    """
    Give kind and short name: the words of the name decide, not the column for the type.

    That column is wrong for four new and three former communes. Composed to NFC; capitals
    are put in order ("Thị Trấn Prao", "Xã é Tòng").
    """
    text = " ".join(unicodedata.normalize("NFC", name).split())
    for words, kind in kinds.items():
        if text.lower().startswith(words + " "):
            short = text[len(words) + 1 :]
            return kind, short[0].upper() + short[1:]
    raise ValueError(f"no kind in {name!r}")


def point(latitude: float | None, longitude: float | None) -> tuple[str, str]:
    """Five decimals are about a metre; more would be a pretence."""
    if latitude is None or longitude is None:
        return "", ""
    return f"{latitude:.5f}".rstrip("0"), f"{longitude:.5f}".rstrip("0")


def old_provinces(old: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The 63, once each."""
    for row in {r["provinceCode"]: r for r in old}.values():
        kind, name = split_name(row["province"], PROVINCES)
        where = point(row["provinceLat"], row["provinceLon"])
        yield row["provinceCode"], kind, name, "VN", *where


def old_districts(old: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The 696, once each; five of them are islands without communes."""
    for row in {r["districtCode"]: r for r in old}.values():
        kind, name = split_name(row["district"], DISTRICTS)
        where = point(row["districtLat"], row["districtLon"])
        yield row["districtCode"], kind, name, row["provinceCode"], *where


def old_communes(old: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    """The 10,035: the package's 10,040 rows less the five island districts."""
    for row in old:
        if row["ward"]:
            kind, name = split_name(row["ward"], COMMUNES)
            where = point(row["wardLat"], row["wardLon"])
            yield row["wardCode"], kind, name, row["districtCode"], *where


def communes(new: Sequence[Row], edges: Sequence[Edge]) -> Iterator[tuple[str, ...]]:
    """The 3,321, with areas of nought taken for not known and impossible points moved."""
    origins = defaultdict(list)
    for edge in edges:
        if edge.whole:
            origins[edge.new["wardCode"]].append(_place(edge.old))
    for row in new:
        kind, name = split_name(row["ward"], COMMUNES)
        where, note = _checked_point(row, kind, origins[row["wardCode"]])
        area = f"{row['wardAreaKm2']:.2f}" if row["wardAreaKm2"] else ""
        yield row["wardCode"], kind, name, row["provinceCode"], *point(*where), area, note


def _checked_point(
    row: Row, kind: str, origins: list[tuple[float, float]]
) -> tuple[tuple[float, float], str]:
    """
    Put the point at the middle of the former communes where it cannot be right.

    That is: more than 20 km and three radii from their middle, while they lie within 12 km
    of it and not all on one point (which is how the package fills what it did not find).
    Special zones are left alone: the sea between their islands is wide.
    """
    given = (row["wardLat"], row["wardLon"])
    if not origins or kind == "special_zone":
        return given, ""
    middle = (median(p[0] for p in origins), median(p[1] for p in origins))
    radius = math.sqrt((row["wardAreaKm2"] or 20) / math.pi)
    far = distance(given, middle) > max(20.0, 3 * radius)
    spread = max(distance(middle, p) for p in origins)
    if (far and 0 < spread <= 12) or row["wardCode"] in POINT_OF_ORIGIN:
        return middle, "point: middle of the former communes"
    return given, ""


def distance(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres on the sphere."""
    (a, b), (c, d) = ([math.radians(x) for x in p] for p in (here, there))
    h = (
        math.sin((c - a) / 2) ** 2
        + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    )
    return 2 * 6371 * math.asin(math.sqrt(h))


def _place(old: Row) -> tuple[float, float]:
    if old["wardLat"] is not None:
        return old["wardLat"], old["wardLon"]
    return old["districtLat"], old["districtLon"]


def _key(old: Row) -> str:
    return "_".join((old["provinceKey"], old["districtKey"], old["wardKey"] or ""))


def edges(
    new: Sequence[Row], old: Sequence[Row], conversion: dict[str, Any]
) -> list[Edge]:
    """Read both tables of the conversion and mark what came of a confusion of names."""
    news = {(r["provinceKey"], r["wardKey"]): r for r in new}
    olds = {_key(r): r for r in old}
    found = [
        Edge(olds[key], news[province, ward], whole=True, default=True)
        for province, wards in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for ward, keys in wards.items()
        for key in keys
    ]
    found += [
        Edge(olds[key], news[province, e["newWardKey"]], False, e["isDefaultNewWard"])
        for province, divided in conversion["DICT_PROVINCE_WARD_DIVIDED"].items()
        for key, parts in divided.items()
        for e in parts
    ]
    return _with_doubts(found)


def _with_doubts(found: list[Edge]) -> list[Edge]:
    """
    Mark the successors that a former commune has only because another had its name.

    The package joins names within a new province, so that Phường 4 of Tân An seems to have
    gone, in part, to Tân Ninh, 90 km away, where there was a Phường 4 too. A successor is
    doubtful when no whole commune of the district of the former one went there, and either
    a namesake from the district of those that did went there, or all of those that did came
    of another province, and a namesake of that province went there.
    """
    whole, sent = defaultdict(list), defaultdict(list)
    for edge in found:
        sent[edge.new["wardCode"]].append(edge.old)
        if edge.whole:
            whole[edge.new["wardCode"]].append(edge.old)

    def doubtful(edge: Edge) -> bool:
        base = whole[edge.new["wardCode"]]
        districts = {r["districtCode"] for r in base}
        provinces = {r["provinceCode"] for r in base}
        if edge.whole or not base or edge.old["districtCode"] in districts:
            return False
        name = edge.old["wardKey"]
        mates = [
            r
            for r in sent[edge.new["wardCode"]]
            if r is not edge.old and r["wardKey"] == name
        ]
        if any(r["districtCode"] in districts for r in mates):
            return True
        elsewhere = edge.old["provinceCode"] not in provinces
        return elsewhere and any(r["provinceCode"] in provinces for r in mates)

    return [Edge(e.old, e.new, e.whole, e.default, doubtful(e)) for e in found]


def province_successions(
    new: Sequence[Row], old: Sequence[Row], conversion: dict[str, Any]
) -> Iterator[tuple[str, ...]]:
    """The 63 and the province that each went into; unchanged where it went there alone."""
    after = {r["provinceKey"]: r["provinceCode"] for r in new}
    before = {r["provinceKey"]: r["provinceCode"] for r in old}
    for key, parts in conversion["DICT_PROVINCE"].items():
        kind = "unchanged" if len(parts) == 1 else "whole"
        for part in parts:
            yield before[part], after[key], kind, "1", ""


def commune_successions(edges: Sequence[Edge]) -> Iterator[tuple[str, ...]]:
    """
    Every former commune (or island district) and where it went.

    ``suggested`` is the package's default, unless that is doubtful and one other is left.
    """
    by_old, into = defaultdict(list), Counter(e.new["wardCode"] for e in edges)
    for edge in edges:
        by_old[_key(edge.old)].append(edge)
    for group in by_old.values():
        sure = [e for e in group if not e.doubtful]
        default = next(
            (e for e in sure if e.default), sure[0] if len(sure) == 1 else None
        )
        for edge in group:
            yield (
                edge.old["wardCode"] or edge.old["districtCode"],
                edge.new["wardCode"],
                _kind_of(edge, into[edge.new["wardCode"]]),
                "1" if edge is default else "",
                "1" if edge.doubtful else "",
            )


def _kind_of(edge: Edge, origins: int) -> str:
    if not edge.whole:
        return "part"
    if origins == 1 and edge.old["ward"]:
        same = split_name(edge.old["ward"], COMMUNES) == split_name(
            edge.new["ward"], COMMUNES
        )
        return "unchanged" if same else "whole"
    return "whole"
