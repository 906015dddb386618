"""Every read of production that leaves the room. It is its owners' own; officers see measured improvements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from balaikota.enterprises.books import methods as ledgers
from balaikota.enterprises.books import queries as books
from balaikota.enterprises.books.models import Book
from balaikota.enterprises.production import methods
from balaikota.enterprises.production.models import Batch, Improvement, Recipe, StockCheck
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as who
from balaikota.enterprises.register.models import Enterprise, Ware
from balaikota.kit.errors import found
from balaikota.kit.rupiah import written

if TYPE_CHECKING:
    from uuid import UUID

    from balaikota.foundation.people.models import Person

SHOWN = 12


@dataclass(frozen=True)
class Product:
    """A product with its newest recipe, its cost, what it is really sold for, and its stock in units."""

    ware: Ware
    recipe: Recipe | None
    cost: methods.Cost | None
    sold_for: int | None
    stock: Decimal | None

    @property
    def margin(self) -> Decimal | None:
        price = self.sold_for or (self.recipe.price if self.recipe else None)
        return methods.margin(self.cost.unit, price) if self.cost and price else None


def ware(number: str, pk: int, *, viewer: "Person") -> Ware:
    """A product of one of the viewer's own businesses; anybody else's is a 404, to officers too."""
    enterprise = register.own(number, viewer=viewer)
    return found(enterprise.wares.filter(pk=pk).select_related("enterprise").first())


def recipe_of(ware: Ware) -> Recipe | None:
    return Recipe.objects.filter(ware=ware).order_by("-pk").first()


def cost_of(recipe: Recipe) -> methods.Cost:
    return methods.cost(
        materials=sum(int(amount) for _name, amount in recipe.materials), gives=recipe.gives, minutes=recipe.minutes,
        wage_hour=recipe.wage_hour, overhead=recipe.overhead, packaging=recipe.packaging,
    )  # fmt: skip


def products(enterprise: Enterprise) -> list[Product]:
    book = books.book_of(enterprise)
    return [product(each, book) for each in enterprise.wares.filter(is_made=True).order_by("name")]


def product(ware: Ware, book: Book | None) -> Product:
    recipe = recipe_of(ware)
    sold_for = books.last_price(book, ware) if book else None
    return Product(ware, recipe, cost_of(recipe) if recipe else None, sold_for, stock(ware, book))


def batches(ware: Ware) -> QuerySet[Batch]:
    """Those that stand, newest first."""
    return Batch.objects.filter(ware=ware, struck_at=None).order_by("-on", "-pk")


def batch(ware: Ware, pk: int) -> Batch:
    return found(batches(ware).filter(pk=pk).first())


def by_key(key: "UUID") -> Batch | None:
    return Batch.objects.filter(key=key).first()


def stock(ware: Ware, book: Book | None) -> Decimal | None:
    """Units: what was counted last, plus what was made since, less what was sold since. None while neither was told."""
    check = StockCheck.objects.filter(ware=ware).order_by("-on", "-pk").first()
    if check is None and not batches(ware).exists():
        return None
    since = check.on + timedelta(days=1) if check else date.min
    made = batches(ware).filter(on__gte=since).aggregate(sum=Sum("good"))["sum"] or 0
    sold = books.units_sold(book, since, date.max).get(ware.pk, Decimal(0)) if book else Decimal(0)
    return (check.counted if check else Decimal(0)) + made - sold


# --- improvements ---------------------------------------------------------------------------------


def improvements(enterprise: Enterprise) -> list[tuple[Improvement, methods.Change]]:
    """Each change and what it did, newest first. An older change ends where the next of the same measure begins."""
    rows = Improvement.objects.filter(Q(ware__enterprise=enterprise) | Q(enterprise=enterprise))
    return _with_changes(rows)[:SHOWN]


def improved() -> "set[UUID]":
    """The businesses with a measured change for the better."""
    told = (
        (row.ware, row.enterprise_id)
        for row, change in _with_changes(Improvement.objects.all())
        if change.is_better
    )
    return {pk for ware, own in told if (pk := ware.enterprise_id if ware else own)}


def _with_changes(found_rows: QuerySet[Improvement]) -> list[tuple[Improvement, methods.Change]]:
    """Two queries, however many they are."""
    rows = list(found_rows.select_related("ware").order_by("-on", "-pk"))
    made: dict[int, list[Batch]] = defaultdict(list)
    standing = Batch.objects.filter(ware__in=[row.ware_id for row in rows if row.ware_id], struck_at=None)
    for batch in standing.order_by("-on", "-pk"):
        made[batch.ware_id].append(batch)
    days: dict[tuple[int | None, str], list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        days[row.ware_id, row.measure].append((row.on, row.pk))
    return [(row, _change(row, days[row.ware_id, row.measure], made)) for row in rows]


def _change(row: Improvement, days: list[tuple[date, int]], made: dict[int, list[Batch]]) -> methods.Change:
    """`days` are the changes of the same measure, this one too; `made` are batches by product, newest first."""
    if row.ware_id is None:
        return methods.by_hand(row.measure, row.before or Decimal(0), row.after or Decimal(0))
    begins = max((on for on, pk in days if on <= row.on and pk != row.pk), default=date.min)
    ends = min((on for on, _pk in days if on > row.on), default=date.max)
    batches = made[row.ware_id]
    before = [each for each in batches if begins <= each.on < row.on]
    after = [each for each in reversed(batches) if row.on <= each.on < ends]
    return methods.change(row.measure, before[: methods.MOST * 3], after[: methods.MOST * 3])


# --- value added ----------------------------------------------------------------------------------


def values(enterprise: Enterprise) -> list[methods.Value]:
    """Value added of the last months of the book, newest first; nothing while there is no book."""
    book = books.book_of(enterprise)
    if book is None:
        return []
    ledger, condition = books.ledger(book), register.latest_condition(enterprise)
    workers = (condition.workers_male or 0) + (condition.workers_female or 0) if condition else None
    return [_value(book, ledger, period, workers) for period in books.periods(book)[:SHOWN]]


def _value(book: Book, ledger: ledgers.Ledger, period: str, workers: int | None) -> methods.Value:
    first, last = ledgers.month_start(period), ledgers.month_end(period)
    told = ledgers.result(ledger, first, last)
    bought = sum(told.costs[name] for name in methods.BOUGHT)
    units = sum(books.units_sold(book, first, last).values(), Decimal(0))
    return methods.Value(period, told.sales, bought, told.profit, units, workers)


def whole_years(year: int) -> "dict[UUID, tuple[int, int]]":
    """Sales and value added of each business whose twelve months of that year are all closed, as they were closed."""
    months: dict[UUID, list[tuple[int, int]]] = {}
    for row in books.closed_in(year).iterator(1_000):
        told = row.statements["result"]
        bought = sum(told["costs"][name] for name in methods.BOUGHT)
        months.setdefault(row.book.enterprise_id, []).append((told["sales"], told["sales"] - bought))
    whole = ((pk, rows) for pk, rows in months.items() if len(rows) == 12)
    return {
        pk: (sum(sales for sales, _added in rows), sum(added for _sales, added in rows)) for pk, rows in whole
    }


def came_back(enterprise: Enterprise) -> tuple[int, int] | None:
    """Buyers known by name in the last 90 days, and those who bought on more than one day. None while none is known."""
    book = books.book_of(enterprise)
    known = books.buyers(book, since=timezone.localdate() - timedelta(days=90)) if book else {}
    return (len(known), sum(1 for days in known.values() if days > 1)) if known else None


# --- what other pages show ------------------------------------------------------------------------


def url(enterprise: Enterprise) -> str:
    return reverse("production:index", args=[enterprise.number])


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """Owners: cost and value added. Officers: what improvements measurably did."""
    owns = register.owns(viewer, enterprise)
    if not owns and not who.is_officer(viewer):
        return None
    rows = [(row, change) for row, change in improvements(enterprise)[:3] if change.is_measured]
    if not owns:
        return {"improvements": rows} if rows else None
    last = [each for each in values(enterprise)[:2] if each.sales]
    return {"enterprise": enterprise, "improvements": rows, "value": last[0] if last else None}


def shown_cost(enterprise: Enterprise) -> str:
    row = Recipe.objects.filter(ware__enterprise=enterprise).select_related("ware").order_by("-pk").first()
    return _("HPP %(ware)s sudah dihitung.") % {"ware": row.ware} if row else ""


def shown_margin(enterprise: Enterprise) -> str:
    """A price the owner set that leaves something."""
    row = Recipe.objects.filter(ware__enterprise=enterprise).select_related("ware").order_by("-pk").first()
    if row is None or row.price <= cost_of(row).unit:
        return ""
    return _("Harga %(ware)s %(price)s di atas biayanya.") % {"ware": row.ware, "price": written(row.price)}


def shown_improvement(enterprise: Enterprise) -> str:
    """One change that measurably made it better."""
    better = [(row, change) for row, change in improvements(enterprise) if change.is_better]
    if not better:
        return ""
    row, change = better[0]
    told = {
        "what": row.what, "measure": row.get_measure_display(), "unit": row.unit,
        "before": localize(change.before), "after": localize(change.after),
    }  # fmt: skip
    if change.is_by_hand:
        return _("%(what)s: %(before)s menjadi %(after)s %(unit)s.") % told
    return _("%(what)s: %(measure)s dari %(before)s menjadi %(after)s.") % told
