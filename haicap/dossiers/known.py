"""
Reference data as they stand at one moment: one statement, and none for what is known.

Units, competences, the catalogue and calendars change seldom and are asked about with every
dossier. The database renews a stamp whenever they do (``workdays.models.Edition``); what was
read under a stamp stays true under it. The rows are shared: nobody changes them.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from haicap.competence.models import Competence
from haicap.competence.resolve import decider_for
from haicap.procedures import find as procedures
from haicap.procedures.models import ProcedureVersion
from haicap.units import agencies
from haicap.units import find as units
from haicap.units.models import Agency, Territory
from haicap.workdays.calendar import Calendar
from haicap.workdays.calendars import Calendars


@dataclass(frozen=True)
class Decider:
    """The competent agency and the competence that makes it so."""

    agency: Agency
    competence: Competence


class Known:
    """What is known under the stamp of this moment."""

    def __init__(self) -> None:
        self._calendars = Calendars()
        self._stamp = self._calendars.stamp

    def calendar(self, agency: Agency) -> Calendar:
        """The calendar of the agency: its own days and hours, else those of its superiors."""
        return self._calendars.of(agency.ancestor_ids())

    def version(self, name: str, day: date) -> ProcedureVersion:
        """:raises ProcedureUnknown: if none is in force under this code or slug"""
        return _version(self._stamp, name, day)

    def place(self, code: str, day: date) -> Territory:
        """:raises NoTerritory: if there is none of this code"""
        return _place(self._stamp, code, day)

    def decider(self, procedure_id: int, place: Territory, day: date) -> Decider:
        """:raises NobodyDecides: if nobody decides the procedure there, on that day"""
        return _decider(self._stamp, procedure_id, place.pk, day)

    def centre(self, place: Territory, day: date) -> Agency:
        """:raises NoAgency: before the centres existed"""
        return _centre(self._stamp, place, day)


@lru_cache(maxsize=1024)
def _version(stamp: UUID | None, name: str, day: date) -> ProcedureVersion:
    return procedures.version(name, day)


@lru_cache(maxsize=8192)
def _place(stamp: UUID | None, code: str, day: date) -> Territory:
    return units.by_code(code, day).territory


@lru_cache(maxsize=32768)
def _decider(stamp: UUID | None, procedure_id: int, place_id: int, day: date) -> Decider:
    decided = decider_for(procedure_id, place_id, day)
    agency = _agency(stamp, decided.agency_id)
    return Decider(agency, _competence(stamp, decided.competence_id))


@lru_cache(maxsize=8192)
def _centre(stamp: UUID | None, place: Territory, day: date) -> Agency:
    return agencies.centre_for(place, day)


@lru_cache(maxsize=16384)
def _agency(stamp: UUID | None, agency_id: int) -> Agency:
    return Agency.objects.get(pk=agency_id)


@lru_cache(maxsize=1024)
def _competence(stamp: UUID | None, competence_id: int) -> Competence:
    return Competence.objects.get(pk=competence_id)
