"""A birth is registered at one commune, from the parent's phone to the printed result."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page, expect

from haicap.accounts import actions as accounts
from haicap.accounts.models import User
from haicap.accounts.roles import Role
from haicap.dossiers.lifecycle import State
from haicap.dossiers.models import Dossier
from haicap.units.models import Agency
from tests import given

pytestmark = pytest.mark.browser
PASSWORD = "mat-khau-thu-nghiem"
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"
CHILD = {
    "child_name": "Nguyễn Bảo Ngọc",
    "child_born_on": "20/06/2025",
    "child_birthplace": "Bệnh viện Phụ sản Thanh Hóa",
    "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam",
    "child_hometown": "Thanh Hóa",
}


@pytest.fixture
def people(server: str) -> str:
    """The people of the commune, who can sign in; gives the address of the program."""
    now = datetime.now(UTC)
    centre, committee = given.centre(), given.committee()
    given.citizen()
    posts: list[tuple[str, str, Agency]] = [
        ("lan", Role.RECEPTIONIST, centre),
        ("minh", Role.SPECIALIST, committee),
        ("hoa", Role.SIGNER, committee),
    ]
    for login, role, agency in posts:
        given.officer(role, agency, login)
    # The server knows only the slow hashes that real passwords have.
    with override_settings(PASSWORD_HASHERS=[ARGON2]):
        for person in User.objects.filter(login__in=["an", "lan", "minh", "hoa"]):
            accounts.set_password(person, password=PASSWORD, by=None, at=now)
    return server


def signed_in(browser: Browser, address: str, login: str, **how: object) -> Page:
    page = browser.new_context(**how).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/sign-in?lang=en")
    page.fill("main input[name=username]", login)
    page.fill("main input[name=password]", PASSWORD)
    page.click("main form button")
    return page


def fill(page: Page, said: Mapping[str, str]) -> None:
    for name, value in said.items():
        page.fill(f"main [name={name}]", value)


def go_on(page: Page) -> None:
    onward = page.locator("main form button:has-text('Continue')")
    (onward if onward.count() else page.locator("main form button")).last.click()


def submit(page: Page, address: str) -> tuple[str, str]:
    """Go through the steps; gives the number and the secret of the receipt."""
    page.goto(f"{address}/find?q=dang+ky+khai+sinh")
    page.click("main a:has-text('Birth registration') >> nth=0")
    page.click("a:has-text('Send it online')")
    go_on(page)
    page.select_option("[name=province]", "38")
    if page.locator("[name=place]").count() == 0:  # without JavaScript: two requests
        page.click("button:has-text('Show the communes')")
    page.select_option("[name=place]", "14758")
    go_on(page)
    page.check("[name=case] >> nth=0")
    go_on(page)
    fill(page, {"personal_id": "038090001234", "phone": "0912345678"})
    go_on(page)
    fill(page, {"requester_relation": "Cha"})
    go_on(page)
    fill(page, CHILD)
    page.check("[name=child_sex] >> nth=0")
    go_on(page)
    for _ in range(8):
        if "/check" in page.url:
            break
        radio = page.locator("main input[type=radio]")
        if radio.count() and not page.locator("main input[type=radio]:checked").count():
            radio.first.check()
        paper = page.locator("main input[type=file]")
        if paper.count():
            paper.first.set_input_files(
                {
                    "name": "to-khai.pdf",
                    "mimeType": "application/pdf",
                    "buffer": given.PDF,
                }
            )
        go_on(page)
    expect(page.locator("main")).to_contain_text("has not been sent yet")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.click("button:has-text('Send the dossier')")
    receipt = page.inner_text("main")
    number = re.search(r"14758\.9-\d{6}-\d{4,}", receipt)
    secret = re.search(
        r"\b\d{4} ?\d{4}\b", receipt.replace(number[0] if number else "", "")
    )
    assert number, receipt
    assert secret, receipt
    return number[0], secret[0]


def act(page: Page, address: str, number: str, button: str, **said: str) -> None:
    """Do a step of the desk by its button."""
    page.goto(f"{address}/desk/dossiers/{number}")
    form = page.locator(
        "main form", has=page.locator(f"button:has-text('{button}')")
    ).first
    for holder in page.locator("main details").all():
        holder.evaluate("e => e.open = true")
    for name, value in said.items():
        field = form.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator(f"button:has-text('{button}')").click()


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"viewport": {"width": 390, "height": 800}}, id="phone"),
        pytest.param({"java_script_enabled": False}, id="without-javascript"),
    ],
)
def test_from_the_phone_to_the_result(
    browser: Browser, people: str, how: dict[str, object]
) -> None:
    an = signed_in(browser, people, "an", **how)
    number, secret = submit(an, people)
    office = {name: value for name, value in how.items() if name != "viewport"}
    if "java_script_enabled" in office:
        office = {}  # opening a <details> needs a script in this test, not in the page

    lan = signed_in(browser, people, "lan", **office)
    act(lan, people, number, "Receive")
    minh = signed_in(browser, people, "minh", **office)
    act(minh, people, number, "Take")
    act(minh, people, number, "Propose", outcome="granted")
    hoa = signed_in(browser, people, "hoa", **office)
    act(hoa, people, number, "Decide", outcome="granted", document_number="01/TLKS")
    act(lan, people, number, "Return", collector="Nguyễn Văn An")

    assert Dossier.objects.get(number=number).state == State.RETURNED
    an.goto(f"{people}/dossiers/{number}")
    expect(an.locator("main")).to_contain_text("result returned", ignore_case=True)
    anybody = browser.new_context().new_page()
    anybody.goto(f"{people}/track?lang=en")
    fill(anybody, {"number": number, "secret": secret})
    go_on(anybody)
    expect(anybody.locator("main")).to_contain_text("result returned", ignore_case=True)
    expect(anybody.locator("main")).not_to_contain_text("038090001234")
