"""What every phone keeps is the same for all and says nothing of anybody."""

import json
import re

import pytest
from django.test import Client
from PIL import Image

from balaikota.foundation.offline import contract
from balaikota.foundation.people.models import Person
from balaikota.kit.css import FOLDER

pytestmark = pytest.mark.django_db
SHELL = ["/luring/", "/menunggu-terkirim/", "/simpanan/"]


def settings_of(client: Client) -> dict[str, object]:
    text = client.get("/sw.js").content.decode()
    return dict(json.loads(re.match(r"self\.KOTA = (\{.*\});\n", text)[1]))


def test_the_worker_lies_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_the_worker_has_a_new_version_when_a_page_is_added(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settings_of(client)["version"]
    assert settings_of(client)["version"] == before
    monkeypatch.setattr(contract, "_shell", [*contract.shell(), "/baru/"])
    assert settings_of(client)["version"] != before


def test_the_worker_knows_what_is_sent_later(client: Client) -> None:
    said = settings_of(client)
    assert said["later"]["/lapor/"] == {"page": "/lapor/", "to": "/lapor/kirim/"}
    assert {"/darurat/", "/lapor/", *SHELL} <= set(said["pages"])


@pytest.mark.parametrize("path", SHELL)
def test_the_shell_names_nobody(client: Client, sari: Person, path: str) -> None:
    plain = client.get(f"{path}?luring").content.decode()
    assert " data-shell" in plain
    assert "data-viewer" not in plain
    client.force_login(sari)
    assert 'data-viewer=""' not in client.get(path).content.decode()


def test_the_mark_of_a_phone_is_not_the_key_of_a_person(client: Client, sari: Person, budi: Person) -> None:
    marks = set()
    for person in (sari, budi):
        client.force_login(person)
        marks.add(client.get("/luring/kunci/").json()["viewer"])
    assert len(marks) == 2
    assert not {str(sari.pk), str(budi.pk)} & marks


def test_a_stranger_gets_a_fresh_key_and_no_mark(client: Client) -> None:
    answer = client.get("/luring/kunci/")
    assert answer.json()["viewer"] == ""
    assert len(answer.json()["token"]) >= 32
    assert answer["Cache-Control"] == "no-store"


def test_it_can_be_put_on_a_home_screen(client: Client) -> None:
    said = client.get("/manifest.webmanifest").json()
    assert (said["display"], said["scope"], said["start_url"]) == ("standalone", "/", "/")
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= {
        (icon["sizes"], icon["purpose"]) for icon in said["icons"]
    }
    assert [each["url"] for each in said["shortcuts"]] == ["/lapor/", "/darurat/", "/permohonan/"]


@pytest.mark.parametrize(("name", "side"), [("icon-192", 192), ("icon-512", 512), ("icon-maskable-512", 512)])
def test_the_marks_are_as_large_as_they_say(name: str, side: int) -> None:
    with Image.open(FOLDER.parent / "img" / f"{name}.png") as image:
        assert image.size == (side, side)


def test_pages_without_a_network_say_so_without_javascript_too(client: Client) -> None:
    for path in SHELL[1:]:
        assert "<noscript>" in client.get(path).content.decode()
