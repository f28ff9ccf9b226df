"""Every public page, in both languages: what it says and what all pages promise."""

from datetime import date
from urllib.parse import quote

import pytest
from bs4 import Tag
from django.test import Client

from tests import given as world
from tests.web import given
from tests.web.reading import WEB, page, promised, text, weight

pytestmark = pytest.mark.django_db

PLAIN = [
    "/",
    "/find",
    "/find?q=khai+sinh",
    "/find?q=khongcogiday",
    "/events/birth",
    "/units/find",
    "/units/find?q=hoan+kiem",
    "/centres",
    "/centres?province=01",
    "/address",
    "/track",
    "/sign-in",
    "/sign-up",
    "/help",
    "/accessibility",
    "/privacy",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", PLAIN)
def test_a_page_keeps_the_promises_in_both_languages(
    client: Client, address: str, language: str
) -> None:
    client.cookies["django_language"] = language

    soup = page(client, address)

    assert isinstance(soup.html, Tag)
    assert soup.html["lang"] == language


@pytest.mark.parametrize("address", PLAIN)
def test_a_first_visit_fits_the_budget(client: Client, address: str) -> None:
    content = client.get(address).content

    files = [(WEB / "static" / name).read_bytes() for name in ("app.css", "app.js")]
    htmx = 13 * 1024 if b"htmx-4" in content else 0
    assert weight(content) <= 10 * 1024
    assert weight(content) + sum(map(weight, files)) + htmx <= 36 * 1024


class TestLanguage:
    def test_is_vietnamese_whatever_the_browser_asks_for(self, client: Client) -> None:
        response = client.get("/", headers={"accept-language": "en"})

        assert response.headers["Content-Language"] == "vi"

    def test_changes_by_the_address_and_is_kept(self, client: Client) -> None:
        client.get("/find?lang=en&q=birth")

        assert client.get("/").headers["Content-Language"] == "en"

    def test_links_keep_the_rest_of_the_address(self, client: Client) -> None:
        soup = page(client, "/find?q=birth")

        link = soup.find("a", lang="en")
        assert isinstance(link, Tag)
        assert link["href"] == "?q=birth&lang=en"

    def test_an_unknown_one_is_not_heeded(self, client: Client) -> None:
        assert client.get("/?lang=xx").headers["Content-Language"] == "vi"


class TestSecurity:
    def test_lets_nothing_run_but_our_own_files(self, client: Client) -> None:
        policy = client.get("/").headers["Content-Security-Policy"]

        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    def test_what_was_typed_is_shown_as_text(self, client: Client) -> None:
        soup = page(client, "/find?q=" + quote('"><script>alert(1)</script>'))

        assert "<script>alert(1)" not in str(soup.find("main"))


class TestErrors:
    def test_an_unknown_address_is_a_page_with_a_code(self, client: Client) -> None:
        soup = page(client, "/nowhere", status=404)

        assert text(soup.select_one(".code") or soup) == "not-found"

    def test_an_unknown_procedure_says_which(self, client: Client) -> None:
        soup = page(client, "/procedures/9.999999", status=404)

        assert "9.999999" in text(soup)
        assert text(soup.select_one(".code") or soup) == "not-found"

    def test_a_day_that_is_none_names_the_field(self, client: Client) -> None:
        given.version()

        soup = page(client, "/procedures/paper-boats?on=31/02/2026", status=422)

        assert text(soup.h1 or soup).startswith("on:")

    def test_a_stale_form_is_explained(self) -> None:
        client = Client(enforce_csrf_checks=True)

        response = client.post("/sign-in", {"username": "lan", "password": "x"})

        soup = promised(response.content, "/sign-in")
        assert response.status_code == 403
        assert text(soup.select_one(".code") or soup) == "form-too-old"

    def test_a_crash_is_a_page_that_needs_nothing(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client.raise_request_exception = False
        monkeypatch.setattr("haicap.web.portal.browse.EVENTS", 5)

        soup = page(client, "/", status=500)

        assert text(soup.select_one(".code") or soup) == "broken"


class TestHealth:
    def test_ping_is_tiny(self, client: Client) -> None:
        response = client.get("/ping")

        assert response.content == b"ok"
        assert response.headers["Cache-Control"] == "no-store"

    def test_healthz_asks_the_database(self, client: Client) -> None:
        assert client.get("/healthz").json() == {"status": "ok"}


class TestDemonstration:
    def test_every_page_says_that_the_data_are_simulated(
        self, client: Client, settings: object
    ) -> None:
        assert page(client, "/").select_one(".bar") is None

        settings.HAICAP_DEMO = True  # type: ignore[attr-defined]

        assert page(client, "/").select_one(".bar") is not None


class TestFind:
    def test_finds_without_accents(self, client: Client) -> None:
        given.version()

        soup = page(client, "/find?q=dang+ky+thuyen")

        assert soup.select_one('a[href="/procedures/paper-boats"]') is not None

    def test_says_so_when_nothing_is_found(self, client: Client) -> None:
        soup = page(client, "/find?q=qqqq")

        assert soup.select_one("#found .list") is None

    def test_lists_a_field(self, client: Client) -> None:
        given.version()

        soup = page(client, "/find?field=" + quote("Thuyền giấy"))

        assert soup.select_one('a[href="/procedures/paper-boats"]') is not None


class TestProcedure:
    def test_answers_what_how_long_how_much(self, client: Client) -> None:
        given.version()
        client.cookies["django_language"] = "en"

        said = text(page(client, "/procedures/paper-boats"))

        assert "Registration of paper boats" in said
        assert "3 working days" in said
        assert "20,000 đồng" in said
        assert "Thuyền blue" in said

    def test_never_invents_a_limit_or_a_fee(self, client: Client) -> None:
        given.version()
        client.cookies["django_language"] = "en"

        soup = page(client, "/procedures/paper-boats")

        post = next(row for row in soup.select("tbody tr") if "By post" in text(row))
        assert text(post).count("not established") == 2

    def test_says_what_is_uncertain(self, client: Client) -> None:
        given.version()

        assert "two sources differ" in text(page(client, "/procedures/paper-boats"))

    def test_shows_the_text_of_a_day(self, client: Client) -> None:
        given.version(valid_until=date(2026, 1, 1), name_en="Old boats")
        given.version(valid_from=date(2026, 1, 1), number=2, name_en="New boats")
        client.cookies["django_language"] = "en"

        before = page(client, "/procedures/paper-boats?on=2025-12-31")
        after = page(client, "/procedures/paper-boats?on=01/01/2026")

        assert text(before.h1 or before) == "Old boats"
        assert text(after.h1 or after) == "New boats"

    def test_says_when_it_is_no_longer_in_force(self, client: Client) -> None:
        given.version(valid_until=date(2025, 12, 31))
        client.cookies["django_language"] = "en"

        said = text(page(client, "/procedures/paper-boats"))

        assert "no longer in force since 31 Dec 2025" in said


class TestSignIn:
    def test_a_wrong_password_answers_422_and_keeps_the_login(
        self, client: Client
    ) -> None:
        client.cookies["django_language"] = "en"

        response = client.post("/sign-in", {"username": "lan", "password": "wrong"})

        soup = promised(response.content, "/sign-in")
        summary = soup.select_one(".errsum")
        assert response.status_code == 422
        assert summary is not None
        assert summary.has_attr("autofocus")
        assert text(soup.title or soup).startswith("Error:")
        assert soup.select_one('input[name="username"][value="lan"]') is not None

    def test_who_guesses_has_to_wait(self, client: Client) -> None:
        client.cookies["django_language"] = "en"
        for _attempt in range(5):
            client.post("/sign-in", {"username": "lan", "password": "wrong"})

        response = client.post("/sign-in", {"username": "lan", "password": "wrong"})

        assert response.status_code == 429
        assert "Try again in" in text(promised(response.content, "/sign-in"))

    def test_leads_to_where_one_was_going_and_out_again(self, client: Client) -> None:
        world.citizen()
        typed = {"username": "an", "password": "mat-khau-cua-an", "next": "/mine"}

        response = client.post("/sign-in", typed)
        assert response.headers["Location"] == "/mine"

        client.post("/sign-out")
        assert client.get("/mine").status_code == 302

    def test_leads_to_no_other_site(self, client: Client) -> None:
        world.citizen()
        typed = {
            "username": "an",
            "password": "mat-khau-cua-an",
            "next": "https://example.vn/",
        }

        assert client.post("/sign-in", typed).headers["Location"] == "/"


class TestSignUp:
    TYPED = {
        "name": "Lê Thị Cúc",
        "personal_id": "038190004321",
        "phone": "0987654321",
        "password": "hoa-cuc-vang-mua-thu",
    }

    def test_opens_an_account_and_signs_in(self, client: Client) -> None:
        response = client.post("/sign-up", self.TYPED, follow=True)

        soup = promised(response.content, "/me")
        assert text(soup.h1 or soup) == "Lê Thị Cúc"

    def test_says_all_that_is_wrong_at_once_and_keeps_what_was_typed(
        self, client: Client
    ) -> None:
        typed = {**self.TYPED, "phone": "12", "password": "1234"}

        response = client.post("/sign-up", typed)

        soup = promised(response.content, "/sign-up")
        assert response.status_code == 422
        assert len(soup.select(".errsum a")) == 2
        assert soup.select_one('input[name="name"][value="Lê Thị Cúc"]') is not None
        assert soup.select_one('input[name="password"][value]') is None


class TestUnits:
    def test_a_unit_tells_its_life(self, client: Client) -> None:
        client.cookies["django_language"] = "en"

        said = text(page(client, "/units/14758"))

        assert "Phường Hàm Rồng" in said
        assert "Formed from" in said
        assert "Phường Đông Cương" in said

    def test_a_code_is_another_unit_on_another_day(self, client: Client) -> None:
        before = page(client, "/units/14758?on=30/06/2025")
        after = page(client, "/units/14758?on=01/07/2025")

        assert text(before.h1 or before) != text(after.h1 or after)

    def test_a_code_that_never_was_names_the_nearest(self, client: Client) -> None:
        soup = page(client, "/units/99999", status=404)

        assert "99999" in text(soup)

    def test_communes_of_one_name_are_told_apart_by_their_provinces(
        self, client: Client
    ) -> None:
        soup = page(client, "/units/find?q=tan+thanh")

        rows = [text(row) for row in soup.select(".list > li")]
        assert len(rows) == len(set(rows)) > 5


class TestAddress:
    def test_an_unsplit_commune_has_one_answer(self, client: Client) -> None:
        client.cookies["django_language"] = "en"

        said = text(page(client, "/address?q=" + quote("Phúc Xá, quận Ba Đình, Hà Nội")))

        assert "Today it is: Phường Hồng Hà" in said

    def test_a_split_commune_asks_and_never_guesses(self, client: Client) -> None:
        client.cookies["django_language"] = "en"

        soup = page(client, "/address?q=" + quote("Đông Thọ, Thanh Hóa, Thanh Hóa"))

        assert "This program does not guess." in text(soup)
        assert len(soup.select(".box .list > li")) > 1

    def test_an_unknown_one_says_what_to_do(self, client: Client) -> None:
        client.cookies["django_language"] = "en"

        assert "Leave out the street" in text(page(client, "/address?q=zzzz"))


class TestCentres:
    def test_lists_those_of_a_province_and_marks_what_is_assumed(
        self, client: Client
    ) -> None:
        soup = page(client, "/centres?province=38")

        assert len(soup.select(".list > li")) > 100
