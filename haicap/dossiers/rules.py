"""What must be true of a request before it becomes a dossier."""

import re
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.common.errors import ManyInvalid
from haicap.dossiers.known import Known
from haicap.dossiers.models import Delivery, Subject
from haicap.dossiers.refusals import (
    ChannelNotOffered,
    NotACentre,
    OutsideProvince,
    VersionNotInForce,
)
from haicap.dossiers.terms import Terms
from haicap.procedures import forms
from haicap.procedures.models import Channel, ProcedureVersion
from haicap.units import agencies
from haicap.units.models import Agency, AgencyKind, Territory

if TYPE_CHECKING:
    from haicap.dossiers.actions.submission import Applicant, Request

Faults = dict[str, str | Promise]

RECEIVING = {AgencyKind.SERVICE_CENTRE, AgencyKind.BRANCH, AgencyKind.SERVICE_POINT}
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’ʼ\-])*")
_PERSONAL_ID = re.compile(r"\d{12}|\d{9}")
_PHONE = re.compile(r"(\+84|0)\d{9,10}")


def require_in_force(version: ProcedureVersion, day: date) -> None:
    """:raises VersionNotInForce: if it is not published or not valid on the day"""
    ended = version.valid_until is not None and version.valid_until <= day
    if not version.is_published or version.valid_from > day or ended:
        raise VersionNotInForce(procedure=version.name_vi, day=f"{day:%d/%m/%Y}")


def require_channel(terms: Terms, channel: str) -> None:
    """
    Let pass what the version offers; the counter is open to every procedure.

    :raises ChannelNotOffered: otherwise
    """
    if channel != Channel.IN_PERSON and channel not in terms.channels:
        raise ChannelNotOffered(
            procedure=terms.version.name_vi, channel=Channel(channel).label
        )


def centre_of(
    asked: Agency | None, place: Territory, competent: Agency, day: date, known: Known
) -> Agency:
    """
    Tell where the dossier is received: the centre asked for, else that of the place.

    Any centre of the province receives for any agency of the province (Decree 118/2025).

    :raises NotACentre: if the agency asked for receives no dossiers
    :raises OutsideProvince: if it lies in another province than the competent agency
    """
    if asked is None:
        return known.centre(place, day)
    if asked.kind not in RECEIVING:
        raise NotACentre(agency=asked.name_vi)
    # What a ministry decides is received by any centre it is assigned to.
    is_national = competent.province_id is None
    if not is_national and not agencies.same_province(asked, competent, day):
        raise OutsideProvince(centre=asked.name_vi, agency=competent.name_vi)
    return asked


def require_well_filled_in(terms: Terms, request: "Request", day: date) -> None:
    """:raises ManyInvalid: with every field that is badly filled in, each with its rule"""
    faults: Faults = {
        **applicant_faults(request.applicant),
        **forms.check(terms.version.form(), request.answers, today=day).errors,
        **_delivery_faults(request),
        **_case_faults(terms, request),
        **_paper_faults(terms, request),
        **_leg_faults(terms, request),
    }
    if faults:
        raise ManyInvalid(faults)


def applicant_faults(applicant: "Applicant") -> Faults:
    """What is wrong with the applicant's own fields."""
    faults: Faults = {}
    name = applicant.name.strip()
    if not name or len(name) > 100 or not _NAME.fullmatch(name):
        faults["name"] = _(
            "Write the full name as on the identity card, at most 100 letters."
        )
    if applicant.personal_id and not _PERSONAL_ID.fullmatch(
        applicant.personal_id.strip()
    ):
        faults["personal_id"] = _(
            "The identification number has 12 digits (9 on old cards)."
        )
    if applicant.phone and not _PHONE.fullmatch(applicant.phone.replace(" ", "")):
        faults["phone"] = _(
            "A phone number begins with 0 or +84 and has 10 or 11 digits."
        )
    if applicant.subject not in Subject.values:
        faults["subject"] = _("Choose one of the kinds of applicant.")
    if applicant.email:
        try:
            validate_email(applicant.email)
        except ValidationError:
            faults["email"] = _("This is not an e-mail address.")
    if len(applicant.address) > 300:
        faults["address"] = _("The address has at most 300 letters.")
    return faults


def _delivery_faults(request: "Request") -> Faults:
    if request.delivery not in Delivery.values:
        return {"delivery": _("Choose one of the ways of returning the result.")}
    if request.delivery == Delivery.POST and not request.delivery_address.strip():
        return {"delivery_address": _("Write the address to which the result is posted.")}
    return {}


def _case_faults(terms: Terms, request: "Request") -> Faults:
    if request.case is None and terms.has_cases():
        return {
            "case": _("Choose the case that is yours: it decides which papers are asked.")
        }
    if request.case is not None and request.case.version_id != terms.version.pk:
        return {"case": _("This case belongs to another procedure.")}
    return {}


def _leg_faults(terms: Terms, request: "Request") -> Faults:
    optional = {leg.code for leg in terms.legs if leg.is_optional}
    if set(request.without) - optional:
        return {"without": _("Only an optional part can be left out.")}
    return {}


def _paper_faults(terms: Terms, request: "Request") -> Faults:
    case_id = request.case.pk if request.case else None
    components = {c.code: c for c in terms.components_of(case_id)}
    faults: Faults = {}
    for upload in request.uploads:
        if upload.component and upload.component not in components:
            faults[f"file.{upload.component}"] = _(
                "The procedure asks for no such paper."
            )
    if request.channel != Channel.ONLINE:
        return faults
    given = {upload.component for upload in request.uploads}
    for code, component in components.items():
        is_needed = component.is_required and not component.replaced_by_data
        if is_needed and code not in given:
            faults[f"file.{code}"] = _("Add a file of this paper.")
    return faults
