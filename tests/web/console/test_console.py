"""The console shows reference data and cases, and changes things only through actions."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models import CharField, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haicap.accounts import actions as accounts
from haicap.accounts.models import Post, User
from haicap.accounts.roles import Role
from haicap.journal.models import Entry
from haicap.units.models import Agency, TerritoryVersion
from haicap.workdays.models import DayOverride
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

# Session, person, posts; then the list: its count and its rows, or a row and what hangs on it.
LIST_BUDGET = 6
PAGE_BUDGET = 10

SHOWN = sorted(admin.site._registry, key=lambda model: model._meta.label)


def officer(role: str, login: str, agency: Agency | None = None) -> User:
    """Somebody with a post, of the nation unless said otherwise."""
    person = given.citizen(login)
    accounts.appoint(
        person,
        role=role,
        agency=agency,
        valid_from=date(2025, 7, 1),
        ground="",
        by=None,
        at=given.MONDAY,
    )
    return User.objects.get(pk=person.pk)


def client_of(person: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def engineer() -> Client:
    """Keeps the program running, and may change nothing."""
    return client_of(officer(Role.ENGINEER, "ky-su"))


@pytest.fixture
def registrar() -> Client:
    """Keeps units, agencies and calendars of the nation."""
    return client_of(officer(Role.REGISTRAR, "dang-ky"))


def address(model: type[Model], view: str, *args: object) -> str:
    """The address of a page of the console."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}"
    return reverse(name, args=args)


@pytest.mark.parametrize("model", SHOWN, ids=lambda model: model._meta.label_lower)
class TestEveryTable:
    def test_opens_in_few_statements(self, model: type[Model], engineer: Client) -> None:
        given.returned()
        with CaptureQueriesContext(connection) as caught:
            response = engineer.get(address(model, "changelist"))
        assert response.status_code == 200
        assert len(caught) <= LIST_BUDGET + _filters(model)

    def test_shows_a_row_in_few_statements(
        self, model: type[Model], engineer: Client
    ) -> None:
        given.returned()
        row = _richest(model)
        if row is None:
            pytest.skip("there is no such row in the small world")
        with CaptureQueriesContext(connection) as caught:
            response = engineer.get(address(model, "change", row.pk))
        assert response.status_code == 200
        assert len(caught) <= PAGE_BUDGET
        # No list of thousands of things to choose from.
        soup = BeautifulSoup(response.content, "html.parser")
        assert len(soup.find_all("option")) < 100

    def test_is_searched(self, model: type[Model], engineer: Client) -> None:
        if admin.site._registry[model].search_fields:
            response = engineer.get(address(model, "changelist"), {"q": "hoàn kiếm 1"})
            assert response.status_code == 200

    def test_is_not_for_citizens_nor_for_the_desk(self, model: type[Model]) -> None:
        for person in (given.citizen(), given.receptionist(), given.signer()):
            response = client_of(person).get(address(model, "changelist"))
            assert response.status_code == 302
            assert "/console/login/" in response["Location"]
            assert client_of(person).get(response["Location"]).status_code == 403

    def test_nothing_is_deleted(self, model: type[Model], registrar: Client) -> None:
        row = model._default_manager.first()
        if row is not None:
            address_ = address(model, "delete", row.pk)
            assert registrar.post(address_, {"post": "yes"}).status_code == 403

    def test_an_engineer_changes_nothing(
        self, model: type[Model], engineer: Client
    ) -> None:
        row = model._default_manager.first()
        assert engineer.post(address(model, "add"), {}).status_code == 403
        if row is not None:
            posted = engineer.post(address(model, "change", row.pk), {})
            assert posted.status_code == 403


def _richest(model: type[Model]) -> Model | None:
    """The row on which most others hang: where a statement a row would show."""
    inlines = admin.site._registry[model].inlines
    hung: list[int] = []
    for inline in inlines:
        (key,) = (
            field
            for field in inline.model._meta.get_fields()
            if field.related_model is model
            and field.name == (inline.fk_name or field.name)
        )
        hung += inline.model._default_manager.values_list(key.attname, flat=True)
    most = max(hung, key=hung.count, default=None)
    rows = model._default_manager.order_by("-pk")
    return rows.filter(pk=most).first() if most else rows.first()


def _filters(model: type[Model]) -> int:
    """A filter by the values of a column asks for them once."""
    named = map(str, admin.site._registry[model].list_filter)
    columns = [model._meta.get_field(name) for name in named]
    texts = [column for column in columns if isinstance(column, CharField)]
    return len([column for column in texts if not column.choices])


class TestReading:
    def test_a_password_is_not_set_here(self) -> None:
        client = client_of(officer(Role.ENGINEER, "an"))  # An has a password
        page = client.get("/console/")
        assert page.status_code == 200
        assert "password" not in page.content.decode()
        assert client.get("/console/password_change/").status_code == 404

    def test_the_first_page(self, engineer: Client) -> None:
        response = engineer.get("/console/", {"lang": "vi"})
        assert response.status_code == 200

    def test_a_unit_is_found_without_accents(self, engineer: Client) -> None:
        page = engineer.get(address(TerritoryVersion, "changelist"), {"q": "hoan kiem"})
        assert "Hoàn Kiếm" in page.content.decode()

    def test_nothing_private_of_a_dossier_is_shown(self, engineer: Client) -> None:
        from haicap.dossiers.models import Dossier

        dossier = given.returned()
        pages = [
            engineer.get(address(Dossier, "change", dossier.pk)),
            engineer.get(address(Dossier, "changelist")),
            engineer.get(address(User, "change", given.citizen().pk)),
        ]
        for page in pages:
            for private in ("038090001234", "0912345678"):
                assert private not in page.content.decode()


class TestChanging:
    day = {
        "day": "2026-02-16",
        "kind": "off",
        "sessions": "",
        "name_vi": "Nghỉ bù",
        "name_en": "Day in lieu",
        "ground": "1/QĐ",
        "agency_id": "",
    }

    def test_a_day_is_declared_by_the_action(self, registrar: Client) -> None:
        response = registrar.post(address(DayOverride, "add"), self.day)
        assert response.status_code == 302
        assert DayOverride.objects.get(day="2026-02-16").name_vi == "Nghỉ bù"
        assert Entry.objects.filter(kind__startswith="calendar").exists()
        assert LogEntry.objects.count() == 1

    def test_the_calendar_of_the_nation_is_not_for_a_registrar_of_a_commune(self) -> None:
        local = client_of(officer(Role.REGISTRAR, "xa", given.committee()))
        local.post(address(DayOverride, "add"), self.day)
        assert not DayOverride.objects.filter(day="2026-02-16").exists()
        own = {**self.day, "agency_id": given.committee().pk}
        assert local.post(address(DayOverride, "add"), own).status_code == 302
        assert DayOverride.objects.filter(day="2026-02-16").exists()

    def test_what_the_action_refuses_is_told_and_leaves_nothing(
        self, registrar: Client
    ) -> None:
        wrong = {**self.day, "kind": "work", "sessions": "always"}
        response = registrar.post(address(DayOverride, "add"), wrong, follow=True)
        assert b"errornote" in response.content or b"error" in response.content
        assert not DayOverride.objects.filter(day="2026-02-16").exists()
        assert not LogEntry.objects.exists()

    def test_an_agency_gets_its_identifier(self, registrar: Client) -> None:
        agency = given.committee()
        inline = {
            "earlier_names-TOTAL_FORMS": "0",
            "earlier_names-INITIAL_FORMS": "0",
        }
        said = {"identifier": "H56.1", "source": "1/QĐ", **inline}
        response = registrar.post(address(Agency, "change", agency.pk), said)
        assert response.status_code == 302
        agency.refresh_from_db()
        assert agency.identifier == "H56.1"
        assert Entry.objects.filter(about=f"agency:{agency.pk}").exists()

    def test_a_post_is_given_by_the_action_or_refused(self, registrar: Client) -> None:
        said = {
            "person": given.citizen().pk,
            "role": Role.SIGNER,
            "agency": given.committee().pk,
            "title": "",
            "ground": "1/QĐ",
            "valid_from": "2025-07-07",
            "valid_until": "01/07/2025",
        }
        before = Post.objects.count()
        registrar.post(address(Post, "add"), said, follow=True)
        assert Post.objects.count() == before
        registrar.post(address(Post, "add"), {**said, "valid_until": ""}, follow=True)
        assert Post.objects.count() == before + 1
        assert Entry.objects.filter(kind="post.given").exists()

    def test_a_person_and_an_agency_are_found_by_typing(self, registrar: Client) -> None:
        page = registrar.get(address(Post, "add"))
        soup = BeautifulSoup(page.content, "html.parser")
        assert not soup.select("select#id_agency option[value]:not([value=''])")
        asked = {
            "term": "hoan kiem",
            "app_label": "accounts",
            "model_name": "post",
            "field_name": "agency",
        }
        found = registrar.get("/console/autocomplete/", asked).json()
        assert found["results"]
