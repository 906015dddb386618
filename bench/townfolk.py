"""A made-up city's businesses, many written down twice by different offices, with the mistakes that offices make.

Names are those of the demo city; nobody is meant. `rows(count, seed)` gives records and, beside each, whose it is.
"""

from collections.abc import Callable, Iterator
from random import Random

from balaikota.config.demo import names
from balaikota.enterprises.linkage import methods

KINDS = (
    "Keripik",
    "Kue",
    "Kopi",
    "Jahit",
    "Sate",
    "Bakso",
    "Tempe",
    "Ulos",
    "Bengkel",
    "Salon",
    "Laundry",
    "Mie",
    "Roti",
)
LOOKS = (
    "Jaya",
    "Berkah",
    "Maju",
    "Sejahtera",
    "Mandiri",
    "Barokah",
    "Makmur",
    "Horas",
    "Sentosa",
    "Bersama",
    "Indah",
    "",
)
ROADS = (
    "Karya",
    "Gatot Subroto",
    "Sisingamangaraja",
    "Setia Budi",
    "Brigjen Katamso",
    "Pancing",
    "Williem Iskandar",
)
PEOPLES = [value for value in vars(names).values() if isinstance(value, names.Group)]


def rows(count: int, seed: int = 7) -> Iterator[tuple[dict[str, str | None], str]]:
    """Comparable records and the business each is of; about three in ten businesses stand there twice, few three times."""
    dice = Random(seed)
    made = 0
    while made < count:
        whose, told = f"B{made}", _business(dice, made)
        copies = 1 + (dice.random() < 0.3) + (dice.random() < 0.05)
        for _copy in range(min(copies, count - made)):
            said = told if _copy == 0 else _again(told, dice)
            yield methods.record(f"R{made:08}", said), whose
            made += 1


def _business(dice: Random, number: int) -> dict[str, str]:
    people = dice.choice(PEOPLES)
    given = dice.choice((*people.men, *people.women))
    second = dice.choice((*people.men, *people.women)) if dice.random() < 0.5 else ""
    owner = " ".join(part for part in (given, second, dice.choice(people.families)) if part)
    called = dice.choice(
        (given, dice.choice(LOOKS), dice.choice(people.families), f"{given} {dice.choice(LOOKS)}")
    )
    return {
        "name": f"{dice.choice(KINDS)} {called}".strip(),
        "owner": owner,
        "phone": f"+62812{number:08}" if dice.random() < 0.8 else "",
        "nik": f"n{number}" if dice.random() < 0.7 else "",
        "nib": f"{10**12 + number}" if dice.random() < 0.35 else "",
        "place": f"{dice.randrange(151)}",
        "where": f"Jl. {dice.choice(ROADS)} No. {dice.randrange(1, 300)}",
    }


def _again(told: dict[str, str], dice: Random) -> dict[str, str]:
    """Another office's record of the same business."""
    said = dict(told)
    for share, column, change in MISTAKES:
        if dice.random() < share and said[column]:
            said[column] = change(said[column], dice)
    return said


def _slip(text: str, dice: Random) -> str:
    """One letter left out, doubled, changed, or two that changed places."""
    if len(text) < 4:
        return text
    at = dice.randrange(1, len(text) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + dice.choice("aeiounrst") + text[at + 1 :]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def _nothing(_text: str, _dice: Random) -> str:
    return ""


#: How often, in which column, and what happens there; in this order.
MISTAKES: tuple[tuple[float, str, Callable[[str, Random], str]], ...] = (
    (0.5, "name", _slip),
    (0.15, "name", lambda text, dice: f"{dice.choice(('UD', 'Toko', 'Usaha'))} {text}"),
    (0.4, "owner", _slip),
    (0.2, "owner", lambda text, dice: dice.choice(("H. ", "Hj. ", "Ibu ")) + text),
    (0.15, "owner", lambda text, _dice: " ".join(text.split()[:2])),
    (0.25, "phone", lambda _text, dice: f"+62813{dice.randrange(10**8):08}"),
    (0.05, "nik", lambda _text, dice: f"x{dice.randrange(10**9)}"),  # mistyped: another index altogether
    (0.03, "nib", lambda _text, dice: f"{10**12 + dice.randrange(10**9)}"),
    (0.2, "where", _slip),
    (0.1, "where", lambda _text, dice: f"Jl. {dice.choice(ROADS)} No. {dice.randrange(1, 300)}"),
    (0.5, "where", lambda text, _dice: text.replace("Jl. ", "Jalan ").replace(" No. ", " Nomor ")),
    (0.08, "place", lambda _text, dice: f"{dice.randrange(151)}"),
    (0.2, "phone", _nothing),
    (0.3, "nik", _nothing),
    (0.3, "nib", _nothing),
    (0.2, "where", _nothing),
)
