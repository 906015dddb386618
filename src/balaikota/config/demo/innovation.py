"""Innovation in the demo city: an idea, three innovations, and forty months of records in which one of them shows.

The records are rows only: closed cases of invented residents in thirteen real kelurahan, whose days from submission to
decision come from dice. In one of them the days fall from the month "Antar dokumen" begins. Nothing tells the evidence
engine so; it has to find it.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from balaikota.config.demo import households, names
from balaikota.engine.cases.methods import case_number
from balaikota.engine.cases.models import Case, CaseSeries, Outcome
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Edition
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.innovation.evidence import actions as evidence
from balaikota.innovation.evidence import methods
from balaikota.innovation.ideas import actions as ideas
from balaikota.innovation.ideas import queries as known_ideas
from balaikota.innovation.index import actions as index
from balaikota.innovation.index import queries as scores
from balaikota.innovation.library import actions as library
from balaikota.innovation.life import actions as life
from balaikota.innovation.life import queries as known
from balaikota.innovation.life.methods import Proposal
from balaikota.innovation.life.models import Innovation

Cast = dict[str, Person]
SERVICE = "kutipan-kedua"
PLACES, MONTHS, SINCE = 13, 40, 14
USUAL, FALLS = 9.0, 4.0  # days
PROPOSAL = Proposal(
    "Antar dokumen", "pelayanan_publik", "dukcapil", "asn",
    "Warga datang dua kali: sekali mengajukan, sekali mengambil. Kutipan yang sudah jadi menumpuk di lemari loket.",
    "Sebelum: kutipan dicetak seminggu sekali dan diambil sendiri. Sesudah: dicetak setiap hari dan diantar kader"
    " lingkungan, sehingga pemeriksaan tidak menunggu tumpukan. Tahapan: satu kelurahan setahun, lalu dinilai.",
    "Menyingkat waktu dari pengajuan sampai selesai.", "Warga tidak perlu kembali ke loket; lemari loket kosong.",
    "2025-10", "2027-06", budget=48_000_000, service=SERVICE,
    criteria={
        "pembaharuan": "Mengganti pengambilan di loket dengan pengantaran.",
        "manfaat": "Waktu layanan turun dan warga tidak kembali ke loket.",
        "tidak_membebani": "Gratis dan boleh tetap diambil sendiri.",
        "kewenangan": "Pencatatan sipil adalah urusan kota.",
        "replikasi": "Setiap kelurahan mempunyai kader lingkungan.",
    },
)  # fmt: skip


def show_innovations(cast: Cast) -> None:
    """May run twice: what is proposed already is not proposed again."""
    if known.everything().filter(is_sample=True).exists():
        return
    villages = list(regions.villages_of_city())[:PLACES]
    if len(villages) < PLACES:
        return
    with connection.cursor() as cursor:  # the measuring takes its time between two statements
        cursor.execute("set local idle_in_transaction_session_timeout = 0")
    last = methods.shifted(methods.month_of(timezone.localdate()), -1)
    months = methods.months(methods.shifted(last, 1 - MONTHS), last)
    keep_records(villages, months)
    first = deliver(cast, villages[2], months)
    remind(cast, villages[7], months)
    open_at_night(cast, months)
    score(cast, first)


# --- the records ----------------------------------------------------------------------------------


def keep_records(villages: list[Region], months: list[str]) -> None:
    """Closed cases: five to eight in each kelurahan and month, numbered in their year's series."""
    dice = Random("antar dokumen")  # noqa: S311 - the same city every time
    edition = catalogue.newest_edition(catalogue.service(SERVICE))
    if edition is None:
        return
    numbers = households.Numbers(set(), lambda number: registers.household_by_number(number) is not None)
    residents = [[_resident(dice, numbers, village) for _ in range(3)] for village in villages]
    shared, own = 0.0, [dice.gauss(0, 0.8) for _ in villages]
    wander = [0.0 for _ in villages]
    rows: list[Case] = []
    for at, month in enumerate(months):
        shared += dice.gauss(0, 0.25)
        for place in range(len(villages)):
            wander[place] = 0.4 * wander[place] + dice.gauss(0, 0.45)
            fell = FALLS if place == 2 and at >= len(months) - SINCE else 0.0
            usual = USUAL + shared + own[place] + wander[place] - fell
            for _ in range(dice.randint(5, 8)):
                rows.append(_closed(dice, edition, dice.choice(residents[place]), month, usual))
    _number(rows, edition)
    Case.objects.bulk_create(rows, batch_size=500)


def _resident(dice: Random, numbers: households.Numbers, village: Region) -> Person:
    name = names.parent(dice, dice.choice(names.GROUPS), dice.random() < 0.5)
    person = people.record_person(name=name, by=None, is_sample=True)
    day = households.a_day(dice, date(2012, 1, 2), date(2020, 12, 30))
    number = numbers.kk(dice, village.parent_id or village.code, day)
    kk = households.open_household(dice, number, village, dice.randint(100, 400))
    households.join(kk, person, Shdk.KEPALA_KELUARGA, StatusKawin.KAWIN_TERCATAT, day)
    return person


def _closed(dice: Random, edition: Edition, person: Person, month: str, usual: float) -> Case:
    year, number = (int(part) for part in month.split("-"))
    here = timezone.get_current_timezone()
    closed = datetime(
        year, number, dice.randint(1, 28), dice.randint(8, 15), dice.randint(0, 59), tzinfo=here
    )
    took = timedelta(days=max(0.5, usual + dice.gauss(0, 2.0)))
    sent = closed - took
    return Case(
        edition=edition, desk=edition.service.desk, applicant=person, answers={}, facts={}, steps=[], step="",
        submitted_at=sent, due_at=sent + timedelta(days=14), closed_at=closed, outcome=Outcome.GRANTED, is_sample=True,
    )  # fmt: skip


def _number(rows: list[Case], edition: Edition) -> None:
    """Each its number, in the order of submission; the series goes on after them."""
    prefix = edition.definition["number_prefix"]
    by_year: dict[int, list[Case]] = {}
    for row in sorted(rows, key=lambda row: row.submitted_at):
        by_year.setdefault(timezone.localdate(row.submitted_at).year, []).append(row)
    for year, own in by_year.items():
        series, _is_new = CaseSeries.objects.get_or_create(prefix=prefix, year=year)
        for serial, row in enumerate(own, series.last + 1):
            row.number = case_number(prefix, year, serial)
        CaseSeries.objects.filter(pk=series.pk).update(last=series.last + len(own))


# --- the innovations ------------------------------------------------------------------------------


def _tried(cast: Cast, said: Proposal, plan: evidence.Said, *, days_ago: int) -> Innovation:
    """Proposed, found fit, planned, locked, tried and measured; only the days are moved back."""
    row = life.propose(said, by=cast["josua"])
    agency = next(iter(_agencies(cast["josua"])))
    life.find_fit(row, agency, decree="SK contoh 000.8/12/2025", by=cast["laila"])
    life.write_plan(row, plan, by=cast["josua"])
    life.lock_plan(row, by=cast["josua"])
    life.begin_trial(row, by=cast["josua"])
    began = timezone.now() - timedelta(days=days_ago)
    Innovation.objects.filter(pk=row.pk).update(proposed_at=began)
    row.refresh_from_db()
    if row.plan is not None:
        evidence.measure(row.plan)
    return row


def _agencies(person: Person) -> list[Any]:
    from balaikota.innovation.library import queries

    return queries.agencies_of(person)


def deliver(cast: Cast, village: Region, months: list[str]) -> Innovation:
    """The one that works; found by the engine from the records alone, adopted, rewarded, taken over by another office."""
    idea = known_ideas.ideas().filter(title="Antar akta ke rumah").first() or ideas.post(
        "Antar akta ke rumah",
        "Saya harus izin kerja dua kali: mengajukan dan mengambil kutipan akta.",
        "Kutipan yang sudah jadi diantar saja oleh kader lingkungan.",
        by=cast["budi"],
    )
    ideas.support(idea, by=cast["sari"])
    ideas.comment(idea, "Setuju, apalagi untuk orang tua yang sulit ke kantor.", by=cast["sari"])
    ideas.answer(
        idea, "Terima kasih. Disdukcapil mengusulkannya sebagai inovasi “Antar dokumen”.", by=cast["wulan"]
    )
    plan = evidence.Said(
        "Antar dokumen", "case_days", "lower", 3.0, {village.code: months[-SINCE]}, methods.shifted(months[-1], 7),
        timezone.localdate() - timedelta(days=1), service=SERVICE, first_month=months[0], is_sample=True,
        other_causes="Petugas tambahan di loket, atau pengajuan yang lebih sedikit.",
    )  # fmt: skip
    row = _tried(cast, replace(PROPOSAL, trial_from=months[-SINCE]), plan, days_ago=30 * SINCE + 60)
    Innovation.objects.filter(pk=row.pk).update(idea=idea)
    life.join(
        row,
        cast["nuraini"],
        role="Pengatur pengantaran",
        contribution="Menyusun rute kader.",
        by=cast["josua"],
    )
    life.adopt(
        row,
        "Perwal contoh 5/2026",
        reason="Terbukti di satu kelurahan; diperluas bertahap.",
        by=cast["laila"],
    )
    life.reward(row, "Piagam wali kota, SK contoh 003/2026", by=cast["laila"])
    row.refresh_from_db()
    library.take_over(
        row, _agencies(cast["yusuf"])[0], trial_from=methods.shifted(months[-1], 2),
        trial_until=methods.shifted(months[-1], 14), by=cast["yusuf"],
    )  # fmt: skip
    return row


def remind(cast: Cast, village: Region, months: list[str]) -> None:
    """One whose effect is not shown: it says so, and ends with what was learned."""
    said = replace(
        PROPOSAL, title="Pengingat lewat pesan", is_digital=True, trial_from=months[-SINCE], budget=12_000_000,
        problem="Pemohon lupa melengkapi berkas, sehingga permohonannya menggantung berhari-hari.",
        design="Pemohon diingatkan dengan pesan singkat sehari sesudah diminta melengkapi berkas.",
        benefit="Permohonan lebih cepat selesai.", goal="Menyingkat waktu layanan.",
    )  # fmt: skip
    plan = evidence.Said(
        said.title, "case_days", "lower", 1.0, {village.code: months[-SINCE]}, methods.shifted(months[-1], 7),
        timezone.localdate() - timedelta(days=1), service=SERVICE, first_month=months[0], is_sample=True,
    )  # fmt: skip
    row = _tried(cast, said, plan, days_ago=30 * SINCE + 40)
    lesson = "Pesan dibaca, tetapi yang menunggu adalah surat dari instansi lain. Pengingat saja tidak menyingkat waktu."
    life.stop(row, lesson, by=cast["josua"])


def open_at_night(cast: Cast, months: list[str]) -> None:
    """One that began two months ago: too early, and the page says until when."""
    said = replace(
        PROPOSAL, title="Loket malam", trial_from=months[-2], budget=30_000_000,
        problem="Pekerja pabrik tidak dapat datang pada jam kantor.",
        design="Loket dibuka dua malam seminggu sampai pukul 21.00.",
        benefit="Pekerja tidak kehilangan upah sehari.", goal="Menjangkau pekerja.",
    )  # fmt: skip
    plan = evidence.Said(
        said.title, "case_days", "lower", 2.0, {methods.WHOLE_CITY: months[-2]}, methods.shifted(months[-1], 11),
        timezone.localdate() + timedelta(days=320), service=SERVICE, first_month=months[0], is_sample=True,
    )  # fmt: skip
    _tried(cast, said, plan, days_ago=90)


def score(cast: Cast, row: Innovation) -> None:
    """Indicators of the adopted one: most confirmed, one read otherwise by the reviewer, one still waiting."""
    year = scores.year_now()
    for key, level, told in (
        ("17", 2, "SK tim contoh: 14 orang dengan perannya."),
        ("19", 2, "Foto alat kerja contoh."),
        ("23", 2, "Surat tugas kepala Disdukcapil contoh."),
        ("28", 2, "SOP contoh: lima hari kalender."),
        ("33", 3, "Daftar contoh: 612 penerima."),
    ):
        index.claim(
            row, year, index.Said(key, level, basis="a" if key == "33" else "", told=told), by=cast["josua"]
        )
    for key, level, reason in (
        ("17", 2, ""),
        ("19", 2, ""),
        ("23", 1, "Surat tugas tidak bertanda tangan; bukti ini baru menunjukkan adanya pelaksana."),
        ("28", 2, ""),
    ):
        claim = scores.standing(year, row, key)
        if claim is not None:
            index.verify(claim, level, reason=reason, by=cast["laila"])
