"""What the papers of the cards say, and above all what they are not. Papers are Indonesian in every language."""

from datetime import date
from typing import Any

from balaikota.civil.deeds import methods as words

Rows = list[list[str]]

#: From this birthday on a KIA carries a photo (Permendagri 2/2016).
PHOTO_FROM = 5
OFFICES = {"disdukcapil": "Kantor Disdukcapil", "kecamatan": "Kantor kecamatan terdekat"}


def instead_of_ktp(rows: Rows) -> dict[str, Any]:
    return {
        "opening": "Diterangkan bahwa permohonan KTP-el berikut telah diperiksa dan dikabulkan. Kartunya menunggu "
        "blangko dan diserahkan menurut urutan antrean.",
        "rows": rows,
        "is": "Surat ini menerangkan bahwa pemegangnya telah mengajukan KTP-el dan permohonannya dikabulkan. "
        "Siapa pun dapat memeriksa keasliannya lewat kode QR.",
        "is_not": "Surat ini bukan KTP-el: tidak memuat foto, chip, atau biometrik. Diterima atau tidaknya "
        "sebagai pengganti mengikuti ketentuan layanan yang memintanya. Surat ini berakhir begitu KTP-el "
        "diserahkan.",
    }


def receipt_of_kia(rows: Rows) -> dict[str, Any]:
    return {
        "opening": "Permohonan Kartu Identitas Anak (KIA) berikut telah diperiksa dan dikabulkan.",
        "rows": rows,
        "is": "Surat ini tanda terima: tunjukkan saat mengambil kartu, bersama KK dan KTP-el orang tua atau wali.",
        "is_not": "Surat ini bukan KIA dan tidak menggantikannya.",
    }


def invitation_to_ikd(rows: Rows) -> dict[str, Any]:
    return {
        "opening": "Anda dijadwalkan datang untuk aktivasi Identitas Kependudukan Digital (IKD).",
        "rows": rows,
        "is": "Bawalah KTP-el dan telepon pintar Anda. Pasang aplikasi Identitas Kependudukan Digital, isi NIK, "
        "email, dan nomor telepon, ambil swafoto, lalu tunjukkan kode QR pada aplikasi kepada petugas.",
        "is_not": "Surat ini bukan IKD dan bukan bukti aktivasi. IKD adalah layanan Kementerian Dalam Negeri.",
    }


def kia_form(born: date, on: date) -> Rows:
    """With or without a photo, and until when the card is valid."""
    if words.age(born, on) >= PHOTO_FROM:
        return [["Bentuk kartu", "dengan pas foto"], ["Berlaku", "sampai sehari sebelum ulang tahun ke-17"]]
    return [
        ["Bentuk kartu", "tanpa foto"],
        ["Berlaku", f"sampai {words.date_short(birthday(born, PHOTO_FROM))}"],
    ]


def birthday(born: date, years: int) -> date:
    """For those born on 29 February it is the 28th in other years; the law does not settle it (unverified)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return born.replace(year=born.year + years, day=28)
