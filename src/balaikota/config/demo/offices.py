"""The offices of the demo city, and the cast that plays in it, in the tests and in the documentation."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.organisations.models import Agency, Desk, Duty, Post
from balaikota.foundation.people import actions as people
from balaikota.foundation.people import queries as registers
from balaikota.foundation.people.models import Assurance, Person
from balaikota.foundation.regions import queries as regions


@dataclass(frozen=True)
class Role:
    """One of the cast: who they are and which post they hold, if any."""

    name: str
    born: date
    place: str
    sex: str
    nik: str
    post: str = ""


CAST = {
    "sari": Role("Sari Wulandari Siregar", date(1985, 3, 17), "Medan", "perempuan", "1271215703859992"),
    "dimas": Role("Dimas Pranata", date(1980, 5, 5), "Jakarta", "laki-laki", "3173010505809998"),
    "budi": Role("Budi Hasibuan", date(1990, 1, 12), "Medan", "laki-laki", "1271011201909991"),
    "tono": Role("Tono Sihombing", date(1999, 10, 31), "Medan", "laki-laki", "1271193110999995"),
    "wulan": Role(
        "Wulan Lestari", date(2004, 2, 29), "Binjai", "perempuan", "1271116902049994", "verifikator-capil"
    ),
    "anwar": Role(
        "Anwar Nasution", date(2000, 2, 29), "Medan", "laki-laki", "1271112902009993", "kabid-capil"
    ),
    "ratna": Role(
        "Ratna Simanjuntak",
        date(1988, 8, 31),
        "Pematangsiantar",
        "perempuan",
        "1271087108889996",
        "kepala-disdukcapil",
    ),
    "mega": Role("Mega Harahap", date(1979, 5, 3), "Medan", "perempuan", "1271024305799991", "wali-kota"),
    "hasan": Role(
        "Hasan Lubis", date(1982, 5, 14), "Medan", "laki-laki", "1271031405829992", "pengelola-sistem"
    ),
    "intan": Role("Intan Purba", date(1987, 6, 5), "Kabanjahe", "perempuan", "1271044506879993", "auditor"),
    # Colleagues, so that the desk looks like one.
    "nuraini": Role(
        "Nur Aini Batubara", date(1993, 4, 8), "Stabat", "perempuan", "1271064804939991", "verifikator-2"
    ),
    "josua": Role(
        "Josua Sitorus", date(1991, 9, 20), "Balige", "laki-laki", "1271092009919992", "verifikator-3"
    ),
    "hendra": Role(
        "Hendra Halim", date(1984, 11, 6), "Medan", "laki-laki", "1271150611849993", "kasi-kelahiran"
    ),
}

AGENCIES = {
    "disdukcapil": "Dinas Kependudukan dan Pencatatan Sipil",
    "setda": "Sekretariat Daerah",
    "diskominfo": "Dinas Komunikasi dan Informatika",
    "inspektorat": "Inspektorat",
}
DESKS = {
    "dukcapil": ("disdukcapil", "Pelayanan pencatatan sipil"),
    "wali-kota": ("setda", "Wali Kota"),
    "diskominfo": ("diskominfo", "Pengelolaan sistem"),
    "inspektorat": ("inspektorat", "Pemeriksaan"),
}
POSTS = {
    "verifikator-capil": ("dukcapil", "Verifikator pencatatan sipil", [Duty.IDENTIFY, Duty.VERIFY]),
    "verifikator-2": ("dukcapil", "Verifikator pencatatan sipil II", [Duty.IDENTIFY, Duty.VERIFY]),
    "verifikator-3": ("dukcapil", "Verifikator pencatatan sipil III", [Duty.IDENTIFY, Duty.VERIFY]),
    "kabid-capil": ("dukcapil", "Kepala Bidang Pencatatan Sipil", [Duty.IDENTIFY, Duty.DECIDE]),
    "kasi-kelahiran": ("dukcapil", "Kepala Seksi Kelahiran", [Duty.IDENTIFY, Duty.DECIDE]),
    "kepala-disdukcapil": (
        "dukcapil",
        "Kepala Disdukcapil",
        [Duty.HEAD, Duty.SIGN, Duty.IDENTIFY, Duty.DECIDE],
    ),
    "wali-kota": ("wali-kota", "Wali Kota", [Duty.READ_FIGURES]),
    "pengelola-sistem": ("diskominfo", "Pengelola sistem", [Duty.OPERATE]),
    "auditor": ("inspektorat", "Auditor", [Duty.AUDIT]),
}


@transaction.atomic
def open_offices() -> int:
    """The dinas, the kecamatan offices, their desks and posts. Those that stand already stay as they are."""
    standing = {agency.code for agency in offices.agencies()}
    city = regions.city()
    for code, name in AGENCIES.items():
        if code not in standing:
            address = f"Jl. Contoh No. 1, {city.name}"
            organisations.open_agency(code, name, region=city, address=address)
    for district in regions.districts_of_city():
        code = f"kec-{slugify(district.name)}"
        if code not in standing:
            organisations.open_agency(code, f"Kecamatan {district.name}", region=district)
    for code, (agency, name) in DESKS.items():
        _desk(code, offices.agency(agency), name)
    for code, (desk, title, duties) in POSTS.items():
        _post(code, offices.desk(desk), title, duties)
    return offices.agencies().count()


def _desk(code: str, agency: Agency, name: str) -> None:
    if not agency.desks.filter(code=code).exists():
        organisations.open_desk(agency, code, name)


def _post(code: str, desk: Desk, title: str, duties: list[Duty]) -> None:
    if not desk.posts.filter(code=code).exists():
        organisations.create_post(desk, code, title, duties)


@transaction.atomic
def bring_cast() -> dict[str, Person]:
    """Everyone of the cast, with login, papers and post."""
    cast = {who: _someone(who, role) for who, role in CAST.items()}
    for who, role in CAST.items():
        if role.post:
            _appointed(cast[who], offices.post(role.post))
    for who, person in cast.items():
        if person.assurance < Assurance.IDENTITY:
            people.confirm_identity(person, by=cast["wulan" if who != "wulan" else "anwar"])
    return cast


def _someone(who: str, role: Role) -> Person:
    known = registers.sample_person(who)
    if known is not None:
        return known
    person = people.register(role.name, email=f"{who}@{registers.SAMPLE_DOMAIN}", is_sample=True)
    people.describe(
        person,
        by=None,
        nik=role.nik,
        tempat_lahir=role.place,
        tanggal_lahir=role.born,
        jenis_kelamin=role.sex,
    )
    people.confirm_contact(person)
    person.refresh_from_db()
    return person


def _appointed(person: Person, post: Post) -> None:
    if not offices.tenures_today(person):
        since = timezone.localdate() - timedelta(days=500)
        organisations.appoint(person, post, from_on=since, decree=f"SK contoh {settings.CITY}/{post.pk}")
