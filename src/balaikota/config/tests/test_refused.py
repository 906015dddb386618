"""Every no of the city hall leaves a line in its log, and the line tells nothing it should not."""

from typing import Any

import pytest
import structlog
from django.test import Client

from balaikota.foundation.people.models import Person

pytestmark = pytest.mark.django_db
SECRET = "rahasia-dari-alamat"


@pytest.fixture
def lines() -> Any:
    with structlog.testing.capture_logs() as captured:
        yield captured


def refused(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line["event"] == "refused"]


def test_every_no_leaves_a_line_that_names_the_route_and_not_what_stood_in_it(
    client: Client, sari: Person, lines: list[dict[str, Any]]
) -> None:
    client.force_login(sari)
    client.get(f"/masuk/sebagai/{SECRET}/")
    client.post("/lacak/hasil/", {"number": "x", "secret": SECRET})
    client.get("/tidak-ada/" + SECRET)
    client.get("/keluar-dari-mana/")
    first, second, third, _last = refused(lines)
    assert (first["status"], first["route"], first["by"]) == (404, "masuk/sebagai/<str:token>/", str(sari.pk))
    assert (second["status"], second["method"], second["visitor"]) == (422, "POST", "127.0.0.1")
    assert (third["status"], third["route"]) == (404, "")
    assert SECRET not in str(lines)
    assert all(line["log_level"] == "warning" for line in refused(lines))


def test_what_was_answered_leaves_none(client: Client, lines: list[dict[str, Any]]) -> None:
    assert client.get("/masuk/").status_code == 200
    assert refused(lines) == []


def test_a_form_without_its_key_is_in_the_log(lines: list[dict[str, Any]]) -> None:
    assert Client(enforce_csrf_checks=True).post("/masuk/", {}).status_code == 403
    assert [(line["status"], line["by"]) for line in refused(lines)] == [(403, "")]


def test_nothing_typed_begins_a_line_of_its_own(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    client.get(
        "/cari/%0a%7b%22event%22:%22palsu%22%7d/", headers={"X-Forwarded-For": '1.2.3.4\n{"event":"palsu"}'}
    )
    written = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert written
    assert all("palsu" not in line for line in written)


def test_a_stranger_names_no_request(client: Client, settings: Any) -> None:
    offered = {"X-Request-Id": "milik-orang-lain-1"}
    assert client.get("/masuk/", headers=offered)["X-Request-Id"] != offered["X-Request-Id"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.get("/masuk/", headers=offered)["X-Request-Id"] == offered["X-Request-Id"]
