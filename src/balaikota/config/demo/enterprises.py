"""Forty businesses of the demo city, written down by the surveyor in every kecamatan; four of them twice, by mistake.

Everything goes through the rooms' own actions; names and figures are made up and the same every time.
"""

from random import Random

from balaikota.config.demo import names
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.linkage import actions as linkage
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region

Cast = dict[str, Person]
MANY, TWICE = 40, 4
PHONE = "+62812000{:05}"
TRADES = (
    ("Bika Ambon", "10710", "Bika ambon"), ("Kopi", "10761", "Kopi bubuk"), ("Jahit", "14120", "Jahit kebaya"),
    ("Ulos", "13122", "Ulos"), ("Sate", "56104", "Sate padang"), ("Tempe", "10391", "Tempe"), ("Dodol", "10796", "Dodol"),
    ("Teri", "10211", "Teri medan"), ("Lontong", "56102", "Lontong sayur"), ("Kue", "10792", "Lemper dan risol"),
)  # fmt: skip
SLIPS = (("a", "aa"), ("i", "y"), ("s", "ss"), ("o", "u"))


def survey(cast: Cast) -> None:
    """Once: whoever finds the first of them leaves everything as it is."""
    joko = cast["joko"]
    if businesses.numbers_by_key(nibs=[], nik_indexes=[], phones=[PHONE.format(0)]):
        return
    dice = Random(2026)  # noqa: S311 - the same city every time
    districts = list(regions.districts_of_city())
    for number in range(MANY):
        village = dice.choice(list(regions.children(districts[number % len(districts)].code)))
        _record(number, village, dice, joko)
    linkage.ask(by=joko)


def _record(number: int, village: Region, dice: Random, joko: Person) -> None:
    kind, code, ware = TRADES[number % len(TRADES)]
    people = dice.choice((names.BATAK, names.MELAYU, names.JAWA))
    given, family = dice.choice(people.women), dice.choice(people.families)
    name, owner, phone = f"{kind} {given}", f"{given} {family}", PHONE.format(number)
    facts = {
        "kbli": codes.kbli(code), "kelurahan": village, "address": f"Jl. Contoh No. {dice.randrange(1, 90)}", "phone": phone,
        "started_year": dice.randint(2005, 2025), "nib": f"{9_120_000_000_000 + number}" if number % 3 else "",
    }  # fmt: skip
    sales = dice.randrange(18, 700) * 1_000_000
    said = {
        "workers_female": dice.randint(1, 5), "workers_male": dice.randint(0, 3), "sales_year": sales,
        "capital": sales // dice.randint(3, 8),
    }  # fmt: skip
    entry = register.Entry(name, facts, said, is_sample=True, wares=(ware,))
    register.record(entry, register.OwnerEntry(owner, phone=phone), by=joko)
    if number < TWICE:
        slip = name.replace(*SLIPS[number]) if SLIPS[number][0] in name else f"UD {name}"
        again = {
            "kelurahan": village,
            "address": str(facts["address"]).replace("Jl.", "Jalan"),
            "phone": phone,
        }
        twice = register.Entry(slip, again, is_sample=True, wares=(ware.lower(),))
        register.record(twice, register.OwnerEntry(f"Ibu {owner}"), by=joko)
