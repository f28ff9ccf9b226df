"""Rows into the database: what publishing one version and loading a whole catalogue share."""

from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from haicap.common import periods
from haicap.common.errors import Refused
from haicap.procedures import rows
from haicap.procedures.catalogue import Content
from haicap.procedures.models import (
    Case,
    ChannelRule,
    Component,
    Leg,
    Procedure,
    ProcedureVersion,
    StepTemplate,
)


class VersionInTheWay(Refused):
    """A version that begins on the day or later is already published."""

    code = "procedures.version-in-the-way"
    message = _(
        "A version of %(procedure)s from %(since)s is already published;"
        " a new one must begin after that day."
    )


class CodeDiffers(Refused):
    """The slug belongs to a procedure with another national code."""

    code = "procedures.code-differs"
    message = _("%(slug)s has the code %(code)s, not %(said)s.")


def procedures_named(contents: Iterable[Content]) -> dict[str, Procedure]:
    """
    Give the procedures of the contents by slug and code, making those that are new.

    A code that was not known is filled in.

    :raises CodeDiffers: if a slug has another code already
    """
    said = {content["slug"]: content.get("code") for content in contents}
    kept = {p.slug: p for p in Procedure.objects.filter(slug__in=said)}
    for slug, procedure in kept.items():
        code = said[slug]
        if code and procedure.code and code != procedure.code:
            raise CodeDiffers(slug=slug, code=procedure.code, said=code)
        if code and not procedure.code:
            procedure.code = code
            procedure.save(update_fields=["code"])
    new = [Procedure(slug=slug, code=said[slug]) for slug in said if slug not in kept]
    Procedure.objects.bulk_create(new)
    return by_name(Procedure.objects.all())


def by_name(procedures: Iterable[Procedure]) -> dict[str, Procedure]:
    """Index procedures by slug and by code."""
    found = {}
    for procedure in procedures:
        found[procedure.slug] = procedure
        if procedure.code:
            found[procedure.code] = procedure
    return found


def make_way(procedure: Procedure, valid_from: date) -> date | None:
    """
    End the version in force the day before; answers when it would have ended anyway.

    :raises VersionInTheWay: if one begins on that day or later
    """
    published = ProcedureVersion.objects.filter(procedure=procedure, is_published=True)
    later = published.filter(valid_from__gte=valid_from).order_by("valid_from").first()
    if later is not None:
        raise VersionInTheWay(procedure=procedure, since=later.valid_from.isoformat())
    current = published.filter(periods.on(valid_from)).first()
    if current is None:
        return None
    ends = current.valid_until
    end(current, valid_from)
    return ends


def end(version: ProcedureVersion, on: date) -> None:
    """Set the day from which a version is no longer in force; the one change it allows."""
    version.valid_until = on
    version.save(update_fields=["valid_until"])


def store(
    drafts: Iterable[tuple[Content, ProcedureVersion]], procedures: dict[str, Procedure]
) -> None:
    """Save unpublished versions with all their parts, one statement a table."""
    pairs = list(drafts)
    ProcedureVersion.objects.bulk_create([row for _content, row in pairs])
    _save(rows.channels(content, row) for content, row in pairs)
    _save(rows.steps(content, row) for content, row in pairs)
    _save(rows.legs(content, row, procedures) for content, row in pairs)
    made = [rows.cases(content, row) for content, row in pairs]
    _save(made)
    _save(
        rows.components(content, row, {case.code: case for case in own})
        for (content, row), own in zip(pairs, made, strict=True)
    )


def publish_all(versions: Iterable[ProcedureVersion]) -> None:
    """Freeze versions: from here on the database refuses to change what they say."""
    ids = [version.pk for version in versions]
    ProcedureVersion.objects.filter(pk__in=ids).update(is_published=True)


Part = ChannelRule | StepTemplate | Leg | Case | Component


def _save(parts: Iterable[list[Any]]) -> None:
    made: list[Part] = list(chain.from_iterable(parts))
    if made:
        model: type[models.Model] = type(made[0])
        model._default_manager.bulk_create(made)
