"""Tono's keripik: a book of four months with three of them closed, a PIRT that ends soon, a plan for a larger fryer.

Everything goes through the rooms' own actions; the figures are made up and the same every time.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from balaikota.enterprises.books import actions as books
from balaikota.enterprises.books import methods
from balaikota.enterprises.books import queries as kept
from balaikota.enterprises.books.models import Book, Kind
from balaikota.enterprises.capital import actions as capital
from balaikota.enterprises.kbli import actions as kbli
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.production import actions as production
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.foundation.people.models import Person
from balaikota.foundation.regions import queries as regions

Cast = dict[str, Person]
NAME = "Keripik Tono"
WARES = ("Keripik singkong", "Keripik pisang")
BUYERS = ("", "", "Bu Ani", "Warung Pak Darma", "", "Bu Ani", "Kak Sinta", "")
MONTHS = 4


def keep_a_book(cast: Cast) -> None:
    """Once: whoever finds the book leaves everything as it is."""
    tono = cast["tono"]
    enterprise = _business(tono)
    if kept.book_of(enterprise) is not None:
        return
    wares = list(enterprise.wares.order_by("name"))
    first = _months_ago(MONTHS - 1)
    opening = (
        books.Said(Kind.CAPITAL, 1_500_000, first, text="Uang tunai saat buku dibuka"),
        books.Said(Kind.OPEN_STOCK, 400_000, first, text="Ubi, minyak, plastik"),
        books.Said(Kind.OPEN_TOOL, 2_400_000, first, text="Wajan, kompor, pemotong", months=24),
    )
    book = books.open_book(enterprise, first, sold_before=34_000_000, opening=opening, by=tono)
    _write(book, wares, tono)
    for back in range(MONTHS - 1, 0, -1):
        books.close(book, methods.period_of(_months_ago(back)), by=tono)
    _permits(enterprise, wares, cast)
    _make(wares[1], tono)
    _plan(enterprise, tono)


def _months_ago(count: int) -> date:
    first = timezone.localdate().replace(day=1)
    for _turn in range(count):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def _business(tono: Person) -> Enterprise:
    """His, if somebody registered it before; else registered now."""
    known = businesses.owned_by(tono).first()
    if known is None:
        if codes.kbli("10794") is None:
            kbli.load_kbli()
        village = regions.villages_of_city().order_by("code").first()
        facts = {
            "kbli": codes.kbli("10794"),
            "kelurahan": village,
            "started_year": 2022,
            "story": "Keripik dari dapur rumah.",
        }
        said = {"workers_male": 1, "workers_female": 2, "capital": 15_000_000, "sales_year": 96_000_000}
        known = register.register(register.Entry(NAME, facts, said, is_sample=True), by=tono)
    if not known.wares.filter(is_made=True).exists():
        register.mend(known, {}, wares=list(WARES), by=tono)
    return known


def _write(book: Book, wares: list[Ware], tono: Person) -> None:
    """Every few days a batch of sales, and what it took to make it."""
    dice, today, on = Random(book.enterprise.name), timezone.localdate(), book.opened_on  # noqa: S311 - sample figures
    while on <= today:
        many = dice.randint(14, 34)
        ware = dice.choice(wares)
        buyer = dice.choice(BUYERS)
        kind = Kind.SALE_CREDIT if buyer == "Warung Pak Darma" else Kind.SALE
        place = "bank" if dice.random() < 0.3 and kind == Kind.SALE else "kas"
        sale = books.Said(
            kind,
            many * 15_000,
            on,
            place,
            f"jual {ware.name.lower()}",
            ware,
            Decimal(many),
            "bungkus",
            buyer=buyer,
        )
        books.record(book, sale, by=tono)
        if on.day % 7 == 1:
            _spend(book, on, dice, tono)
        on += timedelta(days=dice.randint(2, 3))
    for back in range(MONTHS - 1, 0, -1):
        last = _months_ago(back - 1) - timedelta(days=1)
        books.record(
            book,
            books.Said(Kind.STOCK_COUNT, dice.randint(30, 60) * 10_000, last, text="Hitung stok"),
            by=tono,
        )


def _spend(book: Book, on: date, dice: Random, tono: Person) -> None:
    rows = [
        (Kind.MATERIALS, dice.randint(55, 80) * 10_000, "ubi, pisang, minyak"),
        (Kind.PACKAGING, dice.randint(8, 12) * 10_000, "plastik dan label"),
        (Kind.ENERGY, 85_000, "gas dan listrik"),
        (Kind.WAGES, 300_000, "upah dua orang"),
        (Kind.DRAWING, 250_000, "untuk rumah"),
    ]
    for kind, amount, text in rows:
        books.record(book, books.Said(kind, amount, on, text=text), by=tono)


def _make(ware: Ware, tono: Person) -> None:
    """What a pack costs; and soaking the cassava, which the coach advised, measured on five batches before and after."""
    dice, today = Random(ware.name), timezone.localdate()  # noqa: S311 - sample figures
    production.write_recipe(
        ware,
        {
            "materials": [["Ubi 25 kg", 125_000], ["Minyak 4 liter", 72_000], ["Bumbu", 18_000]],
            "gives": 60, "minutes": 420,
            "wage_hour": 12_000, "packaging": 900, "overhead": 34_000, "margin_pct": Decimal(40), "price": 15_000,
        },
        by=tono,
    )  # fmt: skip
    for back in (44, 40, 36, 32, 28, 20, 16, 12, 8, 4):
        is_after = back < 24
        waste = dice.randint(2, 4) if is_after else dice.randint(7, 11)
        made = {
            "on": today - timedelta(days=back),
            "good": 66 - waste,
            "waste": waste,
            "minutes": dice.randint(390, 430),
        }
        production.make(ware, made | {"materials": 215_000}, by=tono)
    said = {
        "what": "Ubi direndam air garam sebelum digoreng",
        "measure": "waste",
        "on": today - timedelta(days=24),
    }
    production.improve(ware, said | {"is_coached": True}, by=tono)
    production.count(ware, Decimal(38), today - timedelta(days=2), by=tono)


def _permits(enterprise: Enterprise, wares: list[Ware], cast: Cast) -> None:
    """NIB and one PIRT seen by the coach; the PIRT ends in seven weeks; halal waits to be looked at."""
    tono, lina, today = cast["tono"], cast["lina"], timezone.localdate()
    for ware in wares:
        permits.classify(ware, "camilan-kering", by=tono)
    ends = today + timedelta(days=49)
    told = [
        permits.Told("nib", "9120008123456"),
        permits.Told("pirt", f"2061271010123-{ends:%y}", wares[0], ends - timedelta(days=5 * 365), ends),
    ]
    for each in told:
        permits.check(permits.tell(enterprise, each, by=tono), is_right=True, reason="", by=lina)
    permits.tell(enterprise, permits.Told("halal", "ID12110000000123456", wares[0]), by=tono)


def _plan(enterprise: Enterprise, tono: Person) -> None:
    plan = capital.make(
        enterprise,
        {
            "purpose": "Penggorengan yang lebih besar",
            "items": [["Penggorengan 20 liter", 6_500_000], ["Mesin iris", 2_200_000]],
            "monthly_cost": 1_600_000, "reserve_months": 1, "own_money": 2_000_000, "cash": 1_800_000,
            "sales_month": 4_200_000, "growth_pct": Decimal(2), "variable_pct": Decimal(45), "tenor_months": 18,
            "yearly_pct": Decimal(6),
        },
        by=tono,
    )  # fmt: skip
    capital.choose(plan, "kur-super-mikro", by=tono)
