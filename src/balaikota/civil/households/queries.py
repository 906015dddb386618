"""What the city's own data say about a family before anything is asked."""

from typing import Any

from balaikota.civil.deeds import methods
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import (
    AnggotaKeluarga,
    Assurance,
    JenisKelamin,
    KartuKeluarga,
    Person,
    Shdk,
    StatusKawin,
)
from balaikota.foundation.regions import queries as regions

Facts = dict[str, Any]
UNKNOWN: Facts = {"nama": "", "nik": "", "tempat_lahir": None, "tanggal_lahir": None, "kewarganegaraan": None}


def family_facts(person: Person) -> Facts:
    """What CEL reads as `fakta` of the applicant and their family, and what prefills the form.

    The household is told only to someone whose identity an officer has checked: an account that merely
    claims a NIK must not learn who lives with it.
    """
    kk = people.household_of(person) if person.assurance >= Assurance.IDENTITY else None
    family = people.members(kk) if kk else []
    return {
        "pemohon": _applicant(person, kk) | {"hubungan": _relation(person, family)},
        "keluarga": _family(person, family),
    }


def _applicant(person: Person, kk: KartuKeluarga | None) -> Facts:
    born = methods.date_short(person.tanggal_lahir) if person.tanggal_lahir else ""
    facts: Facts = {
        "nama": person.name,
        "nik": person.nik or None,
        "kewarganegaraan": person.kewarganegaraan.lower(),
        "ttl": ", ".join(part for part in (person.tempat_lahir, born) if part) or None,
        "tanggal_lahir": person.tanggal_lahir.isoformat() if person.tanggal_lahir else None,
    }
    address = dict.fromkeys(
        ("kk", "alamat", "alamat_jalan", "rt", "rw", "lingkungan", "kelurahan", "kode_pos")
    )
    return facts | (_address(kk) if kk else address)


def _address(kk: KartuKeluarga) -> Facts:
    path = [region.name for region in regions.path(kk.kelurahan_id)]
    line = f"{kk.alamat}, RT {kk.rt}/RW {kk.rw}, " + ", ".join(reversed(path))
    return {
        "kk": kk.nomor_kk,
        "alamat": line[:300],
        "alamat_jalan": kk.alamat,
        "rt": kk.rt or None,
        "rw": kk.rw or None,
        "lingkungan": kk.lingkungan or None,
        "kelurahan": kk.kelurahan_id,
        "kode_pos": kk.kode_pos or None,
    }


COUPLE = {Shdk.KEPALA_KELUARGA, Shdk.SUAMI, Shdk.ISTRI}
MARRIED = {StatusKawin.KAWIN_TERCATAT, StatusKawin.KAWIN_BELUM_TERCATAT}


def _couple(person: Person, family: list[AnggotaKeluarga]) -> list[AnggotaKeluarga]:
    """The head and the spouse this KK prints, when the applicant is one of them; else the applicant alone."""
    heads = [row for row in family if row.shdk in COUPLE]
    mine = [row for row in heads if row.person_id == person.pk]
    married = [row for row in heads if row.status_kawin in MARRIED]
    has_spouse = any(row.shdk in {Shdk.SUAMI, Shdk.ISTRI} for row in married)
    return married if mine and len(married) == 2 and has_spouse else mine


def _relation(person: Person, family: list[AnggotaKeluarga]) -> str | None:
    if not _couple(person, family):
        return None
    return "ibu" if person.jenis_kelamin == JenisKelamin.PEREMPUAN else "ayah"


def _kk_tells(person: Person, family: list[AnggotaKeluarga]) -> bool:
    """Does this KK alone answer whether the applicant is shown as married, and to whom?

    Not when it prints two wives, nor for a married child living with the parents: then the form asks.
    """
    mine = [row for row in family if row.person_id == person.pk]
    wed = [row for row in family if row.shdk in COUPLE and row.status_kawin in MARRIED]
    if not mine or len(wed) > 2:
        return False
    return mine[0].shdk in COUPLE or mine[0].status_kawin == StatusKawin.BELUM_KAWIN


def _family(person: Person, family: list[AnggotaKeluarga]) -> Facts:
    couple = _couple(person, family)
    recorded = (
        {row.status_kawin == StatusKawin.KAWIN_TERCATAT for row in couple} if len(couple) == 2 else set()
    )
    children = sum(row.shdk == Shdk.ANAK for row in family)
    return {
        "ada": bool(family),
        "terbaca": _kk_tells(person, family),
        "pasangan_di_kk": len(couple) == 2,
        "kawin_tercatat": True if recorded == {True} else False if recorded else None,
        "kawin_belum_tercatat": False in recorded,
        "anak_ke": children + 1 if couple else None,
        "ayah": _parent(couple, JenisKelamin.LAKI_LAKI),
        "ibu": _parent(couple, JenisKelamin.PEREMPUAN),
    }


def _parent(couple: list[AnggotaKeluarga], sex: JenisKelamin) -> Facts:
    for row in couple:
        parent = row.person
        if parent.jenis_kelamin == sex:
            return {
                "nama": parent.name,
                "nik": parent.nik or "",
                "tempat_lahir": parent.tempat_lahir or None,
                "tanggal_lahir": parent.tanggal_lahir.isoformat() if parent.tanggal_lahir else None,
                "kewarganegaraan": parent.kewarganegaraan.lower(),
            }
    return dict(UNKNOWN)
