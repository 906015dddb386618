"""kill -9 of random parts at random moments, and a birth on its way through it: shared by the journey and `bench.faults`."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg

from balaikota.config import postgres
from tests.journeys.hand import Hand
from tests.journeys.tree import Tree

PARTS = ("web", "page", "worker", "database")
FLOWERS = [
    "Anggrek", "Bakung", "Cempaka", "Dahlia", "Edelweis", "Flamboyan", "Gardenia",
    "Hortensia", "Ixora", "Jepun", "Kenanga", "Lavender", "Melur", "Nusa",
    "Oleander", "Puspita", "Qirana", "Rosella", "Seroja", "Teratai", "Ulina",
    "Verbena", "Wijaya", "Xenia", "Yasmin", "Zinnia",
]  # fmt: skip
SECOND = ["Lestari", "Utami", "Permata", "Maharani", "Kirana", "Cahaya", "Pertiwi", "Rahayu"]


@dataclass(frozen=True)
class Kill:
    """One kill -9: which part, when (monotonic), and after how many seconds the city was whole again."""

    part: str
    at: float
    back: float


class Killer(threading.Thread):
    """Kills a random part every second or two, and waits until pages are served again; `whole`: and the part is there."""

    def __init__(
        self, tree: Tree, dice: random.Random, kills: int, *, whole: bool = False, seconds: float = 3600
    ) -> None:
        super().__init__(daemon=True)
        self.tree, self.dice, self.kills, self.whole = tree, dice, kills, whole
        self.seconds = seconds
        self.done: list[Kill] = []
        self.trouble: BaseException | None = None

    def run(self) -> None:
        until = time.monotonic() + self.seconds
        try:
            while len(self.done) < self.kills and time.monotonic() < until:
                time.sleep(self.dice.uniform(0.3, 2.0))
                part, at = self.dice.choice(PARTS), time.monotonic()
                self.tree.kill(part)
                self.tree.await_well(60)
                if self.whole:
                    self.tree.find(part)
                self.done.append(Kill(part, at, time.monotonic() - at))
        except BaseException as error:  # shown by whoever started it
            self.trouble = error

    @property
    def slowest(self) -> float:
        return max((kill.back for kill in self.done), default=0.0)

    def by_part(self) -> list[tuple[str, int, float]]:
        """Each part: how often it was killed, and its slowest return."""
        counted = Counter(kill.part for kill in self.done)
        return [
            (part, counted[part], max((kill.back for kill in self.done if kill.part == part), default=0.0))
            for part in PARTS
        ]


# --- a birth --------------------------------------------------------------------------------------


def child(turn: int) -> str:
    third, second = divmod(turn // len(FLOWERS), len(SECOND))
    return f"{FLOWERS[turn % len(FLOWERS)]} {SECOND[second]}" + (f" {FLOWERS[-third]}" if third else "")


def the_answers(turn: int) -> dict[str, Any]:
    witness = {"nik": "1271011201909991", "no_kk": "1271112902249992", "kewarganegaraan": "wni"}
    other = witness | {"nik": "1271193110999995"}
    saksi = {f"saksi{n}_{key}": value for n, row in ((1, witness), (2, other)) for key, value in row.items()}
    return saksi | {
        "pelapor_hubungan": "ibu", "asal_usul": "diketahui", "anak_nama": child(turn),
        "anak_jenis_kelamin": "laki-laki", "tanggal_lahir": (date.today() - timedelta(days=5)).isoformat(), "pukul": "04:30",
        "tempat_dilahirkan": "rs_rb", "tempat_kelahiran": "12.71", "jenis_kelahiran": "tunggal", "anak_ke": 3 + turn % 27,
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
    if "/tanda-terima/" not in sari.url:
        # it was sent, and the answer was lost on the way: opening the draft leads to it
        sari.open(f"/permohonan/draf/{draft}/tinjau/")
    return sari.url.split("/permohonan/")[1].split("/")[0]


def worked(
    hand: Hand,
    place: str,
    ending: str,
    said: dict[str, Any] | None = None,
    file: tuple[str, bytes] | None = None,
) -> None:
    """One turn of something at its page; when the answer was lost but the turn was done, the form is gone: as good."""
    hand.open(place)
    if hand.forms(ending):
        hand.send(hand.form(ending), said, file=file)
        hand.open(place)
    assert not hand.forms(ending), f"{place} {ending}: {hand.text[:600]}"


def born(sari: Hand, wulan: Hand, anwar: Hand, turn: int, photo: bytes) -> str:
    """A birth from the form to the decision. Gives the case's number."""
    number = applied(sari, turn, photo)
    worked(wulan, f"/permohonan/{number}/", "/teruskan/")
    worked(anwar, f"/permohonan/{number}/", "/putusan/", {"outcome": "granted"})
    assert "ikabulkan" in sari.open(f"/permohonan/{number}/").text
    return number


# --- afterwards -----------------------------------------------------------------------------------

#: Of each case: deeds, letters issued, linked cases, and how often it was submitted and decided.
OF_A_BIRTH = """
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
WHOLE_BIRTH = (1, 1, 2, 1, 1)


def database(tree: Tree) -> "psycopg.Connection[Any]":
    """Past every wall: whoever looks afterwards must see everything."""
    place = str(postgres.socket_folder(tree.home))
    return psycopg.connect(host=place, user="postgres", dbname=postgres.DATABASE, autocommit=True)


def settled(tree: Tree, numbers: list[str], seconds: float = 120) -> None:
    """Once the worker has caught up: one entry, one signed paper and one set of linked cases for each application."""
    until = time.monotonic() + seconds
    while True:
        with database(tree) as link:
            rows = link.execute(OF_A_BIRTH, [numbers]).fetchall()
        if all(row[1:] == WHOLE_BIRTH for row in rows) and len(rows) == len(numbers):
            break
        assert time.monotonic() < until, rows
        time.sleep(1)
    with database(tree) as link:
        (twice,) = link.execute(
            "select count(*) from (select to_id, event_id from notifications_message group by 1, 2 having count(*) > 1) t"
        ).fetchone() or (0,)
    assert twice == 0
    tree.balaikota("audit", "verify")  # fails when the chain does
