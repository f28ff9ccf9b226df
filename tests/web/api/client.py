"""A program that calls the API, and the promises that every answer keeps."""

import json
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.test import Client
from django.urls import resolve

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.web.api.api import api
from haicap.web.api.problems import MEDIA_TYPE
from tests import given

V1 = "/api/v1"


class Answer:
    """An answer: its status, its JSON, its headers."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.headers = response.headers
        self.content: bytes = response.content
        kind = response.headers.get("Content-Type", "")
        self.json: Any = json.loads(response.content) if "json" in kind else None


class Program:
    """Calls as somebody, or as nobody; checks what every answer must be."""

    def __init__(
        self, person: User | None = None, headers: dict[str, str] | None = None
    ) -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Accept-Language": "en", **(headers or {})}
        if person is not None:
            self.headers["Authorization"] = f"Bearer {token_of(person)}"

    def get(self, path: str, expect: int = 200, **query: Any) -> Any:
        """GET; gives the JSON."""
        response = self.client.get(V1 + path, query, headers=self.headers)
        return checked(response, "get", V1 + path, expect).json

    def post(
        self,
        path: str,
        body: Any = None,
        expect: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Any:
        """POST; gives the JSON."""
        return self.send(path, body, expect, headers).json

    def send(
        self,
        path: str,
        body: Any = None,
        expect: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """POST; gives the whole answer."""
        response = self.client.post(
            V1 + path,
            body if isinstance(body, bytes) else json.dumps({} if body is None else body),
            content_type="application/json",
            headers={**self.headers, **(headers or {})},
        )
        return checked(response, "post", V1 + path, expect)


def token_of(person: User) -> str:
    """Make a key for a program that acts for the person."""
    return accounts.issue_token(person, name="test", by=None, at=given.MONDAY)


@cache
def document() -> dict[str, Any]:
    """The document, as clients read it."""
    read: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"))
    )
    return read


@cache
def _documented(route: str, method: str) -> dict[str, str]:
    path = "/" + route.replace("<", "{").replace(">", "}")
    responses = document()["paths"][path][method]["responses"]
    return {status: answer["description"] for status, answer in responses.items()}


def checked(response: Any, method: str, path: str, expect: int | None) -> Answer:
    """Let pass only what the document promises, with its problem if it is one."""
    answer = Answer(response)
    if expect is not None:
        assert answer.status == expect, (path, answer.status, answer.json)
    assert answer.status < 500, (path, answer.json)
    if answer.status >= 400:
        assert answer.headers["Content-Type"] == MEDIA_TYPE, path
        assert answer.json["status"] == answer.status
        assert answer.json["type"]
        assert answer.json["detail"]
    match = resolve(path)
    if match.url_name != "api-nowhere" and answer.status != 405:
        said = _documented(match.route, method)
        assert str(answer.status) in said, (match.route, answer.status, answer.json)
        if answer.status >= 400:
            assert f"`{answer.json['type']}`" in said[str(answer.status)], answer.json
    return answer


def birth() -> dict[str, Any]:
    """A birth registration, well filled in but for its files."""
    version = given.version()
    case = given.case(version)
    return {
        "procedure": given.BIRTH,
        "place": "14758",
        "channel": "online",
        "applicant": {
            "name": "Nguyễn Văn An",
            "personal_id": "038090001234",
            "phone": "0912345678",
        },
        "answers": given.answers_for(version),
        "delivery": "counter",
        "case": case.code if case else None,
    }


def files(program: Program) -> list[dict[str, str]]:
    """Send a file for every paper that the birth registration needs."""
    return [
        {"file": sent(program), "name": "giay.pdf", "component": component.code}
        for component in given.needed(given.version())
    ]


def sent(program: Program, path: str = "/files") -> str:
    """Send a small PDF; gives its id."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("giay.pdf", given.PDF, "application/pdf")
    response = program.client.post(V1 + path, {"file": file}, headers=program.headers)
    answer = checked(response, "post", V1 + path, 201)
    return str(answer.json["id"])


def later(hours: float, since: datetime = given.MONDAY) -> datetime:
    """A moment after the Monday of the tests."""
    return since + timedelta(hours=hours)
