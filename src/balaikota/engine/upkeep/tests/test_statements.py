"""What runs long is shown without its values; a certificate that visitors meet is said before it ends."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from balaikota.engine.upkeep import actions, gateway, methods, queries
from balaikota.engine.upkeep.jobs import look_at_the_front
from balaikota.foundation.people.models import Person
from balaikota.kit import watching

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_other_citys_front() -> None:
    cache.delete(queries.FRONT)


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_runs_long_is_shown_with_its_request_and_without_its_values(
    client: Client, hasan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "LONG", 0)
    other = connection.copy()
    try:
        with watching.bearing("permintaan-1234"), transaction.atomic(), other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute("select 'Siti Rahayu', %s, %s", ["O'Reilly 1271015203929991", 42])
            time.sleep(0.05)
            (row,) = [each for each in queries.running() if each["request_id"] == "permintaan-1234"]
            assert row["query"] == "select ?, ?, ?"
            client.force_login(hasan)
            assert "permintaan-1234" in client.get("/meja/mesin/").content.decode()
    finally:
        other.close()


@given(
    st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30), max_size=4),
    st.integers(0),
)
def test_no_value_of_a_statement_is_shown_wherever_it_was_cut_off(texts: list[str], number: int) -> None:
    """As psycopg writes values into a statement; PostgreSQL cuts a long one anywhere."""
    marked = [f"rahasia{text}" for text in texts]
    written = sql.SQL(", ").join([*map(sql.Literal, marked), sql.Literal(number)]).as_string()
    whole = f"select a1 from t where x in ({written})"
    for end in range(len("select a1 from t where x in ("), len(whole) + 1):
        shown = methods.without_values(whole[:end])
        assert "rahasia" not in shown
        assert shown.startswith("select a1 from t where x in (")
    assert not re.search(r"\d", methods.without_values(whole).removeprefix("select a1"))


def a_certificate(days: int) -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "layanan.kota.example")])
    begins, ends = timezone.now() - timedelta(days=90), timezone.now() + timedelta(days=days)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, begins, ends)
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize(("days", "is_said"), [(60, False), (5, True), (-2, True)])
def test_a_certificate_of_the_front_that_ends_soon_is_said_while_there_is_time(
    client: Client, hasan: Person, settings: Any, monkeypatch: pytest.MonkeyPatch, days: int, is_said: bool
) -> None:
    settings.ADDRESS = "https://layanan.kota.example"
    pem = a_certificate(days)
    monkeypatch.setattr(
        gateway, "certificate", lambda host, port: {("layanan.kota.example", 443): pem}[host, port]
    )
    look_at_the_front(0)
    assert ("Sertifikat HTTPS segera habis" in [str(one.said) for one in queries.troubles()]) is is_said
    assert (
        'balaikota_certificate_ends{name="https://layanan.kota.example'
        in client.get("/metrik/").content.decode()
    )
    client.force_login(hasan)
    assert "https://layanan.kota.example" in client.get("/meja/mesin/").content.decode()


def test_a_front_that_cannot_be_reached_from_here_leaves_what_was_seen(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ADDRESS = "https://layanan.kota.example"
    actions.note_front(a_certificate(60))

    def away(host: str, port: int) -> str:
        raise ConnectionRefusedError

    monkeypatch.setattr(gateway, "certificate", away)
    look_at_the_front(0)
    assert queries.front() is not None
    monkeypatch.setattr(queries, "SEEN_LATELY", timedelta(0))
    assert queries.front() is None
