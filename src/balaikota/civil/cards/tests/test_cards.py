"""A card waits for a blank in its turn, is printed, lies ready, and is handed over once."""

import threading
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import cast

from balaikota.civil.cards import actions, methods, queries
from balaikota.civil.cards.models import Jenis, Kartu, State, Stok
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.parcels import actions as parcels
from balaikota.engine.parcels.models import Parcel
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import queries as letters
from balaikota.foundation.documents.models import State as LetterState
from balaikota.foundation.notifications import queries as messages
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.people.queries import sign_in_token
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def lost(by: Person, **answers: Any) -> Case:
    return cast.a_granted_case("ktp-hilang", by, **answers)


def printed(desk: Desk, *, kind: Jenis = Jenis.KTP) -> Kartu:
    actions.stock_received(desk, kind, 1, by=cast.wulan())
    return actions.print_next(desk, kind, by=cast.wulan())


def test_a_granted_request_gives_a_letter_now_and_a_place_in_the_queue(sari: Person) -> None:
    case = lost(sari)
    (letter,) = letters.letters_about(case)
    assert letter.kind == "surat-keterangan-ktp"
    assert "bukan KTP-el" in letter.content["is_not"]
    assert queries.place_in_queue(case) == 1
    assert cast.story_of(queries.card_of(case)) == ["cards.queued"]


def test_places_follow_the_order_of_granting_and_move_up(sari: Person, desk: Desk) -> None:
    first, second = lost(sari), cast.a_granted_case("ktp-rusak", cast.budi())
    assert [queries.place_in_queue(case) for case in (first, second)] == [1, 2]
    assert printed(desk).case == first
    assert [queries.place_in_queue(case) for case in (first, second)] == [None, 1]


def test_without_a_blank_or_without_a_queue_nothing_is_printed(sari: Person, desk: Desk) -> None:
    with pytest.raises(Refusal, match="Blangko habis"):
        actions.print_next(desk, Jenis.KTP, by=cast.wulan())
    actions.stock_received(desk, Jenis.KTP, 5, by=cast.wulan())
    with pytest.raises(Refusal, match="Tidak ada yang menunggu"):
        actions.print_next(desk, Jenis.KTP, by=cast.wulan())
    assert Stok.objects.get(jenis=Jenis.KTP).blanks == 5


def test_a_spoilt_print_costs_a_blank_and_keeps_its_turn(sari: Person, desk: Desk) -> None:
    first, second = lost(sari), lost(cast.budi())
    card = printed(desk)
    actions.spoil(card, by=cast.wulan())
    assert [queries.place_in_queue(case) for case in (first, second)] == [1, 2]
    assert Stok.objects.get(jenis=Jenis.KTP).blanks == 0


def test_a_card_is_handed_over_once(sari: Person, desk: Desk) -> None:
    lost(sari)
    card = printed(desk)
    with pytest.raises(Refusal, match="belum siap"):
        actions.hand_over(card, identity_checked=True, by=cast.wulan())
    actions.lay_ready(card, by=cast.wulan())
    with pytest.raises(Refusal, match="Cocokkan"):
        actions.hand_over(card, identity_checked=False, by=cast.wulan())
    actions.hand_over(card, identity_checked=True, by=cast.wulan())
    with pytest.raises(Refusal, match="sudah diserahkan"):
        actions.hand_over(card, identity_checked=True, by=cast.wulan())
    assert cast.story_of(card)[-1] == "cards.handed_over"


def test_the_letter_ends_when_the_card_is_handed_over(sari: Person, desk: Desk) -> None:
    case = lost(sari)
    (letter,) = letters.letters_about(case)
    documents.issue(letters.whole(letter.pk))
    card = printed(desk)
    actions.lay_ready(card, by=cast.wulan())
    actions.hand_over(card, identity_checked=True, by=cast.wulan())
    letter.refresh_from_db()
    assert letter.state == LetterState.REVOKED
    assert "diserahkan" in letter.revoked_reason


def test_a_damaged_card_is_taken_back_before_the_new_one_is_given(sari: Person, desk: Desk) -> None:
    cast.a_granted_case("ktp-rusak", sari)
    card = printed(desk)
    actions.lay_ready(card, by=cast.wulan())
    with pytest.raises(Refusal, match="Tarik dahulu kartu lama"):
        actions.hand_over(card, identity_checked=True, by=cast.wulan())
    actions.hand_over(card, identity_checked=True, old_card_taken=True, by=cast.wulan())


def test_a_card_whose_old_one_is_taken_back_is_not_sent_by_courier(sari: Person, desk: Desk) -> None:
    sent = {"address": "Jalan Durian 12", "courier": "Pos", "resi": "P1"}
    for slug in ("ktp-rusak", "ktp-hilang"):
        cast.a_granted_case(slug, sari)
        actions.lay_ready(printed(desk), by=cast.wulan())
    damaged, lost_one = Parcel.objects.order_by("ready_at")
    with pytest.raises(Refusal, match="Kartu lama harus ditarik"):
        parcels.send(damaged, **sent, by=cast.wulan())
    parcels.send(lost_one, **sent, by=cast.wulan())
    with pytest.raises(Refusal, match="sedang dikirim"):
        actions.hand_over(queries.card_of(lost_one.case), identity_checked=True, by=cast.wulan())
    parcels.note_delivered(lost_one, {"relation": "family", "name": "Dimas"}, by=cast.wulan())
    assert queries.card_of(lost_one.case).state == State.HANDED_OVER


def test_a_proxy_who_fetches_the_card_is_named(sari: Person, desk: Desk) -> None:
    case = lost(sari)
    card = printed(desk)
    actions.lay_ready(card, by=cast.wulan())
    actions.hand_over(card, {"relation": "proxy", "name": "Budi"}, identity_checked=True, by=cast.wulan())
    assert Parcel.objects.get(case=case).received_by == "Budi"


def test_the_owner_is_told_when_the_card_lies_ready(sari: Person, desk: Desk) -> None:
    lost(sari)
    actions.lay_ready(printed(desk), by=cast.wulan())
    cast.run_jobs(forgiving=True)
    assert any("siap diambil" in message.subject for message in messages.inbox(sari))


def test_only_the_desk_receives_prints_and_hands_over(sari: Person, desk: Desk) -> None:
    lost(sari)
    card = printed(desk)
    for act in (
        lambda: actions.stock_received(desk, Jenis.KTP, 1, by=sari),
        lambda: actions.print_next(desk, Jenis.KTP, by=cast.hasan()),
        lambda: actions.lay_ready(card, by=sari),
    ):
        with pytest.raises(Refusal, match="petugas mejanya"):
            act()


def test_a_childs_card_has_its_own_queue_and_its_own_person(sari: Person, desk: Desk) -> None:
    lost(sari)
    case = cast.a_case(
        "kia-baru", sari, anak_tanggal_lahir=(timezone.localdate() - timedelta(days=9)).isoformat()
    )
    cases.decide(case, "granted", by=cast.wulan())
    card = queries.card_of(case)
    assert (card.jenis, card.person.name, queries.place_in_queue(case)) == (Jenis.KIA, "Melati Putri", 1)
    assert people.by_nik("1271214211269991") == card.person


def test_an_ikd_appointment_is_a_letter_and_no_card(sari: Person) -> None:
    case = cast.a_granted_case("ikd-aktivasi", sari)
    (letter,) = letters.letters_about(case)
    assert "bukan IKD" in letter.content["is_not"]
    assert queries.card_of(case) is None


@pytest.mark.parametrize(
    ("born", "until"), [("2021-05-10", "10 Mei 2026"), ("2024-02-29", "28 Februari 2029")]
)
def test_a_card_without_photo_is_valid_until_the_fifth_birthday(born: str, until: str) -> None:
    day = date.fromisoformat(born)
    assert methods.kia_form(day, day)[1] == ["Berlaku", f"sampai {until}"]


@pytest.mark.django_db(transaction=True)
def test_ten_officers_printing_at_once_print_ten_cards_in_their_order(sari: Person, desk: Desk) -> None:
    wulan, count = cast.wulan(), 10
    template = queries.card_of(lost(sari))
    for turn in range(count - 1):
        case = Case.objects.get(pk=template.case_id)
        case.id, case.number, case.draft = uuid.uuid4(), f"KTH-{turn}", None
        case.answers, case.facts, case.subject_name = {}, {}, None
        case.save(force_insert=True)
        actions.enqueue(case, Jenis.KTP, template.letter, person=sari, takes_old=False, by=wulan)
    actions.stock_received(desk, Jenis.KTP, count - 1, by=wulan)
    start, done, refused = threading.Barrier(count), [], []

    def work() -> None:
        try:
            start.wait(60)
            done.append(actions.print_next(desk, Jenis.KTP, by=wulan).place)
        except Refusal as refusal:
            refused.append(refusal.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == list(range(1, count)), "nobody twice, nobody before their turn"
    assert len(refused) == 1, "nine blanks, ten officers"
    assert Kartu.objects.get(state=State.WAITING_FOR_BLANK).place == count


# --- the pages ------------------------------------------------------------------------------------


def signed_in(person: Person) -> Client:
    client = Client()
    client.post(reverse("people:sign_in_as_now", args=[sign_in_token(person)]))
    return client


def test_the_desk_works_through_its_page(sari: Person, desk: Desk, settings: Any) -> None:
    settings.DEMO = True
    case, wulan = lost(sari), signed_in(cast.wulan())
    body = signed_in(sari).get(case.get_absolute_url()).content.decode()
    assert "KTP-el menunggu blangko, antrean ke-1" in body
    assert case.number in wulan.get("/kartu/").content.decode()
    assert wulan.post("/kartu/cetak/", {"jenis": "ktp"}).status_code == 409
    assert wulan.post("/kartu/stok/", {"jenis": "ktp", "count": "0"}).status_code == 422
    assert wulan.post("/kartu/stok/", {"jenis": "ktp", "count": "3"}).status_code == 303
    assert wulan.post("/kartu/cetak/", {"jenis": "ktp"}).status_code == 303
    card = queries.card_of(case)
    assert wulan.post(f"/kartu/{card.pk}/siap/").status_code == 303
    assert "siap diambil di loket" in signed_in(sari).get(case.get_absolute_url()).content.decode()
    assert wulan.post(f"/kartu/{card.pk}/serahkan/", {"identity_checked": "on"}).status_code == 303
    assert wulan.post(f"/kartu/{card.pk}/serahkan/", {"identity_checked": "on"}).status_code == 409


def test_the_card_desk_is_not_there_for_others(sari: Person, settings: Any) -> None:
    settings.DEMO = True
    for person in (sari, cast.hasan()):
        assert signed_in(person).get("/kartu/").status_code == 404
