"""What the tests of this room share: facts as the city knows them, and the form seen with them."""

from datetime import date
from pathlib import Path
from typing import Any

from balaikota.civil.births.handlers import BirthHandler
from balaikota.engine.questions.contract import parse
from balaikota.engine.questions.methods import View, evaluate

SERVICES = Path(__file__).parents[1] / "services"
BIRTH = parse((SERVICES / "akta-kelahiran.toml").read_text())
TODAY = date(2026, 11, 25)
SARI = {"nama": "Sari Wulandari Siregar", "nik": "1271215703859992"}
DIMAS = {"nama": "Dimas Pranata", "nik": "3173010505809998"}
NOBODY = {"nama": "", "nik": ""}


def facts(
    *, known: bool = True, couple: bool = True, recorded: bool | None = True, fine: bool = True
) -> dict[str, Any]:
    """The facts of Sari's family: in the city's registers or not, shown as spouses or not."""
    return {
        "pemohon": {"nama": SARI["nama"], "nik": SARI["nik"], "kewarganegaraan": "wni", "hubungan": "ibu"},
        "keluarga": {
            "ada": known,
            "terbaca": known,
            "pasangan_di_kk": known and couple,
            "kawin_tercatat": recorded if known and couple else None,
            "kawin_belum_tercatat": known and couple and recorded is False,
            "anak_ke": 2,
            "ibu": SARI if known else NOBODY,
            "ayah": DIMAS if known and couple else NOBODY,
        },
        "anak": {"kewarganegaraan": "wni"},
        "wilayah": {"kode": "12.71"},
        "denda": {
            "ada": fine,
            "sesudah_hari": 60,
            "paling_banyak": 100_000,
            "dasar": "Perda Kota Medan 3/2021",
            "keyakinan": "low",
        },
    }


def seen(on: date = TODAY, family: dict[str, Any] | None = None, **answers: Any) -> View:
    """The form with the example's answers, changed by `answers` (None takes one away)."""
    family = facts() if family is None else family
    filled = {name: value for name, value in (BIRTH.example | answers).items() if value is not None}
    view = evaluate(BIRTH, filled, family, on)
    view.findings.extend(BirthHandler().findings(view.clean(), family, on))
    return view


def said(view: View) -> dict[str, str]:
    """The effect of each rule that speaks."""
    return {finding.rule: finding.effect for finding in view.findings}


def sentence(view: View, rule: str) -> str:
    return next(str(finding.sentence) for finding in view.findings if finding.rule == rule)


def papers(view: View) -> set[str]:
    return {need.name for need in view.documents}


def forms(view: View) -> list[str]:
    """The paper forms this application stands for."""
    return sorted({"F-2.01"} | {need.form for need in view.documents if need.form})


def stops(view: View) -> list[str]:
    return [finding.rule for finding in view.findings if finding.effect == "block"] + view.missing


# The answers of the three ways without papers.
F203 = {
    "surat_lahir_ada": False,
    "berkas_surat_lahir": None,
    "pernyataan_nama": SARI["nama"],
    "pernyataan_nik": SARI["nik"],
    "pernyataan_ttl": "Medan, 17 Maret 1985",
    "pernyataan_alamat": "Jalan Durian Nomor 12",
    "f203_benar": True,
}
F204 = {
    "bukti_kawin_ada": False,
    "berkas_bukti_kawin": None,
    "pakai_f204": True,
    "pernyataan_nama": SARI["nama"],
    "pernyataan_nik": SARI["nik"],
    "pernyataan_ttl": "Medan, 17 Maret 1985",
    "pernyataan_alamat": "Jalan Durian Nomor 12",
    "f204_tanggal_kawin": "2015-06-20",
    "f204_benar": True,
}
NO_PROOF = {"bukti_kawin_ada": False, "berkas_bukti_kawin": None}
FOUNDLING = {
    "asal_usul": "tidak_diketahui",
    "pelapor_hubungan": "wali",
    "subjek1_no_kk": None,
    "berkas_berita_acara": ["00000000-0000-4000-8000-000000000009"],
}
