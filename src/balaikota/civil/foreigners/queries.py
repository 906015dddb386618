"""Reading stay permits, and what a form for a foreigner may know beforehand."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from balaikota.civil.deeds.methods import date_short
from balaikota.civil.deeds.models import Paper
from balaikota.civil.foreigners.models import IzinTinggal, KepindahanOA
from balaikota.civil.households import queries as households
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions

Facts = dict[str, Any]


def foreigner_facts(person: Person) -> Facts:
    """What CEL reads as `fakta`."""
    code = settings.CITY
    city = {"kode": code, "awalan": f"{code}.", "angka": code.replace(".", ""), "kecamatan": []}
    return households.family_facts(person) | {"wilayah": city}


def permit_of(case: Case) -> IzinTinggal | None:
    return IzinTinggal.objects.select_related("letter").filter(case=case).first()


def permits_of(person: Person) -> list[IzinTinggal]:
    """Every permit a paper was given for, the newest first."""
    return list(IzinTinggal.objects.select_related("letter").filter(person=person).order_by("-terbit_on"))


def departure_of(case: Case) -> KepindahanOA | None:
    return KepindahanOA.objects.select_related("letter").filter(case=case).first()


def ending(today: date, days: int = 30) -> list[IzinTinggal]:
    """Permits in their last days, not followed by a newer one, whose holders were not told yet."""
    rows = IzinTinggal.objects.select_related("case__applicant", "person")
    soon = rows.filter(berakhir_on__range=(today, today + timedelta(days=days)))
    return [
        permit
        for permit in soon
        if not rows.filter(person=permit.person, berakhir_on__gt=permit.berakhir_on).exists()
        and not audit.story(permit).filter(name="foreigners.permit_ending").exists()
    ]


def of_event(event_id: int) -> IzinTinggal:
    """The permit an event is about, for reactions."""
    rows = IzinTinggal.objects.select_related("case__applicant", "person")
    return rows.get(pk=audit.event(event_id).about_id)


def address(code: str, *written: str) -> str:
    """What was written, then the names of the region and those it lies in."""
    names = [region.name for region in reversed(regions.path(code))]
    return ", ".join(part for part in (*written, *names) if part)


def home_of(answers: Facts) -> str:
    line = f"RT {answers['tujuan_rt']}/RW {answers['tujuan_rw']}"
    return address(answers["tujuan_kelurahan"], answers["tujuan_alamat"], line)


def destination_of(answers: Facts) -> str:
    line = f"RT {answers['tujuan_rt']}/RW {answers['tujuan_rw']}"
    written = (answers["tujuan_alamat"], line, answers["tujuan_desa"], answers["tujuan_kecamatan"])
    return address(answers["tujuan_kab_kota"], *written)


def residence_letter(case: Case) -> Paper:
    """The SKTT as it will be written. It ends with the ITAS (rule sktt-end)."""
    answers = case.answers
    with translation.override("id"):
        more = [
            (_("Alamat tempat tinggal"), home_of(answers)),
            (_("Sponsor"), answers.get("sponsor_nama") or _("tanpa sponsor")),
            (_("SKTT berlaku sampai"), date_short(date.fromisoformat(answers["itas_itap_berakhir"]))),
        ]
        content = {
            "pembuka": _("Diterangkan bahwa orang asing berikut bertempat tinggal di kota ini."),
            "rincian": [*_permit_lines(case), *more],
            "judul_orang": "",
            "orang": [],
            "penutup": _("Bila ITAS diperpanjang atau alamat berubah, mintalah SKTT yang baru."),
        }
        return Paper("sktt", _("Surat Keterangan Tempat Tinggal (SKTT)"), content)


def moving_letter(case: Case, on: date) -> Paper:
    """The letter with which a foreigner reports elsewhere."""
    answers = case.answers
    with translation.override("id"):
        line = f"RT {answers['asal_rt']}/RW {answers['asal_rw']}"
        more = [
            (_("Alamat asal"), address(answers["asal_kelurahan"], answers["asal_alamat"], line)),
            (_("Alamat tujuan"), destination_of(answers)),
            (_("Tanggal pindah"), date_short(on)),
        ]
        words = {"kepala_keluarga": _("Kepala keluarga")}
        content = {
            "pembuka": _("Diterangkan bahwa orang asing berikut pindah dari kota ini."),
            "rincian": [*_permit_lines(case), *more],
            "judul_orang": _("Yang pindah"),
            "orang": [
                {
                    "nik": row.get("nik") or "",
                    "nama": row["nama"],
                    "shdk": words.get(row["shdk"], row["shdk"].replace("_", " ").capitalize()),
                }
                for row in answers["anggota_pindah"]
            ],
            "penutup": _(
                "Serahkan surat ini kepada Disdukcapil tempat tujuan: pemegang ITAP mendapat KK dan KTP-el di "
                "sana, pemegang ITAS mendapat SKTT."
            ),
        }
        return Paper("surat-pindah-orang-asing", _("Surat Keterangan Pindah Orang Asing"), content)


def _permit_lines(case: Case) -> list[tuple[str, str]]:
    answers = case.answers
    ends = date_short(date.fromisoformat(answers["itas_itap_berakhir"]))
    return [
        (_("Nama"), answers["pemohon_nama"]),
        (_("Kewarganegaraan"), answers["kebangsaan"]),
        (_("Nomor dokumen perjalanan"), answers["no_paspor"]),
        (_("Izin tinggal"), f"{answers['jenis_izin'].upper()} {answers['itas_itap_nomor']}"),
        (_("Izin tinggal berlaku sampai"), ends),
    ]
