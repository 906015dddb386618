"""Words on a form become what the registers keep."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from balaikota.foundation.people.models import JenisKelamin, Shdk, StatusKawin
from balaikota.kit.errors import Refusal

#: Elements kept with the person, with the place on the card, and (all others) in the biodata.
OF_PERSON = {"tempat_lahir", "tanggal_lahir", "jenis_kelamin", "kewarganegaraan"}
OF_PLACE: dict[str, type[Shdk] | type[StatusKawin]] = {"shdk": Shdk, "status_kawin": StatusKawin}

_BIODATA = (
    "gelar_depan", "gelar_belakang", "no_sk_penetapan_wni", "no_paspor", "paspor_berakhir", "sponsor_nama",
    "sponsor_tipe", "sponsor_alamat", "itas_itap_nomor", "itas_itap_tempat_terbit", "itas_itap_terbit",
    "itas_itap_berakhir", "datang_pertama_tempat", "datang_pertama_tanggal", "akta_lahir_nomor",
    "golongan_darah", "agama", "organisasi_kepercayaan", "akta_kawin_nomor", "tanggal_kawin",
    "akta_cerai_nomor", "tanggal_cerai", "kelainan_fisik_mental", "penyandang_cacat", "pendidikan",
    "pekerjaan", "nik_ibu", "nama_ibu", "nik_ayah", "nama_ayah",
)  # fmt: skip


def rincian(answers: dict[str, Any]) -> dict[str, Any]:
    """The biodata in these answers; what was not answered is left out."""
    return {name: answers[name] for name in _BIODATA if answers.get(name) not in (None, "")}


def typed(element: str, text: str) -> str | date:
    """The new value of an element of the person. Refuses what cannot be one."""
    word = text.strip()
    if element == "tanggal_lahir":
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise Refusal(
                _("Tanggal baru tidak terbaca. Tulis tahun-bulan-hari, misalnya 1985-03-17."), status=422
            ) from None
    if element == "jenis_kelamin":
        return str(_choice(JenisKelamin, word))
    return word.upper() if element == "kewarganegaraan" else word


def chosen(element: str, text: str) -> Any:
    """The new SHDK or marital status, written as its word or as the KK prints it."""
    return _choice(OF_PLACE[element], text.strip())


def _choice(choices: Any, word: str) -> Any:
    for one in choices:
        if word.casefold() in (str(one.value).casefold(), str(one.label).casefold()):
            return one
    names = ", ".join(str(one.label) for one in choices)
    raise Refusal(_("“Menjadi” tidak dikenal. Tulis salah satu: %s.") % names, status=422)


def marital(answers: dict[str, Any]) -> StatusKawin:
    """The KK tells a recorded marriage from an unrecorded one; F-1.01 asks it in two questions."""
    said = answers.get("status_kawin") or "belum_kawin"
    if said == "kawin":
        recorded = answers.get("akta_kawin_ada") is True
        return StatusKawin.KAWIN_TERCATAT if recorded else StatusKawin.KAWIN_BELUM_TERCATAT
    return StatusKawin(said)


def address(answers: dict[str, Any]) -> dict[str, str]:
    """Part `alamat` as the register of households takes it."""
    said = {name: answers.get(name) or "" for name in ("alamat", "rt", "rw", "lingkungan", "kode_pos")}
    return said | {"kelurahan_code": answers["kelurahan"]}


#: How the lists of F-1.01 are printed; other words are printed as they were written.
_PRINTED = {
    "kepercayaan": "Kepercayaan terhadap Tuhan YME", "belum_sekolah": "Tidak/belum sekolah",
    "belum_tamat_sd": "Belum tamat SD/sederajat", "tamat_sd": "Tamat SD/sederajat", "sltp": "SLTP/sederajat",
    "slta": "SLTA/sederajat", "diploma_1_2": "Diploma I/II", "diploma_3": "Akademi/Diploma III",
    "strata_1": "Diploma IV/Strata I", "strata_2": "Strata II", "strata_3": "Strata III",
    "tidak_tahu": "Tidak tahu", "a_plus": "A+", "a_min": "A-", "b_plus": "B+", "b_min": "B-", "ab_plus": "AB+",
    "ab_min": "AB-", "o_plus": "O+", "o_min": "O-",
}  # fmt: skip


def shown(rincian: dict[str, Any], name: str) -> str:
    """An entry of someone's biodata as paper prints it."""
    word = str(rincian.get(name) or "")
    if name == "golongan_darah" and word in ("a", "b", "ab", "o"):
        return word.upper()
    return _PRINTED.get(word, word[:1].upper() + word[1:])
