"""The arithmetic of the SKM (PermenPANRB 14/2017), and the sample it needs (Krejcie & Morgan 1970)."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "elements.toml"
KEYS = tuple(f"u{place}" for place in range(1, 10))
Sheet = Mapping[str, int]

# The rounded IKM decides, not the printed NI ranges, which leave gaps (3.532 to 3.5324).
BANDS = ((Decimal("88.31"), "A", "Sangat Baik"), (Decimal("76.61"), "B", "Baik"),
         (Decimal("65.00"), "C", "Kurang Baik"), (Decimal("25.00"), "D", "Tidak Baik"))  # fmt: skip
FEWEST_SHOWN = 3  # below this, what each element got would tell what one person said


@dataclass(frozen=True)
class Element:
    """One of the nine: its key, its name in the regulation, what is asked, and the answers 1 to 4."""

    key: str
    name: str
    asks: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """What one element got: how often each answer 1 to 4, and the mean (NRR) with four decimals."""

    element: Element
    counts: tuple[int, int, int, int]
    nrr: Decimal


@dataclass(frozen=True)
class Result:
    """The index of a unit for a period, and what it rests on."""

    population: int
    answered: int
    incomplete: int
    required: int
    ikm: Decimal | None
    letter: str
    label: str
    scores: tuple[Score, ...]

    @property
    def is_sufficient(self) -> bool:
        return self.answered >= self.required > 0

    @property
    def lowest(self) -> list[Score]:
        """The three elements that need work first."""
        return sorted(self.scores, key=lambda score: score.nrr)[:3]


@lru_cache
def elements() -> tuple[Element, ...]:
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["elements"]
    return tuple(Element(row["key"], row["name"], row["asks"], tuple(row["answers"])) for row in rows)


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, once, at the end."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def index(total: int, sheets: int) -> Decimal:
    """IKM = 25 × (sum of all answers) / (9 × n): the weight is exactly 1/9, never 0.11 or 0.111."""
    return rounded(Fraction(25 * total, 9 * sheets), 2)


def band(ikm: Decimal) -> tuple[str, str]:
    """The letter and what it is called: `("B", "Baik")`."""
    return next((letter, label) for least, letter, label in BANDS if ikm >= least)


def sample_needed(population: int) -> int:
    """s = X²·N·P·(1−P) / (d²·(N−1) + X²·P·(1−P)), X² = 3.841, P = 0.5, d = 0.05, rounded half up."""
    if population <= 0:
        return 0
    share = Fraction(3841, 1000) * Fraction(1, 4)
    return int(rounded(share * population / (Fraction(1, 400) * (population - 1) + share), 0))


def result(sheets: Iterable[Sheet], population: int) -> Result:
    """A sheet that lacks one of the nine is left out, and counted as left out."""
    every = list(sheets)
    whole = [sheet for sheet in every if all(1 <= sheet.get(key, 0) <= 4 for key in KEYS)]
    needed = sample_needed(population)
    if not whole:
        return Result(population, 0, len(every), needed, None, "", "", ())
    ikm = index(sum(sheet[key] for sheet in whole for key in KEYS), len(whole))
    scores = tuple(_score(element, [sheet[element.key] for sheet in whole]) for element in elements())
    return Result(population, len(whole), len(every) - len(whole), needed, ikm, *band(ikm), scores)


def _score(element: Element, given: Sequence[int]) -> Score:
    one, two, three, four = (given.count(answer) for answer in range(1, 5))
    return Score(element, (one, two, three, four), rounded(Fraction(sum(given), len(given)), 4))


def quarter_of(day: date) -> str:
    """`2026-4` for a day in the last three months of 2026."""
    return f"{day.year}-{(day.month + 2) // 3}"


def quarter_name(quarter: str) -> str:
    """`triwulan IV 2026`."""
    year, place = quarter.split("-")
    return f"triwulan {('I', 'II', 'III', 'IV')[int(place) - 1]} {year}"


MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember")  # fmt: skip


def date_short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def decimal(value: Decimal) -> str:
    """With a comma, as Indonesians write it."""
    return str(value).replace(".", ",")
