"""An office asks, sellers answer under seal, late answers are refused, the choice is written down with its reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import cast

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications.models import Message
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal
from balaikota.kit.typed import Unfit
from balaikota.products.listings.models import Product
from balaikota.products.quotations import actions, methods, queries
from balaikota.products.quotations.models import Inquiry, Invitation, Offer, State


def asked(inquiry: Inquiry, name: str) -> Invitation:
    return next(row for row in queries.invitations(inquiry) if row.enterprise.name == name)


def offered(inquiry: Inquiry, name: str, *prices: int) -> Offer:
    invitation = asked(inquiry, name)
    keys = [need.pk for need in queries.needs(inquiry)]
    told = actions.Offered(dict(zip(keys, prices, strict=False)), 3, timezone.localdate() + timedelta(days=9))
    (owner,) = businesses.people_of(invitation.enterprise)
    return actions.offer(invitation, told, by=owner)


def over(inquiry: Inquiry) -> Inquiry:
    """Its time has passed."""
    Inquiry.objects.filter(pk=inquiry.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    inquiry.refresh_from_db()
    return inquiry


def test_nobody_reads_an_offer_before_the_closing_time(
    inquiry: Inquiry, client: Client, rina: Person
) -> None:
    offered(inquiry, "Keripik Tono", 14_321, 2_000)
    assert queries.offers(inquiry) == []
    assert queries.count_offers(inquiry) == 1
    client.force_login(rina)
    page = client.get(inquiry.get_absolute_url()).content.decode()
    assert "14.321" not in page
    assert "1 dari 2 penjual" in page
    assert client.get(f"{inquiry.get_absolute_url()}berita-acara/").status_code == 409
    assert "14321" not in str([event.detail for event in audit.story(inquiry)])
    over(inquiry)
    assert "14.321" in client.get(inquiry.get_absolute_url()).content.decode()


def test_a_seller_never_sees_anothers_offer(
    inquiry: Inquiry, client: Client, tono: Person, budi: Person
) -> None:
    offered(inquiry, "Keripik Tono", 14_321)
    client.force_login(budi)
    for row in queries.invitations(inquiry):
        answer = client.get(queries.seller_url(row))
        assert answer.status_code == (200 if row.enterprise.name == "Kue Budi" else 404)
        assert "14.321" not in answer.content.decode()
    assert client.get(inquiry.get_absolute_url()).status_code == 404
    over(inquiry)
    assert "14.321" not in client.get(queries.seller_url(asked(inquiry, "Kue Budi"))).content.decode()


def test_a_late_answer_is_refused(inquiry: Inquiry, client: Client, tono: Person) -> None:
    over(inquiry)
    with pytest.raises(Refusal, match="sudah lewat"):
        offered(inquiry, "Keripik Tono", 10_000)
    client.force_login(tono)
    need = queries.needs(inquiry)[0]
    said = {f"price-{need.pk}": "10rb", "days": "2", "valid_until": f"{timezone.localdate():%Y-%m-%d}"}
    assert client.post(queries.seller_url(asked(inquiry, "Keripik Tono")), said).status_code == 409
    assert not Offer.objects.exists()


def test_an_offer_is_changed_until_the_closing_time(inquiry: Inquiry, client: Client, tono: Person) -> None:
    url = queries.seller_url(asked(inquiry, "Keripik Tono"))
    client.force_login(tono)
    keys = [f"price-{need.pk}" for need in queries.needs(inquiry)]
    said = {
        keys[0]: "12rb",
        "days": "2",
        "valid_until": f"{timezone.localdate() + timedelta(days=9):%Y-%m-%d}",
    }
    assert client.post(url, said | {keys[0]: ""}).status_code == 422
    assert client.post(url, said).status_code == 303
    assert client.post(url, said | {keys[1]: "2.500"}).status_code == 303
    assert "Rp2.500" in client.get(url).content.decode()
    offer = Offer.objects.get()
    assert (offer.times, offer.prices.count()) == (2, 2)


def test_the_choice_needs_a_reason_and_everybody_is_told(
    inquiry: Inquiry, rina: Person, tono: Person, budi: Person, anwar: Person
) -> None:
    offer = offered(inquiry, "Keripik Tono", 14_000, 2_000)
    with pytest.raises(Refusal, match="sesudah batasnya"):
        actions.choose(inquiry, offer, "Termurah", by=rina)
    over(inquiry)
    with pytest.raises(Refusal, match="alasan"):
        actions.choose(inquiry, offer, " ", by=rina)
    with pytest.raises(Refusal):
        actions.choose(inquiry, offer, "Termurah", by=anwar)
    actions.choose(inquiry, offer, "Lengkap dan termurah.", by=rina)
    cast.run_jobs()
    assert Message.objects.filter(to=tono, subject="Penawaran Anda dipilih").exists()
    assert Message.objects.filter(to=budi, subject="Permintaan penawaran sudah diputus").exists()
    with pytest.raises(Refusal, match="sudah ditutup"):
        actions.choose(inquiry, offer, "Lagi", by=rina)
    assert queries.minutes(Inquiry.objects.get()).startswith(b"%PDF")


def test_who_owns_one_of_the_sellers_does_not_choose(inquiry: Inquiry, rina: Person) -> None:
    offer = offered(inquiry, "Keripik Tono", 14_000)
    businesses.locked(asked(inquiry, "Kue Budi").enterprise).owners.create(person=rina, name=rina.name)
    over(inquiry)
    with pytest.raises(Refusal, match="Rekan Anda yang memilih"):
        actions.choose(inquiry, offer, "Termurah", by=rina)
    draft = a_draft(rina)
    with pytest.raises(Refusal, match="usaha sendiri"):
        actions.invite(draft, asked(inquiry, "Kue Budi").enterprise, by=rina)


def a_draft(by: Person, **more: Any) -> Inquiry:
    said = {
        "title": "Rapat", "place": "Kantor", "needed_on": timezone.localdate() + timedelta(days=6),
        "closes_at": timezone.now() + timedelta(days=2), "needs": [("Kue", 5, "kotak")],
    } | more  # fmt: skip
    return actions.draft(actions.Asked(**said), cast.the_desk("umkm").agency, by=by)


def test_one_price_compares_with_nothing(keripik_pedas: Product, rina: Person, anwar: Person) -> None:
    draft = a_draft(rina)
    actions.invite(draft, keripik_pedas.enterprise, by=rina)
    with pytest.raises(Refusal, match="sedikitnya dua"):
        actions.send(draft, by=rina)
    with pytest.raises(Refusal, match="perangkat daerah"):
        a_draft(anwar)
    with pytest.raises(Refusal, match="di depan"):
        a_draft(rina, closes_at=timezone.now())
    actions.call_off(draft, "Rapat batal.", by=rina)
    assert draft.state == State.DRAFT
    assert Inquiry.objects.get().state == State.CALLED_OFF


def test_the_pages_from_the_list_of_needs_to_the_choice(
    keripik_pedas: Product,
    bolu: Product,
    client: Client,
    rina: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(rina)
    closes = timezone.localtime() + timedelta(days=2)
    said = {
        "title": "Konsumsi", "needs": "Nasi kotak 100 kotak\nTeh botol", "place": "Aula",
        "needed_on": f"{closes + timedelta(days=3):%Y-%m-%d}", "closes_at": f"{closes:%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    answer = client.post("/katalog/penawaran/baru/", said)
    assert answer.status_code == 422
    assert "Teh botol" in answer.content.decode()
    said["needs"] = "Nasi kotak 100 kotak\n120 botol teh"
    sellers = client.post("/katalog/penawaran/baru/", said)["Location"]
    assert "Keripik Tono" in client.get(f"{sellers}?q=keripik").content.decode()
    assert "Kue Budi" not in client.get(f"{sellers}?q=keripik").content.decode()
    for product in (keripik_pedas, bolu):
        client.post(f"{sellers}tambah/", {"number": product.enterprise.number})
    row = Inquiry.objects.get()
    assert client.post(f"{row.get_absolute_url()}kirim/").status_code == 303
    row.refresh_from_db()
    chosen = offered(row, "Kue Budi", 20_000, 4_000)
    over(row)
    with django_assert_max_num_queries(24):
        page = client.get(row.get_absolute_url()).content.decode()
    assert "jumlah terendah yang lengkap" in page
    assert client.post(f"{row.get_absolute_url()}pilih/", {"offer": chosen.pk}).status_code == 422
    said = {"offer": chosen.pk, "reason": "Satu-satunya yang lengkap."}
    assert client.post(f"{row.get_absolute_url()}pilih/", said).status_code == 303
    assert client.get(f"{row.get_absolute_url()}berita-acara/")["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("line", "need"),
    [
        ("nasi kotak 100 kotak", ("nasi kotak", 100, "kotak")), ("Spanduk; 2; lembar", ("Spanduk", 2, "lembar")),
        ("100 kotak nasi ayam", ("nasi ayam", 100, "kotak")), ("Kursi: 1.500 buah", ("Kursi", 1500, "buah")),
        ("Meja 4", ("Meja", 4, "buah")),
    ],
)  # fmt: skip
def test_needs_are_read_as_people_write_them(line: str, need: tuple[str, int, str]) -> None:
    assert methods.needs(line) == [need]


@pytest.mark.parametrize("line", ["nasi kotak", "nasi 0 kotak", "; 3; buah", "100"])
def test_a_line_that_is_not_clear_is_named(line: str) -> None:
    with pytest.raises(Unfit, match="belum jelas"):
        methods.needs(line)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        read = methods.needs(text)
    except Unfit:
        return
    assert all(name and unit and 0 < count <= methods.MOST_COUNT for name, count, unit in read)
    assert len(read) == len([line for line in text.splitlines() if line.strip()])


PRICES = st.dictionaries(st.integers(0, 3), st.integers(1, 10**9), min_size=1)


@given(st.lists(PRICES, max_size=6))
def test_the_cheapest_is_never_dearer_than_another(prices: list[dict[int, int]]) -> None:
    needs = [(key, key + 1) for key in range(4)]
    side = methods.compared(needs, [methods.Told(key, each) for key, each in enumerate(prices)])
    whole = [column.total for column in side.columns if column.is_whole]
    assert all(
        column.is_cheapest == (column.is_whole and column.total == min(whole)) for column in side.columns
    )
    for key, lowest in enumerate(side.lowest):
        given_ = [each[key] for each in prices if key in each]
        assert {prices[who][key] for who in lowest} == ({min(given_)} if given_ else set())
