"""Our client and our server speak with each other: one city hall hands a report to another."""

from collections.abc import Callable

import pytest
from pytest_django.live_server_helper import LiveServer
from tests import cast

from balaikota.complaints.forwarding import actions, gateway, jobs, queries
from balaikota.complaints.forwarding.models import State
from balaikota.complaints.forwarding.tests.conftest import OFFICE, the_relay
from balaikota.complaints.georeport import actions as georeport
from balaikota.complaints.georeport.models import Reach
from balaikota.complaints.handling import actions as handling
from balaikota.complaints.reports.models import Report
from balaikota.engine.partners import actions as partners


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("format", ["json", "xml"])
def test_a_report_goes_over_once_is_found_there_and_its_end_is_heard(
    live_server: LiveServer, forward: Callable[..., Report], format: str
) -> None:
    neighbour = partners.enrol("Kota sebelah", purpose="meneruskan", agreement="PKS 9/2026", by=cast.hasan())
    georeport.open_access(neighbour, Reach.PRODUCTION, by=cast.hasan())
    said = {
        "name": OFFICE, "url": f"{live_server.url}/open311/v2", "format": format, "is_open": True,
        "api_key": partners.issue_token(neighbour, by=cast.hasan()), "codes": {"jalan-rusak": "jalan-rusak"},
    }  # fmt: skip
    actions.arrange(None, said, by=cast.hasan())
    ours = forward()
    relay = the_relay()
    assert relay.state == State.SENT
    theirs = Report.objects.get(number=relay.remote_id)
    assert ours.number in theirs.text
    assert (theirs.lat, theirs.lon, theirs.contact) == (ours.lat, ours.lon, None)

    # Had the answer been lost, it would be found there, and posting again would lead to the same report.
    server, parcel = queries.endpoint(relay.server), queries.parcel(relay)
    found = gateway.find(server, parcel, queries.begun_at(relay))
    assert found is not None
    assert found.remote_id == theirs.number
    assert gateway.post(server, parcel).remote_id == theirs.number
    assert gateway.number_of(server, parcel.key) == theirs.number
    assert Report.objects.count() == 2

    handling.forward(theirs, "Kementerian", reason="Jalan nasional", by=cast.dewi())
    jobs.ask_the_others(0)
    relay.refresh_from_db()
    assert (relay.remote_status, relay.remote_notes[:14]) == ("closed", "Bukan wewenang")
