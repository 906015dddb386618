"""What the main pages cost that no clock has to tell: statements, bytes, memory.

The part of `make bench` that runs in every test run (bench/README.md). Each room holds its own lists,
`tests/journeys/test_budget.py` the first visit, `test_tree.py` the memory of the whole tree.
"""

import gc
import logging
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
from balaikota.foundation.regions import queries as regions
from tests import cast
from tests.matrix_city import sign_in

pytestmark = pytest.mark.django_db

#: Who looks, what, and at most: statements, KB (brotli), and KB of memory that one answer needs while it is made.
PAGES = [
    ("", "/", 3, 4.0, 100),
    ("", "/layanan/", 3, 5.0, 100),
    ("", "/layanan/akta-kelahiran/", 3, 4.0, 100),
    ("", "/cari/?q=akta+lahir", 5, 2.5, 150),
    ("", "/informasi/", 3, 2.5, 150),
    ("", "/tempat/", 3, 3.0, 150),
    ("", "/lapor/", 6, 3.5, 400),
    ("", "/darurat/", 3, 3.0, 250),
    ("", "/katalog/", 3, 4.0, 100),
    ("", "/katalog/cari/?q=bika", 4, 3.5, 150),
    ("", "/katalog/p/{product}/", 3, 3.5, 150),
    ("", "/ekonomi/", 5, 6.5, 250),
    ("sari", "/permohonan/", 11, 2.5, 250),
    ("sari", "/permohonan/{number}/", 19, 4.5, 550),
    ("sari", "/rumah-saya/", 32, 4.5, 700),
    ("sari", "/kotak-masuk/", 10, 4.0, 400),
    ("wulan", "/meja/", 24, 5.5, 500),
    ("wulan", "/permohonan/{number}/", 40, 8.0, 2300),
]
OFTEN = 10
#: Blocks of memory that may stay behind each time a page is shown: what a process keeps grows with pages, not with visits.
LEFT = 60


@pytest.fixture(scope="module")
def city(django_db_setup: object, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The small city of the access matrix, where each room has something to show."""
    from tests.matrix_city import open_city
    from tests.matrix_visitor import forget

    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        for remembered in ("_choices", "_grounds", "_outlines", "_paths"):
            patch.setattr(regions, remembered, {})  # of a larger city, with a map
        forget()
        yield open_city()
        transaction.set_rollback(True)


def as_somebody(who: str, city: dict[str, Any]) -> Client:
    client = Client()
    if who:
        sign_in(client, city["people"][who])
    return client


@pytest.mark.parametrize(("who", "address", "statements", "sent", "needed"), PAGES)
def test_a_page_costs_no_more_than_it_did_and_leaves_nothing_in_memory(
    city: dict[str, Any], who: str, address: str, statements: int, sent: float, needed: float
) -> None:
    client, path = as_somebody(who, city), address.format(**city["places"])
    for _visit in range(5):
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        size = len(brotli.compress(client.get(path).content, quality=4))
    work = [query["sql"] for query in asked.captured_queries]
    seen = (len(work), size / 1000, peak(client, path) / 1000, left_behind(client, path))
    assert all(map(le, seen, (statements, sent, needed, LEFT))), (seen, work)


def peak(client: Client, path: str) -> int:
    """Bytes of memory that were in use at once for this answer."""
    gc.collect()
    tracemalloc.start()
    client.get(path)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def left_behind(client: Client, path: str) -> float:
    """Blocks of memory each further visit leaves in use, when nothing is written to the log that pytest keeps.

    What a visit leaves it leaves each time; what else grows once in this process, in the midst of six thousand tests, is
    counted in one round alone. So the least of a few rounds counts.
    """
    logging.disable()
    rounds = []
    for _round in range(3):
        gc.collect()
        before = sys.getallocatedblocks()
        for _visit in range(OFTEN):
            client.get(path)
        gc.collect()
        rounds.append((sys.getallocatedblocks() - before) / OFTEN)
        if rounds[-1] <= LEFT:
            break
    logging.disable(logging.NOTSET)
    return min(rounds)


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
    assert len(work) <= 16, "\n".join(work)
