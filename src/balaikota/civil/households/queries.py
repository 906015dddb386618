"""What the city's own data say about a family before anything is asked, and the versions of its card."""

import uuid
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deeds import methods
from balaikota.civil.deeds import queries as registers
from balaikota.civil.households import methods as words
from balaikota.civil.households import rules
from balaikota.civil.households.models import Biodata, KKMenunggu, VersiKK
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
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
from balaikota.kit.errors import Refusal, found

Facts = dict[str, Any]
UNKNOWN: Facts = {"nama": "", "nik": "", "tempat_lahir": None, "tanggal_lahir": None, "kewarganegaraan": None}


def family_facts(person: Person) -> Facts:
    """What CEL reads as `fakta` of the applicant and their family, and what prefills the form.

    The household is told only to someone whose identity an officer has checked: an account that merely
    claims a NIK must not learn who lives with it.
    """
    is_checked = person.assurance >= Assurance.IDENTITY
    kk, family = people.family_of(person) if is_checked else (None, [])
    return {
        "pemohon": _applicant(person, kk) | _standing(person, family),
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


def _standing(person: Person, family: list[AnggotaKeluarga]) -> Facts:
    mine = next((row for row in family if row.person_id == person.pk), None)
    status = str(mine.status_kawin) if mine else None
    return {"hubungan": _relation(person, family), "status_kawin": status}


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
    is_pair = len(couple) == 2
    recorded = {row.status_kawin == StatusKawin.KAWIN_TERCATAT for row in couple} if is_pair else set()
    children = sum(row.shdk == Shdk.ANAK for row in family)
    return {
        "ada": bool(family),
        "terbaca": _kk_tells(person, family),
        "ada_dewasa_lain": _has_grown(family) if family else None,
        "pasangan_di_kk": len(couple) == 2,
        "kawin_tercatat": True if recorded == {True} else False if recorded else None,
        "kawin_belum_tercatat": False in recorded,
        "anak_ke": children + 1 if couple else None,
        "ayah": _parent(couple, JenisKelamin.LAKI_LAKI),
        "ibu": _parent(couple, JenisKelamin.PEREMPUAN),
    }


def _has_grown(family: list[AnggotaKeluarga]) -> bool:
    """Is anybody grown on this card besides its head?"""
    today = timezone.localdate()
    others = [row for row in family if row.shdk != Shdk.KEPALA_KELUARGA]
    return any(rules.is_grown(row.person, row.status_kawin, today) for row in others)


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


# --- the card and its versions --------------------------------------------------------------------


def _versions() -> QuerySet[VersiKK]:
    return VersiKK.objects.select_related("letter", "kartu_keluarga", "case")


def current(kk: KartuKeluarga) -> VersiKK | None:
    """The newest printed version; None for a card printed before the city used this software."""
    return _versions().filter(kartu_keluarga=kk).order_by("-version").first()


def history(kk: KartuKeluarga) -> list[VersiKK]:
    """Every printed version, the newest first."""
    return list(_versions().filter(kartu_keluarga=kk).order_by("-version"))


def next_version(kk: KartuKeluarga) -> int:
    last: int | None = VersiKK.objects.filter(kartu_keluarga=kk).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def versions_of_case(case: Case) -> list[VersiKK]:
    return list(_versions().filter(case=case).order_by("at"))


def head_of(kk: KartuKeluarga) -> Person | None:
    return next((row.person for row in people.members(kk) if row.shdk == Shdk.KEPALA_KELUARGA), None)


def spouse_row(kk: KartuKeluarga, row: AnggotaKeluarga) -> AnggotaKeluarga | None:
    """The one husband or wife this card prints beside that person; None when the card cannot tell."""
    if row.shdk not in COUPLE or row.status_kawin not in MARRIED:
        return None
    others = [
        each
        for each in people.members(kk)
        if each.person_id != row.person_id and each.shdk in COUPLE and each.status_kawin in MARRIED
    ]
    return others[0] if len(others) == 1 else None


def person(person_id: str) -> Person:
    return found(people.person(uuid.UUID(person_id)))


def status_of(person: Person) -> StatusKawin:
    """The marital status on the card this person is on today."""
    _kk, rows = people.family_of(person)
    status = (StatusKawin(row.status_kawin) for row in rows if row.person_id == person.pk)
    return next(status, StatusKawin.BELUM_KAWIN)


def biodata(person: Person) -> Biodata | None:
    return Biodata.objects.filter(person__in=people.selves(person)).order_by("-version", "-at").first()


def address(kk: KartuKeluarga) -> dict[str, str]:
    """As `people.make_household` takes it."""
    return {
        "alamat": kk.alamat,
        "rt": kk.rt,
        "rw": kk.rw,
        "lingkungan": kk.lingkungan,
        "kelurahan_code": kk.kelurahan_id,
        "kode_pos": kk.kode_pos,
    }


def members_on_paper(kk: KartuKeluarga) -> list[dict[str, Any]]:
    """Everybody on the card, in its order, with every column the paper has."""
    return [_on_paper(row, biodata(row.person)) for row in people.members(kk)]


def _on_paper(row: AnggotaKeluarga, known: Biodata | None) -> dict[str, Any]:
    who, rincian = row.person, known.rincian if known else {}
    titles = [rincian.get("gelar_depan"), who.name]
    name = " ".join(part for part in titles if part)
    return {
        "nama": f"{name}, {rincian['gelar_belakang']}" if rincian.get("gelar_belakang") else name,
        "nik": who.nik or "",
        "jenis_kelamin": who.get_jenis_kelamin_display(),
        "tempat_lahir": who.tempat_lahir,
        "tanggal_lahir": who.tanggal_lahir.strftime("%d-%m-%Y") if who.tanggal_lahir else "",
        "agama": words.shown(rincian, "agama"),
        "pendidikan": words.shown(rincian, "pendidikan"),
        "pekerjaan": words.shown(rincian, "pekerjaan"),
        "golongan_darah": words.shown(rincian, "golongan_darah"),
        "status_kawin": str(StatusKawin(row.status_kawin).label),
        "tanggal_kawin": rincian.get("tanggal_kawin", ""),
        "shdk": str(row.shdk),
        "shdk_label": str(Shdk(row.shdk).label),
        "kewarganegaraan": who.kewarganegaraan,
        "no_paspor": rincian.get("no_paspor", ""),
        "no_kitap": rincian.get("itas_itap_nomor", ""),
        "nama_ayah": rincian.get("nama_ayah", ""),
        "nama_ibu": rincian.get("nama_ibu", ""),
    }


def paper(kk: KartuKeluarga, anggota: list[dict[str, Any]]) -> dict[str, Any]:
    """What the printed card says."""
    names = {region.level: region.name for region in regions.path(kk.kelurahan_id)}
    head = next((row["nama"] for row in anggota if row["shdk"] == Shdk.KEPALA_KELUARGA), "")
    return {
        "nomor_kk": kk.nomor_kk,
        "kepala_keluarga": head,
        "alamat": kk.alamat,
        "rt_rw": f"{kk.rt or '–'}/{kk.rw or '–'}",
        "kelurahan": names.get(4, ""),
        "kecamatan": names.get(3, ""),
        "kabupaten_kota": names.get(2, ""),
        "provinsi": names.get(1, ""),
        "kode_pos": kk.kode_pos,
        "anggota": anggota,
        "belum_tercatat": any(
            row["status_kawin"] == str(StatusKawin.KAWIN_BELUM_TERCATAT.label) for row in anggota
        ),
    }


def may_open_paper(viewer: Person, case_id: str) -> bool:
    """The officers of the case, and the checked grown members of the household it was printed for.

    Somebody who only reported (a death, say) opens the case and not the family's card.
    """
    case = cases.by_id(case_id)
    kk = people.household_of(viewer)
    if kk is not None and VersiKK.objects.filter(case=case, kartu_keluarga=kk).exists():
        is_sure = viewer.assurance >= Assurance.IDENTITY or viewer.pk == case.applicant_id
        return is_sure and rules.is_grown(viewer, status_of(viewer), timezone.localdate())
    return viewer.pk != case.applicant_id and cases.may_open(viewer, case_id)


def card_of(case: Case, number: str) -> KartuKeluarga:
    """The registered card a case is about. A resident's own case is about their own card and no other."""
    kk = people.household_by_number(number)
    if kk is None:
        raise Refusal(
            _("KK ini belum tercatat di sini. Catat dahulu keluarganya dari SIAK, lalu putuskan lagi."),
            status=409,
        )
    is_theirs = any(row.person_id == case.applicant_id for row in people.members(kk))
    if case.parent_id is None and not is_theirs:
        raise Refusal(
            _("Pemohon tidak tercatat sebagai anggota KK ini. Minta pemohon memperbaiki nomor KK-nya."),
            status=409,
        )
    return kk


def member(kk: KartuKeluarga, nik: str | None, name: str) -> AnggotaKeluarga:
    """A member of this card by NIK, or by name for one who has none yet."""
    for row in people.members(kk):
        same = row.person.nik == nik if nik else row.person.name.casefold() == name.casefold()
        if same:
            return row
    raise Refusal(
        _(
            "Ada nama atau NIK pada permohonan ini yang tidak tercatat pada KK-nya. Minta pemohon memperbaikinya."
        ),
        status=422,
    )


# --- cards that wait for a number -----------------------------------------------------------------


def _waiting() -> QuerySet[KKMenunggu]:
    return KKMenunggu.objects.select_related("case__desk", "case__edition__service", "kk_lama", "versi")


def waiting_of(case: Case) -> list[KKMenunggu]:
    return list(_waiting().filter(case=case).order_by("at"))


def locked_waiting(waiting: KKMenunggu) -> KKMenunggu:
    rows = KKMenunggu.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case__desk__agency", "case__applicant", "kk_lama").get(pk=waiting.pk)


def desks_that_number(viewer: Person) -> set[int]:
    return organisations.desks_of(viewer, Duty.VERIFY) | organisations.desks_of(viewer, Duty.DECIDE)


def waiting_for_number(viewer: Person) -> list[KKMenunggu]:
    """Granted cards without a number at the viewer's desks, the longest waiting first."""
    rows = _waiting().filter(versi=None, case__desk__in=desks_that_number(viewer))
    return list(rows.exclude(case__applicant=viewer).order_by("at")[:200])


def waiting(waiting_id: uuid.UUID, *, viewer: Person) -> KKMenunggu | None:
    return _waiting().filter(pk=waiting_id, case__desk__in=desks_that_number(viewer)).first()


def heir(kk: KartuKeluarga, nik: str, name: str) -> Person:
    """The new head: a member of the card, or a relative the registers know by NIK and name."""
    for row in people.members(kk):
        if row.person.nik == nik:
            return row.person
    known = registers.recorded(nik, name)
    if known is None:
        raise Refusal(
            _("Kepala keluarga baru belum tercatat di sini. Catat biodatanya, atau periksa NIK dan namanya."),
            status=422,
        )
    return known


def biodata_paper(person: Person) -> dict[str, Any]:
    """What the biodata letter says: label and value, one a line."""
    known = biodata(person)
    rincian = known.rincian if known else {}
    born = methods.date_short(person.tanggal_lahir) if person.tanggal_lahir else ""
    rows = [
        ("Nama lengkap", person.name),
        ("NIK", person.nik or "menunggu penerbitan oleh SIAK"),
        ("Tempat, tanggal lahir", ", ".join(part for part in (person.tempat_lahir, born) if part)),
        ("Jenis kelamin", person.get_jenis_kelamin_display()),
        ("Kewarganegaraan", person.kewarganegaraan),
        ("Agama", words.shown(rincian, "agama")),
        ("Pendidikan", words.shown(rincian, "pendidikan")),
        ("Pekerjaan", rincian.get("pekerjaan", "")),
        ("Nama ibu", rincian.get("nama_ibu", "")),
        ("Nama ayah", rincian.get("nama_ayah", "")),
    ]
    return {"rows": [[label, value] for label, value in rows if value]}


def planned(waiting: KKMenunggu) -> list[dict[str, str]]:
    """Who will stand on the card, for the officer who asks SIAK for its number."""
    return [
        {
            "nama": person(row["person"]).name,
            "shdk": str(Shdk(row["shdk"]).label),
            "status": str(StatusKawin(row["status_kawin"]).label),
        }
        for row in waiting.members
    ]


def waits_for_number(case: Case) -> bool:
    """Is a family card of this case still without the number SIAK gives?"""
    return KKMenunggu.objects.filter(case=case, versi=None).exists()
