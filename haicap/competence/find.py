"""Finding what is to be decided, by code or slug."""

from difflib import get_close_matches

from django.utils.translation import gettext_lazy as _

from haicap.common.errors import NotFound
from haicap.common.text import fold
from haicap.competence.models import Task
from haicap.competence.resolve import Subject
from haicap.procedures.models import Procedure


class SubjectUnknown(NotFound):
    """There is no such procedure or task; names the nearest."""

    code = "competence.subject-unknown"
    message = _(
        "There is no procedure or task “%(value)s”; the nearest is “%(nearest)s”."
    )


def subject(said: str) -> Subject:
    """
    Give the procedure or task of this code or slug, whether in force today or not.

    :raises SubjectUnknown: if there is none; its details name the nearest
    """
    name = said.strip()
    found: Subject | None = (
        Procedure.objects.filter(code=name).first()
        or Procedure.objects.filter(slug=name).first()
        or Task.objects.filter(code=name).first()
    )
    if found is not None:
        return found
    names = _names()
    near = get_close_matches(fold(name), names, n=1, cutoff=0.3)
    if not near:
        raise NotFound(what=_("procedure or task"), value=said)
    raise SubjectUnknown(value=said, nearest=names[near[0]])


def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for code, slug in Procedure.objects.values_list("code", "slug"):
        names.update({fold(name): name for name in (slug, code) if name})
    names.update({fold(c): c for c in Task.objects.values_list("code", flat=True)})
    return names
