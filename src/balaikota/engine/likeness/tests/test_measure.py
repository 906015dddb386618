"""How many true doubles are found and how many shown pairs are wrong, over people made up here.

No real register was read. The figures hold for these variations and names; `-s` prints them.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from balaikota.engine.likeness import methods
from balaikota.engine.likeness.methods import Record, score
from balaikota.engine.likeness.tests.townsfolk import FAMILIES, MEN, MIDDLE, WOMEN

PEOPLE = 3_000
SPELLINGS = (
    ("Muhammad", "Mhd."), ("Muhammad", "M."), ("u", "oe"), ("j", "dj"), ("y", "i"), ("kh", "ch"), ("Ahmad", "Achmad"),
    ("sy", "sj"), ("z", "s"), ("f", "p"),
)  # fmt: skip


def a_name(dice: Random, woman: bool) -> str:
    given = dice.choice(WOMEN if woman else MEN)
    first = "Muhammad " if not woman and dice.random() < 0.15 else ""
    style = dice.random()
    if style < 0.06:
        return given
    middle = f" {dice.choice(MIDDLE)}" if style > 0.75 else ""
    return f"{first}{given}{middle} {dice.choice(FAMILIES)}"


def somebody(dice: Random) -> Record:
    woman = dice.random() < 0.5
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(27_000))
    if dice.random() < 0.03:
        born = born.replace(day=1, month=1)
    place = (
        "Medan"
        if dice.random() < 0.6
        else dice.choice(["Binjai", "Jakarta", "Padang", "Balige", "Kabanjahe"])
    )
    sex = "perempuan" if woman else "laki-laki"
    mother = a_name(dice, True) if dice.random() < 0.5 else ""
    return Record(name=a_name(dice, woman), born_on=born, born_at=place, sex=sex, mother=mother)


def told_again(dice: Random, record: Record) -> Record:
    """The same person as another paper tells them: one to three things come out otherwise."""
    for change in dice.sample(
        (_spelled, _slipped, _titled, _shortened, _dated, _placed, _unmothered, _turned), dice.randint(1, 3)
    ):
        record = change(dice, record)
    return record


def _spelled(dice: Random, record: Record) -> Record:
    name = record.name
    for old, new in dice.sample(SPELLINGS, 4):
        name = name.replace(old, new)
    return replace(record, name=name)


def _slipped(dice: Random, record: Record) -> Record:
    at = dice.randrange(1, len(record.name))
    return replace(record, name=record.name[:at] + record.name[at + 1 :])


def _titled(dice: Random, record: Record) -> Record:
    return replace(
        record,
        name=dice.choice(["H. {}", "Drs. {}", "{}, S.Pd.", "Ir. {}, M.T.", "{} SE"]).format(record.name),
    )


def _shortened(dice: Random, record: Record) -> Record:
    words = record.name.split()
    return replace(record, name=" ".join(words[:-1])) if len(words) > 2 else record


def _turned(dice: Random, record: Record) -> Record:
    return replace(record, name=" ".join(reversed(record.name.split())))


def _dated(dice: Random, record: Record) -> Record:
    born = record.born_on
    if born is None or dice.random() > 0.4:
        return record
    if born.day <= 12 and dice.random() < 0.5:
        return replace(record, born_on=born.replace(day=born.month, month=born.day))
    return replace(
        record, born_on=born.replace(year=born.year + dice.choice([-1, 1, 10]), day=min(born.day, 28))
    )


def _placed(dice: Random, record: Record) -> Record:
    return replace(record, born_at=dice.choice(["", f"Kota {record.born_at}", record.born_at.upper()]))


def _unmothered(dice: Random, record: Record) -> Record:
    return replace(record, mother="")


def test_most_doubles_are_found_and_most_of_what_is_shown_is_one() -> None:
    dice = Random(20261128)
    town = [somebody(dice) for _ in range(PEOPLE)]
    again = [told_again(dice, record) for record in town[: PEOPLE // 3]]
    shelves: dict[int, list[int]] = {}
    for place, record in enumerate(town):
        for key in methods.keys(record, "orang"):
            shelves.setdefault(key, []).append(place)
    found: list[tuple[float, bool]] = []
    met = 0
    for place, record in enumerate(again):
        near = {other for key in methods.keys(record, "orang") for other in shelves.get(key, [])}
        met += place in near
        for other in near:
            seen = score(record, town[other])
            if seen.is_enough:
                found.append((seen.bits, other == place))
    print(f"\n{PEOPLE} people, {len(again)} told twice; compared at all: {met / len(again):.3f}")
    told = {}
    for bits in methods.THRESHOLDS:
        shown = [is_same for score_of, is_same in found if score_of >= bits]
        recall, precision = sum(shown) / len(again), sum(shown) / max(1, len(shown))
        told[bits] = (recall, precision)
        print(f"threshold {bits:2}: recall {recall:.3f}  precision {precision:.3f}  shown {len(shown)}")
    recall, precision = told[methods.DEFAULT]
    assert recall >= 0.80
    assert precision >= 0.98
    assert met / len(again) >= 0.95
