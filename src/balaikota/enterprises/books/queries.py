"""Every read of books that leaves the room. A book is its owners' own: officers see what the register is told."""

import io
import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balaikota.enterprises.books import methods
from balaikota.enterprises.books.methods import COUNTED, Count, Ledger, Line, Taxed
from balaikota.enterprises.books.models import Book, Closing, Entry, Jotting, Kind
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register import rules as who
from balaikota.enterprises.register.models import Enterprise, Source, Ware
from balaikota.foundation.people import contract as home
from balaikota.kit import pdf, prepared
from balaikota.kit.errors import found
from balaikota.kit.rupiah import written

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

PAGE = 30
PAPER = Path(__file__).parent / "typst" / "laporan-keuangan.typ"
THREE, TEN = 3, 10


def book_of(enterprise: Enterprise) -> Book | None:
    return Book.objects.filter(enterprise=enterprise).select_related("enterprise").first()


def book(number: str, *, viewer: "Person") -> Book:
    """The book of one of the viewer's own businesses; anybody else's is a 404, to officers too."""
    return found(book_of(register.own(number, viewer=viewer)))


def locked(book: Book) -> Book:
    return Book.objects.select_for_update(no_key=True).select_related("enterprise").get(pk=book.pk)


def book_url(enterprise: Enterprise) -> str:
    return reverse("books:book", args=[enterprise.number])


def entries(book: Book) -> QuerySet[Entry]:
    """Newest first, each with what takes it back."""
    rows = Entry.objects.filter(book=book).select_related("ware", "reversal", "reverses")
    return rows.order_by("-on", "-number")


def listed(book: Book, *, before: int = 0) -> tuple[list[Entry], int]:
    """One page in the order they were written, newest first; and the number before which the next begins, or 0."""
    rows = entries(book).order_by("-number")
    rows = rows.filter(number__lt=before) if before else rows
    shown = list(rows[: PAGE + 1])
    return shown[:PAGE], shown[PAGE - 1].number if len(shown) > PAGE else 0


def entry(book: Book, number: int) -> Entry:
    return found(entries(book).filter(number=number).first())


def by_key(book: Book, key: uuid.UUID) -> Entry | None:
    return Entry.objects.filter(book=book, key=key).first()


def only_book(person: "Person") -> Book | None:
    """Theirs, when they have exactly one."""
    rows = list(
        Book.objects.filter(enterprise__in=register.owned_by(person)).select_related("enterprise")[:2]
    )
    return rows[0] if len(rows) == 1 else None


def jottings(person: "Person") -> QuerySet[Jotting]:
    """What this person wrote without a network and has not settled yet, oldest first."""
    return Jotting.objects.filter(by=person, settled_at=None).order_by("on", "pk")


def jotting(pk: int, *, viewer: "Person") -> Jotting:
    return found(jottings(viewer).filter(pk=pk).first())


def closed_periods(book: Book) -> set[str]:
    return set(Closing.objects.filter(book=book).values_list("period", flat=True))


def closed_in(year: int) -> QuerySet[Closing]:
    return Closing.objects.filter(period__startswith=f"{year}-").select_related("book")


def wares(book: Book) -> QuerySet[Ware]:
    """What the business makes, by name."""
    return book.enterprise.wares.filter(is_made=True).order_by("name")


def last_price(book: Book, ware: Ware) -> int | None:
    """What one unit of it was last sold for, rupiah."""
    sold = Entry.objects.filter(book=book, ware=ware, kind__in=methods.SOLD[:2], reverses=None, reversal=None)
    row = sold.filter(quantity__gt=0).order_by("-number").first()
    return round(row.amount / row.quantity) if row and row.quantity else None


# --- the ledger -----------------------------------------------------------------------------------


def ledger(book: Book) -> Ledger:
    """The whole book as the ledger sees it: summed by day and kind, so that a long book stays quick."""
    rows = Entry.objects.filter(book=book).exclude(kind__in=COUNTED)
    names = ("on", "kind", "place", "months", "reverses__on")
    summed = rows.order_by("on").values_list(*names).annotate(sum=Sum("amount"))
    lines = tuple(
        Line(on, kind, -total if since else total, place, months, since)
        for on, kind, place, months, since, total in summed
    )
    return Ledger(lines, _counts(book), taxed(book))


def _counts(book: Book) -> tuple[Count, ...]:
    rows = Entry.objects.filter(book=book, kind__in=COUNTED, reverses=None).order_by("on", "number")
    names = ("on", "number", "kind", "amount", "reversal__on")
    return tuple(Count(*row) for row in rows.values_list(*names))


def taxed(book: Book) -> Taxed | None:
    """Who owes final tax on it; None when the business pays by the general rates."""
    if not book.is_taxed_final:
        return None
    return Taxed(book.enterprise.badan_usaha, {book.opened_on.year: book.sold_before})


def periods(book: Book) -> list[str]:
    """Every month of the book up to this one, newest first."""
    return methods.periods(book.opened_on, timezone.localdate())[::-1]


def sold_in(book: Book, period: str) -> tuple[int, int]:
    """Turnover of a month, rupiah, and how many sales that were not taken back."""
    first, last = methods.month_start(period), methods.month_end(period)
    rows = Entry.objects.filter(book=book, on__range=(first, last), kind__in=methods.SOLD)
    amount = 0
    for kind, is_back, total in rows.order_by().values_list("kind", "reverses").annotate(sum=Sum("amount")):
        sign = (-1 if kind == Kind.REFUND else 1) * (-1 if is_back else 1)
        amount += sign * total
    orders = rows.filter(kind__in=methods.SOLD[:2], reverses=None, reversal=None).count()
    return amount, orders


def units_sold(book: Book, first: date, last: date) -> dict[int, Decimal]:
    """How many of each ware were sold from one day to another, as far as it was written down."""
    rows = Entry.objects.filter(
        book=book, on__range=(first, last), ware__isnull=False, quantity__isnull=False
    )
    told: dict[int, Decimal] = {}
    signs = rows.filter(kind__in=methods.SOLD).order_by().values_list("ware", "kind", "reverses")
    for ware, kind, is_back, many in signs.annotate(sum=Sum("quantity")):
        sign = (-1 if kind == Kind.REFUND else 1) * (-1 if is_back else 1)
        told[ware] = told.get(ware, Decimal(0)) + sign * many
    return told


def buyers(book: Book, *, since: date) -> dict[str, int]:
    """Buyers whose name was written, by how many different days they bought. Names are compared in small letters."""
    rows = Entry.objects.filter(book=book, on__gte=since, kind__in=methods.SOLD[:2], reversal=None)
    days: dict[str, set[date]] = {}
    for name, on in rows.exclude(buyer="").values_list("buyer", "on"):
        days.setdefault(" ".join(name.lower().split()), set()).add(on)
    return {name: len(dates) for name, dates in days.items()}


# --- statements -----------------------------------------------------------------------------------


def today_at(book: Book) -> dict[str, Any]:
    """Money today, and this month so far."""
    today, held = timezone.localdate(), ledger(book)
    money = methods.balances(held, today)
    month = methods.result(held, today.replace(day=1), today)
    return {
        "cash": money["kas"],
        "bank": money["bank"],
        "receivable": money["piutang"],
        "owed": -money["utang"],
        "month": month,
    }


def told(entry: Entry) -> str:
    """An entry in one line: what, how many, how much."""
    many = (
        f" {entry.quantity.normalize():f} {entry.unit}".rstrip().replace(".", ",") if entry.quantity else ""
    )
    what = f"{entry.get_kind_display()}{f' {entry.ware}' if entry.ware else ''}"
    return f"{what}{many}, {written(entry.amount)}"


def statements(book: Book, period: str) -> dict[str, Any]:
    """The statements of a month of the book; of a closed one as they were kept. Another month is a 404."""
    found(period if period in periods(book) else None)
    closing = Closing.objects.filter(book=book, period=period).first()
    last = min(methods.month_end(period), timezone.localdate())
    if closing is not None:
        where, result = (
            _position_kept(closing.statements, last),
            _result_kept(closing.statements),
        )
    else:
        held = ledger(book)
        where = methods.position(held, last)
        result = methods.result(held, methods.month_start(period), last)
    return {
        "period": period, "name": methods.month_name(period), "last": last, "closing": closing,
        "position": where, "result": result,
        "position_rows": methods.position_rows(where), "result_rows": methods.result_rows(result),
        "notes": methods.notes(book.opened_on, is_final=book.is_taxed_final),
        "may_close": closing is None and methods.month_end(period) < timezone.localdate(),
    }  # fmt: skip


def _position_kept(kept: dict[str, Any], on: date) -> methods.Position:
    """A position as it was kept when its month was closed, its lines in their order again."""
    told = kept["position"]
    names = {
        "assets": methods.ASSETS,
        "liabilities": methods.LIABILITIES,
        "equity": (*methods.EQUITY, "saldo_laba"),
    }
    return methods.Position(
        on, **{part: {str(name): told[part][name] for name in order} for part, order in names.items()}
    )


def _result_kept(kept: dict[str, Any]) -> methods.Result:
    told = kept["result"]
    return methods.Result(**told | {"costs": {name: told["costs"][name] for name in methods.COSTS}})


def paper(book: Book, period: str) -> bytes:
    """The statements of a month as PDF. Not a letter: it has no number, and the city vouches for nothing in it."""
    told = statements(book, period)
    content = {
        "name": book.enterprise.name,
        "number": book.enterprise.number,
        "month": told["name"],
        "last": f"{told['last']:%d/%m/%Y}",
        "closed": f"{timezone.localtime(told['closing'].closed_at):%d/%m/%Y}" if told["closing"] else "",
        "position": [[str(label), written(amount), kind] for label, amount, kind in told["position_rows"]],
        "result": [[str(label), written(amount), kind] for label, amount, kind in told["result_rows"]],
        "notes": told["notes"],
        "drawn": f"{timezone.localdate():%d/%m/%Y}",
    }
    return pdf.draw(PAPER, content, example=book.is_sample)


def sheet(book: Book, period: str) -> bytes:
    """The statements and the month's entries as a workbook; a formula shows that the position balances."""
    import xlsxwriter

    told, out = statements(book, period), io.BytesIO()
    workbook = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = {
        "line": workbook.add_format({"num_format": "#,##0"}),
        "sum": workbook.add_format({"num_format": "#,##0", "bold": True, "top": 1}),
        "total": workbook.add_format({"num_format": "#,##0", "bold": True, "top": 1, "bottom": 6}),
    }
    for title, rows in ((_("Posisi keuangan"), told["position_rows"]), (_("Laba rugi"), told["result_rows"])):
        _table(workbook.add_worksheet(str(title)), f"{book.enterprise.name}, {told['name']}", rows, styles)
    _check(workbook.worksheets()[0], told["position_rows"])
    _notes(workbook.add_worksheet(_("Catatan")), told["notes"])
    _journal(workbook.add_worksheet(_("Buku kas")), book, period)
    workbook.close()
    return out.getvalue()


def _table(sheet: Any, title: str, rows: list[methods.Row], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 1, 18)
    sheet.write_string(0, 0, title, styles["sum"])
    for place, (label, amount, kind) in enumerate(rows, 2):
        sheet.write_string(place, 0, str(label), styles[kind])
        sheet.write_number(place, 1, amount, styles[kind])


def _check(sheet: Any, rows: list[methods.Row]) -> None:
    """What is left between the two totals, reckoned by the spreadsheet itself."""
    assets, claims = (place + 3 for place, row in enumerate(rows) if row[2] == "total")
    sheet.write_string(len(rows) + 3, 0, _("Selisih (harus nol)"))
    sheet.write_formula(len(rows) + 3, 1, f"=B{assets}-B{claims}", None, 0)


def _notes(sheet: Any, notes: list[str]) -> None:
    sheet.set_column(0, 0, 110)
    for place, note in enumerate(notes):
        sheet.write_string(place, 0, note)


def _journal(sheet: Any, book: Book, period: str) -> None:
    sheet.set_column(1, 3, 24)
    for column, name in enumerate(("Nomor", "Tanggal", "Jenis", "Keterangan", "Rupiah", "Membatalkan")):
        sheet.write_string(0, column, name)
    month = (methods.month_start(period), methods.month_end(period))
    for place, entry in enumerate(entries(book).filter(on__range=month).order_by("number").iterator(500), 1):
        sheet.write_number(place, 0, entry.number)
        sheet.write_string(place, 1, entry.on.isoformat())
        sheet.write_string(place, 2, str(entry.get_kind_display()))
        sheet.write_string(place, 3, entry.text)
        sheet.write_number(place, 4, entry.amount)
        if entry.reverses:
            sheet.write_number(place, 5, entry.reverses.number)


# --- what other pages show ------------------------------------------------------------------------


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """Money this month: to owners from their book; to officers the sales it told the register."""
    today = timezone.localdate()
    if not register.owns(viewer, enterprise):
        told = register.sales(enterprise).filter(source=Source.BOOKS)[:6] if who.is_officer(viewer) else []
        return {"told": told, "months": len(closed_runs(enterprise))} if told else None
    kept = book_of(enterprise)
    if kept is None:
        return {"enterprise": enterprise, "book": None}
    held = ledger(kept)
    money = methods.balances(held, today)
    month = methods.result(held, today.replace(day=1), today)
    return {"enterprise": enterprise, "book": kept, "money": money["kas"] + money["bank"], "month": month}


def closed_runs(enterprise: Enterprise) -> list[str]:
    """The closed months in which something was sold, oldest first."""
    rows = Closing.objects.filter(book__enterprise=enterprise, statements__result__sales__gt=0)
    return list(rows.order_by("period").values_list("period", flat=True))


def shown_opened(enterprise: Enterprise) -> str:
    kept = book_of(enterprise)
    return _("Buku kas dibuka %(on)s.") % {"on": f"{kept.opened_on:%d/%m/%Y}"} if kept else ""


def shown_three_months(enterprise: Enterprise) -> str:
    """Three closed months in a row, each with sales."""
    runs = closed_runs(enterprise)
    for place in range(len(runs) - THREE + 1):
        three = runs[place : place + THREE]
        if methods.next_period(three[0]) == three[1] and methods.next_period(three[1]) == three[2]:
            return _("Tiga bulan ditutup berturut-turut: %(first)s sampai %(last)s.") % {
                "first": three[0], "last": three[2],
            }  # fmt: skip
    return ""


def shown_orders(enterprise: Enterprise) -> str:
    """Ten sales, or a buyer who came back on another day."""
    kept = book_of(enterprise)
    if kept is None:
        return ""
    rows = Entry.objects.filter(book=kept, kind__in=methods.SOLD[:2], reverses=None, reversal=None)
    if (count := rows.count()) >= TEN:
        return _("%(n)d penjualan tercatat di buku kas.") % {"n": count}
    came_back = any(days > 1 for days in buyers(kept, since=kept.opened_on).values())
    return _("Seorang pembeli membeli lagi pada hari lain.") if came_back else ""


BOOKS = Book.objects.select_related("enterprise").order_by("pk")
OWN = prepared.Planned(lambda person: BOOKS.filter(enterprise__in=register.owned_by(person)), "person")


def own_items(person: "Person") -> list[home.Item]:
    """The books of one's businesses: what they sold this month, and the month that can be closed."""
    return [_item(each) for each in OWN(person=person.pk)[:3]]


def _item(book: Book) -> home.Item:
    today = timezone.localdate()
    _amount, orders = sold_in(book, methods.period_of(today))
    before = methods.period_of(today.replace(day=1) - timedelta(days=1))
    may_close = before >= methods.period_of(book.opened_on) and before not in closed_periods(book)
    sales = ngettext("%(n)d penjualan bulan ini", "%(n)d penjualan bulan ini", orders) % {"n": orders}
    note = _("Bulan %(period)s dapat ditutup.") % {"period": before} if may_close else sales
    return home.Item(
        book.enterprise.name, book.get_absolute_url(), note=note, badge=_("buku kas"), is_waiting=may_close
    )


def pack(person: "Person") -> home.Pack:
    """Every book of this person, to take home."""
    for each in OWN(person=person.pk):
        names = ("number", "on", "kind", "amount", "place", "text", "quantity", "unit", "buyer")
        rows = entries(each).order_by("number").values(*names, "reverses__number")
        yield from home.written(f"buku-kas/{each.enterprise.number}.json", rows)
