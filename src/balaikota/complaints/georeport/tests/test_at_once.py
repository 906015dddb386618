"""The same report posted many times in the same moment is one report."""

import threading

import pytest
from django.db import connection

from balaikota.complaints.georeport import actions
from balaikota.complaints.georeport.methods import Sent
from balaikota.complaints.georeport.models import Posting
from balaikota.complaints.georeport.tests.conftest import a_topic
from balaikota.complaints.reports.models import Report
from balaikota.engine.partners.models import Partner


@pytest.mark.django_db(transaction=True)
def test_twelve_repeats_in_a_moment_are_one_report(partner: Partner) -> None:
    topic, sent = (
        a_topic("jalan-rusak"),
        Sent("jalan-rusak", 3.59, 98.67, description="Lubang", key="laporan-0001"),
    )
    start, told = threading.Barrier(12), []

    def post() -> None:
        try:
            start.wait(60)
            told.append(actions.post(partner, sent, topic).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [Report.objects.get().number] * 12
    assert Posting.objects.count() == 1
