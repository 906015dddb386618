"""What people of the city do over and over while parts of it are killed: seven flows, each a thread with its own people.

A flow writes down each turn the city acknowledged, as the event it must have left and the thing it is about. Afterwards
`looked_for` asks the database: each of them once, everybody told who is to be told, nothing that nobody acknowledged.
"""

import random
import threading
import time
import traceback
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.journeys import kills
from tests.journeys.hand import Hand
from tests.journeys.kills import FLOWERS, SECOND, worked
from tests.journeys.tree import Tree

Link = Any  # a psycopg connection past every wall
TOO_EARLY = "diambil sebelum laporan ini dikirim"


@dataclass
class City:
    """What the flows need to know of the city before the first kill."""

    tree: Tree
    mark: str  # in every text of this run
    first_event: int
    photo: bytes
    product: str = ""  # address of a product of Tono's, and its id
    product_id: str = ""
    stock: int = 0
    book: str = ""  # address of the cash book of Dimas
    partner: str = ""  # a partner's name, and its token
    token: str = ""
    ways_in: dict[str, str] = field(default_factory=dict)  # of each person: the place that signs them in
    log_begins: int = 0  # bytes the tree's log had before
    first_turn: int = 0  # of every flow: what an earlier stage said is not said again


@dataclass
class Verdict:
    """What came of a flow: in how far what was acknowledged is there, once."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


class Flow(ABC, threading.Thread):
    """One kind of story, told again and again until the killer is done; the last one is told to its end."""

    what = ""
    people: tuple[str, ...] = ()
    key = ""  # SQL: id and name, as the flow knows it, of the things with these ids
    told: tuple[str, ...] = ()  # events of which somebody has to be told

    def __init__(self, city: City, hands: dict[str, Hand], is_over: threading.Event) -> None:
        super().__init__(daemon=True, name=self.what)
        self.city, self.hands, self.is_over = city, hands, is_over
        self.acknowledged: list[tuple[str, str]] = []
        self.stories, self.began, self.ended, self.trouble = 0, 0.0, 0.0, ""

    def run(self) -> None:
        self.began = time.monotonic()
        try:
            while not self.is_over.is_set():
                self.story(self.city.first_turn + self.stories)
                self.stories += 1
        except BaseException:  # shown in the report
            self.trouble = traceback.format_exc(limit=-3)
        self.ended = time.monotonic()

    @abstractmethod
    def story(self, turn: int) -> None:
        """Tell one whole story; `turn` makes its words its own."""

    def stored(self, event: str, about: str) -> None:
        """The city said that this is done."""
        self.acknowledged.append((event, about))

    @property
    def retries(self) -> int:
        return sum(hand.retries for hand in self.hands.values())

    def met(self, done: list[kills.Kill]) -> int:
        return sum(self.began <= kill.at <= self.ended for kill in done)

    def names(self) -> list[str]:
        return sorted({event for event, _about in self.acknowledged})

    def wrong(self, link: Link) -> Verdict:
        """What this flow alone has to ask."""
        return Verdict()


# --- afterwards -----------------------------------------------------------------------------------

EVENTS = """
    select e.name, e.about_id, (select count(*) from notifications_message m where m.event_id = e.id)
    from audit_event e where e.id > %s and e.name = any(%s)
"""


def looked_for(flow: Flow, link: Link) -> Verdict:
    """Each acknowledged turn left its event once, and no turn is there that was not acknowledged."""
    events = link.execute(EVENTS, [flow.city.first_event, flow.names()]).fetchall()
    known = dict(link.execute(flow.key, [[about for _name, about, _told in events]]).fetchall())
    there = Counter((name, known[about]) for name, about, _told in events if about in known)
    told = flow.wrong(link)
    told.lost += [f"{name} {about}" for name, about in flow.acknowledged if not there[name, about]]
    told.lost += [
        f"nobody told of {name} {known[about]}"
        for name, about, messages in events
        if name in flow.told and about in known and not messages
    ]
    asked = set(flow.acknowledged)
    told.doubled += [f"{name} {about}, {n} times" for (name, about), n in there.items() if n > 1]
    if not flow.trouble:
        told.doubled += [f"{name} {about}, nobody's" for name, about in there if (name, about) not in asked]
    return told


# --- the flows ------------------------------------------------------------------------------------


def applications(service: str) -> str:
    """A flow's key: the numbers of this service's cases, without those that were opened with them."""
    return f"""
        select c.id::text, c.number from cases_case c
        join catalogue_edition e on e.id = c.edition_id join catalogue_service s on s.id = e.service_id
        where c.id::text = any(%s) and c.parent_id is null and s.slug = '{service}'
    """


class Birth(Flow):
    what = "birth"
    people = ("sari", "wulan", "anwar")
    key = applications("akta-kelahiran")
    told = ("cases.decided",)

    def story(self, turn: int) -> None:
        sari, wulan, anwar = (self.hands[who] for who in self.people)
        number = kills.applied(sari, turn, self.city.photo)
        self.stored("cases.submitted", number)
        worked(wulan, f"/permohonan/{number}/", "/teruskan/")
        worked(anwar, f"/permohonan/{number}/", "/putusan/", {"outcome": "granted"})
        assert "ikabulkan" in sari.open(f"/permohonan/{number}/").text
        self.stored("cases.decided", number)

    def wrong(self, link: Link) -> Verdict:
        """One deed, its papers and its linked cases for each decision."""
        told, numbers = Verdict(), [about for name, about in self.acknowledged if name == "cases.decided"]
        for number, *counts in link.execute(kills.OF_A_BIRTH, [numbers]).fetchall():
            for what, want, n in zip(
                ("deed", "paper", "linked case"), kills.WHOLE_BIRTH, counts, strict=False
            ):
                if n != want:
                    (told.lost if n < want else told.doubled).append(f"{number}: {n} × {what}")
        return told


class Complaint(Flow):
    what = "complaint"
    people = ("dewi", "yusuf", "budi", "hendra", "josua", "nuraini", "surya")
    key = "select id::text, number from reports_report where id::text = any(%s)"
    told = ("reports.sent", "reports.verified", "reports.taken_up", "reports.completed")

    def story(self, turn: int) -> None:
        """Somebody may report sixty things an hour: five take turns."""
        resident = self.hands[self.people[2 + turn % 5]]
        resident.open("/lapor/")
        text = f"Jalan berlubang dalam sekali, motor bisa jatuh. {self.city.mark} {turn}"
        resident.send(resident.form("/lapor/"), {"text": text, "address": "Jl. Contoh, depan warung"})
        resident.send(resident.form("/lapor/kirim/"))
        number = resident.url.split("/lapor/")[1].split("/")[0]
        assert number.startswith("ADU-"), f"{resident.url}: {resident.text[:600]}"
        assert f"{self.city.mark} {turn}" in resident.text
        self.stored("reports.sent", number)
        place = f"/meja/pengaduan/{number}/"
        worked(self.hands["dewi"], place, "/verifikasi/")
        self.stored("reports.verified", number)
        worked(self.hands["yusuf"], place, "/kerjakan/")
        self.stored("reports.taken_up", number)
        said = {"reason": "diperbaiki", "photos": "x", "text": "Lubang ditambal dan dipadatkan."}
        if self.is_too_early(place, said):
            return
        worked(self.hands["yusuf"], place, "/selesai/", said, file=("sesudah.jpg", a_picture()))
        self.stored("reports.completed", number)
        worked(resident, f"/lapor/{number}/", "/beres/")
        self.stored("reports.confirmed", number)

    def is_too_early(self, place: str, said: dict[str, Any]) -> bool:
        """A clock that was set back makes the photo older than the report: refused with a sentence, and not acknowledged."""
        hand, photo = self.hands["yusuf"], ("sesudah.jpg", a_picture())
        hand.open(place)
        hand.send(hand.form("/selesai/"), said, file=photo)
        return TOO_EARLY in hand.text

    def wrong(self, link: Link) -> Verdict:
        """One proof, with one photo, for each repair."""
        told, numbers = Verdict(), [about for name, about in self.acknowledged if name == "reports.completed"]
        rows = link.execute(PROOFS, [numbers]).fetchall()
        for number, proofs, photos in rows:
            if (proofs, photos) != (1, 1):
                (told.lost if not proofs or not photos else told.doubled).append(
                    f"{number}: {proofs}, {photos}"
                )
        return told


PROOFS = """
    select r.number, (select count(*) from reports_evidence e where e.report_id = r.id),
           (select count(*) from pictures_picture p join reports_evidence e on p.about_id = e.id::text
            where e.report_id = r.id)
    from reports_report r where r.number = any(%s)
"""


def a_picture() -> bytes:
    """A photo nobody has seen before: the city knows a used one again."""
    from balaikota.foundation.pictures.tests.conftest import a_photo, a_street

    return bytes(a_photo(a_street(time.time_ns() % 1_000_000_000, (480, 360))).read())


class Order(Flow):
    what = "order"
    people = ("tono", "laila", "rina", "nurul", "mega", "hasan", "intan", "ratna", "maria")
    key = "select id::text, number from orders_order where id::text = any(%s)"
    told = ("orders.placed", "orders.accepted", "orders.ready", "orders.handed_over", "orders.received")

    def __init__(self, *known: Any) -> None:
        super().__init__(*known)
        self.entered: list[str] = []

    def story(self, turn: int) -> None:
        """A buyer may send thirty orders an hour: eight take turns. Then the seller, step by step, to the cash book."""
        buyer, seller = self.hands[self.people[1 + turn % 8]], self.hands["tono"]
        buyer.open(self.city.product)
        buyer.send(buyer.form("/katalog/keranjang/tambah/"), {"count": 1})
        # Putting a thing in again adds one more: whoever lost the answer looks into the cart and says how many.
        counts = buyer.open("/katalog/keranjang/").form("/katalog/keranjang/ubah/")
        name = next(key for key, _value in counts.form_values() if key.startswith("count-"))
        buyer.send(counts, {name: 1})
        buyer.send(buyer.form("/katalog/keranjang/kirim/"), {"phone": "0812 3456 7890"})
        number = buyer.url.split("/katalog/pesanan/")[1].split("/")[0]
        assert number.startswith("ORD-"), f"{buyer.url}: {buyer.text[:600]}"
        self.stored("orders.placed", number)
        place = f"/katalog/pesanan/{number}/"
        for hand, ending, event in (
            (seller, "/sanggup/", "accepted"), (seller, "/siap/", "ready"), (seller, "/serahkan/", "handed_over"),
            (buyer, "/terima/", "received"),
        ):  # fmt: skip
            worked(hand, place, ending)
            self.stored(f"orders.{event}", number)
        worked(seller, place, "/buku/", {"place": "kas"})
        self.entered.append(number)

    def wrong(self, link: Link) -> Verdict:
        """Of the stock exactly what was ordered is gone, and each order stands in the seller's book once."""
        told, numbers = Verdict(), [about for name, about in self.acknowledged if name == "orders.placed"]
        (left, taken) = link.execute(STOCK, [numbers, self.city.product_id]).fetchone()
        gone = self.city.stock - left
        if gone != taken or taken != len(numbers):
            (told.lost if gone < taken else told.doubled).append(
                f"stock: {gone} gone, {taken} of {len(numbers)} taken"
            )
        for number, entries in link.execute(ENTERED, [self.entered]).fetchall():
            if entries != 1:
                (told.doubled if entries else told.lost).append(f"{number}: {entries} × in the book")
        return told


STOCK = """
    select stock, (select coalesce(sum(l.taken), 0)::int from orders_line l join orders_order o on o.id = l.order_id
                   where l.product_id = p.id and o.number = any(%s)) from listings_product p where p.id::text = %s
"""
ENTERED = """
    select o.number, (select count(*) from books_entry e where e.key = o.id)
    from orders_order o where o.number = any(%s)
"""


class Book(Flow):
    what = "cash book"
    people = ("dimas",)
    key = "select id::text, text from books_entry where id::text = any(%s) and text ~ '^uji[0-9a-f]+ '"

    def story(self, turn: int) -> None:
        """A sale, what it cost, and a slip that is taken back."""
        dimas = self.hands["dimas"]
        for kind, amount in (("sale", "45rb"), ("energy", "12.500"), ("wages", "99rb")):
            text = f"{self.city.mark} {kind} {turn}"
            dimas.open(f"{self.city.book}catat/?jenis={kind}")
            dimas.send(dimas.form("/buku/catat/"), {"amount": amount, "text": text})
            assert text in dimas.text, f"{dimas.url}: {dimas.text[:600]}"
            self.stored("books.recorded", text)
        (row,) = [
            link.get("href")
            for link in dimas.open(self.city.book).page.xpath("//li[contains(@class, 'book-entry')]/a")
            if text in link.getparent().text_content()
        ]
        worked(dimas, row, "/batalkan/")
        self.stored("books.reversed", text)

    def wrong(self, link: Link) -> Verdict:
        """The numbers of the book have no gap, and what it says last is what is there."""
        told = Verdict()
        number = self.city.book.strip("/").split("/")[1]
        last, count, most = link.execute(NUMBERED, [number]).fetchone()
        if not last == count == most:
            told.lost.append(f"book: last {last}, {count} entries, highest {most}")
        for text, undone in link.execute(UNDONE, [f"{self.city.mark} wages %"]).fetchall():
            if undone > 1:
                told.doubled.append(f"{text}: taken back {undone} times")
        return told


NUMBERED = """
    select b.last, count(*)::int, max(e.number) from books_book b join register_enterprise r on r.id = b.enterprise_id
    join books_entry e on e.book_id = b.id where r.number = %s group by b.last
"""
UNDONE = """
    select e.text, (select count(*) from books_entry r where r.reverses_id = e.id) from books_entry e
    where e.text like %s and e.reverses_id is null
"""


class Article(Flow):
    what = "article"
    people = ("fitri", "rahmat")
    key = "select id::text, id::text from articles_article where id::text = any(%s)"
    told = ("articles.published",)  # nobody is asked to read what was read before the worker came to it

    def story(self, turn: int) -> None:
        fitri, rahmat = (self.hands[who] for who in self.people)
        title = f"Posyandu {FLOWERS[turn % 26]} buka setiap Sabtu, {self.city.mark} {turn}"
        said = {
            "topic": "kesehatan",
            "title": title,
            "summary": "Timbang dan imunisasi.",
            "body": "Bawa buku KIA.",
        }
        fitri.open("/meja/informasi/baru/berita/")
        fitri.send(fitri.form("/mulai/"), said)
        place = "/" + fitri.url.split("/", 3)[3]
        article = place.split("/")[3]
        assert title in fitri.text, f"{fitri.url}: {fitri.text[:600]}"
        self.stored("articles.begun", article)
        worked(fitri, place, "/kirim/")
        self.stored("articles.sent", article)
        worked(rahmat, place, "/terbitkan/")
        self.stored("articles.published", article)

    def wrong(self, link: Link) -> Verdict:
        """One version each, and one entry in the search."""
        told = Verdict()
        for article, versions, rows in link.execute(OF_AN_ARTICLE, [f"%{self.city.mark}%"]).fetchall():
            if (versions, rows) != (1, 1) and not self.trouble:
                (told.doubled if versions > 1 else told.lost).append(
                    f"{article}: {versions} versions, {rows} found"
                )
        return told


OF_AN_ARTICLE = """
    select a.id::text, (select count(*) from articles_version v where v.article_id = a.id),
           (select count(*) from search_row r where r.kind = 'article' and r.key = a.id::text)
    from articles_article a where exists
        (select from articles_version v where v.article_id = a.id and v.title like %s)
"""


class Idea(Flow):
    what = "idea"
    people = ("joko", "lina", "parlin")
    key = "select id::text, id::text from ideas_idea where id::text = any(%s)"
    told = ("ideas.answered",)

    def story(self, turn: int) -> None:
        """Somebody has an idea, a neighbour says something about it, the city answers."""
        joko, lina, parlin = (self.hands[who] for who in self.people)
        words = random.Random(f"{self.city.mark} {turn}").sample([*FLOWERS, *SECOND], 24)
        said = {
            "title": f"{words[0]} {words[1]} {self.city.mark} {turn}",
            "problem": " ".join(words[2:12]),
            "proposal": " ".join(words[12:]),
        }
        joko.open("/inovasi/ide/baru/")
        joko.send(joko.form("/kirim/"), said)
        if joko.forms("/inovasi/ide/kirim/"):  # ideas that seem alike were shown first
            joko.send(joko.form("/inovasi/ide/kirim/"))
        assert said["title"] in joko.text, f"{joko.url}: {joko.text[:600]}"
        place = "/" + joko.url.split("/", 3)[3]
        idea = place.split("/")[3]
        self.stored("ideas.posted", idea)
        comment = f"Setuju, di lingkungan kami juga begitu. {self.city.mark} {turn}"
        lina.send(lina.open(place).form("/komentar/"), {"text": comment})
        assert comment in lina.text
        self.stored("ideas.commented", idea)
        worked(parlin, place, "/jawab/", {"jawab-text": f"Terima kasih, kami coba. {turn}"})
        self.stored("ideas.answered", idea)


FLOWS: tuple[type[Flow], ...] = (Birth, Complaint, Order, Book, Article, Idea)
