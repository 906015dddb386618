"""Every read of the catalogue as a market. Money is what received orders came to, without delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.coaching import queries as coaching
from balaikota.enterprises.figures.queries import month_before
from balaikota.enterprises.permits import queries as permits
from balaikota.enterprises.permits.models import Permit
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Product
from balaikota.products.orders import queries as orders

#: A seller on the shelf for so long without an order goes back to a coach.
QUIET_DAYS, SOON_DAYS, SHOWN = 60, 90, 100


@dataclass(frozen=True)
class Number:
    """One figure of the catalogue: what is counted, for which period, and its value."""

    code: str
    name: str | Promise
    definition: str | Promise
    unit: str | Promise
    period: str
    value: int
    made_by: int  # how many sellers: a sum of rupiah by few of them is not published

    @property
    def is_money(self) -> bool:
        return self.unit == "rupiah"


def numbers(day: date) -> list[Number]:
    """What the city publishes of its catalogue: counts of the day, orders and rupiah of the month before."""
    month, shelf = month_before(day), listings.published()
    sellers = shelf.values("enterprise").distinct().count()
    sold = _of_month(month)
    many, rupiah = sold.values("order").distinct().count(), sold.aggregate(n=Sum("amount"))["n"] or 0
    sold_by = sold.values("order__enterprise").distinct().count()
    today = day.isoformat()
    return [
        Number("katalog-penjual", _("Penjual di e-Katalog"),
               _("Usaha yang berjalan dengan sedikitnya satu produk terpasang."), _("usaha"), today, sellers, sellers),
        Number("katalog-produk", _("Produk terpasang"), _("Produk yang hari ini dilihat pembeli."),
               _("produk"), today, shelf.count(), sellers),
        Number("katalog-pesanan", _("Pesanan diterima pembeli sebulan"),
               _("Pesanan yang dalam bulan itu dinyatakan diterima pembelinya, atau dianggap diterima."),
               _("pesanan"), month, many, sold_by),
        Number("katalog-penjualan", _("Penjualan lewat e-Katalog sebulan"),
               _("Jumlah harga pesanan yang diterima dalam bulan itu, tanpa ongkos kirim. Pesanan tanpa harga tidak ikut."),
               "rupiah", month, int(rupiah), sold_by),
    ]  # fmt: skip


def _of_month(month: str) -> QuerySet[Any]:
    first = date(int(month[:4]), int(month[5:]), 1)
    return orders.sold(_morning(first), _morning((first + timedelta(days=32)).replace(day=1)))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Share:
    """What a group of products or sellers sold."""

    name: str
    orders: int
    rupiah: int


def _shares(since: datetime, name: str) -> list[Share]:
    rows = orders.sold(since, timezone.now()).values(told=F(name)).annotate(
        n=Count("order", distinct=True), rupiah=Sum("amount")
    )  # fmt: skip
    return [
        Share(row["told"] or "–", row["n"], int(row["rupiah"] or 0))
        for row in rows.order_by("-rupiah", "told")
    ]


def by_category(since: datetime) -> list[Share]:
    return _shares(since, "product__category__parent__name")


def by_district(since: datetime) -> list[Share]:
    return _shares(since, "order__enterprise__kelurahan__parent__name")


def quiet(now: datetime) -> QuerySet[Enterprise]:
    """Sellers on the shelf for `QUIET_DAYS` without an order in as long, the longest first."""
    since = now - timedelta(days=QUIET_DAYS)
    shelf = listings.published().filter(enterprise=OuterRef("pk"))
    begun = shelf.order_by().values("enterprise").annotate(first=Min("published_at")).values("first")
    ordered = orders.placed_since(since).filter(enterprise=OuterRef("pk"))
    rows = businesses.standing().annotate(since=begun).filter(since__lt=since).exclude(Exists(ordered))
    return rows.select_related("kelurahan__parent").order_by("since", "pk")


def without_photo() -> QuerySet[Product]:
    """Products on the shelf that nobody can see."""
    return listings.published().filter(photos=None).order_by("published_at", "pk")


def ending(on: date) -> list[tuple[Permit, int]]:
    """Permits of products and sellers on the shelf that end soon or have ended, the soonest first, with the days left."""
    shelf = listings.published().order_by()
    theirs = Q(ware__in=shelf.exclude(ware=None).values("ware")) | Q(
        ware=None, enterprise__in=shelf.values("enterprise")
    )
    rows = permits.ending_before(on + timedelta(days=SOON_DAYS)).filter(theirs).order_by("expires_on", "pk")
    return [(row, (row.expires_on - on).days) for row in rows[:SHOWN] if row.expires_on]


def page_of(now: datetime) -> dict[str, Any]:
    day, year = timezone.localdate(now), now - timedelta(days=365)
    silent, bare, soon = quiet(now), without_photo(), ending(day)
    return {
        "numbers": numbers(day), "categories": by_category(year), "districts": by_district(year),
        "quiet": list(silent[:SHOWN]), "quiet_count": silent.count(), "bare": list(bare[:SHOWN]), "bare_count": bare.count(),
        "ending": [(permits.name_of(row), row, days) for row, days in soon], "at": now,
        "quiet_days": QUIET_DAYS, "soon_days": SOON_DAYS,
    }  # fmt: skip


def uncoached(rows: Iterable[Enterprise]) -> list[Enterprise]:
    """Those that have, and wait for, no coach."""
    return [row for row in rows if coaching.current(row) is None]
