"""Only what was mended counts as mended, and it counts for who has it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast

from balaikota.complaints.figures import queries
from balaikota.complaints.reports import actions
from balaikota.complaints.reports.models import Reason, Report, Status
from balaikota.complaints.topics.models import Topic

pytestmark = pytest.mark.django_db


def closed(topic: Topic, reason: Reason, *, days: int, late: bool = False) -> Report:
    report = actions.send(actions.Letter(topic, "Lubang"), by=None)
    now = timezone.now()
    sent = now - timedelta(days=days)
    due = now - timedelta(days=1) if late else now + timedelta(days=1)
    Report.objects.filter(pk=report.pk).update(
        status=Status.SELESAI, closed_reason=reason, sent_at=sent, closed_at=now, due_at=due
    )
    return report


def test_only_the_mended_are_counted_as_mended(road: Topic) -> None:
    closed(road, Reason.DIPERBAIKI, days=2)
    closed(road, Reason.DIPERBAIKI, days=4, late=True)
    closed(road, Reason.DIPERBAIKI, days=9)
    closed(road, Reason.TIDAK_DITEMUKAN, days=1)
    (unit,) = queries.by_unit()
    assert (unit["received"], unit["fixed"], unit["in_time"], unit["otherwise"]) == (4, 3, 2, 1)
    assert unit["share"] == 67
    assert unit["median_days"] == pytest.approx(4.0, abs=0.1)
    told = {row["label"]: row["n"] for row in queries.endings()}
    assert told["diperbaiki"] == 3
    assert told["tidak ditemukan di tempat"] == 1


def test_what_was_passed_on_is_not_counted_for_who_passed_it_on(hole: Report) -> None:
    dewi, other = cast.dewi(), cast.the_desk("pengaduan-dlh")
    Report.objects.update(status=Status.TERVERIFIKASI, verified_at=timezone.now())
    actions.hand_over(hole, other, reason="Ini sampah.", by=dewi)
    Report.objects.update(due_at=timezone.now() - timedelta(days=3))
    (unit,) = queries.by_unit()
    assert (unit["code"], unit["late"], unit["passed_to"]) == ("dlh", 1, 1)


def test_the_list_is_sieved_and_shows_nothing_private(client: Client, hole: Report, road: Topic) -> None:
    actions.send(actions.Letter(road, "Rahasia", is_private=True), by=None)
    html = client.get("/pengaduan/").content.decode()
    assert hole.number in html
    assert "Rahasia" not in html
    assert hole.number not in client.get("/pengaduan/?topik=sampah").content.decode()
    assert hole.number not in client.get("/pengaduan/?keadaan=diperbaiki").content.decode()
    assert hole.number in client.get("/pengaduan/?unit=dinas-pu&keadaan=terbuka&kecamatan=").content.decode()
    assert client.get("/pengaduan/?sesudah=zzz&kecamatan=%27").status_code == 200


def test_the_list_is_paged_and_asks_the_same_however_long(
    client: Client, road: Topic, django_assert_max_num_queries: Any
) -> None:
    for number in range(queries.PAGE + 3):
        actions.send(actions.Letter(road, f"Lubang {number}", 3.58, 98.68), by=None)
    with django_assert_max_num_queries(11):
        html = client.get("/pengaduan/").content.decode()
    assert html.count('class="paper"') == queries.PAGE
    after = html.split("sesudah=")[1].split('"')[0]
    assert client.get(f"/pengaduan/?sesudah={after}").content.decode().count('class="paper"') == 3


def test_the_figures_name_their_day_and_source(client: Client, hole: Report) -> None:
    html = client.get("/pengaduan/angka/").content.decode()
    assert "Sumber: register pengaduan" in html
    assert "Dinas Pekerjaan Umum" in html


def test_what_was_received_is_open_or_ended_in_one_way(road: Topic) -> None:
    for reason in Reason:
        closed(road, reason, days=3)
    Report.objects.filter(closed_reason=Reason.BUKAN_WEWENANG).update(status=Status.BUKAN_WEWENANG)
    actions.send(actions.Letter(road, "Lubang"), by=None)
    city = queries.whole()
    assert sum(row["n"] for row in queries.endings()) == city["received"] - city["open"] == city["closed"]


def test_a_figure_counts_as_late_what_the_badge_calls_late(a_late_few: list[bool]) -> None:
    (unit,) = queries.by_unit()
    assert unit["late"] == sum(a_late_few) == 2
