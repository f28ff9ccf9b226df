"""A report of plain numbers, without a database: as many as a nation's, or next to none."""

from datetime import UTC, datetime

from haicap.measures.weekly.compose import Frozen
from haicap.measures.weekly.counting import versions
from haicap.measures.weekly.figures import (
    UNKNOWN,
    Counted,
    Figures,
    Locality,
    Past,
    Previous,
)

SNAPSHOT = "2025-W34-0123456789ab"
AS_OF = datetime(2025, 8, 26, 23, 59, tzinfo=UTC)
NAMES = {
    "01": "Hà Nội", "04": "Cao Bằng", "08": "Tuyên Quang", "11": "Điện Biên",
    "12": "Lai Châu", "14": "Sơn La", "15": "Lào Cai", "19": "Thái Nguyên",
    "20": "Lạng Sơn", "22": "Quảng Ninh", "24": "Bắc Ninh", "25": "Phú Thọ",
    "31": "Hải Phòng", "33": "Hưng Yên", "37": "Ninh Bình", "38": "Thanh Hóa",
    "40": "Nghệ An", "42": "Hà Tĩnh", "44": "Quảng Trị", "46": "Huế", "48": "Đà Nẵng",
    "51": "Quảng Ngãi", "52": "Gia Lai", "56": "Khánh Hòa", "66": "Đắk Lắk",
    "68": "Lâm Đồng", "75": "Đồng Nai", "79": "Hồ Chí Minh", "80": "Tây Ninh",
    "82": "Đồng Tháp", "86": "Vĩnh Long", "91": "An Giang", "92": "Cần Thơ",
    "96": "Cà Mau",
}  # fmt: skip
# What Resolution 268/NQ-CP tells of 1 July to 23 August 2025, in thousands.
MOST = {"79": 753, "01": 500, "31": 325, "75": 320, "40": 270, "38": 269, "66": 251}


def week_counts(n: int) -> dict[str, Counted]:
    """A week in which so much was received."""
    returned = n * 9 // 10
    return {
        "received": Counted(n),
        "received-at-communes": Counted(n * 3 // 4, n),
        "online": Counted(n * 37 // 50, n),
        "online-assisted": Counted(n * 37 // 200, n * 37 // 50),
        "returned": Counted(returned),
        "on-time": Counted(returned * 18 // 25, returned),
    }


def counts_to_date(n: int) -> dict[str, Counted]:
    """The same since the record began."""
    limited, returned = n * 19 // 20, n * 4 // 5
    return {
        "received": Counted(n),
        "received-at-communes": Counted(n * 48 // 65, n),
        "online": Counted(n * 369 // 500, n),
        "online-assisted": Counted(n // 6, n * 369 // 500),
        "returned-of-received": Counted(returned, n),
        "on-time": Counted(returned * 18 // 25, returned),
        "on-time-of-received": Counted(returned * 18 // 25, limited),
        "overdue-open": Counted(n // 80),
    }


def nation(simulated: int = 6_500_000) -> Figures:
    """What the resolution of August 2025 tells of, as a report of the program."""
    rest = (6_500_000 - sum(MOST.values()) * 1000) // (len(NAMES) - len(MOST))
    localities = tuple(
        Locality(
            code,
            name,
            week_counts(MOST.get(code, rest // 1000) * 130),
            counts_to_date(MOST[code] * 1000 if code in MOST else rest - int(code) * 300),
        )
        for code, name in NAMES.items()
    )
    past = (701_204, 795_310, 801_733, 822_018, 810_664, 838_921, 856_002, 874_148)
    return Figures(
        week="2025-W34",
        since="2025-08-18",
        until="2025-08-25",
        record_since="2025-07-01",
        simulated=simulated,
        in_week=week_counts(past[-1]) | {"received-growth": Counted(18_146, past[-2])},
        to_date=counts_to_date(6_500_000),
        localities=localities,
        past=tuple(
            Past(f"2025-W{27 + place}", n, n * 9 // 10) for place, n in enumerate(past)
        ),
        previous=Previous("2025-W33-ba9876543210", "2025-W33", 5_625_852),
    )


def nothing() -> Figures:
    """A week on record in which nothing came in."""
    share = Counted(0, 0)
    in_week = dict.fromkeys(week_counts(1), share)
    to_date = dict.fromkeys(counts_to_date(1), share)
    count = {"received": Counted(0)}
    return Figures(
        week="2025-W27",
        since="2025-07-01",
        until="2025-07-07",
        record_since="2025-07-01",
        simulated=0,
        in_week=in_week | count | {"returned": Counted(0), "received-growth": UNKNOWN},
        to_date=to_date | count | {"overdue-open": Counted(0)},
        localities=(Locality("01", "Hà Nội", in_week | count, to_date | count),),
        past=(Past("2025-W27", 0, 0),),
        previous=None,
    )


def frozen(figures: Figures | None = None) -> Frozen:
    """Figures as they are kept."""
    return Frozen(SNAPSHOT, AS_OF, figures or nation(), versions())
