"""What the city has recorded of people, and what the centre answered."""

from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Paper
from balaikota.civil.households import queries as households
from balaikota.civil.records import methods
from balaikota.civil.records.contract import Pertanyaan
from balaikota.civil.records.models import Jawaban, Pemeriksaan
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.engine.catalogue import queries as catalogue
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import AnggotaKeluarga, Assurance, Person

Facts = dict[str, Any]


def record_facts(person: Person) -> Facts:
    """What CEL reads as `fakta`: the family, and what is recorded of each member, as patterns."""
    kk = people.household_of(person) if person.assurance >= Assurance.IDENTITY else None
    recorded = [one for row in (people.members(kk) if kk else []) for one in _recorded(row)]
    return households.family_facts(person) | {"catatan": recorded}


def _recorded(row: AnggotaKeluarga) -> list[Facts]:
    who = row.person
    born = who.tanggal_lahir.isoformat() if who.tanggal_lahir else ""
    known = {
        "nama": who.name,
        "tempat_lahir": who.tempat_lahir,
        "tanggal_lahir": born,
        "kewarganegaraan": who.kewarganegaraan,
    }
    return [
        {"nik": who.nik or "", "elemen": name, "pola": methods.pattern(str(value))}
        for name, value in known.items()
        if value
    ] + _sex(row)


def _sex(row: AnggotaKeluarga) -> list[Facts]:
    sex = row.person.jenis_kelamin
    pattern = {"laki-laki": "(?i)^(laki[- ]laki|l)$", "perempuan": "(?i)^(perempuan|p)$"}.get(sex)
    return [{"nik": row.person.nik or "", "elemen": "jenis_kelamin", "pola": pattern}] if pattern else []


def is_offered(slug: str) -> bool:
    return catalogue.all_services().filter(slug=slug).exists()


# --- the centre -----------------------------------------------------------------------------------


def check_of(case: Case) -> Pemeriksaan | None:
    return Pemeriksaan.objects.filter(case=case).first()


def locked(check: Pemeriksaan) -> Pemeriksaan:
    return Pemeriksaan.objects.select_for_update(no_key=True).get(pk=check.pk)


def due(now: datetime) -> list[Pemeriksaan]:
    """Questions of open cases whose time has come."""
    rows = Pemeriksaan.objects.filter(next_at__lte=now, case__closed_at=None)
    return list(rows.exclude(jawaban=Jawaban.SESUAI).order_by("next_at"))


def question_of(check: Pemeriksaan) -> Pertanyaan:
    """What the centre is asked: the data of the case itself, read when it is sent and kept nowhere else."""
    answers = cases.by_id(str(check.case_id)).answers
    born = date.fromisoformat(answers["tanggal_lahir"])
    return Pertanyaan(check.key, answers["pemohon_nik"], answers["pemohon_nama"], born)


# --- papers ---------------------------------------------------------------------------------------


def _paper(kind: str, title: str, **content: Any) -> Paper:
    whole = {"judul_orang": "", "orang": [], "penutup": ""} | content
    return Paper(kind, title, whole)


def change_paper(case: Case) -> Paper:
    """What was changed, from what to what, and on which proof."""
    labels = dict(cases.definition_of(case).question("perubahan.0.elemen").choices)
    with translation.override("id"):
        lines = []
        for row in case.answers["perubahan"]:
            lines.append((labels[row["elemen"]], f"{row['semula']} → {row['menjadi']}"))
            lines.append((_("Dasar"), row["dasar_perubahan"]))
        return _paper(
            "surat-keterangan-perubahan",
            _("Surat Keterangan Perubahan Elemen Data"),
            pembuka=_("Diterangkan bahwa data kependudukan berikut telah diubah. NIK tetap sama."),
            rincian=[(_("Nama pemohon"), case.answers["pemohon_nama"]), *lines],
            judul_orang=_("Yang datanya berubah"),
            orang=[
                {"nik": row["nik"], "nama": row["nama"], "shdk": row["shdk"].replace("_", " ").capitalize()}
                for row in case.answers["anggota"]
            ],
        )


def nik_paper(case: Case, on: str) -> Paper:
    """A dated proof for the agency that refused the NIK."""
    answers = case.answers
    with translation.override("id"):
        return _paper(
            "surat-keterangan-nik",
            _("Surat Keterangan NIK Aktif"),
            pembuka=_(
                "Diterangkan bahwa NIK berikut aktif di pusat data kependudukan pada tanggal surat ini."
            ),
            rincian=[
                (_("Nama"), answers["pemohon_nama"]),
                (_("NIK"), answers["pemohon_nik"]),
                (_("Ditolak oleh"), answers["instansi_penolak"]),
                (_("Diperiksa pada"), on),
            ],
            penutup=_("Instansi yang menolak NIK ini diminta memperbarui salinan datanya."),
        )


def reprint_paper(case: Case) -> Paper:
    """Which papers of the family are printed again (rule vul-all)."""
    answers = case.answers
    with translation.override("id"):
        names = {"kk": _("Kartu keluarga"), "ktp": _("KTP-el"), "kia": _("KIA"), "akta": _("Kutipan akta")}
        lost = [(names[one], _("dicetak ulang")) for one in names if answers.get(f"hilang_{one}")]
        deeds = registers.deeds_of(case.applicant) if answers.get("hilang_akta") else []
        lines = [(str(akta.get_jenis_display()), akta.nomor) for akta in deeds]
        return _paper(
            "surat-keterangan-cetak-ulang",
            _("Surat Keterangan Cetak Ulang Dokumen"),
            pembuka=_("Dokumen kependudukan berikut dicetak ulang dari basis data karena hilang atau rusak."),
            rincian=[(_("Nama pemohon"), answers["pemohon_nama"]), *lost, *lines],
            penutup=_(
                "Surat ini dapat dipakai sementara dokumen dicetak. Fotokopi dokumen lama tidak diperlukan."
            ),
        )
