"""kill -9 of web, worker and database at random moments of the journey: nothing acknowledged is lost, nothing twice."""

import os
import random
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from balaikota.config import postgres
from tests.journeys.hand import Hand
from tests.journeys.tree import Tree, plant

pytestmark = [pytest.mark.journey, pytest.mark.slow]
KILLS = int(os.environ.get("BALAIKOTA_KILLS", "20"))
FLOWERS = [
    "Anggrek", "Bakung", "Cempaka", "Dahlia", "Edelweis", "Flamboyan", "Gardenia",
    "Hortensia", "Ixora", "Jepun", "Kenanga", "Lavender", "Melur", "Nusa",
    "Oleander", "Puspita", "Qirana", "Rosella", "Seroja", "Teratai", "Ulina",
    "Verbena", "Wijaya", "Xenia", "Yasmin", "Zinnia",
]  # fmt: skip
SEED = int(os.environ.get("BALAIKOTA_SEED", "7"))


@pytest.fixture(scope="module")
def own_tree() -> Iterator[Tree]:
    """A tree of its own: the others should not lose their server."""
    grown = plant()
    yield grown
    grown.stop()


class Killer(threading.Thread):
    """Kills a random part every second or two, and waits until the city answers again."""

    def __init__(self, tree: Tree, dice: random.Random) -> None:
        super().__init__(daemon=True)
        self.tree, self.dice, self.done, self.slowest = tree, dice, [], 0.0
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            while len(self.done) < KILLS:
                time.sleep(self.dice.uniform(0.3, 2.0))
                which = self.dice.choice(("web", "page", "worker", "database"))
                self.tree.kill(which)
                self.done.append(which)
                self.slowest = max(self.slowest, self.tree.await_well(60))
        except BaseException as error:  # shown by the test
            self.trouble = error


def the_answers(turn: int) -> dict[str, Any]:
    witness = {"nik": "1271011201909991", "no_kk": "1271112902249992", "kewarganegaraan": "wni"}
    other = witness | {"nik": "1271193110999995"}
    saksi = {f"saksi{n}_{key}": value for n, row in ((1, witness), (2, other)) for key, value in row.items()}
    return saksi | {
        "pelapor_hubungan": "ibu", "asal_usul": "diketahui", "anak_nama": f"{FLOWERS[turn]} Lestari",
        "anak_jenis_kelamin": "laki-laki", "tanggal_lahir": (date.today() - timedelta(days=5)).isoformat(), "pukul": "04:30",
        "tempat_dilahirkan": "rs_rb", "tempat_kelahiran": "12.71", "jenis_kelahiran": "tunggal", "anak_ke": 3 + turn,
        "penolong_kelahiran": "dokter", "bukti_kawin_ada": True, "surat_lahir_ada": True, "cara_terima": "unduh",
        "saksi1_nama": "Budi Hasibuan", "saksi2_nama": "Tono Sihombing",
        "berkas_surat_lahir": "x", "berkas_bukti_kawin": "x", "berkas_kk": "x",
    }  # fmt: skip


def applied(sari: Hand, turn: int, photo: bytes) -> str:
    """One application; every acknowledged page is there when it is opened again. Gives the case's number."""
    answers = the_answers(turn)
    sari.open("/layanan/akta-kelahiran/")
    start = sari.form("/ajukan/")
    start.set("action", start.get("action"))
    sari.send(start)
    draft = sari.url.split("/permohonan/draf/")[1].split("/")[0]
    assert draft, sari.url
    sari.open(f"/permohonan/draf/{draft}/pelapor/")
    for _page in range(30):
        if sari.url.endswith("/tinjau/"):
            break
        sari.send(sari.form("/simpan/"), answers, file=("Surat (1).jpg", photo))
    assert sari.url.endswith("/tinjau/"), f"{sari.url}: {sari.text[:800]}"
    assert answers["anak_nama"] in sari.open(f"/permohonan/draf/{draft}/tinjau/").text
    sending = sari.form("/kirim/")
    for tick in sending.xpath(".//input[@type='checkbox']"):
        tick.set("checked", "checked")
    sari.send(sending)
    if (
        "/tanda-terima/" not in sari.url
    ):  # it was sent, and the answer was lost on the way: opening the draft leads to it
        sari.open(f"/permohonan/draf/{draft}/tinjau/")
    return sari.url.split("/permohonan/")[1].split("/")[0]


def worked(officer: Hand, number: str, ending: str, said: dict[str, Any], over: str) -> None:
    """An officer's step; when the answer was lost but the step was done, the form is gone and that is as good."""
    officer.open(f"/permohonan/{number}/")
    if officer.forms(ending):
        officer.send(officer.form(ending), said)
        officer.open(f"/permohonan/{number}/")
    assert not officer.forms(ending), f"{over}: {officer.text[:600]}"


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(own_tree: Tree, tmp_path: Path) -> None:
    from tests.journeys.browser import papers

    dice, tree = random.Random(SEED), own_tree
    photo = Path(papers(tmp_path)["photo"]).read_bytes()
    links = {who: tree.link(who) for who in ("sari", "wulan", "anwar")}
    sari, wulan, anwar = (Hand(tree.address).sign_in(links[who]) for who in ("sari", "wulan", "anwar"))
    killer = Killer(tree, dice)
    killer.start()
    numbers: list[str] = []
    while killer.is_alive() and len(numbers) < 26:
        number = applied(sari, len(numbers), photo)
        numbers.append(number)
        worked(wulan, number, "/teruskan/", {}, "diteruskan")
        worked(anwar, number, "/putusan/", {"outcome": "granted"}, "diputus")
        assert "ikabulkan" in sari.open(f"/permohonan/{number}/").text
    killer.join(180)
    assert killer.trouble is None, killer.trouble
    assert len(set(numbers)) == len(numbers)
    settled(tree, numbers)
    retries = sari.retries + wulan.retries + anwar.retries
    print(
        f"\n{len(killer.done)} kills, {len(numbers)} applications, {retries} retries, slowest return {killer.slowest:.1f} s"
    )


def settled(tree: Tree, numbers: list[str], seconds: float = 120) -> None:
    """Once the worker has caught up: one entry, one signed paper and one set of linked cases for each application."""
    place = {"host": str(postgres.socket_folder(tree.home)), "user": "postgres", "dbname": postgres.DATABASE}
    until = time.monotonic() + seconds
    query = """
        select c.number,
               (select count(*) from deeds_akta a where a.case_id = c.id),
               (select count(*) from documents_letter l where l.about_id in
                    (select a.id::text from deeds_akta a where a.case_id = c.id union select c.id::text)
                    and l.state = 'issued'),
               (select count(*) from cases_case k where k.parent_id = c.id),
               (select count(*) from audit_event e where e.about_id = c.id::text and e.name = 'cases.submitted'),
               (select count(*) from audit_event e where e.about_id = c.id::text and e.name = 'cases.decided')
        from cases_case c where c.number = any(%s)
    """
    while True:
        with psycopg.connect(**place) as link:  # type: ignore[arg-type]
            rows = link.execute(query, [numbers]).fetchall()
        if all(row[1:] == (1, 1, 2, 1, 1) for row in rows) and len(rows) == len(numbers):
            break
        assert time.monotonic() < until, rows
        time.sleep(1)
    with psycopg.connect(**place) as link:  # type: ignore[arg-type]
        (twice,) = link.execute(
            "select count(*) from (select to_id, event_id from notifications_message group by 1, 2 having count(*) > 1) t"
        ).fetchone() or (0,)
    assert twice == 0
    tree.balaikota("audit", "verify")  # fails when the chain does
