"""The offices of the demo city, and the cast that plays in it, in the tests and in the documentation."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from balaikota.foundation.organisations import actions as organisations
from balaikota.foundation.organisations import queries as offices
from balaikota.foundation.organisations.models import Post
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
    # Those of the information centre, and of complaints.
    "fitri": Role(
        "Fitri Handayani Lubis",
        date(1992, 3, 12),
        "Medan",
        "perempuan",
        "1271015203929991",
        "penulis-informasi",
    ),
    "rahmat": Role(
        "Rahmat Tarigan",
        date(1986, 7, 21),
        "Berastagi",
        "laki-laki",
        "1271022107869992",
        "penyunting-informasi",
    ),
    "dewi": Role(
        "Dewi Sartika Ginting",
        date(1989, 1, 9),
        "Medan",
        "perempuan",
        "1271034901899993",
        "koordinator-pengaduan",
    ),
    "yusuf": Role(
        "Yusuf Rangkuti",
        date(1984, 10, 2),
        "Padangsidimpuan",
        "laki-laki",
        "1271040210849994",
        "penghubung-dinas-pu",
    ),
    "maria": Role(
        "Maria Manurung", date(1990, 12, 25), "Porsea", "perempuan", "1271056512909995", "penghubung-dlh"
    ),
    # Those who coach businesses, record them, and run programmes for them.
    "lina": Role(
        "Lina Marlina Sembiring",
        date(1991, 4, 18),
        "Kabanjahe",
        "perempuan",
        "1271065804919996",
        "pendamping-umkm",
    ),
    "joko": Role("Joko Susilo", date(1995, 2, 11), "Medan", "laki-laki", "1271071102959997", "pendata-umkm"),
    "rina": Role(
        "Rina Hutabarat", date(1987, 11, 23), "Tarutung", "perempuan", "1271086311879998", "kabid-umkm"
    ),
    "laila": Role(
        "Laila Hanum Pasaribu",
        date(1987, 2, 14),
        "Sibolga",
        "perempuan",
        "1271065402879991",
        "penilai-inovasi",
    ),
    "parlin": Role(
        "Parlindungan Simbolon", date(1976, 11, 30), "Balige", "laki-laki", "1271073011769991", "kepala-brida"
    ),
    # Those who organise trainings, and sign their certificates.
    "nurul": Role(
        "Nurul Hidayah Daulay",
        date(1990, 6, 24),
        "Panyabungan",
        "perempuan",
        "1271096406909992",
        "penyelenggara-pelatihan",
    ),
    "surya": Role(
        "Surya Darma Pohan", date(1976, 9, 8), "Sibolga", "laki-laki", "1271100809769993", "kepala-bkpsdm"
    ),
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


def open_offices() -> int:
    """The offices every city opens with, at an address that nobody takes for a real one."""
    organisations.load_offices(address=f"Jl. Contoh No. 1, {regions.city().name}")
    return offices.agencies().count()


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
