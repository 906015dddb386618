"""Names as they are heard in the city: Batak, Melayu, Jawa, Tionghoa, Tamil, Minang. Nobody in particular."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Group:
    """Given names and family names (marga, suku, or a second name) of one people."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]


BATAK = Group(
    (
        "Parulian",
        "Togar",
        "Saut",
        "Maruli",
        "Jonggi",
        "Hotman",
        "Ferdinand",
        "Rikardo",
        "Josua",
        "Gomgom",
        "Sahala",
    ),
    ("Rosmaida", "Tiurma", "Lamtiur", "Martha", "Herlina", "Debora", "Rotua", "Kristina", "Lasma", "Nurmala"),
    (
        "Sitorus",
        "Manurung",
        "Hutapea",
        "Simbolon",
        "Sinaga",
        "Pardede",
        "Tambunan",
        "Ginting",
        "Sembiring",
        "Tarigan",
    ),
)
MANDAILING = Group(
    (
        "Ahmad Fauzi",
        "Irwansyah",
        "Zulkarnain",
        "Ridwan",
        "Syafrizal",
        "Fahmi",
        "Ilham",
        "Taufik",
        "Mara Halim",
    ),
    (
        "Nur Aisyah",
        "Rahmadani",
        "Fitri",
        "Khairunnisa",
        "Masitah",
        "Halimah",
        "Siti Aminah",
        "Annisa",
        "Zubaidah",
    ),
    ("Nasution", "Lubis", "Harahap", "Siregar", "Daulay", "Batubara", "Rangkuti", "Pulungan"),
)
MELAYU = Group(
    ("Syahrial", "Zainal", "Azhar", "Khairil", "Faisal", "Hamdan", "Iskandar", "Rusydi", "Amirullah"),
    ("Zahara", "Mariani", "Saleha", "Nurhayati", "Rohana", "Fatimah", "Cahaya", "Safrida", "Jamilah"),
    ("Effendi", "Alamsyah", "Baharuddin", "Syahputra", "Darwis", "Usman", "Hasyim"),
)
JAWA = Group(
    ("Slamet", "Agus", "Joko", "Suryono", "Bambang", "Eko", "Wahyu", "Teguh", "Mulyadi", "Sugeng"),
    ("Sri", "Endang", "Ningsih", "Lestari", "Wati", "Sulastri", "Yuni", "Ratri", "Suharti"),
    ("Prasetyo", "Santoso", "Wibowo", "Kurniawan", "Handoko", "Purnomo", "Riyadi", "Suprapto"),
)
TIONGHOA = Group(
    ("Hendra", "Andi", "Rudy", "Kevin", "Jimmy", "Steven", "Johan", "Willy", "Edwin"),
    ("Lina", "Meiling", "Susanti", "Jessica", "Vivian", "Yenny", "Felicia", "Angelina", "Merry"),
    ("Wijaya", "Tanoto", "Halim", "Gunawan", "Lim", "Salim", "Hartanto", "Chandra"),
)
TAMIL = Group(
    ("Ravi", "Ganesan", "Suresh", "Murugan", "Arjun", "Vijay", "Selwan", "Prakash"),
    ("Devi", "Lakshmi", "Kavita", "Priya", "Saraswati", "Anjali", "Mina", "Parwati"),
    ("Kumar", "Pillai", "Naidu", "Rajan", "Samy", "Chelliah", "Perumal"),
)
MINANG = Group(
    ("Yusrizal", "Afrizal", "Hendri", "Rahmat", "Syafril", "Doni", "Ismail", "Nofrizal"),
    ("Yulidar", "Rosmanidar", "Elvira", "Desmawati", "Nurlela", "Gusniar", "Mardiah", "Erni"),
    ("Chaniago", "Piliang", "Koto", "Tanjung", "Sikumbang", "Jambak"),
)
GROUPS = (BATAK, BATAK, MANDAILING, MANDAILING, MELAYU, JAWA, JAWA, TIONGHOA, TAMIL, MINANG)

# Children's first names follow fashion more than descent.
BOYS = (
    "Gabriel", "Rafa", "Arkana", "Bintang", "Daniel", "Fathan", "Gilang", "Hafiz", "Jonathan", "Kenzo",
    "Mikael", "Nathan", "Raka", "Samuel", "Zidan", "Alvaro", "Dimas", "Yosua", "Farel", "Rizky",
)  # fmt: skip
GIRLS = (
    "Aurelia", "Bunga", "Cantika", "Dinda", "Elisabet", "Felisha", "Grace", "Hana", "Intan", "Jelita",
    "Kirana", "Naura", "Putri", "Queena", "Rania", "Syifa", "Tiara", "Zahra", "Melati", "Yohana",
)  # fmt: skip
MIDDLE = (
    "Anugerah",
    "Pratama",
    "Cahaya",
    "Maulana",
    "Kasih",
    "Permata",
    "Abadi",
    "Nauli",
    "Gemilang",
    "Surya",
)


def parent(dice: Random, group: Group, woman: bool) -> str:
    return f"{dice.choice(group.women if woman else group.men)} {dice.choice(group.families)}"


def child(dice: Random, father: str, girl: bool) -> str:
    """A child with a middle name and the last name of the father's side."""
    return f"{dice.choice(GIRLS if girl else BOYS)} {dice.choice(MIDDLE)} {father.rsplit(maxsplit=1)[-1]}"
