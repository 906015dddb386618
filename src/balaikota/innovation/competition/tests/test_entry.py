"""A team writes for the ministry's competition from the city's own records."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from balaikota.innovation.competition import actions, methods, queries
from balaikota.innovation.life import actions as life
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import Refusal

NEWEST = next(iter(methods.editions().values()))


def place(row: Innovation) -> str:
    return f"/inovasi/{row.number}/kipp/"


def test_the_text_begins_with_what_the_city_knows(tried: Innovation, client: Client, sari) -> None:
    client.force_login(sari)
    page = client.get(place(tried)).content.decode()
    assert "Warga menunggu di loket berjam-jam." in page
    assert "Uji coba sejak 2026-01." in page
    assert "Bobot tiap bagian tidak ditemukan" in page
    assert "belum terverifikasi" in page


def test_too_many_words_are_said_beside_the_section_and_nothing_is_lost(
    tried: Innovation, client: Client, sari
) -> None:
    client.force_login(sari)
    long = "kata " * 203
    answer = client.post(
        place(tried), {"tahun": "2025", "kelompok": "umum", "ringkasan": long, "ide": "Gagasan kami."}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Paling banyak 200 kata; sekarang 203. Kurangi 3 kata." in page
    assert "Gagasan kami." in page
    assert queries.entry(tried, 2025) is None


def test_the_text_is_kept_for_its_year_and_printed(tried: Innovation, client: Client, sari) -> None:
    client.force_login(sari)
    said = {"tahun": "2025", "kelompok": "replikasi", "inspirasi": "Kami melihatnya di kota tetangga."}
    assert client.post(place(tried), said).status_code == 303
    assert "Kami melihatnya di kota tetangga." in client.get(f"{place(tried)}?tahun=2025").content.decode()
    assert queries.entry(tried, 2022) is None
    paper = client.get(f"{place(tried)}naskah.pdf?tahun=2025")
    assert paper.content.startswith(b"%PDF")
    assert client.get(f"{place(tried)}naskah.pdf?tahun=2022").status_code == 404


def test_a_group_of_another_year_is_refused(tried: Innovation, sari) -> None:
    with pytest.raises(Refusal, match="tidak ada pada tahun itu"):
        actions.keep(tried, NEWEST, "khusus", {}, by=sari)


def test_neighbours_and_mere_proposals_find_nothing(
    tried: Innovation, proposal, client: Client, sari, budi
) -> None:
    client.force_login(budi)
    assert client.get(place(tried)).status_code == 404
    client.force_login(sari)
    assert client.get(place(life.propose(proposal, by=sari))).status_code == 404


@pytest.mark.parametrize(
    ("begun", "holds"), [("2025-11", True), ("2025-12", False), ("2024-12", True), ("2026-01", False)]
)
def test_a_year_is_counted_back_from_the_closing_day(begun: str, holds: bool) -> None:
    assert methods.is_old_enough(begun, date(2026, 11, 29), 1) is holds


@given(st.lists(st.text("abcdxyz-", min_size=1, max_size=6).filter(lambda word: word[0] != "-"), max_size=12))
def test_words_are_counted_whatever_stands_between_them(words: list[str]) -> None:
    assert methods.words(",\n ".join(words)) == len(words)
