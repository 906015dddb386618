"""What follows from two addresses and from who leaves: the class of a move, days, relations."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from balaikota.civil.moves.models import Arah, Klasifikasi
from balaikota.foundation.people.models import Shdk

# Parts of a region code: province, kabupaten/kota, kecamatan, kelurahan. The class is that of the first that differs.
CLASSES = (
    Klasifikasi.ANTAR_PROVINSI,
    Klasifikasi.ANTAR_KOTA,
    Klasifikasi.ANTAR_KECAMATAN,
    Klasifikasi.ANTAR_KELURAHAN,
)


def classify(origin: str, destination: str) -> Klasifikasi | None:
    """The class of a move between two region codes (F-1.03); None when they are too short to tell."""
    if not origin or not destination:
        return None
    pairs = list(zip(origin.split("."), destination.split("."), strict=False))
    for (here, there), kind in zip(pairs, CLASSES, strict=False):
        if here != there:
            return kind
    return Klasifikasi.SATU_KELURAHAN if len(pairs) == len(CLASSES) else None


def day_of_move(planned: str | None, today: date) -> date:
    """The planned day, past or to come; without one the day it was granted."""
    return date.fromisoformat(planned) if planned else today


def last_day(member_since: date, moved_on: date) -> date:
    """The last day on the old family card: the day before the move, but never before the first."""
    return max(member_since, moved_on - timedelta(days=1))


#: What the others become when this one heads the card. Not listed: famili lain, for an officer to look at.
_AFTER = {
    "spouse": {Shdk.ANAK: Shdk.ANAK, Shdk.CUCU: Shdk.CUCU, Shdk.MENANTU: Shdk.MENANTU,
               Shdk.ORANG_TUA: Shdk.MERTUA, Shdk.MERTUA: Shdk.ORANG_TUA},
    "child": {Shdk.SUAMI: Shdk.ORANG_TUA, Shdk.ISTRI: Shdk.ORANG_TUA},
    "parent": {Shdk.ANAK: Shdk.CUCU},
    "other": {},
}  # fmt: skip
_SIDE = {Shdk.SUAMI: "spouse", Shdk.ISTRI: "spouse", Shdk.ANAK: "child", Shdk.ORANG_TUA: "parent"}


def relation_to(new_head_was: Shdk, other: Shdk) -> Shdk:
    """What somebody is to the new head of a family card, from what both were to the old one."""
    if other in (Shdk.PEMBANTU, Shdk.LAINNYA):
        return other
    return _AFTER[_SIDE.get(new_head_was, "other")].get(other, Shdk.FAMILI_LAIN)


@dataclass(frozen=True)
class Wording:
    """What a letter of a move says around its facts. The title stands on the public verify page: no names."""

    kind: str
    title: str
    opening: str
    people: str
    closing: str


def letter_of(arah: Arah) -> Wording | None:
    """The letter of a move; inside the city there is none (Perpres 96/2018 pasal 25 ayat 3)."""
    if arah == Arah.KELUAR:
        return Wording(
            "skpwni",
            _("Surat Keterangan Pindah WNI (SKPWNI)"),
            _("Diterangkan bahwa penduduk berikut pindah dari kota ini."),
            _("Yang pindah"),
            _(
                "Serahkan surat ini kepada Disdukcapil tempat tujuan. KTP-el dan KIA ditukar di sana; "
                "NIK setiap orang tetap sama."
            ),
        )
    if arah == Arah.LUAR_NEGERI:
        return Wording(
            "skpln",
            _("Surat Keterangan Pindah Luar Negeri (SKPLN)"),
            _("Diterangkan bahwa penduduk berikut pindah ke luar negeri untuk satu tahun atau lebih."),
            _("Yang pindah"),
            _(
                "Laporkan kedatangan kepada Perwakilan Republik Indonesia di negara tujuan. Sesudah kembali, "
                "laporkan kepada Disdukcapil paling lambat 14 hari sesudah tiba."
            ),
        )
    if arah in (Arah.DATANG, Arah.DARI_LUAR_NEGERI):
        return Wording(
            "surat-keterangan-datang",
            _("Surat Keterangan Pindah Datang"),
            _("Diterangkan bahwa penduduk berikut tercatat datang dan tinggal di kota ini."),
            _("Yang datang"),
            _(
                "Kartu keluarga dengan alamat baru menyusul. KTP-el dan KIA lama ditukar saat kartu baru diambil."
            ),
        )
    return None
