"""Writing the registers. A granted case becomes a register entry, a paper, and what follows from them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.births import methods
from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import methods as words
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Paper
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

Answers = dict[str, Any]

KUTIPAN = "kutipan-akta-kelahiran"
# The phrase on a certificate that rests on F-2.04 (rule birth-note); its wording is unverified.
UNRECORDED = "perkawinan orang tua belum tercatat sesuai dengan peraturan perundang-undangan"


@transaction.atomic
def register_birth(case: Case, *, by: Person) -> Akta:
    """Enter the birth in the register, ask for its kutipan, open the KK change and the KIA (three in one)."""
    answers: Answers = case.answers
    anak = _child(case, answers, by=by)
    akta = deeds.enter(
        case,
        Jenis.KELAHIRAN,
        Paper(KUTIPAN, _("Kutipan Akta Kelahiran"), kutipan(answers)),
        rincian=answers,
        pihak={
            "anak": anak,
            "ayah": registers.recorded(answers.get("ayah_nik"), answers.get("ayah_nama")),
            "ibu": registers.recorded(answers.get("ibu_nik"), answers.get("ibu_nama")),
        },
        subject=anak,
        catatan=UNRECORDED if answers.get("pakai_f204") else "",
        by=by,
    )
    _open_three_in_one(case, akta, by=by)
    return akta


def _child(case: Case, answers: Answers, *, by: Person) -> Person:
    """The person the entry is about. A newborn gets no NIK here: SIAK issues it when the KK is changed."""
    born = date.fromisoformat(answers["tanggal_lahir"])
    nik = answers.get("subjek1_nik")
    known = people_queries.by_nik(nik) if nik else None
    if known is not None:
        same = known.name.casefold() == answers["anak_nama"].casefold() and known.tanggal_lahir in (
            None,
            born,
        )
        require(
            same,
            _("NIK anak pada permohonan ini tercatat atas nama orang lain. Minta pemohon memperbaikinya."),
            status=422,
        )
        return known
    return people.record_person(
        name=answers["anak_nama"],
        nik=nik,
        tempat_lahir=registers.place_name(answers["tempat_kelahiran"]),
        tanggal_lahir=born,
        jenis_kelamin=answers["anak_jenis_kelamin"],
        by=by,
        is_sample=case.is_sample,
    )


def kutipan(answers: Answers) -> dict[str, Any]:
    """What the certificate says. The father's name is there only when the answers hold one."""
    born = date.fromisoformat(answers["tanggal_lahir"])
    return {
        "anak_nama": answers["anak_nama"],
        "anak_jenis_kelamin": answers["anak_jenis_kelamin"],
        "anak_ke": answers["anak_ke"],
        "anak_ke_kata": words.in_words(answers["anak_ke"]),
        "tempat_kelahiran": registers.place_name(answers["tempat_kelahiran"]),
        "tanggal_lahir": words.date_short(born),
        "tanggal_lahir_kata": words.date_in_words(born),
        "tanggal_lahir_inggris": words.date_english(born),
        "hari_lahir": words.day_name(born),
        "pukul": answers["pukul"],
        "ayah_nama": answers.get("ayah_nama") or "",
        "ibu_nama": answers.get("ibu_nama") or "",
        "catatan": UNRECORDED if answers.get("pakai_f204") else "",
    }


def _open_three_in_one(case: Case, akta: Akta, *, by: Person) -> None:
    """Rule birth-three. Without a household there is no KK to change; from 17 on there is no KIA."""
    answers: Answers = case.answers
    common = {"pemohon_nama": answers["pelapor_nama"], "akta_lahir_nomor": akta.nomor}
    if number := answers.get("subjek1_no_kk"):
        shown = {
            "pemohon_no_kk": number,
            "kk_no": number,
            "nama_lengkap": answers["anak_nama"],
            "jenis_kelamin": answers["anak_jenis_kelamin"],
            "tempat_lahir": registers.place_name(answers["tempat_kelahiran"]),
            "tanggal_lahir": answers["tanggal_lahir"],
            "shdk": "anak" if answers.get("pelapor_hubungan") in ("ayah", "ibu") else "famili_lain",
            "nama_ibu": answers.get("ibu_nama") or None,
            "nama_ayah": answers.get("ayah_nama") or None,
        }
        cases.open_linked("kk-tambah-anggota", parent=case, answers=_filled(common | shown), by=by)
    if words.age(date.fromisoformat(answers["tanggal_lahir"]), timezone.localdate()) < 17:
        shown = {
            "pemohon_no_kk": number,
            "anak_nama": answers["anak_nama"],
            "anak_tanggal_lahir": answers["tanggal_lahir"],
        }
        cases.open_linked("kia-baru", parent=case, answers=_filled(common | shown), by=by)


def _filled(answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if value is not None}


def require_own_turn(case: Case) -> None:
    """Children of one birth have different places in the order of birth (rule birth-twins)."""
    if not case_queries.is_after_another(case):
        return  # nothing can have grown out of a case that is only now submitted
    taken = {other.answers.get("anak_ke") for other in case_queries.siblings_of(case)}
    require(
        case.answers.get("anak_ke") not in taken,
        _(
            "Urutan kelahiran anak ini sama dengan saudara kembarnya. "
            "Ubah isian “Kelahiran anak ke-”, lalu kirim lagi."
        ),
        status=422,
    )


@transaction.atomic(savepoint=False)  # nearly always there is nothing to write
def await_siblings(case: Case, *, by: Person) -> None:
    """More children of this birth: an event of their own, so that nobody else's birth queues a job for them."""
    is_first = not case_queries.is_after_another(case)
    if is_first and methods.twins_in(case.answers.get("jenis_kelahiran", "")) > 1:
        audit.record("births.siblings_awaited", case, by=by, subject=case.applicant)


# What differs between children of one birth; everything else is carried over to the next child's form.
OWN = {"anak_nama", "anak_jenis_kelamin", "pukul", "berat_gram", "panjang_cm", "subjek1_nik"}


@transaction.atomic
def prepare_siblings(case: Case) -> int:
    """Start a form for each other child of this birth, with parents, witnesses and papers filled in."""
    number = methods.twins_in(case.answers.get("jenis_kelahiran", ""))
    begun = case_queries.drafts_after(case)
    if case_queries.is_after_another(case) or begun:
        return 0
    shared = {name: value for name, value in case.answers.items() if name not in OWN}
    for place in range(1, number):
        answers = shared | {"anak_ke": case.answers["anak_ke"] + place}
        cases.start_after(case, answers, by=case.applicant)
    return max(0, number - 1)


# --- children of foreign parents, and those born without life --------------------------------------

FOREIGN, STILLBORN = "kutipan-akta-kelahiran-wna", "surat-keterangan-lahir-mati"


@transaction.atomic
def register_foreign_birth(case: Case, *, by: Person) -> Akta:
    """The entry and its kutipan; rule birthf-dual: with an Indonesian parent both nationalities are recorded."""
    answers: Answers = case.answers
    anak = people.record_person(
        name=answers["anak_nama"],
        tempat_lahir=registers.place_name(answers["tempat_kelahiran"]),
        tanggal_lahir=date.fromisoformat(answers["tanggal_lahir"]),
        jenis_kelamin=answers["anak_jenis_kelamin"],
        kewarganegaraan="WNA",
        by=by,
        is_sample=case.is_sample,
    )
    paper = Paper(FOREIGN, _("Kutipan Akta Kelahiran"), kutipan(answers))
    parties = {"anak": anak, **_parents(answers)}
    return deeds.enter(
        case, Jenis.KELAHIRAN, paper, rincian=answers, pihak=parties, subject=anak,
        catatan=methods.nationalities(answers), by=by,
    )  # fmt: skip


def _parents(answers: Answers) -> dict[str, Person | None]:
    return {
        role: registers.recorded(answers.get(f"{role}_nik"), answers.get(f"{role}_nama"))
        for role in ("ayah", "ibu")
    }


@transaction.atomic
def register_stillbirth(case: Case, *, by: Person) -> Akta:
    """The entry and its letter. Nobody is recorded as a resident: there is no certificate and no NIK."""
    answers: Answers = case.answers
    paper = Paper(STILLBORN, _("Surat Keterangan Lahir Mati"), methods.stillbirth(answers))
    parties = _parents(answers) | {"pelapor": case.applicant}
    return deeds.enter(
        case, Jenis.LAHIR_MATI, paper, rincian=answers, pihak=parties, subject=parties["ibu"], by=by
    )
