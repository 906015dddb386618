"""The report says what the page says."""

import io

import pikepdf
import pytest
from django.test import Client

from balaikota.economy.accounts import actions
from balaikota.economy.bulletin import queries
from balaikota.economy.story.queries import Asked, story

pytestmark = pytest.mark.django_db


def test_the_report_is_a_paper_with_a_name_and_pages(client: Client) -> None:
    actions.load()
    answer = client.get("/ekonomi/laporan.pdf?tahun=2022")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert 2 <= len(paper.pages) <= 8
        assert (
            "Laporan ekonomi Kota Medan" in str(paper.docinfo.get("/Title", ""))
            or paper.open_metadata()["dc:title"]
        )


def test_the_quarters_that_were_announced_are_told(client: Client) -> None:
    actions.load()
    (said,) = queries.quarters(story(Asked()))
    assert "2025 T1: 3,93 %; 2025 T3: 5,01 %" in said


def test_without_figures_there_is_no_report(client: Client) -> None:
    assert client.get("/ekonomi/laporan.pdf").status_code == 404
