"""Reading the registers."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from balaikota.civil.deeds.models import Akta, Jenis, Status
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Assurance, Person
from balaikota.foundation.regions import queries as regions


def _whole() -> QuerySet[Akta]:
    return Akta.objects.select_related("letter", "subject", "case").prefetch_related("pihak__person")


def of_case(case: Case) -> Akta | None:
    """The version this case wrote; its newest when it wrote several."""
    return _whole().filter(case=case).order_by("-at", "-version").first()


def current(jenis: Jenis | str, nomor: str) -> Akta | None:
    """The newest version of an entry, by the number on the kutipan."""
    return _whole().filter(jenis=jenis, nomor=nomor.strip()).order_by("-version").first()


def locked(akta: Akta) -> Akta:
    """The newest version of the same entry; whoever else would write the next one waits."""
    first = Akta.objects.select_for_update(no_key=True)
    first.get(jenis=akta.jenis, nomor=akta.nomor, version=1)
    return current(akta.jenis, akta.nomor) or akta


def entry(akta_id: str) -> Akta | None:
    """One version by its id, for reactions."""
    return _whole().filter(pk=akta_id).first()


def history(akta: Akta) -> list[Akta]:
    """Every version, the newest first."""
    return list(_whole().filter(jenis=akta.jenis, nomor=akta.nomor).order_by("-version"))


def deeds_of(person: Person) -> list[Akta]:
    """The newest version of each entry that names this person, the newest entry first."""
    named = Akta.objects.filter(pihak__person__in=people.selves(person)).values("jenis", "nomor").distinct()
    found = [current(row["jenis"], row["nomor"]) for row in named]
    return sorted((akta for akta in found if akta), key=lambda akta: akta.registered_on, reverse=True)


def akta(akta_id: str, *, viewer: Person) -> Akta | None:
    """A register entry, for those who may open the case behind it."""
    row = _whole().filter(pk=akta_id).first()
    return row if row and cases.may_open(viewer, str(row.case_id)) else None


def recorded(nik: str | None, name: str | None) -> Person | None:
    """The person recorded under this NIK, if the name agrees: a typing error makes nobody a parent."""
    person = people.by_nik(nik) if nik else None
    same = person is not None and name is not None and person.name.casefold() == name.casefold()
    return person if same else None


def place_name(code: str) -> str:
    """The kabupaten or kota as a certificate prints it."""
    region = regions.region(code)
    return region.name if region else code


# --- what the services of this room know and look for ---------------------------------------------


def applicant_facts(person: Person) -> dict[str, Any]:
    """What CEL reads as `fakta` of the applicant. The household is told only to someone an officer has checked."""
    kk = people.household_of(person) if person.assurance >= Assurance.IDENTITY else None
    return {
        "pemohon": {
            "nama": person.name,
            "nik": person.nik or None,
            "kk": kk.nomor_kk if kk else None,
            "kewarganegaraan": person.kewarganegaraan.lower(),
            "telepon": person.phone,
            "email": person.email,
            "alamat_jalan": kk.alamat if kk else None,
            "rt": (kk.rt or None) if kk else None,
            "rw": (kk.rw or None) if kk else None,
            "lingkungan": (kk.lingkungan or None) if kk else None,
            "kelurahan": kk.kelurahan_id if kk else None,
            "kode_pos": (kk.kode_pos or None) if kk else None,
        }
    }


def named_like(jenis: str, name: str, born: date) -> list[Akta]:
    """Entries about a person of this name, born on this day: for those who do not know the number."""
    rows = Akta.objects.filter(jenis=jenis, subject__name__iexact=name.strip(), subject__tanggal_lahir=born)
    numbers = rows.values_list("nomor", flat=True).distinct()
    return [found for number in numbers if (found := current(jenis, number))]


def standing_of(person: Person) -> list[Akta]:
    """Every entry in force that names this person."""
    return [akta for akta in deeds_of(person) if akta.status == Status.BERLAKU]


def about(answers: dict[str, Any], akta: Akta | None, name: str) -> Person | None:
    """Whom a case of this room is about: the one recorded under the NIK, else the subject of the deed, same name."""
    person = people.by_nik(answers["subjek1_nik"]) if answers.get("subjek1_nik") else None
    person = person or (akta.subject if akta else None)
    return person if person and person.name.casefold() == name.strip().casefold() else None


def shown(person: Person) -> dict[str, Any]:
    """The section “catatan sipil” on a person's page: each entry, its versions and the public page of its paper."""
    return {"deeds": [{"akta": akta, "versions": history(akta)} for akta in deeds_of(person)]}


def household_row(person: Person) -> dict[str, Any]:
    """The person's line in form F-1.06, and the number of the card it stands on."""
    kk = people.household_of(person)
    places = [row for row in people.members(kk) if row.person_id == person.pk] if kk else []
    row = {"nama": person.name, "nik": person.nik, "shdk": places[0].shdk if places else None}
    return {"nomor_kk": kk.nomor_kk if kk else None, "anggota": [{k: v for k, v in row.items() if v}]}
