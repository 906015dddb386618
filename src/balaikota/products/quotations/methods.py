"""Reading a list of needs, and comparing offers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from balaikota.kit import typed
from balaikota.kit.typed import Unfit

MOST_NEEDS, MOST_COUNT = 40, 1_000_000
#: "Kotak makan 100 kotak", "100 kotak nasi ayam", "Spanduk; 2; lembar".
_AFTER = re.compile(r"(.+?)[\s,:=-]+(\d[\d.]*)\s*([A-Za-z/]{1,20})?", re.ASCII)
_BEFORE = re.compile(r"(\d[\d.]*)\s+([A-Za-z/]{1,20})\s+(.+)", re.ASCII)


def needs(text: str) -> list[tuple[str, int, str]]:
    """Name, how many and unit of each line; names the line it cannot read."""
    rows = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(rows) > MOST_NEEDS:
        raise Unfit(_("Paling banyak %d baris.") % MOST_NEEDS)
    return [_need(row) for row in rows]


def _need(line: str) -> tuple[str, int, str]:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) == 3:
        name, count, unit = parts
    elif match := _AFTER.fullmatch(line):
        name, count, unit = match[1], match[2], match[3] or "buah"
    elif match := _BEFORE.fullmatch(line):
        name, count, unit = match[3], match[1], match[2]
    else:
        name, count, unit = line, "", ""
    try:
        many = typed.whole_number(count)
    except Unfit:
        many = 0
    if not (name and unit and 0 < many <= MOST_COUNT):
        sentence = _(
            "Baris “%(line)s” belum jelas. Tulis barang, banyaknya, satuannya: nasi kotak 100 kotak."
        )
        raise Unfit(sentence % {"line": line[:60]})
    return name[:160], many, unit[:20]


@dataclass(frozen=True)
class Told:
    """An offer to compare: unit prices by need, and when it would come."""

    key: int
    prices: dict[int, int]


@dataclass(frozen=True)
class Column:
    """One offer in the comparison. `total` counts what is offered; only whole offers are compared as a sum."""

    key: int
    sums: list[int | None]
    total: int
    missing: int
    is_cheapest: bool

    @property
    def is_whole(self) -> bool:
        return self.missing == 0


@dataclass(frozen=True)
class Comparison:
    """`lowest` holds for each need the keys of those that offer it for the least."""

    columns: list[Column]
    lowest: list[set[int]]


def compared(needs: Sequence[tuple[int, int]], offers: Sequence[Told]) -> Comparison:
    """Offers side by side. `needs` are (key, how many). Ties are all cheapest: the choice is a person's."""
    lowest = []
    for key, _count in needs:
        given = {each.key: each.prices[key] for each in offers if key in each.prices}
        least = min(given.values(), default=None)
        lowest.append({who for who, price in given.items() if price == least})
    rows = {
        each.key: [each.prices[key] * count if key in each.prices else None for key, count in needs]
        for each in offers
    }
    totals = {key: sum(one for one in sums if one is not None) for key, sums in rows.items()}
    whole = [totals[key] for key, sums in rows.items() if None not in sums]
    columns = [
        Column(key, sums, totals[key], sums.count(None), None not in sums and totals[key] == min(whole))
        for key, sums in rows.items()
    ]
    return Comparison(columns, lowest)
