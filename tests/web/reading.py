"""Reading pages in tests, and the promises that every page keeps."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from django.test import Client

import haicap.web

WEB = Path(haicap.web.__file__).parent
CSS = (WEB / "static" / "app.css").read_text()
KNOWN_CLASSES = frozenset(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", CSS)))


def page(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """Get a page, check what every page promises, give its tree."""
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return promised(response.content, address)


def promised(content: bytes, address: str) -> BeautifulSoup:
    """Check one page against the promises that all of them make."""
    soup = BeautifulSoup(content, "html.parser")
    problems = [
        *_structure(soup),
        *_fields(soup),
        *_nothing_inline(soup),
        *_unknown_classes(soup),
        *_double_ids(soup),
    ]
    assert not problems, f"{address}: {problems}"
    return soup


def weight(content: bytes) -> int:
    """Give the size on the wire."""
    return len(gzip.compress(content, 6))


def text(soup: BeautifulSoup | Tag) -> str:
    """Give what a person reads, with single spaces."""
    return " ".join(soup.get_text(" ").split())


def _structure(soup: BeautifulSoup) -> list[str]:
    found = []
    html = soup.find("html")
    if not isinstance(html, Tag) or html.get("lang") not in ("vi", "en"):
        found.append("no language")
    if len(soup.find_all("h1")) != 1:
        found.append(f"{len(soup.find_all('h1'))} h1")
    if len(soup.find_all("main")) != 1:
        found.append("no main")
    title = soup.find("title")
    if title is None or text(title) in ("", "· Haicap"):
        found.append("no title")
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    found += [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    return found


def _fields(soup: BeautifulSoup) -> list[str]:
    labelled = {label.get("for") for label in soup.find_all("label")}
    fields = soup.find_all(["input", "select", "textarea"])
    return [
        f"no label: {field.get('name')}"
        for field in fields
        if field.get("type") != "hidden" and field.get("id") not in labelled
    ]


def _nothing_inline(soup: BeautifulSoup) -> list[str]:
    found = [f"style on {tag.name}" for tag in soup.find_all(style=True)]
    found += ["style element" for _ in soup.find_all("style")]
    found += ["inline script" for tag in soup.find_all("script") if not tag.get("src")]
    for tag in soup.find_all(True):
        found += [f"{name} on {tag.name}" for name in tag.attrs if name.startswith("on")]
        target = str(tag.get("href", "") or tag.get("src", ""))
        if target.startswith(("http:", "https:", "//", "javascript:")):
            found.append(f"leads away: {target}")
    return found


def _unknown_classes(soup: BeautifulSoup) -> list[str]:
    used = {name for tag in soup.find_all(class_=True) for name in tag["class"]}
    return [f"unknown class {name}" for name in sorted(used - KNOWN_CLASSES)]


def _double_ids(soup: BeautifulSoup) -> list[str]:
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    return [f"twice the id {each}" for each in {i for i in ids if ids.count(i) > 1}]
