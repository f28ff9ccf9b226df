"""Finding specimens and introductions. Nothing here changes anything."""

from datetime import date

from django.db.models import Prefetch, Q

from haicap.accounts.door import scope_of
from haicap.accounts.models import User
from haicap.common.text import fold
from haicap.specimens.models import Introduction, Specimen, SpecimenQuerySet
from haicap.specimens.permissions import KEEP, PROCESS
from haicap.specimens.refusals import NoIntroduction, NoSpecimen
from haicap.units.agencies import NoAgency
from haicap.units.models import Agency, AgencyKind

FOREIGN_AFFAIRS = "foreign-affairs"


def foreign_ministry(on: date) -> Agency:
    """
    The ministry that legalises papers for use abroad.

    :raises NoAgency: if there is none on the day
    """
    ministries = Agency.objects.on(on).filter(kind=AgencyKind.MINISTRY)
    found = ministries.filter(field=FOREIGN_AFFAIRS).first()
    if found is None:
        raise NoAgency(what=AgencyKind.MINISTRY.label, value=FOREIGN_AFFAIRS)
    return found


def search(text: str) -> SpecimenQuerySet:
    """Those of which every word is in the name, the title or the agency; newest first."""
    found = Specimen.objects.select_related("agency", "image")
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found.order_by("-valid_from", "-pk")


def valid_on(agency: Agency, day: date) -> SpecimenQuerySet:
    """What a paper of the agency of that day is compared with: seals first, then people."""
    rows = (
        Specimen.objects.on(day).filter(agency=agency).select_related("image", "agency")
    )
    introduced = Introduction.objects.select_related("to").order_by("sent_at")
    return rows.prefetch_related(Prefetch("introductions", introduced)).order_by(
        "kind", "holder", "pk"
    )


def by_pk(pk: int) -> Specimen:
    """:raises NoSpecimen: if there is none"""
    rows = Specimen.objects.select_related("agency", "image", "added_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSpecimen(what="specimen", value=pk)
    return found


def introductions(user: User) -> Q:
    """Those that the person may see: sent by agencies he keeps for, or to where he processes."""
    kept, processed = scope_of(user, KEEP), scope_of(user, PROCESS)
    if kept.nationwide or processed.nationwide:
        return Q()  # which would vanish beside another condition
    return kept.filter("agency") | processed.filter("to")


def introduction(pk: int, user: User) -> Introduction:
    """:raises NoIntroduction: if there is none, or it is not for this person to see"""
    rows = Introduction.objects.filter(introductions(user), pk=pk)
    found = rows.select_related(
        "agency", "to", "sent_by", "received_by", "processed_by"
    ).first()
    if found is None:
        raise NoIntroduction(what="introduction", value=pk)
    return found
