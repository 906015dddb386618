"""From the report to the proven repair, and every no on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from balaikota.complaints.handling import actions
from balaikota.complaints.handling.tests.conftest import photo
from balaikota.complaints.reports import actions as reports
from balaikota.complaints.reports import queries
from balaikota.complaints.reports.models import Evidence, Pause, Reason, Report, Status
from balaikota.complaints.topics.models import Kind, Topic
from balaikota.foundation.audit.models import Event
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.tests.conftest import a_photo, a_street
from balaikota.kit.errors import Refusal

pytestmark = pytest.mark.django_db


def now(report: Report) -> Report:
    return Report.objects.get(pk=report.pk)


def story(report: Report) -> list[str]:
    return list(Event.objects.filter(about_id=str(report.pk)).order_by("id").values_list("name", flat=True))


@pytest.fixture
def mine(road: Topic, sari: Person) -> Report:
    letter = reports.Letter(road, "Lubang di depan sekolah", 3.58, 98.68, pictures=(photo(sari, 5),))
    return reports.send(letter, by=sari)


@pytest.fixture
def at_work(mine: Report, dewi: Person, yusuf: Person) -> Report:
    actions.verify(mine, mine.topic, Kind(mine.kind), by=dewi)
    actions.take_up(mine, by=yusuf)
    return now(mine)


def fixed(report: Report, by: Person, seed: int = 9, **notes: Any) -> Report:
    actions.complete(report, Reason.DIPERBAIKI, "Lubang ditambal.", [photo(by, seed, **notes)], by=by)
    return now(report)


def test_a_report_is_verified_taken_up_fixed_and_confirmed(
    at_work: Report, yusuf: Person, sari: Person
) -> None:
    done = fixed(at_work, yusuf)
    assert done.status == Status.SELESAI
    assert done.closed_reason == Reason.DIPERBAIKI
    assert Evidence.objects.get().is_moment_of_upload
    reports.confirm(done, by=sari)
    assert now(done).settled_at
    assert [name.removeprefix("reports.") for name in story(at_work)] == [
        "sent", "verified", "taken_up", "completed", "confirmed",
    ]  # fmt: skip


def test_photos_are_seen_by_everybody_once_the_report_is_verified(mine: Report, dewi: Person) -> None:
    assert not photos.of(mine)[0].is_public
    actions.verify(mine, mine.topic, Kind(mine.kind), by=dewi)
    assert photos.of(mine)[0].is_public
    reports.show_as(mine, is_anonymous=False, is_private=True, by=mine.reporter)
    assert not photos.of(mine)[0].is_public


def test_a_repair_needs_a_photo_but_another_end_needs_only_a_reason(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match="sedikitnya satu foto"):
        actions.complete(at_work, Reason.DIPERBAIKI, "Sudah ditambal.", by=yusuf)
    actions.complete(at_work, Reason.TIDAK_DITEMUKAN, "Tidak ada lubang di alamat itu.", by=yusuf)
    assert now(at_work).closed_reason == Reason.TIDAK_DITEMUKAN


def test_a_photo_from_before_the_report_proves_nothing(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match="sebelum laporan"):
        fixed(at_work, yusuf, taken="2020:01:02 10:00:00", offset="+07:00")
    assert now(at_work).status == Status.PROSES
    assert not Evidence.objects.exists()


def test_a_photo_from_the_future_proves_nothing(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match="masa depan"):
        fixed(at_work, yusuf, taken="2099:01:02 10:00:00", offset="+07:00")


def test_a_photo_of_another_place_proves_nothing(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match=r"1\d\d\d m dari titik"):
        fixed(at_work, yusuf, at=(3.59, 98.68))
    near = fixed(at_work, yusuf, seed=11, at=(3.5805, 98.68))
    assert near.status == Status.SELESAI
    assert Evidence.objects.get().distance_m == pytest.approx(56, abs=3)


def test_a_photo_that_was_used_before_is_refused_with_the_number(
    at_work: Report, yusuf: Person, dewi: Person, road: Topic
) -> None:
    fixed(at_work, yusuf, seed=9)
    other = reports.send(reports.Letter(road, "Lubang yang lain"), by=None)
    actions.verify(other, road, Kind(other.kind), by=dewi)
    actions.take_up(other, by=yusuf)
    with pytest.raises(Refusal, match=at_work.number):
        fixed(other, yusuf, seed=9)
    assert now(other).status == Status.PROSES


def test_the_photo_of_the_report_itself_proves_no_repair(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match=at_work.number):
        fixed(at_work, yusuf, seed=5)


def test_not_fixed_opens_it_again_with_a_new_clock(at_work: Report, yusuf: Person, sari: Person) -> None:
    done = fixed(at_work, yusuf)
    Report.objects.filter(pk=done.pk).update(started_at=timezone.now() - timedelta(days=40))
    reports.reopen(done, "Masih berlubang di sisi kiri.", by=sari)
    again = now(done)
    assert again.status == Status.DIBUKA_KEMBALI
    assert again.rounds == 2
    assert again.due_at > timezone.now() + timedelta(days=14)
    assert again.closed_reason == ""
    actions.take_up(again, by=yusuf)
    with pytest.raises(Refusal, match="sudah dipakai"):
        fixed(again, yusuf, seed=9)


def test_a_hand_over_keeps_the_clock_and_the_history(at_work: Report, yusuf: Person, maria: Person) -> None:
    due, started = at_work.due_at, at_work.started_at
    reports.hand_over(at_work, maria.tenures.get().post.desk, reason="Ini sampah, bukan jalan.", by=yusuf)
    passed = now(at_work)
    assert (passed.due_at, passed.started_at, passed.status) == (due, started, Status.PROSES)
    assert passed.unit.agency.code == "dlh"
    with pytest.raises(Refusal):
        actions.note_progress(passed, "Kami lanjutkan saja.", by=yusuf)
    actions.take_up(passed, by=maria)
    assert now(passed).taken_up_at


def test_who_passed_it_on_needs_a_reason_and_another_unit(at_work: Report, yusuf: Person) -> None:
    with pytest.raises(Refusal, match="mengapa"):
        reports.hand_over(at_work, yusuf.tenures.get().post.desk.agency.desks.create(code="x", name="x"),
                          reason=" ", by=yusuf)  # fmt: skip
    with pytest.raises(Refusal, match="sudah memegang"):
        reports.hand_over(at_work, at_work.unit, reason="Salah alamat.", by=yusuf)


def test_the_clock_stands_still_while_the_reporter_is_asked(
    at_work: Report, yusuf: Person, sari: Person
) -> None:
    actions.ask(at_work, "Di depan sekolah yang mana?", by=yusuf)
    Pause.objects.update(from_at=timezone.now() - timedelta(days=7))
    Report.objects.filter(pk=at_work.pk).update(started_at=timezone.now() - timedelta(days=8))
    reports.answer(at_work, "SD Negeri di Jalan Karya.", by=sari)
    answered = now(at_work)
    assert answered.status == Status.PROSES
    assert answered.due_at > at_work.due_at - timedelta(days=4)


def test_the_reporter_completes_a_postponed_report_with_the_code_alone(hole: Report, dewi: Person) -> None:
    actions.postpone(hole, "Sebutkan nama jalannya.", by=dewi)
    with pytest.raises(Refusal, match="kode lacak"):
        reports.answer(hole, "Jalan Karya.", by=None, code="SALAH")
    reports.answer(hole, "Jalan Karya.", by=None, code=queries.code_of(hole))
    assert now(hole).status == Status.TERKIRIM


def test_ten_silent_days_close_what_waits_for_the_reporter(at_work: Report, yusuf: Person) -> None:
    actions.ask(at_work, "Di sebelah mana?", by=yusuf)
    reports.settle(at_work)
    assert now(at_work).status == Status.MENUNGGU_PELAPOR
    Report.objects.update(asked_at=timezone.now() - timedelta(days=11))
    (row,) = queries.silent_since(timezone.now() - timedelta(days=10))
    reports.settle(row)
    assert now(at_work).closed_reason == Reason.TIDAK_DILENGKAPI


def test_a_double_gives_its_voices_to_the_first(hole: Report, mine: Report, dewi: Person) -> None:
    actions.archive(hole, Reason.GANDA, "Sudah dilaporkan warga lain.", mine.number, by=dewi)
    assert now(mine).voices == 2
    assert now(hole).duplicate_of == mine
    with pytest.raises(Refusal, match="tidak ditemukan"):
        actions.archive(mine, Reason.GANDA, "Sudah dilaporkan.", "ADU-1999-00001", by=dewi)


def test_what_is_not_the_citys_goes_on_visibly_and_can_come_back(
    mine: Report, dewi: Person, road: Topic
) -> None:
    actions.forward(mine, "Balai Besar Jalan Nasional", reason="Jalan nasional.", by=dewi)
    assert now(mine).closed_reason == Reason.BUKAN_WEWENANG
    actions.verify(mine, road, Kind(mine.kind), by=dewi)
    assert now(mine).is_open
    assert now(mine).forwarded_to == ""


def test_the_coordinator_shows_a_text_only_without_what_points_to_a_person(road: Topic, dewi: Person) -> None:
    report = reports.send(reports.Letter(road, "Hubungi 081234567890"), by=None)
    with pytest.raises(Refusal, match="masih memuat"):
        actions.review(report, "Hubungi saya di 0812 3456 7890", by=dewi)
    actions.review(report, "Hubungi pelapor lewat petugas.", by=dewi)
    assert not now(report).is_withheld


def test_nobody_works_on_their_own_report(road: Topic, yusuf: Person, dewi: Person) -> None:
    own = reports.send(reports.Letter(road, "Lubang di depan rumah saya"), by=yusuf)
    actions.verify(own, road, Kind(own.kind), by=dewi)
    with pytest.raises(Refusal, match="pelapornya sendiri"):
        actions.take_up(own, by=yusuf)


def test_other_people_turn_nothing(mine: Report, budi: Person, yusuf: Person, maria: Person) -> None:
    for refused in (
        lambda: actions.verify(mine, mine.topic, Kind(mine.kind), by=yusuf),
        lambda: actions.take_up(mine, by=maria),
        lambda: reports.confirm(mine, by=budi),
        lambda: reports.show_as(mine, is_anonymous=True, is_private=True, by=budi),
    ):
        with pytest.raises(Refusal):
            refused()
    assert story(mine) == ["reports.sent"]


def test_the_unit_is_told_what_comes_to_its_desk_and_the_reporter_at_each_turn(
    mine: Report, dewi: Person, yusuf: Person, sari: Person
) -> None:
    from tests import cast

    from balaikota.foundation.notifications.models import Message

    actions.verify(mine, mine.topic, Kind(mine.kind), by=dewi)
    actions.take_up(mine, by=yusuf)
    cast.run_jobs()
    assert mine.number in Message.objects.get(to=yusuf).subject
    told = [message.subject for message in Message.objects.filter(to=sari).order_by("id")]
    assert len(told) == 3
    assert all(mine.number in subject for subject in told)


def test_a_letter_says_what_happened_not_how_it_stands_now(
    mine: Report, dewi: Person, yusuf: Person, sari: Person
) -> None:
    from tests import cast

    from balaikota.foundation.notifications.models import Message

    actions.verify(mine, mine.topic, Kind(mine.kind), by=dewi)
    actions.take_up(mine, by=yusuf)
    actions.note_progress(mine, "Aspal sudah dipesan.", by=yusuf)
    cast.run_jobs()
    told = [message.subject.rpartition(": ")[2] for message in Message.objects.filter(to=sari).order_by("id")]
    assert told == ["laporan Anda diterima", "terverifikasi", "mulai dikerjakan", "kabar dari unit"]


@pytest.mark.parametrize("part", [0.9, 0.8])
def test_a_trimmed_copy_of_the_reporters_photo_proves_no_repair(
    at_work: Report, yusuf: Person, part: float
) -> None:
    street = a_street(5, (800, 600))
    left, top = round(800 * (1 - part) / 2), round(600 * (1 - part) / 2)
    copy = pictures.receive(a_photo(street.crop((left, top, 800 - left, 600 - top))), by=yusuf)
    with pytest.raises(Refusal, match=at_work.number):
        actions.complete(at_work, Reason.DIPERBAIKI, "Lubang ditambal.", [copy.pk], by=yusuf)


def test_nothing_is_mended_while_its_reporter_is_asked(at_work: Report, yusuf: Person) -> None:
    actions.ask(at_work, "Di sebelah mana?", by=yusuf)
    with pytest.raises(Refusal, match="belum menjawab"):
        fixed(at_work, yusuf)
    actions.complete(at_work, Reason.TIDAK_DITEMUKAN, "Tidak ada lubang di sana.", by=yusuf)
    assert now(at_work).closed_reason == Reason.TIDAK_DITEMUKAN


def test_opening_again_twice_is_once(at_work: Report, yusuf: Person, sari: Person) -> None:
    done = fixed(at_work, yusuf)
    assert reports.reopen(done, "Masih berlubang.", by=sari)
    assert not reports.reopen(done, "Masih berlubang.", by=sari)
    assert now(done).rounds == 2
