"""Needs, cash flow, instalments and which offers fit. Whole rupiah; each rounding is stated where it happens."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.rupiah import written

FILE = Path(__file__).parent / "data" / "offers.toml"
MONTHS = 12
FITS, ASKS, NO = "fits", "asks", "no"


@lru_cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Offer:
    """A kind of loan or grant, by its rule. `rates` are the percents a year its sources print."""

    code: str
    name: str
    what: str
    law: str
    source: str
    confidence: str
    ceiling: int
    rates: list[float]
    documents: list[str]
    over: int = 0
    begins: date = date.min
    ends: date = date.max
    for_whom: list[str] = field(default_factory=list)
    tenor_years: dict[str, int] = field(default_factory=dict)
    min_months: int = 0
    max_months: int | None = None
    collateral: str = ""
    note: str = ""
    conflicts: list[list[str]] = field(default_factory=list)
    doubts: tuple[str, ...] = ()


@lru_cache
def offers() -> dict[str, Offer]:
    return {row["code"]: _offer(row) for row in _told()["offers"]}


def _offer(row: dict[str, Any]) -> Offer:
    names = {"from": "begins", "to": "ends", "for": "for_whom"}
    kept = {names.get(key, key): value for key, value in row.items() if not key.endswith("_confidence")}
    return Offer(
        **kept, doubts=tuple(key.removesuffix("_confidence") for key in row if key.endswith("_confidence"))
    )


def grants_now() -> str:
    return str(_told()["grants_now"]["text"])


# --- which fit ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What a business asks for. None is what nobody has said."""

    amount: int
    badan_usaha: str
    months_running: int | None
    on: date


@dataclass(frozen=True)
class Match:
    """An offer, whether it fits (`fits`), has to be asked (`asks`) or does not (`no`), and why besides its conflicts."""

    offer: Offer
    verdict: str
    reasons: list[str]


def matches(asked: Asked) -> list[Match]:
    """Every offer of the day with its verdict: those that fit first. Ended ones are left out: see `ended`."""
    rows = [_match(offer, asked) for offer in offers().values() if offer.begins <= asked.on <= offer.ends]
    return sorted(rows, key=lambda each: (FITS, ASKS, NO).index(each.verdict))


def ended(on: date) -> list[Offer]:
    return [offer for offer in offers().values() if offer.ends < on]


def _match(offer: Offer, asked: Asked) -> Match:
    against = _against(offer, asked)
    if against:
        return Match(offer, NO, against)
    doubts: list[str] = []
    if offer.min_months and asked.months_running is None:
        doubts.append(
            _("Usaha harus berjalan paling sedikit %(n)d bulan; mulai usaha belum dicatat.")
            % {"n": offer.min_months}
        )
    if offer.confidence not in ("medium", "high"):
        doubts.append(_("Sumbernya lemah."))
    return Match(offer, ASKS if doubts or offer.conflicts else FITS, doubts)


def _against(offer: Offer, asked: Asked) -> list[str]:
    rows = []
    if asked.amount > offer.ceiling:
        rows.append(_("Paling banyak %(most)s.") % {"most": written(offer.ceiling)})
    if asked.amount <= offer.over:
        rows.append(_("Untuk kebutuhan di atas %(least)s.") % {"least": written(offer.over)})
    if offer.for_whom and asked.badan_usaha not in offer.for_whom:
        rows.append(_("Hanya untuk %(whom)s.") % {"whom": ", ".join(offer.for_whom)})
    running = asked.months_running
    if running is not None and running < offer.min_months:
        rows.append(_("Usaha harus berjalan paling sedikit %(n)d bulan.") % {"n": offer.min_months})
    if running is not None and offer.max_months is not None and running > offer.max_months:
        rows.append(_("Usaha berjalan paling lama %(n)d bulan.") % {"n": offer.max_months})
    return rows


# --- how much -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sums:
    """What the plan adds up to: things to buy, costs of the first months, own money, and what is missing."""

    items: int
    reserve: int
    own: int

    @property
    def total(self) -> int:
        return self.items + self.reserve

    @property
    def missing(self) -> int:
        return max(self.total - self.own, 0)


def needs(items: list[tuple[str, int]], *, monthly: int, months: int, own: int) -> Sums:
    """Things to buy, plus the costs of so many months until sales pay for themselves, less one's own money."""
    return Sums(sum(amount for _name, amount in items), monthly * months, own)


@dataclass(frozen=True)
class Month:
    """One month of the forecast, rupiah: what there was, came in, went out, and is left."""

    number: int
    opening: int
    sales: int
    variable: int
    fixed: int
    instalment: int

    @property
    def closing(self) -> int:
        return self.opening + self.sales - self.variable - self.fixed - self.instalment


def forecast(
    *, cash: int, sales: int, growth_pct: Decimal, variable_pct: Decimal, fixed: int, instalments: list[int]
) -> list[Month]:
    """Twelve months: sales grow by a percent a month (rounded down), costs that follow sales are a percent of them
    (rounded up), the rest is the same every month. So rounding never makes it look better."""
    rows, opening, now = [], cash, Decimal(sales)
    for place in range(MONTHS):
        told = int(now.to_integral_value(ROUND_FLOOR))
        variable = int((told * variable_pct / 100).to_integral_value(ROUND_CEILING))
        due = instalments[place] if place < len(instalments) else 0
        row = Month(place + 1, opening, told, variable, fixed, due)
        rows.append(row)
        opening, now = row.closing, now * (100 + growth_pct) / 100
    return rows


# --- instalments ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Instalment:
    """One month of a loan: what is paid off, the interest, and what is left to pay."""

    number: int
    principal: int
    interest: int
    left: int

    @property
    def sum(self) -> int:
        return self.principal + self.interest


def instalments(amount: int, *, yearly_pct: Decimal, months: int, is_flat: bool) -> list[Instalment]:
    """A simulation, never an offer. Effective: the annuity `P·i / (1 − (1+i)^−n)` with `i` a twelfth of the yearly
    rate; flat: interest on the first sum, every month. Interest is rounded to the nearest rupiah, the last month
    pays what is left."""
    rate = yearly_pct / 1200
    pay = _annuity(amount, rate, months)
    rows, left = [], amount
    for number in range(1, months + 1):
        interest = int((Decimal(amount if is_flat else left) * rate).to_integral_value())
        part = amount // months if is_flat else min(max(pay - interest, 0), left)
        part = left if number == months else part
        left -= part
        rows.append(Instalment(number, part, interest, left))
    return rows


def _annuity(amount: int, rate: Decimal, months: int) -> int:
    if rate == 0:
        return -(-amount // months)
    exact = amount * rate / (1 - (1 + rate) ** -months)
    return int(exact.to_integral_value(ROUND_CEILING))
