"""Reading the queue for blank cards."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from balaikota.civil.cards import rules
from balaikota.civil.cards.models import Jenis, Kartu, State, Stok
from balaikota.civil.deeds import methods as words
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

DESK = "dukcapil"
SHOWN = 20


def _cards() -> QuerySet[Kartu]:
    return Kartu.objects.select_related("case__edition__service", "person", "letter")


def card_of(case: Case) -> Kartu | None:
    return _cards().filter(case=case).first()


def card_of_event(event_id: int) -> Kartu:
    return _cards().get(pk=audit.event(event_id).about_id)


def place_in_queue(case: Case) -> int | None:
    """How many cards, this one included, are printed before or with it; None when it does not wait."""
    card = card_of(case)
    if card is None or card.state != State.WAITING_FOR_BLANK:
        return None
    return _in_queue(card.desk_id, card.jenis).filter(place__lte=card.place).count()


def _in_queue(desk_id: int, jenis: str) -> QuerySet[Kartu]:
    rows = _cards().filter(desk_id=desk_id, jenis=jenis, state=State.WAITING_FOR_BLANK)
    return rows.order_by("place")


def next_in_queue(stock: Stok) -> Kartu | None:
    """Whoever holds the lock on the stock is the only one who takes from this queue."""
    return _in_queue(stock.desk_id, stock.jenis).first()


def locked_stock(desk: Desk, jenis: str) -> Stok | None:
    return Stok.objects.select_for_update(no_key=True).filter(desk=desk, jenis=jenis).first()


def locked(card: Kartu) -> Kartu:
    rows = Kartu.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case", "person", "letter", "desk").get(pk=card.pk)


def desk_of(viewer: Person) -> Desk:
    """The desk of the cards, for those who work there; for everybody else it is not there."""
    desk = organisations.desk(DESK)
    return found(desk if rules.may_run(viewer, desk.pk) else None)


def card(card_id: uuid.UUID, *, viewer: Person) -> Kartu:
    return found(_cards().filter(pk=card_id, desk=desk_of(viewer)).first())


@dataclass(frozen=True)
class Shelf:
    """One kind of card at the desk: what is in stock, who waits, what lies ready."""

    jenis: Jenis
    blanks: int
    waiting: int
    first: list[Kartu]
    printed: list[Kartu]
    ready: list[Kartu]


def shelves(viewer: Person) -> list[Shelf]:
    """What the page of the card desk shows."""
    desk = desk_of(viewer)
    stock = {row.jenis: row.blanks for row in Stok.objects.filter(desk=desk)}
    waits = Count("pk", filter=Q(state=State.WAITING_FOR_BLANK))
    counted = dict(Kartu.objects.filter(desk=desk).values_list("jenis").annotate(n=waits))
    here = _cards().filter(desk=desk)
    return [
        Shelf(
            jenis,
            stock.get(jenis, 0),
            counted.get(jenis, 0),
            list(_in_queue(desk.pk, jenis)[:SHOWN]),
            list(here.filter(jenis=jenis, state=State.PRINTED).order_by("printed_at")[:SHOWN]),
            list(here.filter(jenis=jenis, state=State.READY).order_by("ready_at")[:100]),
        )
        for jenis in Jenis
    ]


def ktp_rows(case: Case, why: str) -> list[list[str]]:
    """Whose card it is and why, as its letter says it."""
    person = case.applicant
    born = words.date_short(person.tanggal_lahir) if person.tanggal_lahir else ""
    rows = [
        ["Nama", person.name],
        ["NIK", person.nik or case.answers.get("pemohon_nik", "")],
        ["Tempat, tanggal lahir", ", ".join(part for part in (person.tempat_lahir, born) if part)],
        ["Keperluan", why],
        ["Surat keterangan kepolisian", case.answers.get("surat_polisi_nomor", "")],
        ["Nomor permohonan", case.number],
    ]
    return [row for row in rows if row[1]]
