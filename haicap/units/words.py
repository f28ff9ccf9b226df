"""The Vietnamese and English words for the kinds of territory; pure."""

from haicap.units.models import Kind

# kind → (before the name in Vietnamese, after the name in English)
KIND_WORDS: dict[str, tuple[str, str]] = {
    Kind.PROVINCE: ("tỉnh", "Province"),
    Kind.CITY: ("thành phố", "City"),
    Kind.URBAN_DISTRICT: ("quận", "Urban District"),
    Kind.RURAL_DISTRICT: ("huyện", "District"),
    Kind.TOWN: ("thị xã", "Town"),
    Kind.PROVINCIAL_CITY: ("thành phố", "City"),
    Kind.COMMUNE: ("xã", "Commune"),
    Kind.WARD: ("phường", "Ward"),
    Kind.TOWNSHIP: ("thị trấn", "Township"),
    Kind.SPECIAL_ZONE: ("đặc khu", "Special Zone"),
}

# What people write for the kinds in an address, folded: "p. Phúc Xá, q. Ba Đình, tp Hà Nội".
ABBREVIATIONS: dict[str, str] = {
    "p": "phuong",
    "f": "phuong",
    "x": "xa",
    "tt": "thi tran",
    "dk": "dac khu",
    "q": "quan",
    "h": "huyen",
    "tx": "thi xa",
    "tp": "thanh pho",
    "t": "tinh",
}


def full_name(kind: str, short: str) -> str:
    """Give the name with its kind, as at the head of a line: Phường Hoàn Kiếm."""
    if kind == Kind.NATION:
        return short
    text = named(kind, short)
    return text[0].upper() + text[1:]


def named(kind: str, short: str) -> str:
    """Give the name with its kind, as inside a sentence: phường Hoàn Kiếm."""
    return f"{KIND_WORDS[kind][0]} {short}"


def named_in_english(kind: str, short: str) -> str:
    """Give the name with its kind in English: Hoàn Kiếm Ward; numbers stand behind."""
    word = KIND_WORDS[kind][1]
    return f"{word} {short}" if short.isdigit() else f"{short} {word}"
