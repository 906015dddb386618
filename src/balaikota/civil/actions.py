"""Writing the registers. A granted case becomes a register entry, a paper, and what follows from them."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil import methods, queries
from balaikota.civil.models import AktaKelahiran
from balaikota.engine.cases import actions as cases
from balaikota.engine.cases import queries as case_queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents.models import Letter
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.errors import Refusal, require

Answers = dict[str, Any]

KUTIPAN = "kutipan-akta-kelahiran"
# The phrase on a certificate that rests on F-2.04 (rule birth-note); its wording is unverified.
UNRECORDED = "perkawinan orang tua belum tercatat sesuai dengan peraturan perundang-undangan"


@transaction.atomic
def register_birth(case: Case, *, by: Person) -> AktaKelahiran:
    """Enter the birth in the register, ask for its kutipan, open the KK change and the KIA (three in one)."""
    answers: Answers = case.answers
    require(queries.akta_of(case) is None, _("Kelahiran ini sudah tercatat dalam register."), status=409)
    anak = _child(case, answers, by=by)
    letter = _request_kutipan(case, answers, anak, by=by)
    akta = AktaKelahiran.objects.create(
        nomor=letter.number_text,
        case=case,
        anak=anak,
        ayah=queries.recorded_parent(answers.get("ayah_nik"), answers.get("ayah_nama")),
        ibu=queries.recorded_parent(answers.get("ibu_nik"), answers.get("ibu_nama")),
        anak_nama=answers["anak_nama"],
        anak_jenis_kelamin=answers["anak_jenis_kelamin"],
        tempat_kelahiran=queries.place_name(answers["tempat_kelahiran"]),
        tanggal_lahir=date.fromisoformat(answers["tanggal_lahir"]),
        pukul=time.fromisoformat(answers["pukul"]),
        anak_ke=answers["anak_ke"],
        ayah_nama=answers.get("ayah_nama") or "",
        ibu_nama=answers.get("ibu_nama") or "",
        catatan=UNRECORDED if answers.get("pakai_f204") else "",
        rincian=answers,
        registered_on=timezone.localdate(),
        registered_by=by,
        is_sample=case.is_sample,
    )
    _open_three_in_one(case, akta, answers, by=by)
    audit.record("civil.birth_registered", akta, by=by, subject=anak, case=case.number)
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
        tempat_lahir=queries.place_name(answers["tempat_kelahiran"]),
        tanggal_lahir=born,
        jenis_kelamin=answers["anak_jenis_kelamin"],
        by=by,
        is_sample=case.is_sample,
    )


def _request_kutipan(case: Case, answers: Answers, anak: Person, *, by: Person) -> Letter:
    agency = case.desk.agency
    signer = organisations.signer_of(agency)
    if signer is None:
        raise Refusal(
            _(
                "Belum ada pejabat yang dapat menandatangani akta hari ini. "
                "Tetapkan pejabat atau pelaksananya dahulu."
            ),
            status=409,
        )
    person, title = signer
    return documents.request_letter(
        KUTIPAN,
        title=_("Kutipan Akta Kelahiran"),
        agency=agency,
        about=case,
        subject=anak,
        content=_kutipan(answers),
        signed_by=person,
        signer_title=title,
        by=by,
        is_sample=case.is_sample,
    )


def _kutipan(answers: Answers) -> dict[str, Any]:
    """What the certificate says. The father's name is there only when the answers hold one."""
    born = date.fromisoformat(answers["tanggal_lahir"])
    return {
        "anak_nama": answers["anak_nama"],
        "anak_jenis_kelamin": answers["anak_jenis_kelamin"],
        "anak_ke": answers["anak_ke"],
        "anak_ke_kata": methods.in_words(answers["anak_ke"]),
        "tempat_kelahiran": queries.place_name(answers["tempat_kelahiran"]),
        "tanggal_lahir": methods.date_short(born),
        "tanggal_lahir_kata": methods.date_in_words(born),
        "tanggal_lahir_inggris": methods.date_english(born),
        "hari_lahir": methods.day_name(born),
        "pukul": answers["pukul"],
        "ayah_nama": answers.get("ayah_nama") or "",
        "ibu_nama": answers.get("ibu_nama") or "",
        "catatan": UNRECORDED if answers.get("pakai_f204") else "",
    }


def _open_three_in_one(case: Case, akta: AktaKelahiran, answers: Answers, *, by: Person) -> None:
    """Rule birth-three. Without a household there is no KK to change; from 17 on there is no KIA."""
    common = {"pemohon_nama": answers["pelapor_nama"], "akta_lahir_nomor": akta.nomor}
    if number := answers.get("subjek1_no_kk"):
        shown = {
            "pemohon_no_kk": number,
            "nama_lengkap": akta.anak_nama,
            "jenis_kelamin": akta.anak_jenis_kelamin,
            "tempat_lahir": akta.tempat_kelahiran,
            "tanggal_lahir": answers["tanggal_lahir"],
            "shdk": "anak" if answers.get("pelapor_hubungan") in ("ayah", "ibu") else "famili_lain",
            "nama_ibu": akta.ibu_nama or None,
            "nama_ayah": akta.ayah_nama or None,
        }
        cases.open_linked("kk-tambah-anggota", parent=case, answers=_filled(common | shown), by=by)
    if methods.age(akta.tanggal_lahir, timezone.localdate()) < 17:
        shown = {
            "pemohon_no_kk": number,
            "anak_nama": akta.anak_nama,
            "anak_tanggal_lahir": answers["tanggal_lahir"],
        }
        cases.open_linked("kia-baru", parent=case, answers=_filled(common | shown), by=by)


def _filled(answers: Answers) -> Answers:
    return {name: value for name, value in answers.items() if value is not None}


@transaction.atomic
def add_to_household(case: Case, *, by: Person) -> None:
    """Give the child its place in the family card, when the city holds that card."""
    akta = queries.akta_of(case.parent) if case.parent else None
    kk = people_queries.household_by_number(case.answers["pemohon_no_kk"])
    if akta is None or kk is None:
        return
    shdk = Shdk(case.answers["shdk"])
    people.join_household(
        kk, akta.anak, shdk=shdk, status_kawin=StatusKawin.BELUM_KAWIN, from_on=akta.tanggal_lahir, by=by
    )
    audit.record("civil.household_grown", akta, by=by, subject=akta.anak, case=case.number)


def require_own_turn(case: Case) -> None:
    """Children of one birth have different places in the order of birth (rule birth-twins)."""
    taken = {other.answers.get("anak_ke") for other in case_queries.siblings_of(case)}
    require(
        case.answers.get("anak_ke") not in taken,
        _(
            "Urutan kelahiran anak ini sama dengan saudara kembarnya. "
            "Ubah isian “Kelahiran anak ke-”, lalu kirim lagi."
        ),
        status=422,
    )


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
