"""One business, once: pairs are found and explained, officers decide, and a merge can be undone."""

import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests import cast

from balaikota.enterprises.linkage import actions, methods, queries
from balaikota.enterprises.linkage.models import Pair, Verdict
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions.models import Region
from balaikota.kit.errors import Refusal


@pytest.fixture
def doubled(
    keripik: Enterprise, kelurahan: Region, joko: Person, tono: Person
) -> tuple[Enterprise, Enterprise]:
    """Tono's keripik once more, as an office's list has it; and another owner's keripik in the same street."""
    Enterprise.objects.filter(pk=keripik.pk).update(
        phone="+6281260007001", address="Jl. Karya No. 5", nib="1234567890123"
    )
    facts: dict[str, Any] = {
        "phone": "+6281260007001",
        "address": "Jalan Karya Nomor 5",
        "kelurahan": kelurahan,
        "started_year": 2019,
    }
    again = register.record(
        register.Entry("Keripik Tonno", facts), register.OwnerEntry("H. Tono Sihombing"), by=joko
    )
    facts = {"phone": "+6281399990000", "address": "Jl. Karya No. 7", "kelurahan": kelurahan}
    register.record(register.Entry("Keripik Barokah", facts), register.OwnerEntry("Lamtiur Sinaga"), by=joko)
    keripik.refresh_from_db()
    return keripik, again


def the_pair() -> Pair:
    return Pair.objects.select_related("a", "b").get()


def test_a_business_written_down_twice_is_found_and_a_neighbours_is_not(
    doubled: tuple[Enterprise, Enterprise],
) -> None:
    actions.note(methods.likely(queries.records()))
    pair = the_pair()
    assert {pair.a_id, pair.b_id} == {each.pk for each in doubled}
    assert methods.is_one_business(pair.points)
    said = [reason.text for reason in methods.reasons(pair.points)]
    assert "Telepon sama" in said
    assert "Nama usaha sama (setelah gelar dan ejaan disamakan)" in said
    assert not any("NIB" in text for text in said)  # one of them does not know it


def test_what_was_settled_is_not_asked_again(doubled: tuple[Enterprise, Enterprise], joko: Person) -> None:
    actions.note(methods.likely(queries.records()))
    actions.set_apart(the_pair(), same_owner=True, by=joko)
    assert actions.note(methods.likely(queries.records())) == 0
    assert the_pair().verdict == Verdict.OWNER
    with pytest.raises(Refusal):
        actions.set_apart(the_pair(), same_owner=False, by=joko)


def test_a_merge_keeps_both_histories_and_is_undone_to_the_letter(
    doubled: tuple[Enterprise, Enterprise], joko: Person, tono: Person
) -> None:
    first, again = doubled
    actions.note(methods.likely(queries.records()))
    before = {row.pk: row.__dict__ | {"_state": None} for row in Enterprise.objects.all()}
    owners = sorted(map(str, again.owners.values_list("pk", flat=True)))
    actions.merge(the_pair(), again, by=joko)
    again.refresh_from_db()
    assert (again.nib, again.started_year) == ("1234567890123", 2019)
    assert businesses.owns(tono, again)
    assert businesses.enterprise(first.number, viewer=tono).merged_into == again
    assert first.conditions.count() == 1  # what was said of it stays
    assert businesses.standing().count() == 2
    actions.undo(the_pair(), by=joko)
    assert {row.pk: row.__dict__ | {"_state": None} for row in Enterprise.objects.all()} == before
    assert sorted(map(str, again.owners.values_list("pk", flat=True))) == owners
    assert the_pair().verdict == Verdict.OPEN
    assert cast.story_of(again) == ["register.recorded", "register.joined", "register.parted"]


def test_a_guess_keeps_no_list_from_being_taken_out(doubled: tuple[Enterprise, Enterprise]) -> None:
    ids = [each.pk for each in doubled]
    Enterprise.objects.filter(pk__in=ids).update(source="import", checked_at=None)
    before = set(businesses.untouched(ids).values_list("pk", flat=True))
    actions.note(methods.likely(queries.records()))
    assert the_pair()
    assert set(businesses.untouched(ids).values_list("pk", flat=True)) == before


def test_a_placeholder_nik_and_an_agents_telephone_link_nobody() -> None:
    rows = [
        methods.record(f"R{n}", {"name": f"Usaha {n}", "nik": "0" * 16, "phone": "+62811"}) for n in range(20)
    ]
    cleaned = methods.without_shared(rows, frozenset({"0" * 16}))
    assert not any(row["nik"] or row["phone"] for row in cleaned)


@pytest.mark.parametrize(("one", "other"), [
    ("H. Soetjipto, S.E.", "sucipto"), ("Siti Aminah Br. Ginting", "GINTING SITI AMINAH"), ("Muhammad Rizki", "Rizki"),
])  # fmt: skip
def test_titles_old_spellings_and_the_order_of_words_do_not_make_another_owner(one: str, other: str) -> None:
    assert methods.owner_name(one) == methods.owner_name(other)


def test_an_address_is_one_however_it_is_abbreviated() -> None:
    assert methods.address("Jalan Karya Gang Buntu Nomor 5") == methods.address("JL. Karya Gg. Buntu No.5")
    assert methods.business_name("UD. Keripik Rizky") == methods.business_name("keripik riski")


@given(st.text("abcdefgh", max_size=30))
def test_groups_hold_whoever_is_connected_and_nobody_twice(letters: str) -> None:
    pairs = list(zip(letters[::2], letters[1::2], strict=False))
    found = methods.groups(pairs)
    held = [key for group in found for key in group]
    assert len(held) == len(set(held))
    assert all(any({a, b} <= group for group in found) for a, b in pairs)


def test_an_officer_settles_a_pair_on_the_pages(
    client: Client,
    doubled: tuple[Enterprise, Enterprise],
    joko: Person,
    tono: Person,
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(tono)
    assert client.get("/umkm/ganda/").status_code == 404
    client.force_login(joko)
    client.post("/umkm/ganda/cari/")
    cast.run_jobs()
    with django_assert_max_num_queries(16):
        page = client.get("/umkm/ganda/").content.decode()
    assert "mungkin satu usaha" in page
    place = the_pair().get_absolute_url()
    assert "Telepon sama" in client.get(place).content.decode()
    assert client.post(f"{place}gabung/", {"kept": ""}).status_code == 422
    assert client.post(f"{place}gabung/", {"kept": "a"}).status_code == 303
    assert "Urungkan gabungan" in client.get(place).content.decode()
    assert client.post(f"{place}gabung/", {"kept": "a"}).status_code == 403
    assert client.post(f"{place}urungkan/").status_code == 303
    assert client.post(f"{place}berbeda/").status_code == 303
    assert client.post(f"{place}urungkan/").status_code == 403


@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, and this machine has none")
def test_spark_finds_the_same_clusters_as_duckdb() -> None:
    """The settings are one; a province may run them on Spark (local mode here). Its Java goes with the process."""
    pytest.importorskip("pyspark")
    from bench import spark, townfolk

    rows = [row for row, _whose in townfolk.rows(400, seed=5)]
    found = spark.clusters_on_duckdb(rows)
    assert found
    with ProcessPoolExecutor(1, get_context("spawn")) as aside:
        assert aside.submit(spark.clusters_on_spark, rows).result() == found
