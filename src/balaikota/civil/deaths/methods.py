"""What the kutipan of a death prints, and which blanks mean someone living."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balaikota.civil.deeds import methods as words

Answers = dict[str, Any]

# Rule death-dead-nik. A late father may well be named on his child's deed, so parents are not among these; nor is
# the subject of a correction or of a second extract, which may be a deed of someone who has died.
LIVING = (
    "pemohon_nik", "pelapor_nik", "saksi1_nik", "saksi2_nik", "pernyataan_nik", "kepala_nik", "almarhum_nik",
)  # fmt: skip
# Services whose subject must be alive: whom the deed joins, parts or lets recognise a child.
SUBJECTS = ("subjek1_nik", "subjek2_nik", "nik")
OF_THE_LIVING = ("akta-perkawinan", "akta-perceraian", "pembatalan-perceraian", "perubahan-nama", "ktp-baru")


def must_live(service: str) -> tuple[str, ...]:
    """The blanks of a service in which only the NIK of someone living can stand."""
    return (*LIVING, *SUBJECTS) if service in OF_THE_LIVING else LIVING


def name_of(answers: Answers) -> str:
    """The name in the register; a person nobody could identify has none."""
    return str(answers.get("almarhum_nama") or _("Tidak dikenal"))


def kutipan(answers: Answers) -> dict[str, Any]:
    """What the certificate says."""
    died = date.fromisoformat(answers["tanggal_kematian"])
    born = answers.get("almarhum_tanggal_lahir")
    return {
        "nama": name_of(answers),
        "jenis_kelamin": answers["almarhum_jenis_kelamin"],
        "tempat_lahir": answers.get("almarhum_tempat_lahir") or "",
        "tanggal_lahir": words.date_short(date.fromisoformat(born)) if born else "",
        "tanggal_lahir_inggris": words.date_english(date.fromisoformat(born)) if born else "",
        "tempat_kematian": answers["tempat_kematian"],
        "hari": words.day_name(died),
        "tanggal": words.date_short(died),
        "tanggal_kata": words.date_in_words(died),
        "tanggal_inggris": words.date_english(died),
        "pukul": answers.get("pukul") or "",
        "ayah_nama": answers.get("ayah_nama") or "",
        "ibu_nama": answers.get("ibu_nama") or "",
    }
