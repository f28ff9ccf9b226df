"""What all shapes share: strict input, moments with their offset, pages."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.utils.timezone import localtime
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


class In(BaseModel):
    """What a client sends: a field that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """What a client gets."""

    model_config = ConfigDict(frozen=True)


class Problem(Out):
    """What went wrong (RFC 9457, application/problem+json)."""

    type: str = Field(
        description="Stable code of the rule.", examples=["dossier.supplement-once"]
    )
    title: str = Field(description="Kind of trouble, in the language asked for.")
    status: int = Field(examples=[409])
    detail: str = Field(description="A sentence for people, in the language asked for.")
    errors: dict[str, str] | None = Field(
        None, description="Fields that are badly filled in, each with its rule."
    )


T = TypeVar("T")


class Page(Out, Generic[T]):
    """A part of a longer list."""

    items: list[T]
    next: str | None = Field(
        description="Address of the next page; null on the last.",
        examples=["/api/v1/dossiers?page=2"],
    )


def _read_moment(said: Any) -> Any:
    # A number is no moment: nobody knows whether it counts seconds or milliseconds.
    try:
        moment = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1900 < moment.year < 2200:
        raise PydanticCustomError("moment", "a moment with its offset")
    return moment


def _read_day(said: Any) -> Any:
    try:
        if isinstance(said, date):
            return said
        day = date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        day = None
    if day is None or not 1900 < day.year < 2200:
        raise PydanticCustomError("day", "a day")
    return day


Moment = Annotated[
    datetime, AfterValidator(lambda at: localtime(at).replace(microsecond=0))
]
"""A moment that goes out: local time with its offset."""

MomentIn = Annotated[datetime, BeforeValidator(_read_moment)]
DayIn = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-07-07"]}),
]
Whole = Annotated[int, Strict()]


def text(longest: int, shortest: int = 0) -> Any:
    """Text of so many characters; what the database keeps, no more."""
    return StringConstraints(strict=True, min_length=shortest, max_length=longest)


Short = Annotated[str, text(120)]
Sentence = Annotated[str, text(1000)]
Code = Annotated[str, text(40, 1)]
Count = Annotated[int, Strict(), Field(ge=0, le=1000)]
