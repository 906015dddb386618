"""The way of a card: it waits for a blank, is printed, lies ready, and is handed over once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.cards import methods as papers
from balaikota.civil.cards import queries, rules
from balaikota.civil.cards.models import Jenis, Kartu, State, Stok
from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import methods as words
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Paper
from balaikota.engine.cases.models import Case
from balaikota.engine.parcels import actions as parcels
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.documents.models import State as LetterState
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import methods as people_methods
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, found, require

#: What a card is called among the goods at a counter.
GOODS = "kartu"


def _require_at_desk(by: Person, desk_id: int) -> None:
    require(rules.may_run(by, desk_id), _("Kartu dicetak dan diserahkan petugas mejanya."))


@transaction.atomic
def _locked_stock(desk: Desk, jenis: Jenis) -> Stok:
    """The stock of this kind, locked; opened with nothing in it the first time."""
    if (stock := queries.locked_stock(desk, jenis)) is not None:
        return stock
    Stok.objects.bulk_create([Stok(desk=desk, jenis=jenis)], ignore_conflicts=True)
    return found(queries.locked_stock(desk, jenis))


@transaction.atomic
def enqueue(
    case: Case, jenis: Jenis, letter: Letter, *, person: Person, takes_old: bool, by: Person
) -> Kartu:
    """Give the card its place in the queue for a blank. The place never changes."""
    stock = _locked_stock(case.desk, jenis)
    stock.last_place += 1
    stock.save(update_fields=["last_place"])
    card = Kartu.objects.create(
        jenis=jenis,
        case=case,
        person=person,
        desk=case.desk,
        letter=letter,
        place=stock.last_place,
        takes_old=takes_old,
    )
    audit.record("cards.queued", card, by=by, subject=person, case=case.number, card=str(jenis))
    return card


@transaction.atomic
def stock_received(desk: Desk, jenis: Jenis, count: int, *, by: Person) -> Stok:
    """Blank cards came in from the ministry."""
    _require_at_desk(by, desk.pk)
    require(0 < count <= 100_000, _("Jumlah blangko antara 1 dan 100.000."), status=422)
    stock = _locked_stock(desk, jenis)
    stock.blanks += count
    stock.save(update_fields=["blanks"])
    audit.record("cards.stock_received", stock, by=by, card=str(jenis), count=count)
    return stock


@transaction.atomic
def print_next(desk: Desk, jenis: Jenis, *, by: Person) -> Kartu:
    """The first in the queue gets the next blank: nobody is printed before their turn."""
    _require_at_desk(by, desk.pk)
    stock = _locked_stock(desk, jenis)
    require(stock.blanks > 0, _("Blangko habis. Catat dahulu blangko yang diterima."), status=409)
    card = queries.next_in_queue(stock)
    if card is None:
        raise Refusal(_("Tidak ada yang menunggu blangko."), status=409)
    stock.blanks -= 1
    stock.save(update_fields=["blanks"])
    card.state, card.printed_at = State.PRINTED, timezone.now()
    card.save(update_fields=["state", "printed_at"])
    audit.record("cards.printed", card, by=by, subject=card.person, case=card.case.number)
    return card


@transaction.atomic
def spoil(card: Kartu, *, by: Person) -> None:
    """The print failed: the blank is lost, the card keeps its place at the front."""
    card = queries.locked(card)
    _require_at_desk(by, card.desk_id)
    require(card.state == State.PRINTED, _("Kartu ini tidak sedang diperiksa."), status=409)
    card.state, card.printed_at = State.WAITING_FOR_BLANK, None
    card.save(update_fields=["state", "printed_at"])
    audit.record("cards.spoiled", card, by=by, subject=card.person, case=card.case.number)


@transaction.atomic
def lay_ready(card: Kartu, *, by: Person) -> None:
    """The print was looked at and is good; from now on it lies at the counter, and its owner is told."""
    card = queries.locked(card)
    _require_at_desk(by, card.desk_id)
    require(card.state == State.PRINTED, _("Kartu ini tidak sedang diperiksa."), status=409)
    card.state, card.ready_at = State.READY, timezone.now()
    card.save(update_fields=["state", "ready_at"])
    parcels.lay_ready(card.case, GOODS, str(Jenis(card.jenis).label), by=by)
    audit.record("cards.ready", card, by=by, subject=card.person, case=card.case.number)


@transaction.atomic
def hand_over(
    card: Kartu,
    receiver: Mapping[str, Any] | None = None,
    *,
    identity_checked: bool,
    old_card_taken: bool = False,
    by: Person,
) -> None:
    """The card goes across the counter, once: to its owner, or to the `receiver` who fetches it for them."""
    card = queries.locked(card)
    _require_at_desk(by, card.desk_id)
    require(card.state != State.HANDED_OVER, _("Kartu ini sudah diserahkan."), status=409)
    require(card.state == State.READY, _("Kartu ini belum siap diserahkan."), status=409)
    require(identity_checked, _("Cocokkan dahulu penerimanya dengan data kartu."), status=422)
    require(
        old_card_taken or not card.takes_old,
        _("Tarik dahulu kartu lama sebelum kartu baru diserahkan."),
        status=422,
    )
    parcel = parcels.lay_ready(card.case, GOODS, str(Jenis(card.jenis).label), by=by)  # for cards from before
    parcels.hand_over(parcel, receiver or {}, by=by)


@transaction.atomic
def note_received(case: Case, *, by: Person) -> None:
    """Its owner has the card. The letter that stood in for a KTP-el ends that moment."""
    card = queries.locked(found(queries.card_of(case)))
    require(card.state == State.READY, _("Kartu ini belum siap diserahkan."), status=409)
    card.state, card.handed_at, card.handed_by = State.HANDED_OVER, timezone.now(), by
    card.save(update_fields=["state", "handed_at", "handed_by"])
    if card.jenis == Jenis.KTP and card.letter.state in (LetterState.ISSUED, LetterState.WAITING):
        documents.revoke(
            card.letter, reason=_("KTP-el sudah diserahkan; surat ini tidak diperlukan lagi."), by=by
        )
    audit.record("cards.handed_over", card, by=by, subject=card.person, case=card.case.number)


# --- what a granted case asks for -----------------------------------------------------------------


@transaction.atomic
def grant_ktp(case: Case, why: str, *, takes_old: bool, by: Person) -> Kartu:
    """The letter that says the request was granted, and a place in the queue for the card."""
    person = case.applicant
    content = papers.instead_of_ktp(queries.ktp_rows(case, why))
    paper = Paper("surat-keterangan-ktp", _("Surat Keterangan Pengganti KTP-el"), content)
    letter = deeds.request_paper(case, paper, subject=person, by=by)
    return enqueue(case, Jenis.KTP, letter, person=person, takes_old=takes_old, by=by)


@transaction.atomic
def grant_kia(case: Case, *, takes_old: bool, by: Person) -> Kartu:
    """The receipt for a child's card and its place in the queue."""
    person, born = _child(case, by=by), date.fromisoformat(case.answers["anak_tanggal_lahir"])
    rows = [
        ["Nama anak", case.answers["anak_nama"]],
        ["NIK anak", person.nik or "menunggu penerbitan oleh SIAK"],
        ["Tanggal lahir", words.date_short(born)],
        *papers.kia_form(born, timezone.localdate()),
        ["Nomor permohonan", case.number],
    ]
    paper = Paper("tanda-terima-kia", _("Tanda Terima Kartu Identitas Anak"), papers.receipt_of_kia(rows))
    letter = deeds.request_paper(case, paper, subject=case.applicant, by=by)
    return enqueue(case, Jenis.KIA, letter, person=person, takes_old=takes_old, by=by)


def _child(case: Case, *, by: Person) -> Person:
    """The child of the birth this case follows, or the one registered under the NIK; else recorded now."""
    said: dict[str, Any] = case.answers
    akta = registers.of_case(case.parent) if case.parent else None
    if akta is not None and akta.subject is not None:
        return akta.subject
    nik = said.get("anak_nik")
    if (known := registers.recorded(nik, said["anak_nama"])) is not None:
        return known
    return people.record_person(
        name=said["anak_nama"],
        nik=nik,
        tanggal_lahir=date.fromisoformat(said["anak_tanggal_lahir"]),
        jenis_kelamin=people_methods.sex_in(nik) if nik else "",
        by=by,
        is_sample=case.is_sample,
    )


@transaction.atomic
def invite_to_ikd(case: Case, *, by: Person) -> Letter:
    """A letter with the appointment and the steps. The activation itself happens in the ministry's app."""
    said: dict[str, Any] = case.answers
    day = words.date_short(date.fromisoformat(said["tanggal_kunjungan"]))
    rows = [
        ["Nama", case.applicant.name],
        ["Tempat", papers.OFFICES[said["kantor_tujuan"]]],
        ["Waktu", f"{day}, pukul {said['jam_kunjungan']} WIB"],
        ["Nomor permohonan", case.number],
    ]
    paper = Paper("surat-janji-ikd", _("Surat Janji Temu Aktivasi IKD"), papers.invitation_to_ikd(rows))
    return deeds.request_paper(case, paper, subject=case.applicant, by=by)
