"""A city that answers Open311, a partner with a key, and answers of both formats read as one."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.complaints.georeport import actions
from balaikota.complaints.georeport.methods import ITEMS
from balaikota.complaints.georeport.models import Reach
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics import queries as known
from balaikota.complaints.topics.models import Topic
from balaikota.engine.partners import actions as partners
from balaikota.engine.partners.models import Partner

V2, TEST = "/open311/v2", "/open311/test/v2"


@dataclass(frozen=True)
class Said:
    """An answer of the server, whatever its format."""

    status: int
    headers: Any
    root: str
    value: Any

    @property
    def errors(self) -> str:
        """All that was said, on a line each."""
        assert self.root == "errors", self.value
        return "\n".join(f"{each['code']} {each['description']}" for each in self.value)


def _tree(element: ET.Element) -> Any:
    """The Spark convention: what lists things is a list, what has parts a record, the rest text or nothing."""
    if element.tag in ITEMS:
        assert all(child.tag == ITEMS[element.tag] for child in element)
        return [_tree(child) for child in element]
    if len(element):
        return {child.tag: _tree(child) for child in element}
    return element.text


def _plain(value: Any) -> Any:
    """JSON's numbers and truths as XML writes them."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value in (None, "") else str(value)


def read(response: Any, kind: str) -> Said:
    """Either format as the same rows; the content type must be the standard's."""
    if kind == "json":
        assert response["Content-Type"] == "application/json; charset=utf-8"
        value = json.loads(response.content)
        is_error = isinstance(value, list) and value and set(value[0]) == {"code", "description"}
        return Said(response.status_code, response.headers, "errors" if is_error else "", _plain(value))
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    text = response.content.decode()
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    root = ET.fromstring(text)
    return Said(response.status_code, response.headers, root.tag, _tree(root))


@pytest.fixture(autouse=True)
def _rested(db: None) -> None:
    caches["near"].clear()


@pytest.fixture(params=["json", "xml"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def ask(client: Client, kind: str) -> Callable[..., Said]:
    """`ask("services", lat=…)`: GET in the format of this run."""

    def asked(path: str, shelf: str = V2, /, **params: Any) -> Said:
        return read(client.get(f"{shelf}/{path}.{kind}", params), kind)

    return asked


@pytest.fixture
def send(client: Client, kind: str, key: str) -> Callable[..., Said]:
    """`send(lat=…)`: POST a report on a hole in the road, with the partner's key."""

    def sent(shelf: str = V2, /, **said: Any) -> Said:
        body = {"api_key": key, "service_code": "jalan-rusak", "lat": "3.59", "long": "98.67", **said}
        kept = {name: value for name, value in body.items() if value is not None}
        return read(client.post(f"{shelf}/requests.{kind}", kept), kind)

    return sent


@pytest.fixture
def road(city: None) -> Topic:
    return a_topic("jalan-rusak")


def a_topic(code: str) -> Topic:
    topic = known.topic(code)
    assert topic is not None
    return topic


def a_report(topic: str = "jalan-rusak", text: str = "Lubang besar", **more: Any) -> Report:
    """A report sent just now; `sent_at`, `updated_at`, `status` and the like are written over afterwards."""
    letter = {
        name: more.pop(name) for name in ("lat", "lon", "address", "is_private", "attributes") if name in more
    }
    report = reports.send(reports.Letter(a_topic(topic), text, **letter), by=None)
    if more:
        more.setdefault("updated_at", more.get("sent_at", timezone.now()))
        Report.objects.filter(pk=report.pk).update(**more)
        report.refresh_from_db()
    return report


@pytest.fixture
def partner(road: Topic) -> Partner:
    """An app that may report in earnest."""
    made = partners.enrol(
        "Aplikasi Jalan", purpose="melapor", agreement="PKS 3/2026", per_minute=100, by=cast.hasan()
    )
    actions.open_access(made, Reach.PRODUCTION, by=cast.hasan())
    return made


@pytest.fixture
def key(partner: Partner) -> str:
    return partners.issue_token(partner, by=cast.hasan())
