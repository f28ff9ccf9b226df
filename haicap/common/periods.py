"""Validity: from a day (included) until a day (not included; None is for ever)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import F, Func, Q, Value


def on(day: date, prefix: str = "") -> Q:
    """The rows that are valid on the day, as a condition on ``{prefix}valid_from/until``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_until__isnull": True})
        | Q(**{f"{prefix}valid_until__gt": day})
    )


def no_overlap(
    name: str, *columns: str, condition: Q | None = None
) -> ExclusionConstraint:
    """
    Forbid two rows with equal ``columns`` (whole numbers) and overlapping validity.

    Equality is written as overlap of one-point ranges, because btree_gist is a contrib
    extension that not every PostgreSQL has.
    """
    point: Iterable[tuple[Any, str]] = [
        (Func(F(c), F(c), Value("[]"), function="int8range"), "&&") for c in columns
    ]
    period = (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&")
    return ExclusionConstraint(
        name=name, expressions=[*point, period], index_type="GIST", condition=condition
    )
