"""Reading the registers."""

from django.db.models import QuerySet

from balaikota.civil.deeds.models import Akta, Jenis
from balaikota.engine.cases import queries as cases
from balaikota.engine.cases.models import Case
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
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


def history(akta: Akta) -> list[Akta]:
    """Every version, the newest first."""
    return list(_whole().filter(jenis=akta.jenis, nomor=akta.nomor).order_by("-version"))


def deeds_of(person: Person) -> list[Akta]:
    """The newest version of each entry that names this person, the newest entry first."""
    named = Akta.objects.filter(pihak__person=person).values("jenis", "nomor").distinct()
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
