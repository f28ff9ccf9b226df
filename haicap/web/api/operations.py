"""Declaring operations: what each refuses stands in the document, taken from the actions."""

import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, get_args, get_type_hints

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Router

from haicap.accounts.throttle import TooManyAttempts
from haicap.common.errors import Invalid, ManyInvalid, NotFound, Refused
from haicap.dossiers.refusals import WrongSecret
from haicap.journal.commands import KeyReused
from haicap.web.api.auth import PERSON, Slip
from haicap.web.api.problems import COMMON, MEDIA_TYPE, TITLES

View = TypeVar("View", bound=Callable[..., Any])
Refusals = tuple[type[Refused], ...]

KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 80},
    "description": "Send the same key again to repeat safely: it is done once, and the "
    "first answer comes again with “Idempotent-Replay: true”.",
}


def reads(
    router: Router,
    path: str,
    *,
    answers: Any,
    refuses: Refusals = (),
    auth: Any = None,
) -> Callable[[View], View]:
    """Declare a GET; a parameter that is not known is refused, not ignored."""

    def declare(view: View) -> View:
        known = _names(view) | {"lang"}

        @wraps(view)
        def careful(request: HttpRequest, **values: Any) -> Any:
            unknown = [name for name in request.GET if name not in known]
            if unknown:
                rule = _("There is no such parameter.")
                raise ManyInvalid(dict.fromkeys(unknown, rule))
            return view(request, **values)

        statuses = {422} | ({401} if auth else set())
        router.get(
            path,
            response=answers,
            auth=auth,
            operation_id=view.__name__,
            url_name=view.__name__,
            summary=_summary(view),
            openapi_extra=_document(statuses, refuses),
        )(careful)
        return view

    return declare


def does(
    router: Router,
    path: str,
    *,
    answers: Any,
    action: Callable[..., Any] | None = None,
    refuses: Refusals = (),
    auth: Any = PERSON,
    status: int = 200,
    once: bool = True,
) -> Callable[[View], View]:
    """
    Declare a POST; what ``action`` raises by its docstring is documented with it.

    ``once`` tells that it heeds the Idempotency-Key.
    """

    def declare(view: View) -> View:
        found = {*refuses, *(raised_by(action) if action else ()), NotFound}
        found |= {KeyReused, Invalid} if once else set()
        found |= {WrongSecret, TooManyAttempts} if auth and _takes_slips(auth) else set()
        statuses = {400, 413, 415, 422} | ({401} if auth else set())
        extra = _document(statuses, tuple(found))
        if once:
            extra["parameters"] = [KEY]
        router.post(
            path,
            response={status: answers},
            auth=auth,
            operation_id=view.__name__,
            url_name=view.__name__,
            summary=_summary(view),
            openapi_extra=extra,
        )(view)
        return view

    return declare


def _names(view: Callable[..., Any]) -> set[str]:
    """The parameters of an operation as the address names them."""
    found = set()
    for name, hint in get_type_hints(view, include_extras=True).items():
        said = [getattr(each, "alias", None) for each in get_args(hint)[1:]]
        found.add(next((alias for alias in said if alias), name))
    return found


def _takes_slips(auth: list[Any]) -> bool:
    return any(isinstance(each, Slip) for each in auth)


def _summary(view: Callable[..., Any]) -> str:
    return (inspect.getdoc(view) or "").split("\n")[0].rstrip(".")


def raised_by(action: Callable[..., Any]) -> Refusals:
    """The refusals that the docstring of an action names after ``:raises``."""
    said = re.findall(r":raises ([\w, ]+):", inspect.getdoc(action) or "")
    names = [name.strip() for group in said for name in group.split(",")]
    return tuple(_refusals()[name] for name in names)


def _refusals() -> dict[str, type[Refused]]:
    found: dict[str, type[Refused]] = {}
    open_ends = [Refused]
    while open_ends:
        for each in open_ends.pop().__subclasses__():
            found[each.__name__] = each
            open_ends.append(each)
    return found


def _document(statuses: set[int], refuses: Refusals) -> dict[str, Any]:
    """The answers that say no, by status, each code with its sentence in English."""
    said: dict[int, dict[str, str]] = {}
    with translation.override("en"):
        for status in statuses:
            code, sentence = COMMON[status]
            said.setdefault(status, {})[code] = str(sentence)
        for refused in refuses:
            sentence = re.sub(r"%\(\w+\)s", "…", str(refused.message))
            said.setdefault(refused.status, {})[refused.code] = sentence
        return {"responses": {s: _answer(str(TITLES[s]), said[s]) for s in sorted(said)}}


def _answer(title: str, codes: dict[str, str]) -> dict[str, Any]:
    lines = [f"- `{code}`: {sentence}" for code, sentence in sorted(codes.items())]
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        "description": "\n".join([title, "", *lines]),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
