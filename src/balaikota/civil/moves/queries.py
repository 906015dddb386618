"""Reading the history of moves, and what a form of a move may know beforehand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from balaikota.civil.deeds.methods import age, date_short
from balaikota.civil.deeds.models import Paper
from balaikota.civil.households import queries as households
from balaikota.civil.households.models import Tempat
from balaikota.civil.moves import methods
from balaikota.civil.moves.models import Arah, Klasifikasi, Perpindahan, Peserta
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import AnggotaKeluarga, Assurance, Person
from balaikota.foundation.regions import queries as regions

Facts = dict[str, Any]
LEAVING = (Arah.KELUAR, Arah.LUAR_NEGERI)


def _whole() -> QuerySet[Perpindahan]:
    return Perpindahan.objects.select_related("letter", "case").prefetch_related("peserta__person")


def of_case(case: Case) -> Perpindahan | None:
    return _whole().filter(case=case).first()


def history_of(person: Person) -> list[Perpindahan]:
    """Every move of this person, the newest first."""
    return list(_whole().filter(peserta__person__in=people.selves(person)).order_by("-on", "-at"))


def gone_to(person: Person) -> Perpindahan | None:
    """The move by which this person left the city, while they have not come back."""
    last = next(iter(history_of(person)), None)
    return last if last and last.arah in LEAVING else None


def lives_here(person: Person) -> bool:
    """As far as this room knows: nobody who left and did not come back."""
    return gone_to(person) is None


def unused(arah: Arah, person: Person) -> Perpindahan | None:
    """This city's own letter by which the person left, as long as no arrival rests on it."""
    rows = (
        _whole()
        .filter(arah=arah, peserta__person__in=people.selves(person), dilanjutkan=None)
        .order_by("-at")
    )
    return rows.first()


def by_letter(arah: Arah, number: str) -> Perpindahan | None:
    """The departure with this letter of the city, locked: two arrivals by one letter wait for each other."""
    rows = Perpindahan.objects.select_for_update(no_key=True, of=("self",)).select_related("letter")
    return rows.filter(arah=arah, letter__number_text=number.strip()).first()


def is_used(number: str, origin: str) -> bool:
    """Did people come here before by this letter of another city?"""
    arrived = Perpindahan.objects.filter(arah=Arah.DATANG, nomor_surat=number.strip())
    return arrived.filter(dari_wilayah=origin).exists()


def due_for_a_word(before: datetime) -> list[Perpindahan]:
    """Letters of before then by which nobody has arrived anywhere that we know, and who was not told yet."""
    rows = _whole().filter(arah=Arah.KELUAR, dilanjutkan=None, at__lt=before)
    return [move for move in rows if not audit.story(move).filter(name="moves.reminded").exists()]


def of_event(event_id: int) -> Perpindahan:
    """The move an event is about, for reactions."""
    return _whole().select_related("case__applicant").get(pk=audit.event(event_id).about_id)


# --- facts ----------------------------------------------------------------------------------------


def move_facts(person: Person) -> Facts:
    """What CEL reads as `fakta`: the family by name, the city, and this city's own unused letters."""
    facts = households.family_facts(person)
    is_sure = person.assurance >= Assurance.IDENTITY
    kk = people.household_of(person) if is_sure else None
    family = [_member(row) for row in people.members(kk)] if kk else []
    left = unused(Arah.KELUAR, person) if is_sure else None
    abroad = unused(Arah.LUAR_NEGERI, person) if is_sure else None
    return facts | {
        "keluarga": facts["keluarga"] | {"anggota": family},
        "wilayah": _city(),
        "skpwni": _letter(left),
        "skpln": _letter(abroad),
    }


def _city() -> Facts:
    code = settings.CITY
    return {
        "kode": code,
        "awalan": f"{code}.",
        "angka": code.replace(".", ""),
        "kecamatan": [f"{district.code}." for district in regions.districts_of_city()],
    }


def _member(row: AnggotaKeluarga) -> Facts:
    born = row.person.tanggal_lahir
    return {
        "nik": row.person.nik or None,
        "nama": row.person.name,
        "shdk": str(row.shdk),
        "umur": age(born, timezone.localdate()) if born else -1,
    }


def _letter(move: Perpindahan | None) -> Facts:
    if move is None or move.letter is None:
        return {"nomor": None, "tanggal": None, "kab_kota": None}
    issued = timezone.localdate(move.at).isoformat()
    return {"nomor": move.letter.number_text, "tanggal": issued, "kab_kota": settings.CITY}


def family_rows(person: Person) -> list[Facts]:
    """The rows of “siapa yang pindah” for a family the city knows."""
    kk = people.household_of(person) if person.assurance >= Assurance.IDENTITY else None
    rows = [_member(row) for row in people.members(kk)] if kk else []
    return [{name: row[name] for name in ("nik", "nama", "shdk")} for row in rows]


def travellers(arah: Arah, person: Person) -> list[Facts]:
    """The same rows for those who come back by this city's own letter."""
    move = unused(arah, person) if person.assurance >= Assurance.IDENTITY else None
    return [_traveller(one) for one in (move.peserta.all() if move else ())]


def _traveller(one: Peserta) -> Facts:
    born = one.person.tanggal_lahir
    return {
        "nik": one.person.nik,
        "nama": one.person.name,
        "shdk": str(one.shdk),
        "tanggal_lahir": born.isoformat() if born else None,
        "jenis_kelamin": one.person.jenis_kelamin or None,
        "status_kawin": people.last_status_of(one.person),
    }


def is_open(move: Perpindahan) -> bool:
    """Does no arrival rest on this departure yet?"""
    return not Perpindahan.objects.filter(melanjutkan=move).exists()


def travellers_of(move: Perpindahan) -> list[Peserta]:
    return list(Peserta.objects.filter(perpindahan=move))


# --- addresses and papers -------------------------------------------------------------------------


def place(code: str, *written: str | None) -> str:
    """An address in one line: what was written, then the names of the region and those it lies in."""
    names = [region.name for region in reversed(regions.path(code))] if code else []
    return ", ".join(part for part in (*written, *names) if part)


def address_here(answers: Facts, whose: str) -> str:
    """An address in this city: the blanks `asal_…` or `tujuan_…`."""
    street, rt, rw = (answers.get(f"{whose}_{part}") for part in ("alamat", "rt", "rw"))
    return place(answers[f"{whose}_kelurahan"], street, f"RT {rt}/RW {rw}")


def written_destination(answers: Facts) -> str:
    """An address elsewhere: kecamatan and desa as they were written."""
    lines = (answers["tujuan_alamat"], f"RT {answers['tujuan_rt']}/RW {answers['tujuan_rw']}")
    return place(answers["tujuan_kab_kota"], *lines, answers["tujuan_desa"], answers["tujuan_kecamatan"])


def written_origin(answers: Facts) -> str:
    lines = (answers["asal_alamat"], f"RT {answers['asal_rt']}/RW {answers['asal_rw']}")
    return place(answers["asal_kab_kota"], *lines, answers["asal_desa"], answers["asal_kecamatan"])


def new_address(answers: Facts) -> Facts:
    """Where a household will live, as `people` takes it."""
    return {
        "alamat": answers["tujuan_alamat"],
        "rt": answers["tujuan_rt"],
        "rw": answers["tujuan_rw"],
        "lingkungan": answers.get("tujuan_lingkungan") or "",
        "kelurahan_code": answers["tujuan_kelurahan"],
        "kode_pos": answers.get("tujuan_kode_pos") or "",
    }


def paper(move: Perpindahan, movers: Sequence[Tempat]) -> Paper | None:
    """The letter of a move as it will be written; none for a move inside the city (rule move-no-letter).

    Letters are in Indonesian, in whatever language the officer works.
    """
    with translation.override("id"):
        said = methods.letter_of(Arah(move.arah))
        return Paper(said.kind, said.title, _content(move, movers, said)) if said else None


def _content(move: Perpindahan, movers: Sequence[Tempat], said: methods.Wording) -> Facts:
    case = move.case
    why = dict(cases.definition_of(case).question("alasan_pindah").choices)[move.alasan]
    kind = str(Klasifikasi(move.klasifikasi).label) if move.klasifikasi else "–"
    people_listed = [
        {"nik": each.person.nik or "", "nama": each.person.name, "shdk": str(each.shdk.label)}
        for each in movers
    ]
    return {
        "pembuka": said.opening,
        "rincian": [
            (_("Nama pemohon"), case.applicant.name),
            (_("Nomor Kartu Keluarga"), case.answers.get("pemohon_no_kk") or "–"),
            (_("Alamat asal"), move.dari_alamat),
            (_("Alamat tujuan"), move.ke_alamat),
            (_("Klasifikasi kepindahan"), kind),
            (_("Alasan"), case.answers.get("alasan_lainnya") or why),
            (_("Tanggal pindah"), date_short(move.on)),
        ],
        "judul_orang": said.people,
        "orang": people_listed,
        "penutup": said.closing,
    }
