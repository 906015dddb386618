"""One's own reports: listed, at home, and taken home."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests import cast

from balaikota.complaints.mine import queries
from balaikota.complaints.reports import actions
from balaikota.complaints.reports.models import Report, Status
from balaikota.complaints.topics.models import Topic
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street

pytestmark = pytest.mark.django_db


def test_ones_own_and_joined_reports_are_listed_and_no_others(
    client: Client, hole: Report, road: Topic, sari: Person, budi: Person
) -> None:
    mine = actions.send(actions.Letter(road, "Lubang saya"), by=sari)
    theirs = actions.send(actions.Letter(road, "Lubang Budi"), by=budi)
    actions.join(hole, key=uuid.uuid4(), by=sari)
    client.force_login(sari)
    html = client.get("/lapor/saya/").content.decode()
    assert mine.number in html
    assert hole.number in html
    assert theirs.number not in html


def test_what_waits_for_the_reporter_says_until_when(road: Topic, sari: Person) -> None:
    report = actions.send(actions.Letter(road, "Lubang"), by=sari)
    (item,) = queries.own_items(sari)
    assert not item.is_waiting
    actions.turn(report, Status.DITUNDA, actions.Said("postponed", cast.dewi(), "Di jalan mana?"))
    (item,) = queries.own_items(sari)
    assert item.is_waiting
    assert item.due_at


def test_everything_one_wrote_is_taken_home_with_its_photos(
    road: Topic, sari: Person, budi: Person, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_FOLDER, settings.RENDITIONS_FOLDER = tmp_path / "files", tmp_path / "renditions"
    photo = pictures.receive(a_photo(a_street(1, (800, 600))), by=sari).pk
    actions.send(actions.Letter(road, "NIK 1271011201909991", contact="0811", pictures=(photo,)), by=sari)
    packed = dict(queries.pack(sari))
    (told,) = json.loads(bytes(packed["pengaduan/pengaduan.json"]))
    assert told["text"] == "NIK 1271011201909991"
    assert told["contact"] == "0811"
    assert len(packed) == 2
    assert dict(queries.pack(budi)) == {}
