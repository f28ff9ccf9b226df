"""Words of papers: moments as official papers write them, names in the language."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import formats, translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from haicap.units.models import Agency, AgencyKind, TerritoryVersion
from haicap.units.words import named_in_english
from haicap.workdays.limit import Limit
from haicap.workdays.words import Lang, limit_in_words


def language() -> Lang:
    """The language of the words."""
    return "en" if translation.get_language() == "en" else "vi"


def said(thing: Any, field: str) -> str:
    """A text of the data in the language, where there is one; else in Vietnamese."""
    english = getattr(thing, f"{field}_en", "") if language() == "en" else ""
    return str(english or getattr(thing, f"{field}_vi"))


def day_of(day: date) -> str:
    """Write a day as Decree 30/2020/NĐ-CP does: ngày 07 tháng 7 năm 2025."""
    if language() == "en":
        return formats.date_format(day, "j F Y")
    # A nought before days below ten, and before the months one and two.
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def moment_of(at: datetime | None) -> str:
    """Write a moment: 09 giờ 00 phút, ngày 07 tháng 7 năm 2025."""
    if at is None:
        return ""
    here = localtime(at)
    if language() == "en":
        return f"{here:%H:%M}, {day_of(here.date())}"
    return f"{here:%H} giờ {here:%M} phút, {day_of(here.date())}"


def short(at: datetime | None) -> str:
    """Write a moment in a table."""
    return "" if at is None else f"{localtime(at):%H:%M %d/%m/%Y}"


def limit_of(limit: Limit | None) -> str:
    """Write a time limit; none is said to be not established."""
    return limit_in_words(limit, language()) if limit else _("not established")


def name_of(agency: Agency, day: date) -> str:
    """The name that the agency bore on the day."""
    if language() == "en" and agency.name_en:
        return agency.name_en
    return agency.name_on(day)


def superior_of(agency: Agency, day: date) -> str:
    """
    The name above that of the agency in the head of a paper.

    Ministries and People's Committees stand alone (Decree 30/2020/NĐ-CP).
    """
    alone = agency.kind in (AgencyKind.MINISTRY, AgencyKind.PEOPLES_COMMITTEE)
    return "" if alone or agency.parent is None else agency.parent.name_on(day)


def head_of(agency: Agency, day: date) -> dict[str, Any]:
    """
    Write who speaks, in capitals: the superior above, the agency below.

    The place stands on a line of its own, and is said once.
    """
    superior, name = superior_of(agency, day), name_of(agency, day)
    place = territory_of(agency, day)
    if place:
        end = re.compile(f" {re.escape(place.name)}$", re.IGNORECASE)
        name = end.sub("" if end.search(superior) else f"\n{place.name}", name)
        superior = end.sub(f"\n{place.name}", superior)
    return {"superior": superior.upper(), "agency": name.upper()}


def place_and_day(agency: Agency, day: date) -> str:
    """Write where and when: Hàm Rồng, ngày 07 tháng 7 năm 2025."""
    place = territory_of(agency, day)
    return f"{place.short_name}, {day_of(day)}" if place else day_of(day)


def territory_of(agency: Agency, day: date) -> TerritoryVersion | None:
    """What the territory of the agency was called on the day."""
    versions = TerritoryVersion.objects.on(day).filter(territory=agency.territory_id)
    return versions.first()


def place_named(version: TerritoryVersion) -> str:
    """The place with its kind."""
    if language() == "en":
        return named_in_english(version.kind, version.short_name)
    return version.name
