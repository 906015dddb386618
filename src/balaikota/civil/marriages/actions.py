"""Writing the registers of marriage and divorce, and what follows on the cards of both."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import methods as words
from balaikota.civil.deeds.models import Akta, Jenis, Paper
from balaikota.civil.marriages import methods, queries
from balaikota.engine.cases.models import Case
from balaikota.foundation.documents import actions as documents
from balaikota.foundation.documents import queries as letters
from balaikota.foundation.documents.models import State
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import Person, Shdk, StatusKawin
from balaikota.kit.errors import require

Answers = dict[str, Any]
Couple = dict[str, Person]
SIDES = (("suami", 1, "laki-laki"), ("istri", 2, "perempuan"))
KAWIN, CERAI = "kutipan-akta-perkawinan", "kutipan-akta-perceraian"


@transaction.atomic
def register_marriage(case: Case, *, by: Person) -> Akta:
    """The entry, a kutipan for each of the two, their new status, and the cases that follow."""
    answers: Answers = case.answers
    couple = _couple(case, answers, by=by)
    _require_free(answers)
    paper = Paper(KAWIN, _("Kutipan Akta Perkawinan"), methods.kutipan_kawin(answers))
    akta = deeds.enter(
        case, Jenis.PERKAWINAN, paper, rincian=answers, pihak=couple, subject=couple["suami"], by=by
    )
    _second_kutipan(case, akta, paper, couple["istri"], by=by)
    on = date.fromisoformat(answers["tanggal_pemberkatan"])
    for person in couple.values():
        _change_status(person, StatusKawin.KAWIN_TERCATAT, on, by=by)
    _open_new_card(case, answers, by=by)
    _open_ktp(case, akta, couple, StatusKawin.KAWIN_TERCATAT, by=by)
    _open_children(case, akta, answers, by=by)
    return akta


def _couple(case: Case, answers: Answers, *, by: Person) -> Couple:
    return {role: _party(case, answers, number, sex, by=by) for role, number, sex in SIDES}


def _party(case: Case, answers: Answers, number: int, sex: str, *, by: Person) -> Person:
    """Whom the registers know under this NIK and name; else someone recorded now, without a login."""
    nik, name = answers.get(f"subjek{number}_nik"), answers[f"subjek{number}_nama"]
    known = people_queries.by_nik(nik) if nik else None
    if known is None:
        return people.record_person(
            name=name,
            nik=nik,
            tempat_lahir=answers.get(f"subjek{number}_tempat_lahir") or "",
            tanggal_lahir=methods.born(answers, number),
            jenis_kelamin=sex,
            kewarganegaraan=answers[f"subjek{number}_kewarganegaraan"].upper(),
            by=by,
            is_sample=case.is_sample,
        )
    require(
        known.name.casefold() == name.casefold(),
        _("NIK suami atau istri tercatat atas nama orang lain. Minta pemohon memperbaikinya."),
        status=422,
    )
    require(known.meninggal_on is None, _("Kematian salah satu pihak sudah tercatat."), status=409)
    return known


def _require_free(answers: Answers) -> None:
    """Rule marr-married, asked of the registers on the day of the decision."""
    require(
        queries.married_side(answers) is None,
        _("Salah satu pihak masih tercatat kawin. Catatkan dahulu perceraian atau kematian pasangannya."),
        status=409,
    )


def _second_kutipan(case: Case, akta: Akta, paper: Paper, wife: Person, *, by: Person) -> None:
    """Hers has a number of its own and says the number of the deed."""
    content = paper.content | {"untuk": "istri", "akta_nomor": akta.nomor}
    deeds.request_paper(case, Paper(f"{paper.kind}-istri", paper.title, content), subject=wife, by=by)


def _change_status(person: Person, status: StatusKawin, on: date, *, by: Person) -> None:
    """A new line from that day; the old one ends and is not written over."""
    row = queries.place_of(person)
    if row is None or row.status_kawin == status:
        return
    since = max(on, row.from_on)
    people.join_household(
        row.kartu_keluarga, person, shdk=Shdk(row.shdk), status_kawin=status, from_on=since, by=by
    )


def _applicant(case: Case) -> Answers:
    row = queries.place_of(case.applicant)
    kk = row.kartu_keluarga if row else None
    return {
        "pemohon_nama": case.applicant.name,
        "pemohon_nik": case.applicant.nik,
        "pemohon_no_kk": kk.nomor_kk if kk else None,
        "pemohon_alamat": kk.alamat if kk else None,
    }


def _open_new_card(case: Case, answers: Answers, *, by: Person) -> None:
    """Rule marr-cascade: the new family's own card, to be completed and checked at the desk."""
    rows = [
        {
            "nama": answers[f"subjek{number}_nama"],
            "nik": answers.get(f"subjek{number}_nik"),
            "tanggal_lahir": answers.get(f"subjek{number}_tanggal_lahir"),
            "shdk": "kepala_keluarga" if role == "suami" else "istri",
            "status_kawin": "kawin_tercatat",
        }
        for role, number, _sex in SIDES
    ]
    family = {"dasar": "kawin", "tercatat": True, "dari_kk_lain": True, "anggota": rows}
    deeds.open_softly("kk-baru", case, _applicant(case) | family, by=by)


def _open_ktp(case: Case, akta: Akta, couple: Couple, status: StatusKawin, *, by: Person) -> None:
    """One case of form F-1.06 with a line for each of the two."""
    rows = [{"nama": person.name, "nik": person.nik} for person in couple.values() if person.nik]
    change = {
        "anggota": rows,
        "elemen": "status_kawin",
        "menjadi": str(status.label),
        "dasar_perubahan": f"{akta.get_jenis_display()} nomor {akta.nomor}",
        "kk_sudah_berubah": True,
    }
    deeds.open_softly("ktp-ubah-data", case, _applicant(case) | change, by=by)


def _open_children(case: Case, akta: Akta, answers: Answers, *, by: Person) -> None:
    """Rule marr-children."""
    for child in answers.get("anak") or []:
        known = {
            "subjek1_nama": child["nama"],
            "akta_lahir_nomor": child["akta_lahir"],
            "akta_kawin_nomor": akta.nomor,
            "ayah_kandung_nama": answers["subjek1_nama"],
            "ayah_kandung_nik": answers.get("subjek1_nik"),
            "ibu_kandung_nama": answers["subjek2_nama"],
            "ibu_kandung_nik": answers.get("subjek2_nik"),
        }
        deeds.open_softly("akta-pengesahan-anak", case, known, by=by)


# --- divorce, and what is annulled ----------------------------------------------------------------


@transaction.atomic
def register_divorce(case: Case, *, by: Person) -> Akta:
    """The entry, a kutipan for each, a marginal note on the marriage, both cerai hidup."""
    answers: Answers = case.answers
    couple = _couple(case, answers, by=by)
    marriage = queries.entry(Jenis.PERKAWINAN, answers["akta_kawin_nomor"], couple)
    paper = Paper(CERAI, _("Kutipan Akta Perceraian"), methods.kutipan_cerai(answers))
    pemohon = couple[answers["pengaju"]]
    akta = deeds.enter(case, Jenis.PERCERAIAN, paper, rincian=answers, pihak=couple, subject=pemohon, by=by)
    other = couple["istri" if answers["pengaju"] == "suami" else "suami"]
    _second_kutipan(case, akta, paper, other, by=by)
    if marriage is not None:
        text = _("Perkawinan berakhir karena perceraian, akta perceraian nomor %s") % akta.nomor
        _note(marriage, case, text, f"Dissolved by divorce, certificate number {akta.nomor}.", by=by)
    on = date.fromisoformat(answers["inkrah_tanggal"])
    for person in couple.values():
        _change_status(person, StatusKawin.CERAI_HIDUP, on, by=by)
    born = case.applicant.tanggal_lahir
    split = {"tanggal_lahir": born.isoformat() if born else None, "status_kawin": "cerai_hidup"}
    deeds.open_softly("kk-pisah", case, _applicant(case) | split, by=by)
    _open_ktp(case, akta, couple, StatusKawin.CERAI_HIDUP, by=by)
    return akta


def _note(marriage: Akta, case: Case, text: str, english: str, *, by: Person) -> None:
    """A marginal note; the wife's own kutipan is withdrawn, and the new one carries the note."""
    deeds.annotate(marriage, case, words.note(text, english, timezone.localdate()), by=by)
    _withdraw_second(marriage, text, by=by)


def _withdraw_second(akta: Akta, reason: str, *, by: Person) -> None:
    for letter in letters.letters_about(akta.case):
        if letter.kind.endswith("-istri") and letter.state in (State.ISSUED, State.WAITING):
            documents.revoke(letter, reason=reason, by=by)


@transaction.atomic
def annul_marriage(case: Case, *, by: Person) -> None:
    """The marriage no longer stands; both get back the status they had, and a letter says so."""
    answers: Answers = case.answers
    couple = _couple(case, answers, by=by)
    marriage = queries.entry(Jenis.PERKAWINAN, answers["akta_kawin_nomor"], couple)
    reason = _("Perkawinan dibatalkan oleh putusan pengadilan.")
    if marriage is not None:
        deeds.cancel(marriage, case, catatan=reason, by=by)
        _withdraw_second(marriage, reason, by=by)
    on = date.fromisoformat(answers["putusan_tanggal"])
    for person in couple.values():
        before = queries.status_before(person, queries.place_of(person))
        _change_status(person, before, on, by=by)
    _state(case, _("Surat Keterangan Pembatalan Perkawinan"), answers["akta_kawin_nomor"], by=by)
    _follow_annulment(case, couple, _("Pembatalan perkawinan"), by=by)


@transaction.atomic
def annul_divorce(case: Case, *, by: Person) -> None:
    """The divorce no longer stands and the marriage does again, unless either has married meanwhile."""
    answers: Answers = case.answers
    couple = _couple(case, answers, by=by)
    require(
        not any(queries.is_married(person) for person in couple.values()),
        _("Salah satu pihak sudah tercatat kawin lagi, jadi pembatalan perceraian tidak dapat dicatat."),
        status=409,
    )
    divorce = queries.entry(Jenis.PERCERAIAN, answers["akta_cerai_nomor"], couple)
    reason = _("Perceraian dibatalkan oleh putusan pengadilan.")
    if divorce is not None:
        deeds.cancel(divorce, case, catatan=reason, by=by)
        _withdraw_second(divorce, reason, by=by)
        _stand_again(case, divorce, couple, by=by)
    on = date.fromisoformat(answers["putusan_tanggal"])
    for person in couple.values():
        _change_status(person, StatusKawin.KAWIN_TERCATAT, on, by=by)
    _state(case, _("Surat Keterangan Pembatalan Perceraian"), answers["akta_cerai_nomor"], by=by)
    _follow_annulment(case, couple, _("Pembatalan perceraian"), by=by)


def _stand_again(case: Case, divorce: Akta, couple: Couple, *, by: Person) -> None:
    marriage = queries.entry(Jenis.PERKAWINAN, divorce.rincian["akta_kawin_nomor"], couple)
    if marriage is not None:
        text = _("Perceraian nomor %s dibatalkan; perkawinan berlaku kembali") % divorce.nomor
        english = f"Divorce {divorce.nomor} annulled; the marriage stands again."
        deeds.annotate(marriage, case, words.note(text, english, timezone.localdate()), by=by)


def _state(case: Case, title: str, nomor: str, *, by: Person) -> None:
    said = case.answers
    rows = [
        (_("Suami"), said["subjek1_nama"]),
        (_("Istri"), said["subjek2_nama"]),
        (_("Nomor akta"), nomor),
        (_("Pengadilan"), said["pengadilan_nama"]),
        (_("Nomor putusan"), said["putusan_nomor"]),
        (_("Tanggal putusan"), words.date_short(date.fromisoformat(said["putusan_tanggal"]))),
    ]
    opening = _("Telah dicatat dalam register pencatatan sipil, berdasarkan putusan pengadilan:")
    deeds.state(case, title, opening, rows, subject=case.applicant, by=by)


def _follow_annulment(case: Case, couple: Couple, proof: str, *, by: Person) -> None:
    rows = [{"nama": person.name, "nik": person.nik} for person in couple.values() if person.nik]
    row = queries.place_of(case.applicant)
    change = {
        "anggota": rows,
        "elemen": "status_kawin",
        "menjadi": str(StatusKawin(row.status_kawin).label) if row else None,
        "dasar_perubahan": proof,
        "punya_bukti": True,
        "kk_sudah_berubah": True,
    }
    for slug in ("kk-ubah-data", "ktp-ubah-data"):
        deeds.open_softly(slug, case, _applicant(case) | change, by=by)
