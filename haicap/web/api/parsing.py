"""Reading the body of a request: JSON, and nothing that only looks like it."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from haicap.web.api.problems import Unreadable, UnsupportedMediaType

DEEPEST = 20


class StrictParser(Parser):
    """
    JSON by the book: UTF-8, no key twice, no NaN, no text that the database cannot keep.

    Ambiguity between two readers of one request is how checks are got round.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        """:raises Unreadable, UnsupportedMediaType: if it is anything else"""
        if request.content_type != "application/json":
            raise UnsupportedMediaType
        try:
            read = json.loads(
                request.body.decode(), object_pairs_hook=_once, parse_constant=_constant
            )
        except UnicodeDecodeError as error:
            raise Unreadable(why=_("it is not UTF-8")) from error
        except RecursionError as error:
            raise Unreadable(why=_("it is nested too deeply")) from error
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            why = _("line %(line)s, column %(column)s") % place
            raise Unreadable(why=why) from error
        except ValueError as error:  # a number of thousands of digits
            raise Unreadable(why=_("a number is too long")) from error
        _check(read, 0)
        return read


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable(why=_("the field “%(name)s” stands twice") % {"name": twice})
    return found


def _constant(name: str) -> Any:
    raise Unreadable(why=_("%(name)s is no number") % {"name": name})


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Unreadable(why=_("it is nested too deeply"))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list):
        for each in value:
            _check(each, depth + 1)
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_text(key)
            _check(each, depth + 1)


def _check_text(text: str) -> None:
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Unreadable(why=_("a text holds signs that cannot be kept"))
