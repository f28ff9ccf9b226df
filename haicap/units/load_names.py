"""How the bundled agencies are called in their territory; pure."""

from dataclasses import dataclass

from haicap.units.models import Kind
from haicap.units.words import named, named_in_english


@dataclass(frozen=True)
class Called:
    """A name in both languages, still without its territory."""

    vi: str
    en: str

    def at(self, kind: str, short: str) -> tuple[str, str]:
        """Add the territory: Sở Tư pháp thành phố Hà Nội, Department of Justice of …"""
        return (
            f"{self.vi} {named(kind, short)}",
            f"{self.en} of {named_in_english(kind, short)}",
        )


COMMITTEE = Called("Ủy ban nhân dân", "People's Committee")
CENTRE = Called(
    "Trung tâm Phục vụ hành chính công", "Public Administration Service Centre"
)
POINT = Called(
    "Điểm Phục vụ hành chính công", "Public Administration Reception and Return Point"
)
POLICE = Called("Công an", "Police")
INSURANCE = Called("Bảo hiểm xã hội", "Social Insurance")
TAX = Called("Thuế", "Tax Office")
OFFICE = Called(
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân",
    "Office of the People's Council and People's Committee",
)
CULTURE = Called("Phòng Văn hóa – Xã hội", "Department of Culture and Social Affairs")
_ECONOMY = Called("Phòng Kinh tế", "Economic Department")
_URBAN_ECONOMY = Called(
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Department of Economy, Infrastructure and Urban Affairs",
)


def economy(kind: str, short: str) -> Called:
    """Wards and Phú Quốc have one more word to it than communes (Decree 150/2025/NĐ-CP)."""
    return _URBAN_ECONOMY if kind == Kind.WARD or short == "Phú Quốc" else _ECONOMY


def numbered(called: Called, number: int, whole: Called) -> Called:
    """Name the n-th part of something: Chi nhánh số 3 Trung tâm Phục vụ hành chính công."""
    return Called(
        f"{called.vi} số {number} {whole.vi}", f"{called.en} {number}, {whole.en}"
    )
