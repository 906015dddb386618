"""Every figure a room publishes stands on the scorecard."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from balaikota.economy.scorecard import methods
from balaikota.foundation.statistics import actions

D = Decimal


def published(period: str, value: int) -> None:
    actions.publish(
        "lama-akta",
        period,
        D(value),
        name="Lama akta",
        definition="Hari kerja sampai putusan.",
        unit="hari",
        source="Disdukcapil",
    )


@pytest.mark.django_db
def test_a_figure_stands_with_its_definition_owner_period_and_trend(client: Client) -> None:
    published("2026-09", 5)
    published("2026-10", 3)
    page = client.get("/ekonomi/kinerja/").content.decode()
    for said in (
        "Lama akta",
        "Hari kerja sampai putusan.",
        "Disdukcapil",
        "2026-10",
        "Turun dari periode sebelumnya.",
    ):
        assert said in page


@pytest.mark.django_db
def test_a_corrected_reading_replaces_the_one_before_it(client: Client) -> None:
    published("2026-10", 3)
    published("2026-10", 4)
    page = client.get("/ekonomi/kinerja/").content.decode()
    assert "<strong>4</strong>" in page
    assert "Baru satu periode." in page


@pytest.mark.django_db
def test_without_figures_the_page_says_so(client: Client) -> None:
    assert "Belum ada angka" in client.get("/ekonomi/kinerja/").content.decode()


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), max_size=20))
def test_a_line_stays_in_its_box(values: list[Decimal]) -> None:
    points = [tuple(map(float, point.split(","))) for point in methods.line(values).split()]
    assert len(points) == (len(values) if len(values) > 1 else 0)
    assert all(0 <= x <= methods.WIDTH and 0 <= y <= methods.HEIGHT for x, y in points)
