"""Pages and operations of classes, standards and villages."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from haicap.standards.models import UnitValue
from haicap.villages import actions as villages
from tests import given
from tests.web.api.client import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(client: Client) -> Client:
    client.get("/?lang=en")
    return client


class TestClassification:
    def test_shows_points_sources_and_what_is_missing(self, english: Client) -> None:
        page = english.get("/units/38/classification?on=2026-01-01&lang=en")
        text = page.content.decode()

        assert "cannot be decided: class I, class II, class III are possible" in text
        assert "307/2025/NĐ-CP" in text
        assert "112/2025/UBTVQH15" in text
        assert "17.79" in text
        assert "sapnhap.bando.com.vn" in text
        assert "What is missing" in text

    def test_a_unit_leads_there(self, english: Client) -> None:
        text = english.get("/units/14758?on=2026-01-01").content.decode()

        assert "/units/14758/classification?on=2026-01-01" in text
        assert "/units/14758/villages?on=2026-01-01" in text

    def test_says_when_there_are_no_rules_for_it(self, english: Client) -> None:
        zone = english.get("/units/26732/classification?on=2025-12-31&lang=en")

        assert zone.status_code == 200
        assert "says nothing of units of the kind" in zone.content.decode()

    def test_a_code_of_another_day_is_not_found(self, client: Client) -> None:
        assert client.get("/units/99999/classification").status_code == 404


class TestVillages:
    def test_lists_them_and_marks_what_is_made_up(self, english: Client) -> None:
        villages.found(
            given.commune(), kind="residential_group", name="Tổ 1", on=given.TODAY,
            ground="1/NQ-HĐND", is_simulated=True,
            by=given.officer("registrar", None, "reg"), at=given.MONDAY,
        )  # fmt: skip
        text = english.get("/units/14758/villages?lang=en").content.decode()

        assert "Tổ 1" in text
        assert "simulated" in text
        assert "1/NQ-HĐND" in text

    def test_an_empty_register_says_so(self, english: Client) -> None:
        text = english.get("/units/14758/villages?lang=en").content.decode()

        assert "No village of this commune" in text

    def test_a_province_has_none(self, client: Client) -> None:
        assert client.get("/units/38/villages").status_code == 404


class TestApi:
    def get(self, client: Client, path: str) -> Any:
        return client.get(f"/api/v1/units/{path}")

    def test_classification_and_standards(self, client: Client) -> None:
        day = "on=2026-01-01&value=mountain=no&lang=en"
        found = self.get(client, f"38/classification?{day}").json()
        standing = self.get(client, f"38/standards?{day}").json()

        assert found["class_code"] is None
        assert found["criteria"][0]["points"] == {"least": 24.67, "most": 24.67}
        assert standing["requirements"][0]["least"]["lowest"] == 1_400_000

    def test_refusals(self, client: Client) -> None:
        wrong = self.get(client, "38/classification?value=mountains=no")
        assert (wrong.status_code, wrong.json()["type"]) == (422, "standards.no-quantity")
        assert self.get(client, "38/standards?value=mountain").status_code == 422
        old = self.get(client, "38/classification?on=2010-01-01")
        assert old.status_code == 404

    def test_a_value_is_entered_once(self, client: Client) -> None:
        leader = given.officer("leader", given.committee(), "leader")
        headers = {
            "Authorization": f"Bearer {token_of(leader)}",
            "Idempotency-Key": "k1",
        }
        body = {
            "name": "mountain", "value": "no", "as_of": "2025-07-02", "source": "1/QĐ",
        }  # fmt: skip
        for _time in range(2):
            answer = client.post(
                "/api/v1/units/14758/values", body,
                content_type="application/json", headers=headers,
            )  # fmt: skip
            assert answer.status_code == 200, answer.content
            assert answer.json() == body
        row = UnitValue.objects.get()
        assert row.amount == 0
        assert row.as_of == date(2025, 7, 2)

    def test_villages(self, client: Client) -> None:
        assert self.get(client, "14758/villages").json() == []
