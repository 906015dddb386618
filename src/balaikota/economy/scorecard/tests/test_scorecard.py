"""Every figure a room publishes stands on the scorecard."""

from decimal import Decimal
from pathlib import Path
from typing import Any

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


def a_target(better: str = "lower") -> methods.Target:
    return methods.Target("lama-akta", "2026", D(4), better, "RPJMD contoh")


@pytest.mark.parametrize(
    ("value", "better", "light"),
    [("4", "lower", "ok"), ("4.2", "lower", "wait"), ("4.21", "lower", "stop"), ("5", "higher", "ok"),
     ("3.8", "higher", "wait"), ("3.79", "higher", "stop")],
)  # fmt: skip
def test_a_light_follows_its_rule(value: str, better: str, light: str) -> None:
    assert methods.light(D(value), a_target(better)) == light


@pytest.mark.django_db
def test_a_target_of_the_citys_plan_stands_beside_its_figure(
    client: Client, tmp_path: Path, settings: Any
) -> None:
    published("2026-09", 5)
    assert "RPJMD contoh" not in client.get("/ekonomi/kinerja/").content.decode()
    (tmp_path / "economy").mkdir()
    lines = [
        'figure = "lama-akta"',
        'period = "2026"',
        'value = "4"',
        'better = "lower"',
        'source = "RPJMD contoh"',
    ]
    (tmp_path / "economy" / "targets.toml").write_text("[[target]]\n" + "\n".join(lines))
    settings.CITY_FOLDER = tmp_path
    page = client.get("/ekonomi/kinerja/").content.decode()
    assert "RPJMD contoh" in page
    assert "Target 2026: 4" in page
    assert "belum</span>" in page


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), max_size=20))
def test_a_line_stays_in_its_box(values: list[Decimal]) -> None:
    points = [tuple(map(float, point.split(","))) for point in methods.line(values).split()]
    assert len(points) == (len(values) if len(values) > 1 else 0)
    assert all(0 <= x <= methods.WIDTH and 0 <= y <= methods.HEIGHT for x, y in points)
