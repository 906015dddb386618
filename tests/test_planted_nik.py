"""A planted NIK walks through the city: it is in no log, address, job, event, message, error page or plain column."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from balaikota.engine.cases import actions as cases
from balaikota.engine.catalogue.actions import load_services
from balaikota.kit.logs import without_numbers
from tests import cast

pytestmark = pytest.mark.django_db
PLANTED = ("1271215703859992", "3173010505809998", "1271012503249991", "1271011201909991", "1271193110999995")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything any logger says, at its most talkative, as it is written in production."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = settings.LOGGING["formatters"]["json"]
    handler.setFormatter(config["()"](**{name: value for name, value in config.items() if name != "()"}))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def walk(client: Client) -> list[str]:
    """Sari applies, types her number into wrong places, Wulan and Anwar work; gives every address that was used."""
    cast.the_desk()
    cast.saris_family()
    load_services()
    sari, wulan, _ratna = cast.sari(), cast.wulan(), cast.ratna()
    case = cast.a_granted_case("akta-kelahiran", sari)
    cast.run_jobs()
    addresses = []

    def visit(answer: Any) -> str:
        addresses.append(answer.request["PATH_INFO"] + "?" + answer.request.get("QUERY_STRING", ""))
        addresses.append(answer.headers.get("Location", ""))
        return answer.content.decode(errors="replace") if not answer.streaming else ""

    client.force_login(sari)
    pages = [
        visit(client.get(place))
        for place in ("/permohonan/", "/akun/", case.get_absolute_url(), "/kotak-masuk/")
    ]
    draft = cast.a_draft("akta-kelahiran", sari, anak_ke=5, anak_nama="Mawar Putri")
    visit(
        client.post(
            f"/permohonan/draf/{draft.pk}/bayi/simpan/", {"anak_nama": PLANTED[0], "anak_ke": PLANTED[1]}
        )
    )
    visit(client.post("/lacak/hasil/", {"number": PLANTED[0], "secret": PLANTED[1]}))
    pages.append(visit(client.get(f"/tidak-ada/{case.number}/")))
    client.force_login(wulan)
    pages += [visit(client.get(case.get_absolute_url())), visit(client.get("/meja/"))]
    visit(client.post("/warga/cari/", {"nik": PLANTED[0], "purpose": "memeriksa permohonan di loket"}))
    visit(
        client.post("/warga/cari/", {"nik": "1271011201909990", "purpose": "memeriksa permohonan di loket"})
    )
    cases.withdraw(cast.a_case("akta-kelahiran", sari, anak_ke=6, anak_nama="Dahlia Putri"), by=sari)
    cast.run_jobs()
    return [*addresses, *(page for page in pages if any(nik in page for nik in PLANTED))]


def test_a_planted_nik_is_found_nowhere(client: Client, log: io.StringIO) -> None:
    seen = walk(client)
    faults = [f"alamat atau halaman: {text[:120]}" for text in seen if any(nik in text for nik in PLANTED)]
    faults += [
        f"log: {without_numbers(line)[:200]}"
        for line in log.getvalue().splitlines()
        if any(nik in line for nik in PLANTED)
    ]
    assert not faults, "\n".join(faults)
    assert plainly_stored() == []


def plainly_stored() -> list[str]:
    """Columns of any table, the queue's included, in which one of the numbers can be read."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'select count(*) from "{table}" t where t::text ~ %s', ["|".join(PLANTED)])
            (count,) = cursor.fetchone()
            if count and table not in (
                "catalogue_edition",
            ):  # a service file's own example, with sample numbers
                found.append(f"{table}: {count}")
    return found


def test_an_error_page_quotes_nothing(
    client: Client, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A view that fails with the number in its message: the page is calm, the log has dots."""
    from balaikota.portal import queries

    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError(f"tidak dapat membaca {PLANTED[0]}")

    for name in [
        name for name in dir(queries) if callable(getattr(queries, name)) and not name.startswith("_")
    ]:
        if getattr(getattr(queries, name), "__module__", "") == queries.__name__:
            monkeypatch.setattr(queries, name, fail)
    cast_person = cast.sari()
    client.force_login(cast_person)
    client.raise_request_exception = False
    answer = client.get("/permohonan/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert PLANTED[0] not in text
    assert PLANTED[0] not in log.getvalue()
    assert re.search(r"[0-9a-f]{32}", text), "halaman galat menyebut kode permintaan"
