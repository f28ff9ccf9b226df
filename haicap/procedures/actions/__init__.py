"""Every verb that changes the catalogue."""

from haicap.procedures.actions.publication import (
    AlreadyPublished,
    BeforeTheDecision,
    NotInForce,
    abolish,
    amend,
    content_of,
    discard,
    draft,
    publish,
    register,
    replace,
)
from haicap.procedures.actions.storing import CodeDiffers, VersionInTheWay

__all__ = [
    "AlreadyPublished",
    "BeforeTheDecision",
    "CodeDiffers",
    "NotInForce",
    "VersionInTheWay",
    "abolish",
    "amend",
    "content_of",
    "discard",
    "draft",
    "publish",
    "register",
    "replace",
]
