"""Bookkeeping: what each entry means in two accounts, balances on a day, and the statements drawn from them.

Rupiah, whole. A balance is positive when it is on the debit side; all balances of a book add up to zero, always.
Standard: SAK EMKM (line names after the illustration of the IAI; belum terverifikasi line by line).
"""

import tomllib
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.books.models import Kind, Place
from balaikota.kit.typed import MONTHS

TAX_FILE = Path(__file__).parent / "data" / "final-tax.toml"
MONEY = "money"  # the place of the entry: cash or bank
#: What is debited and what is credited.
POSTINGS: dict[str, tuple[str, str]] = {
    Kind.SALE: (MONEY, "penjualan"),
    Kind.SALE_CREDIT: ("piutang", "penjualan"),
    Kind.RECEIVED: (MONEY, "piutang"),
    Kind.REFUND: ("penjualan", MONEY),
    Kind.OTHER_INCOME: (MONEY, "pendapatan_lain"),
    Kind.CAPITAL: (MONEY, "modal"),
    Kind.LOAN: (MONEY, "pinjaman"),
    Kind.MATERIALS: ("bahan", MONEY),
    Kind.MATERIALS_CREDIT: ("bahan", "utang"),
    Kind.PACKAGING: ("kemasan", MONEY),
    Kind.WAGES: ("upah", MONEY),
    Kind.ENERGY: ("energi", MONEY),
    Kind.TRANSPORT: ("angkutan", MONEY),
    Kind.RENT: ("sewa", MONEY),
    Kind.OTHER_COST: ("usaha_lain", MONEY),
    Kind.INTEREST: ("beban_lain", MONEY),
    Kind.PREPAID: ("dimuka", MONEY),
    Kind.TOOL: ("alat", MONEY),
    Kind.SUPPLIER_PAID: ("utang", MONEY),
    Kind.LOAN_PAID: ("pinjaman", MONEY),
    Kind.TAX_PAID: ("utang_pajak", MONEY),
    Kind.DRAWING: ("prive", MONEY),
    Kind.BANKED: (Place.BANK, Place.CASH),
    Kind.WITHDRAWN: (Place.CASH, Place.BANK),
    Kind.OPEN_TOOL: ("alat", "modal"),
    Kind.OPEN_RECEIVABLE: ("piutang", "modal"),
    Kind.OPEN_PAYABLE: ("modal", "utang"),
    Kind.OPEN_LOAN: ("modal", "pinjaman"),
}  # fmt: skip
#: What is used up month by month: where it lies, where it is written off to, and the cost.
SPREAD = {
    Kind.TOOL: ("susut", "penyusutan"),
    Kind.OPEN_TOOL: ("susut", "penyusutan"),
    Kind.PREPAID: ("dimuka", "sewa"),
}
COUNTED = (Kind.STOCK_COUNT, Kind.OPEN_STOCK)
SOLD = (Kind.SALE, Kind.SALE_CREDIT, Kind.REFUND)
COSTS = ("bahan", "kemasan", "upah", "energi", "angkutan", "sewa", "penyusutan", "usaha_lain")
RESULT = ("penjualan", "pendapatan_lain", *COSTS, "beban_lain", "pajak")
ASSETS = (Place.CASH, Place.BANK, "piutang", "persediaan", "dimuka", "alat", "susut")
LIABILITIES = ("utang", "pinjaman", "utang_pajak")
EQUITY = ("modal", "prive")


@dataclass(frozen=True)
class Line:
    """An entry as the ledger sees it. A reversal has a negative amount, and `since`, the day of what it takes back."""

    on: date
    kind: str
    amount: int
    place: str = Place.CASH
    months: int | None = None
    since: date | None = None


@dataclass(frozen=True)
class Count:
    """What the stock was worth on a day; `undone_on` when it was taken back."""

    on: date
    number: int
    kind: str
    amount: int
    undone_on: date | None = None


@dataclass(frozen=True)
class Taxed:
    """Who owes the final tax: the form of the business, and what was sold in a year before the book was opened."""

    badan_usaha: str = "perorangan"
    sold_before: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """A book in the ledger's eyes. Without `taxed` no final tax is reckoned."""

    lines: tuple[Line, ...]
    counts: tuple[Count, ...] = ()
    taxed: Taxed | None = None


Balances = Counter[str]


def month_end(period: str) -> date:
    """The last day of `2026-10`."""
    year, month = (int(part) for part in period.split("-"))
    return date(year, month, monthrange(year, month)[1])


def month_start(period: str) -> date:
    return month_end(period).replace(day=1)


def period_of(on: date) -> str:
    """`2026-10`."""
    return f"{on:%Y-%m}"


def next_period(period: str) -> str:
    year, month = (int(part) for part in period.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def periods(first: date, last: date) -> list[str]:
    """Every month from that of `first` to that of `last`."""
    found, period = [], period_of(first)
    while period <= period_of(last):
        found.append(period)
        period = next_period(period)
    return found


# --- balances -------------------------------------------------------------------------------------


def balances(ledger: Ledger, on: date) -> Balances:
    """Every account at the end of a day."""
    told: Balances = Counter()
    for line in ledger.lines:
        if line.on <= on and line.kind in POSTINGS:
            debit, credit = (line.place if part == MONEY else part for part in POSTINGS[line.kind])
            _post(told, debit, credit, line.amount)
            if line.kind in SPREAD and line.months:
                kept, cost = SPREAD[Kind(line.kind)]
                _post(told, cost, kept, used_up(line, on))
    _count_stock(told, ledger.counts, on)
    _post(told, "pajak", "utang_pajak", sum(month.tax for month in taxes(ledger, on)))
    return told


def _post(told: Balances, debit: str, credit: str, amount: int) -> None:
    told[debit] += amount
    told[credit] -= amount


def used_up(line: Line, on: date) -> int:
    """How much of a tool or an advance is used up by the end of a day's month: straight line, without residual value,
    from the month it was bought; each month rounded down, and the last one takes the rest."""
    since = line.since or line.on
    elapsed = min(line.months or 1, (on.year - since.year) * 12 + on.month - since.month + 1)
    part = abs(line.amount) * max(elapsed, 0) // (line.months or 1)
    return part if line.amount >= 0 else -part


def _count_stock(told: Balances, counts: Iterable[Count], on: date) -> None:
    """Purchases are a cost when they are bought; a count moves what is still there into stock."""
    standing = [each for each in counts if each.on <= on and (each.undone_on is None or each.undone_on > on)]
    for each in sorted(standing, key=lambda one: (one.on, one.number)):
        if each.kind == Kind.OPEN_STOCK:
            _post(told, "persediaan", "modal", each.amount)
        else:
            _post(told, "persediaan", "bahan", each.amount - told["persediaan"])


# --- final tax ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TaxedMonth:
    """The final tax of one month: turnover of the year before it, in it, the part that is taxed, and the tax."""

    period: str
    before: int
    turnover: int
    taxable: int
    tax: int
    law: str = ""


@lru_cache
def tax_rules() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = tomllib.loads(TAX_FILE.read_text(encoding="utf-8"))["rules"]
    return rules


def tax_rule(on: date) -> dict[str, Any] | None:
    """The rule in force on a day, if we know one."""
    known = [rule for rule in tax_rules() if rule["valid_from"] <= on <= rule.get("valid_to", date.max)]
    return known[-1] if known else None


def final_tax(before: int, turnover: int, *, badan_usaha: str, on: date) -> tuple[int, int]:
    """The part of a month's turnover that is taxed, and the tax, both rupiah, the tax rounded down.

    `before` is the turnover of the year up to the month before. Individuals owe nothing on the first 500 million of a
    year (PP 55/2022). Nothing is reckoned for a month whose rule we do not know.
    """
    rule = tax_rule(on)
    if rule is None:
        return 0, 0
    exempt = rule["exempt"] if badan_usaha in rule["exempt_for"] else 0
    taxable = max(before + turnover - exempt, 0) - max(before - exempt, 0)
    return max(taxable, 0), max(taxable, 0) * rule["permille"] // 1000


def taxes(ledger: Ledger, on: date) -> list[TaxedMonth]:
    """Every month with turnover up to a day, in order."""
    if ledger.taxed is None:
        return []
    sold: Counter[str] = Counter()
    for line in ledger.lines:
        if line.kind in SOLD and line.on <= on:
            sold[period_of(line.on)] += -line.amount if line.kind == Kind.REFUND else line.amount
    rows, before = [], dict(ledger.taxed.sold_before)
    for period in sorted(sold):
        end, year = month_end(period), int(period[:4])
        so_far, rule = before.get(year, 0), tax_rule(end)
        taxable, tax = final_tax(so_far, sold[period], badan_usaha=ledger.taxed.badan_usaha, on=end)
        rows.append(TaxedMonth(period, so_far, sold[period], taxable, tax, rule["law"] if rule else ""))
        before[year] = so_far + sold[period]
    return rows


# --- statements -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Position:
    """Laporan posisi keuangan on a day. Amounts as people read them: what is taken off is negative."""

    on: date
    assets: dict[str, int]
    liabilities: dict[str, int]
    equity: dict[str, int]

    @property
    def total_assets(self) -> int:
        return sum(self.assets.values())

    @property
    def total_liabilities(self) -> int:
        return sum(self.liabilities.values())

    @property
    def total_equity(self) -> int:
        return sum(self.equity.values())

    @property
    def total_claims(self) -> int:
        return self.total_liabilities + self.total_equity

    @property
    def is_balanced(self) -> bool:
        return self.total_assets == self.total_claims


@dataclass(frozen=True)
class Result:
    """Laporan laba rugi of some months."""

    sales: int
    other_income: int
    costs: dict[str, int]
    other_costs: int
    tax: int

    @property
    def income(self) -> int:
        return self.sales + self.other_income

    @property
    def operating_costs(self) -> int:
        return sum(self.costs.values())

    @property
    def before_tax(self) -> int:
        return self.income - self.operating_costs - self.other_costs

    @property
    def profit(self) -> int:
        return self.before_tax - self.tax


def position(ledger: Ledger, on: date) -> Position:
    told = balances(ledger, on)
    equity = {name: -told[name] for name in EQUITY}
    equity["saldo_laba"] = -sum(told[name] for name in RESULT)
    return Position(
        on,
        {str(name): told[name] for name in ASSETS},
        {name: -told[name] for name in LIABILITIES},
        equity,
    )


def result(ledger: Ledger, first: date, last: date) -> Result:
    """From the morning of `first` to the evening of `last`."""
    told = balances(ledger, last)
    told.subtract(balances(ledger, date.fromordinal(first.toordinal() - 1)))
    return Result(
        sales=-told["penjualan"],
        other_income=-told["pendapatan_lain"],
        costs={name: told[name] for name in COSTS},
        other_costs=told["beban_lain"],
        tax=told["pajak"],
    )


# --- words ----------------------------------------------------------------------------------------

LABELS: dict[str, Any] = {
    "kas": _("Kas"), "bank": _("Giro, tabungan dan dompet digital"), "piutang": _("Piutang usaha"),
    "persediaan": _("Persediaan"), "dimuka": _("Beban dibayar di muka"), "alat": _("Aset tetap (alat)"),
    "susut": _("Akumulasi penyusutan"), "utang": _("Utang usaha"), "pinjaman": _("Utang bank dan pinjaman lain"),
    "utang_pajak": _("Utang pajak penghasilan"), "modal": _("Modal"), "prive": _("Diambil pemilik (prive)"),
    "saldo_laba": _("Saldo laba"), "bahan": _("Bahan dan barang terpakai"), "kemasan": _("Kemasan"),
    "upah": _("Upah"), "energi": _("Listrik, air, gas, pulsa"), "angkutan": _("Angkutan"),
    "sewa": _("Sewa"), "penyusutan": _("Penyusutan alat"), "usaha_lain": _("Beban usaha lain"),
}  # fmt: skip
Row = tuple[Any, int, str]  # label, rupiah, and "line", "sum" or "total"


def position_rows(told: Position) -> list[Row]:
    """The lines of the position in their order; lines of nothing are left out."""
    rows = _lines(told.assets)
    rows.append((_("Jumlah aset"), told.total_assets, "total"))
    rows += _lines(told.liabilities)
    rows.append((_("Jumlah liabilitas"), told.total_liabilities, "sum"))
    rows += _lines(told.equity)
    rows.append((_("Jumlah ekuitas"), told.total_equity, "sum"))
    rows.append((_("Jumlah liabilitas dan ekuitas"), told.total_claims, "total"))
    return rows


def result_rows(told: Result) -> list[Row]:
    rows: list[Row] = [(_("Pendapatan usaha"), told.sales, "line")]
    if told.other_income:
        rows.append((_("Pendapatan lain-lain"), told.other_income, "line"))
    rows.append((_("Jumlah pendapatan"), told.income, "sum"))
    rows += _lines(told.costs)
    rows.append((_("Jumlah beban usaha"), told.operating_costs, "sum"))
    if told.other_costs:
        rows.append((_("Beban lain-lain (bunga dan biaya bank)"), told.other_costs, "line"))
    rows.append((_("Laba (rugi) sebelum pajak penghasilan"), told.before_tax, "sum"))
    rows.append((_("Beban pajak penghasilan"), told.tax, "line"))
    rows.append((_("Laba (rugi) setelah pajak penghasilan"), told.profit, "total"))
    return rows


def _lines(amounts: dict[str, int]) -> list[Row]:
    return [(LABELS[name], amount, "line") for name, amount in amounts.items() if amount]


def month_name(period: str) -> str:
    """Oktober 2026."""
    return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"


def notes(kept_since: date, *, is_final: bool) -> list[str]:
    """Catatan atas laporan keuangan: how the amounts came about."""
    told = [
        _("Laporan ini disusun menurut SAK EMKM dari buku kas yang dicatat pemilik sejak %(on)s; belum diaudit.")
        % {"on": f"{kept_since:%d/%m/%Y}"},
        _("Dasar akrual: jualan dan belanja diakui saat terjadi, juga yang belum dibayar. Mata uang rupiah."),
        _("Pembulatan: setiap catatan dalam rupiah penuh, jadi tidak ada yang dibulatkan pada penjumlahan. Penyusutan "
          "dan pajak dibulatkan ke bawah ke rupiah penuh setiap bulan; sisa penyusutan dibebankan di bulan terakhir."),
        _("Persediaan: belanja menjadi beban saat dibeli; nilai yang dihitung pemilik dipindahkan ke persediaan. Tanpa "
          "hitungan baru, nilai hitungan terakhir tetap dipakai."),
        _("Alat: garis lurus, tanpa nilai sisa, sejak bulan dibeli, selama bulan yang ditaksir pemilik."),
    ]  # fmt: skip
    final = _(
        "Pajak: PPh final 0,5 % omzet (PP 55/2022); orang pribadi tidak kena atas Rp500 juta pertama setahun."
    )
    other = _("Pajak: tidak memakai PPh final; beban pajak tidak dihitung di sini.")
    return [str(each) for each in (*told, final if is_final else other)]
