"""Tono plans an oven, and a bank reads it as long as he lets it."""

import io
import uuid

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from balaikota.enterprises.capital import actions, queries
from balaikota.enterprises.capital.models import Plan
from balaikota.enterprises.register import contract
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal

BLANKS = {
    "purpose": "Oven yang lebih besar", "items": "oven 8 juta\nloyang 500rb", "monthly_cost": "1,5 jt",
    "reserve_months": "1",
    "own_money": "2 juta", "cash": "1 juta", "sales_month": "9 juta", "growth_pct": "1,5", "variable_pct": "60",
    "tenor_months": "12", "yearly_pct": "6",
}  # fmt: skip


@pytest.fixture
def plan(keripik: Enterprise, tono: Person, client: Client) -> Plan:
    client.force_login(tono)
    answer = client.post(f"{queries.url(keripik)}baru/", BLANKS)
    assert answer.status_code == 303, answer.content.decode()
    return queries.plans(keripik).get()


def test_a_plan_says_what_is_missing_and_whether_the_cash_lasts(plan: Plan, client: Client) -> None:
    page = client.get(plan.get_absolute_url()).content.decode()
    for words in ("Masih perlu Rp8.000.000", "Bukan penawaran", "tanyakan ke bank", "Kasnya cukup"):
        assert words in page


def test_a_plan_that_runs_dry_says_in_which_month(plan: Plan, client: Client) -> None:
    client.post(f"{plan.get_absolute_url()}ubah/", BLANKS | {"sales_month": "2 juta"})
    assert "Kasnya minus di bulan 1" in client.get(plan.get_absolute_url()).content.decode()


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost(plan: Plan, client: Client) -> None:
    answer = client.post(f"{plan.get_absolute_url()}ubah/", BLANKS | {"items": "oven mahal"})
    assert answer.status_code == 422
    assert "oven mahal" in answer.content.decode()
    assert "Oven yang lebih besar" in answer.content.decode()


def test_nobody_else_reads_a_plan(plan: Plan, client: Client, lina: Person, budi: Person) -> None:
    for who in (lina, budi):
        client.force_login(who)
        assert client.get(plan.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal):
        actions.share(plan, "Bank Contoh", by=budi)
    assert queries.panel(plan.enterprise, lina) is None


def test_a_bank_reads_what_the_owner_agreed_to_until_it_is_taken_back(
    plan: Plan, client: Client, tono: Person
) -> None:
    assert client.post(f"{plan.get_absolute_url()}bagikan/", {"bank": "Bank Contoh"}).status_code == 422
    agreed = {"bank": "Bank Contoh", "agreed": "on"}
    assert client.post(f"{plan.get_absolute_url()}bagikan/", agreed).status_code == 303
    told = queries.sharings(plan)[0]
    client.post(f"{plan.get_absolute_url()}ubah/", BLANKS | {"purpose": "Rencana yang lain"})
    bank, path = Client(), "/" + told["link"].split("/", 3)[3]
    page = bank.get(path)
    assert "Oven yang lebih besar" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    with pikepdf.open(io.BytesIO(bank.get(f"{path}pdf/").content)) as pdf:
        assert len(pdf.pages) >= 1
    assert len(queries.sharings(plan)[0]["opened"]) == 2
    actions.withdraw(told["sharing"], by=tono)
    assert bank.get(path).status_code == 404
    assert queries.sharings(plan)[0]["link"] == ""


def test_a_guessed_link_opens_nothing(plan: Plan, client: Client, tono: Person) -> None:
    sharing = actions.share(plan, "Bank Contoh", by=tono)
    assert Client().get(f"/umkm/usulan/{sharing.pk}/{'0' * 40}/").status_code == 404
    assert Client().get(f"/umkm/usulan/{uuid.uuid4()}/{'0' * 40}/").status_code == 404


def test_the_chosen_source_and_the_money_received_are_evidence(plan: Plan, tono: Person) -> None:
    evidence = contract.all_evidence()
    assert evidence["capital.source"].shown(plan.enterprise) == ""
    actions.choose(plan, "umi", by=tono)
    assert "UMi" in evidence["capital.source"].shown(plan.enterprise)
    actions.receive(plan, 8_000_000, timezone.localdate(), by=tono)
    assert evidence["capital.received"].shown(plan.enterprise)
    with pytest.raises(Refusal):
        actions.choose(plan, "tidak-ada", by=tono)


def test_the_proposal_is_a_paper(plan: Plan, client: Client) -> None:
    with pikepdf.open(io.BytesIO(client.get(f"{plan.get_absolute_url()}pdf/").content)) as pdf:
        assert len(pdf.pages) >= 1


def test_the_offers_are_public(client: Client, db: None) -> None:
    page = client.get("/umkm/modal/").content.decode()
    assert "PMK 130/2024" in page
    assert "Tanyakan ke bank" in page


def test_a_plan_goes_home_with_its_owner(plan: Plan, client: Client, tono: Person) -> None:
    actions.share(plan, "Bank Contoh", by=tono)
    packed = dict(queries.pack(tono))
    assert b"Bank Contoh" in packed[f"modal/{plan.enterprise.number}-{plan.pk}.json"]
    assert "Oven yang lebih besar" in client.get("/rumah-saya/").content.decode()
