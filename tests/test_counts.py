"""What the main pages cost that no clock has to tell: statements, bytes, memory.

The part of `make bench` that runs in every test run (bench/README.md). Each room holds its own lists,
`tests/journeys/test_budget.py` the first visit, `test_tree.py` the memory of the whole tree.
"""

import gc
import sys
import tracemalloc
from collections.abc import Iterator
from operator import le
from typing import Any

import brotli
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from balaikota.engine.cases import methods as case_methods
from balaikota.engine.cases import queries as cases
from tests import cast
from tests.matrix_city import sign_in

pytestmark = pytest.mark.django_db

#: Who looks, what, and at most: statements, KB of brotli, MB that one answer needs while it is made.
PAGES = [
    ("", "/", 9, 9, 2.0),
    ("", "/layanan/", 9, 9, 2.0),
    ("", "/layanan/akta-kelahiran/", 9, 9, 2.0),
    ("", "/cari/?q=akta+lahir", 9, 9, 2.0),
    ("", "/informasi/", 9, 9, 2.0),
    ("", "/tempat/", 9, 9, 2.0),
    ("", "/lapor/", 9, 9, 2.0),
    ("", "/darurat/", 9, 9, 2.0),
    ("", "/katalog/", 9, 9, 2.0),
    ("", "/katalog/cari/?q=bika", 9, 9, 2.0),
    ("", "/katalog/p/{product}/", 9, 9, 2.0),
    ("", "/ekonomi/", 9, 9, 2.0),
    ("sari", "/permohonan/", 9, 9, 2.0),
    ("sari", "/permohonan/{number}/", 9, 9, 2.0),
    ("sari", "/rumah-saya/", 9, 9, 2.0),
    ("sari", "/kotak-masuk/", 9, 9, 2.0),
    ("wulan", "/meja/", 9, 9, 2.0),
    ("wulan", "/permohonan/{number}/", 9, 9, 2.0),
]
OFTEN = 20
#: Blocks of memory that may stay behind each time a page is shown: what a process keeps grows by pages, not by visits.
LEFT = 25


@pytest.fixture(scope="module")
def city(django_db_setup: object, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The small city of the access matrix, where each room has something to show."""
    from tests.matrix_city import open_city

    with django_db_blocker.unblock(), transaction.atomic():
        yield open_city()
        transaction.set_rollback(True)


def as_somebody(who: str, city: dict[str, Any]) -> Client:
    client = Client()
    if who:
        sign_in(client, city["people"][who])
    return client


@pytest.mark.parametrize(("who", "address", "statements", "kilobytes", "megabytes"), PAGES)
def test_a_page_costs_no_more_than_it_did(
    city: dict[str, Any], who: str, address: str, statements: int, kilobytes: float, megabytes: float
) -> None:
    client, path = as_somebody(who, city), address.format(**city["places"])
    for _visit in range(3):
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as sent:
        page = client.get(path).content
    gc.collect()
    tracemalloc.start()
    client.get(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    seen = (len(sent), len(brotli.compress(page, quality=4)) / 1000, peak / 1e6)
    assert all(map(le, seen, (statements, kilobytes, megabytes))), (
        seen,
        [query["sql"] for query in sent.captured_queries],
    )


@pytest.mark.parametrize(("who", "address"), [page[:2] for page in PAGES])
def test_a_page_shown_again_and_again_leaves_nothing_in_memory(
    city: dict[str, Any], who: str, address: str
) -> None:
    client, path = as_somebody(who, city), address.format(**city["places"])
    for _visit in range(OFTEN):
        client.get(path)
    gc.collect()
    before = sys.getallocatedblocks()
    for _visit in range(OFTEN):
        client.get(path)
    gc.collect()
    assert (sys.getallocatedblocks() - before) / OFTEN < LEFT


def test_an_application_is_sent_with_few_statements(city: dict[str, Any]) -> None:
    sari = city["people"]["sari"]
    client, draft = (
        as_somebody("sari", city),
        cast.a_draft("akta-kelahiran", sari, anak_ke=7, anak_nama="Melati"),
    )
    ticked = case_methods.needed_declarations(cases.seen(draft))
    with CaptureQueriesContext(connection) as sent:
        answer = client.post(
            f"{draft.get_absolute_url()}kirim/", {f"declare_{name}": "on" for name in ticked}
        )
    assert answer.status_code == 303
    work = [query["sql"] for query in sent.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(work) <= 9, "\n".join(work)
