"""What is asked of the catalogue, and how PostgreSQL is asked for it: text of statements, no tables."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from balaikota.foundation.lexicon.methods import Asked, Term, fold, lexicon
from balaikota.kit.rupiah import written
from balaikota.products.display.methods import token
from balaikota.products.exposure import methods as order

# --- what is asked ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What is asked of the catalogue. `is_any`: some of the words are enough. `after` is the place behind which a
    page goes on: offset, two keys and an id."""

    text: str = ""
    category: str = ""
    district: str = ""
    least: int | None = None
    most: int | None = None
    permits: tuple[str, ...] = ()
    is_ready: bool = False
    delivery: str = ""
    sort: str = ""
    near: tuple[float, float] | None = None
    is_any: bool = False
    after: tuple[int, int, int, int] | None = None

    @property
    def is_narrow(self) -> bool:
        """Is anything asked besides a category and an order?"""
        return bool(
            self.text or self.district or self.permits or self.is_ready or self.delivery or self.is_priced
        )

    @property
    def is_priced(self) -> bool:
        return self.least is not None or self.most is not None

    @property
    def tokens(self) -> str:
        """Everything but text, price and category, as lexemes."""
        each = [token("D", self.district)] if self.district else []
        each += [token("P", permit) for permit in self.permits]
        each += ["Sready"] if self.is_ready else []
        return " & ".join(each + ([token("V", self.delivery)] if self.delivery else []))

    @property
    def all_tokens(self) -> str:
        own = token("K", self.category) if self.category else ""
        return " & ".join(each for each in (own, self.tokens) if each)


def priced(filters: Filters) -> str:
    """The prices asked for: Rp10.000 – Rp20.000, from Rp10.000, up to Rp20.000."""
    ends = [written(each) if each is not None else "" for each in (filters.least, filters.most)]
    return f"{ends[0] or '…'} – {ends[1] or '…'}"


# --- a query --------------------------------------------------------------------------------------


def _literal(term: Term, prefix: str = "") -> str:
    """One thing asked for, as it is written or otherwise spelt."""
    each = ("(" + " | ".join(prefix + way for way in term.ways(word)) + ")" for word in term.words)
    return "(" + " & ".join(each) + ")"


def _asks(term: Term, prefix: str = "") -> list[str]:
    return [f"{prefix}{ask}" for ask in sorted(term.asks)]


def _either(term: Term, prefix: str = "") -> str:
    return "(" + " | ".join([_literal(term, prefix), *_asks(term, prefix)]) + ")"


def in_title(asked: Asked) -> str:
    """All of it in the title."""
    return " & ".join(_either(term, "T") for term in asked.terms)


def all_of(asked: Asked) -> str:
    """All of it, wherever it is written."""
    return " & ".join(term.tsquery for term in asked.terms)


def some(asked: Asked) -> str:
    """Of three words or more all but one; of two any. Asked only when nothing has them all: it may be very much."""
    return asked.tsquery if asked.size > 2 else asked.any_tsquery


def as_head(asked: Asked) -> str:
    """It names the thing itself: pisang is asked for, and it is a banana and not a crisp of bananas."""
    return " | ".join(_either(term, "H") for term in asked.terms if len(term.words) == 1) or "Hnone"


def tests(asked: Asked) -> list[tuple[str, str, str]]:
    """Of each term: as written in the title; the same thing in the title; in the names."""
    return [
        (_literal(term, "T"), " | ".join(_asks(term, "T")) or "Tnone", _either(term)) for term in asked.terms
    ]


def beside(asked: Asked) -> list[str]:
    """Other words for what was asked: what the city knows to be the same."""
    told = lexicon().groups
    wanted = {ask for term in asked.terms for ask in term.asks}
    said = {fold(word) for term in asked.terms for word in term.words}
    keys = [" ".join(key) for key, asks in told.items() if asks & wanted and not said.intersection(key)]
    return sorted(keys, key=len)[:4]


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two places (degrees WGS84), flat: enough inside a city. A degree of latitude is 111.2 km."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def whole(said: object, most: int = 10**15) -> int | None:
    """A number of an address, or None."""
    text = str(said)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 and int(text) <= most else None


# --- in SQL ----------------------------------------------------------------------------------------

#: Orders of their own: the column, which way, and its value as a whole number for the address of the next page.
SORTS = {
    "murah": ("c.price", ">", "c.price", "%(one)s"),
    "mahal": ("c.price", "<", "c.price", "%(one)s"),
    "baru": ("c.published_at", "<", "(extract(epoch from c.published_at) * 1000000)::bigint",
             "timestamptz 'epoch' + %(one)s * interval '1 microsecond'"),
}  # fmt: skip


def narrowed(filters: Filters, tokens: str) -> str:
    """What every row must have, besides the words."""
    told = [f"c.lexemes @@ %({tokens})s::tsquery"] if tokens else []
    told += ["c.price >= %(least)s"] if filters.least is not None else []
    told += ["c.price <= %(most)s"] if filters.most is not None else []
    told += ["c.price is not null"] if filters.sort in ("murah", "mahal") else []
    return "".join(f" and {each}" for each in told)


def in_order(filters: Filters, where: str) -> str:
    column, way, value, from_value = SORTS[filters.sort]
    behind = f" and ({column}, c.id) {way} ({from_value}, %(last)s)" if filters.after else ""
    down = "" if way == ">" else " desc"
    return f"""select c.id, {value} as one, 0::bigint as two from display_card c
        where true{where}{behind} order by {column}{down}, c.id{down} limit %(page)s"""  # noqa: S608


def behind(filters: Filters, offset: int) -> tuple[int, int]:
    """The turn and the id behind which a page goes on."""
    if not filters.after:
        return -1, 0
    place = filters.after[2]
    return place >> 16 << 16 | (place + offset) & 65535, filters.after[3]


#: Kelurahan looked through for one page of the nearest.
NEAREST = 40
#: A card stands in the order by its round first, then by how far its seller is from where the list begins this hour.
PLACE = "((c.turn >> 16) << 16) | ((c.turn - %(offset)s) & 65535)"
LAP = "((c.lap >> 16) << 16) | ((c.lap - %(offset)s) & 65535)"


def array(values: Iterable[object]) -> str:
    """Numbers or plain words as PostgreSQL writes an array: its own reader is quicker than one value after the other."""
    return "{" + ",".join(map(str, values)) + "}"


@lru_cache(maxsize=16)
def _stretches(offset: int, after: tuple[int, int]) -> Mapping[str, str]:
    """The same for every list of this hour that begins at its beginning."""
    low, ids, high = zip(*order.segments(offset, after), strict=True)
    return {"low": array(low), "id": array(ids), "high": array(high)}


def in_turns(filters: Filters, place: tuple[str, str], where: str, given: dict[str, Any]) -> str:
    column, key = place
    given |= _stretches(given["offset"], behind(filters, given["offset"]))
    return f"""select c.id, 0::bigint as one, ({key})::bigint as two
        from unnest(%(low)s::bigint[], %(id)s::bigint[], %(high)s::bigint[]) s (low, id, high) cross join lateral (
            select c.id, c.turn, c.lap from display_card c
            where (c.{column}, c.id) > (s.low, s.id) and c.{column} < s.high{where}
            order by c.{column}, c.id limit %(page)s) c limit %(page)s"""  # noqa: S608


def nearest_first(filters: Filters, where: str, given: dict[str, Any]) -> str:
    """Kelurahan by kelurahan, in each as everywhere."""
    first = filters.after[1] if filters.after else 0
    rows = [
        (code, at, *each)
        for at, code in enumerate(given["codes"][first : first + NEAREST], first)
        for each in order.segments(
            given["offset"], behind(filters, given["offset"]) if at == first else (-1, 0)
        )
    ]
    names = ("code", "at", "low", "id", "high")
    given |= {name: array(row[at] for row in rows) for at, name in enumerate(names)}
    return f"""select c.id, s.at as one, ({PLACE})::bigint as two
        from unnest(%(code)s::text[], %(at)s::bigint[], %(low)s::bigint[], %(id)s::bigint[], %(high)s::bigint[])
            s (code, at, low, id, high) cross join lateral (
            select c.id, c.turn from display_card c
            where c.kelurahan = s.code and (c.turn, c.id) > (s.low, s.id) and c.turn < s.high{where}
            order by c.turn, c.id limit %(page)s) c limit %(page)s"""  # noqa: S608


def level(asked: Asked) -> tuple[str, dict[str, str]]:
    """How well a card answers, in few steps, and what it is tested with: the whole thing named counts two more."""
    given: dict[str, str] = {}
    told = []
    for at, three in enumerate(tests(asked)):
        given |= {f"test{at}{way}": each for way, each in enumerate(three)}
        whens = (f"when c.names @@ %(test{at}{way})s::tsquery then {4 - way}" for way in range(3))
        told.append("case " + " ".join(whens) + " else 0 end")
    told.append("case when c.names @@ %(head)s::tsquery then 2 else 0 end")
    return " + ".join(told), given
