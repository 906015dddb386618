"""Whatever is asked below /open311/, the answer is in the standard's own form."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from balaikota.complaints.georeport import api, queries
from balaikota.complaints.georeport.tests.conftest import TEST, V2, Said, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
Ask = Callable[..., Said]


@pytest.mark.parametrize("path", ["v2/lain", "v2/services/a/b", "lain", "v2/requests/1/2", "v3/services"])
def test_an_unknown_address_is_a_404_of_the_standard(client: Client, kind: str, path: str) -> None:
    said = read(client.get(f"/open311/{path}.{kind}"), kind)
    assert (said.status, said.errors[:4]) == (404, "404 ")
    assert read(client.post(f"/open311/{path}.{kind}"), kind).status == 404


@pytest.mark.parametrize(
    "path", ["services", "requests", "services/jalan-rusak", "tokens/laporan-0001", "discovery"]
)
def test_another_format_or_method_is_a_400(client: Client, path: str) -> None:
    assert read(client.get(f"{V2}/{path}.yaml"), "xml").errors.startswith("400 ")
    put = client.put(f"{V2}/{path}.json")
    assert read(put, "json").errors.startswith("400 ")
    assert "GET" in put["Allow"]


@pytest.mark.parametrize(
    ("path", "name"),
    [("services/", "service_code"), ("requests/", "service_request_id"), ("tokens/", "token")],
)
def test_what_is_left_out_of_an_address_is_a_400(ask: Ask, path: str, name: str) -> None:
    said = ask(path)
    assert (said.status, said.errors.startswith(f"400 {name} ")) == (400, True)


def test_only_requests_are_posted(client: Client, kind: str) -> None:
    assert read(client.post(f"{V2}/services.{kind}"), kind).status == 400


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [("", "", "xml"), ("?format=json", "", "json"), ("?format=xml", "application/json", "xml"),
     ("", "application/json", "json"), ("", "text/xml, application/json", "xml")],
)  # fmt: skip
def test_without_an_ending_the_format_is_asked_for_otherwise(
    client: Client, query: str, accept: str, kind: str
) -> None:
    headers = {"accept": accept} if accept else {}
    assert read(client.get(f"{V2}/services{query}", headers=headers), kind).status == 200
    assert read(client.get(f"{V2}/requests/x{query}", headers=headers), kind).status == 404


@pytest.mark.parametrize(
    "path", ["services", "services/jalan-rusak", "requests", "requests/ADU-1", "tokens/laporan-0001"]
)
def test_another_citys_jurisdiction_is_not_found(ask: Ask, path: str) -> None:
    said = ask(path, jurisdiction_id="sfgov.org")
    assert (said.status, said.errors[:19]) == (404, "404 jurisdiction_id")
    own = ask(path, jurisdiction_id=f"www.{queries.jurisdiction()}")
    assert "jurisdiction_id" not in str(own.value)
    assert ask(path, jurisdiction_id="").status == ask(path).status


def test_what_breaks_inside_is_a_general_service_error(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(queries.topics, "topics", lambda: 1 / 0)
    said = ask("services")
    assert said.status == 400
    assert "ZeroDivisionError" not in said.errors
    assert "ZeroDivisionError" in capsys.readouterr().out


def test_too_many_questions_in_a_minute_are_refused_with_a_time(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "PER_MINUTE", 2)
    assert [ask("services").status for _ in range(3)] == [200, 200, 429]
    assert ask("services").headers["Retry-After"] == "60"


def test_pages_of_other_sites_may_read(client: Client, ask: Ask) -> None:
    assert ask("services").headers["Access-Control-Allow-Origin"] == "*"
    assert ask("tidak-ada").headers["Access-Control-Allow-Origin"] == "*"
    asked = client.options(f"{V2}/requests.json", headers={"origin": "https://contoh.id"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert "Access-Control-Allow-Origin" not in client.post(f"{V2}/requests.json")


def test_nothing_is_said_in_a_session(client: Client) -> None:
    answer = client.get(f"{V2}/services.json")
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"
    assert client.head(f"{V2}/services.json").status_code == 200


@pytest.mark.parametrize("place", ["/open311/", f"{V2}/", f"{TEST}/"])
def test_discovery_names_both_addresses(client: Client, kind: str, place: str) -> None:
    said = read(client.get(f"{place}discovery.{kind}"), kind).value
    assert list(said) == ["changeset", "contact", "key_service", "endpoints"]
    real, test = said["endpoints"]
    assert (real["type"], test["type"]) == ("production", "test")
    assert real["url"].endswith("/open311/v2")
    assert test["url"].endswith("/open311/test/v2")
    assert real["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert real["formats"] == ["text/xml", "application/json"]
    assert all(said.values())
    assert all(all(each.values()) for each in said["endpoints"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_for_developers_has_lines_to_copy(client: Client, language: str) -> None:
    text = client.get(reverse("georeport:docs"), headers={"accept-language": language}).content.decode()
    for each in ("curl ", "/open311/v2/services.json", "api_key=mitra_…", "page_size", "extensions=true"):
        assert each in text
    assert f'lang="{language}"' in text


def test_json_is_read_by_a_plain_reader(client: Client) -> None:
    rows: Any = json.loads(client.get(f"{V2}/services.json").content)
    assert {type(row["metadata"]) for row in rows} == {bool}
