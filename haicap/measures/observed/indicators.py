"""What may be declared: measures that are computed here too, and others from the files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from haicap.measures.measure import Words
from haicap.measures.observed import sheets
from haicap.measures.registry import MEASURES, NoMeasure, nearest

# Not the units of computed measures alone: figures are also of people, money and papers.
UNITS: Mapping[str, Words] = {
    "agencies": Words("cơ quan", "agencies"),
    "change": Words("tăng, giảm", "change"),
    "documents": Words("văn bản", "documents"),
    "dong": Words("đồng", "đồng"),
    "dossiers": Words("hồ sơ", "dossiers"),
    "facilities": Words("cơ sở nhà, đất", "houses and land"),
    "people": Words("người", "people"),
    "points": Words("điểm", "points"),
    "procedures": Words("thủ tục", "procedures"),
    "seconds": Words("giây", "seconds"),
    "sessions": Words("điểm cầu", "bridges"),
    "share": Words("tỷ lệ", "share"),
    "tasks": Words("nhiệm vụ", "tasks"),
    "transactions": Words("giao dịch", "transactions"),
    "units": Words("đơn vị hành chính", "units"),
}


@dataclass(frozen=True)
class Indicator:
    """A measure of which figures may be declared."""

    measure: str
    title: Words
    unit: str
    good: str = ""
    is_computed: bool = False


def indicator(measure: str) -> Indicator:
    """
    Give what may be declared under this name.

    :raises NoMeasure: if nothing may; names the nearest
    """
    known = indicators()
    if measure not in known:
        raise NoMeasure(value=measure, nearest=nearest(measure, known))
    return known[measure]


@lru_cache(maxsize=4)
def indicators(folder: Path = sheets.DATA) -> Mapping[str, Indicator]:
    """
    All that may be declared, by name.

    :raises FigureRefused: if a line of the file breaks a rule
    """
    found = {
        each.name: Indicator(
            each.name, each.title, each.unit.value, each.good, is_computed=True
        )
        for each in MEASURES.values()
    }
    for line in sheets.lines(folder / "indicators.csv", sheets.INDICATOR):
        name = line.text("measure")
        line.require(name not in found, "measure", sheets.TWICE)
        line.one_of("unit", UNITS)
        line.one_of("good", ("", "more", "less"))
        title = Words(line.text("title_vi"), line.text("title_en"))
        found[name] = Indicator(name, title, line["unit"], line["good"])
    return found
