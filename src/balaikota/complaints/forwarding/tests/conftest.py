"""A report that is not the city's, an office outside it, and its server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from tests import cast
from tests.recorded import Played, System, a_system, pairs

from balaikota.complaints.forwarding import actions
from balaikota.complaints.forwarding.models import Relay, Server
from balaikota.complaints.handling import actions as handling
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports.models import Report
from balaikota.complaints.topics import queries as known
from balaikota.foundation.audit import queries as audit

OFFICE = "Balai Jalan Nasional"
RECORDED = {name: pair.answer for name, pair in pairs(Path(__file__).with_name("open311.toml")).items()}
Forward = Callable[..., Report]
NONE = Played(200, b"[]")


def story(report: Report) -> list[str]:
    return [event.name for event in audit.story(report)]


@pytest.fixture(autouse=True)
def inside(settings: Settings) -> None:
    settings.WEBHOOKS_INSIDE, settings.DEMO = True, True


@pytest.fixture
def system() -> Iterator[System]:
    with a_system() as one:
        yield one


def a_server(url: str, format: str = "json") -> Server:
    said = {
        "name": OFFICE, "url": url, "format": format, "jurisdiction_id": "jalan.example", "api_key": "kunci-mereka",
        "email": "balai@kota.example",
        "codes": {"jalan-rusak": "001"}, "other_code": "999", "is_open": True,
    }  # fmt: skip
    return actions.arrange(None, said, by=cast.hasan())


@pytest.fixture
def server(system: System, city: None) -> Server:
    return a_server(f"{system.url}/open311/v2")


def a_report(
    topic: str = "jalan-rusak", text: str = "Lubang di jalan nasional", *, is_private: bool = False
) -> Report:
    found = known.topic(topic)
    assert found is not None
    letter = reports.Letter(
        found, text, 3.59, 98.67, "Jalan Lintas", contact="Sari 081234567890", is_private=is_private
    )
    return reports.send(letter, by=cast.sari())


@pytest.fixture
def forward(city: None) -> Callable[..., Report]:
    """The coordinator forwards a report, and the jobs run."""

    def forwarded(report: Report | None = None, to: str = OFFICE) -> Report:
        report = report or a_report()
        handling.forward(report, to, reason="Jalan nasional", by=cast.dewi())
        cast.run_jobs(forgiving=True)
        report.refresh_from_db()
        return report

    return forwarded


def the_relay() -> Relay:
    return Relay.objects.select_related("report", "server").get()


@pytest.fixture
def sent(server: Server, system: System, forward: Forward) -> Relay:
    system.plays(RECORDED["taken_json"])
    forward()
    return the_relay()
