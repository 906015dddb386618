"""A granted report of a death becomes a register entry, and everything that ends with a life ends."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.civil.deaths import methods, queries
from balaikota.civil.deeds import actions as deeds
from balaikota.civil.deeds import queries as registers
from balaikota.civil.deeds.models import Akta, Jenis, Paper
from balaikota.civil.households import queries as households
from balaikota.engine.cases.models import Case
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as people_queries
from balaikota.foundation.people.models import AnggotaKeluarga, KartuKeluarga, Person, Shdk, StatusKawin
from balaikota.kit.errors import require

Answers = dict[str, Any]
KUTIPAN = "kutipan-akta-kematian"


@transaction.atomic
def register_death(case: Case, *, by: Person) -> Akta:
    """The entry, its kutipan, and the cascade: NIK and login, the family card, the spouse, the cases that follow."""
    answers: Answers = case.answers
    on = date.fromisoformat(answers["tanggal_kematian"])
    almarhum = _deceased(case, answers, by=by)
    _may_have_died(almarhum, on)
    akta = deeds.enter(
        case,
        Jenis.KEMATIAN,
        Paper(KUTIPAN, _("Kutipan Akta Kematian"), methods.kutipan(answers)),
        rincian=answers,
        pihak={
            "almarhum": almarhum,
            "ayah": registers.recorded(answers.get("ayah_nik"), answers.get("ayah_nama")),
            "ibu": registers.recorded(answers.get("ibu_nik"), answers.get("ibu_nama")),
            "pelapor": case.applicant,
        },
        subject=almarhum,
        by=by,
    )
    people.record_death(almarhum, on=on, by=by)
    _leave_family(case, akta, almarhum, on, by=by)
    return akta


def _deceased(case: Case, answers: Answers, *, by: Person) -> Person:
    """Whom the registers know, when the name agrees; else someone recorded now, without a login."""
    known = queries.deceased(answers)
    name = methods.name_of(answers)
    if known is not None:
        same = known.name.casefold() == name.casefold()
        require(
            same, _("NIK ini tercatat atas nama orang lain. Minta pelapor memperbaiki nama atau NIK almarhum."),
            status=422,
        )  # fmt: skip
        return known
    born = answers.get("almarhum_tanggal_lahir")
    return people.record_person(
        name=name,
        nik=answers.get("almarhum_nik"),
        tempat_lahir=answers.get("almarhum_tempat_lahir") or "",
        tanggal_lahir=date.fromisoformat(born) if born else None,
        jenis_kelamin=answers["almarhum_jenis_kelamin"],
        by=by,
        is_sample=case.is_sample,
    )


def _may_have_died(almarhum: Person, on: date) -> None:
    """Once, not before birth, and not tomorrow: asked of the register, whatever the form was told."""
    row = people_queries.locked(almarhum)
    require(row.meninggal_on is None, _("Kematian orang ini sudah tercatat."), status=409)
    require(on <= timezone.localdate(), _("Tanggal kematian belum tiba."), status=422)
    born = row.tanggal_lahir
    require(
        born is None or born <= on,
        _("Tanggal kematian lebih awal daripada tanggal lahir yang tercatat. Minta pelapor memperbaikinya."),
        status=422,
    )


def _leave_family(case: Case, akta: Akta, almarhum: Person, on: date, *, by: Person) -> None:
    kk = people_queries.household_of(almarhum)
    if kk is None:
        return
    rows = {row.person_id: row for row in people_queries.members(kk)}
    mine = rows.pop(almarhum.pk)
    spouse = households.spouse_row(kk, mine)
    people.leave_household(almarhum, on=max(on, mine.from_on), by=by)
    if spouse is not None:
        _widow(kk, spouse, on, by=by)
    if rows:
        _open_following(case, akta, kk, mine, spouse, by=by)


def _widow(kk: KartuKeluarga, spouse: AnggotaKeluarga, on: date, *, by: Person) -> None:
    """A new row from the day of the death; the old one ends and is not written over."""
    since = max(on, spouse.from_on)
    shdk = Shdk(spouse.shdk)
    people.join_household(
        kk, spouse.person, shdk=shdk, status_kawin=StatusKawin.CERAI_MATI, from_on=since, by=by
    )


def _open_following(
    case: Case,
    akta: Akta,
    kk: KartuKeluarga,
    mine: AnggotaKeluarga,
    spouse: AnggotaKeluarga | None,
    *,
    by: Person,
) -> None:
    """Rule death-cascade: the card without the deceased, a new head when they headed it, the spouse's KTP-el."""
    almarhum = mine.person
    pelapor = {"pemohon_nama": case.applicant.name, "pemohon_nik": case.applicant.nik}
    common = pelapor | {"pemohon_no_kk": kk.nomor_kk, "pemohon_alamat": kk.alamat}
    proof = _("Akta kematian nomor %s") % akta.nomor
    if mine.shdk == Shdk.KEPALA_KELUARGA:
        heir = spouse.person if spouse else None
        answers = common | {
            "akta_kematian_ada": True,
            "akta_kematian_nomor": akta.nomor,
            "almarhum_nama": almarhum.name,
            "tanggal_kematian": akta.rincian["tanggal_kematian"],
            "almarhum_kawin": spouse is not None,
            "ada_dewasa": True if spouse else None,
            "kepala_nama": heir.name if heir else None,
            "kepala_nik": heir.nik if heir else None,
        }
        deeds.open_softly("kk-ganti-kepala", case, answers, by=by)
    else:
        gone = {"nama": almarhum.name, "nik": almarhum.nik, "shdk": mine.shdk, "keterangan": _("meninggal")}
        answers = common | {
            "anggota": [{name: value for name, value in gone.items() if value}],
            "elemen": "lainnya",
            "semula": _("Tercatat sebagai anggota"),
            "menjadi": _("Meninggal dunia"),
            "dasar_perubahan": proof,
            "punya_bukti": True,
        }
        deeds.open_softly("kk-ubah-data", case, answers, by=by)
    if spouse is not None:
        _open_card(case, kk, spouse, proof, by=by)


def _open_card(case: Case, kk: KartuKeluarga, spouse: AnggotaKeluarga, proof: str, *, by: Person) -> None:
    person = spouse.person
    answers = {
        "pemohon_nama": person.name,
        "pemohon_nik": person.nik,
        "pemohon_no_kk": kk.nomor_kk,
        "pemohon_alamat": kk.alamat,
        "anggota": [{"nama": person.name, "nik": person.nik, "shdk": spouse.shdk}],
        "elemen": "status_kawin",
        "semula": str(StatusKawin(spouse.status_kawin).label),
        "menjadi": str(StatusKawin.CERAI_MATI.label),
        "dasar_perubahan": proof,
        "kk_sudah_berubah": True,
    }
    deeds.open_softly("ktp-ubah-data", case, answers, by=by)


@transaction.atomic
def take_back(akta: Akta, *, by: Person | None) -> None:
    """A cancelled entry of a death opens NIK and login again; the place on the card is given anew at the desk."""
    person = akta.subject
    if person is not None and person.meninggal_on is not None:
        people.record_death(person, on=None, by=by)
