"""Sealed values: readable in their own row, and nowhere else."""

import base64
import hmac

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from balaikota.kit import secrets

SAMPLE = "1271011201909991"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_is_sealed_for_a_place_opens_at_that_place_only(plain: bytes, place: str) -> None:
    sealed = secrets.seal(plain, bound_to=place)
    assert secrets.unseal(sealed, bound_to=place) == plain
    with pytest.raises(InvalidTag):
        secrets.unseal(sealed, bound_to=place + "x")


def test_what_was_indexed_by_an_earlier_release_is_found() -> None:
    """Indexes lie in the tables: they are HMAC-SHA-256 over kind and value, and stay so."""
    key = base64.b64decode(settings.INDEX_KEY)
    expected = hmac.new(key, f"nik:{SAMPLE}".encode(), "sha256").hexdigest()
    assert secrets.blind_index("nik", SAMPLE) == expected
    assert secrets.blind_indexes("nik", [SAMPLE, "", SAMPLE]) == [expected, "", expected]


def test_the_blind_index_tells_kinds_apart() -> None:
    assert secrets.blind_index("nik", SAMPLE) == secrets.blind_index("nik", SAMPLE)
    assert secrets.blind_index("nik", SAMPLE) != secrets.blind_index("kk", SAMPLE)
    assert SAMPLE not in secrets.blind_index("nik", SAMPLE)


def test_many_are_sealed_and_indexed_as_each_alone_would_be() -> None:
    places = ["a:1", "a:2"]
    for sealed, plain, place in zip(
        secrets.seal_many([SAMPLE, ""], places=places), (SAMPLE, ""), places, strict=True
    ):
        assert secrets.unseal(sealed, bound_to=place) == plain.encode()
        with pytest.raises(InvalidTag):
            secrets.unseal(sealed, bound_to="a:3")
    assert secrets.blind_indexes("nik", [SAMPLE, ""]) == [secrets.blind_index("nik", SAMPLE), ""]


@pytest.mark.django_db
def test_a_nik_lies_unreadable_in_the_database_and_reads_back() -> None:
    person_model = apps.get_model("people.Person")
    sari = person_model.objects.create(name="Sari", nik=SAMPLE)
    with connection.cursor() as cursor:
        cursor.execute("select nik from people_person where id = %s", [sari.pk])
        (stored,) = cursor.fetchone()
    assert SAMPLE.encode() not in bytes(stored)
    assert person_model.objects.get(pk=sari.pk).nik == SAMPLE


@pytest.mark.django_db
def test_a_nik_moved_to_another_row_cannot_be_read() -> None:
    person_model = apps.get_model("people.Person")
    sari = person_model.objects.create(name="Sari", nik=SAMPLE)
    budi = person_model.objects.create(name="Budi")
    with connection.cursor() as cursor:
        cursor.execute(
            "update people_person set nik = (select nik from people_person where id = %s) where id = %s",
            [sari.pk, budi.pk],
        )
    with pytest.raises(InvalidTag):
        _ = person_model.objects.get(pk=budi.pk).nik


@pytest.mark.django_db
def test_a_sealed_value_cannot_be_written_past_its_row() -> None:
    person_model = apps.get_model("people.Person")
    sari = person_model.objects.create(name="Sari", nik=SAMPLE)
    with pytest.raises(TypeError, match="sealed"), transaction.atomic():
        person_model.objects.filter(pk=sari.pk).update(nik=SAMPLE)
    sari.name = "Sari Dewi"
    sari.save(update_fields=["name"])
    assert person_model.objects.defer("nik").get(pk=sari.pk).nik == SAMPLE
