"""Opening a book, writing in it, taking an entry back, closing a month."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.books import methods, queries, rules
from balaikota.enterprises.books.models import Book, Closing, Entry, Jotting, Kind, Place
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise, Source, Ware
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require


@dataclass(frozen=True)
class Said:
    """What happened, as the owner says it."""

    kind: str
    amount: int
    on: date
    place: str = Place.CASH
    text: str = ""
    ware: Ware | None = None
    quantity: Decimal | None = None
    unit: str = ""
    months: int | None = None
    buyer: str = ""


@transaction.atomic
def open_book(
    enterprise: Enterprise,
    opened_on: date,
    *,
    sold_before: int = 0,
    opening: tuple[Said, ...] = (),
    by: Person,
) -> Book:
    """Begin the cash book of a business with what is there on that day. Opened before: that one."""
    enterprise = businesses.locked(enterprise)
    require(businesses.owns(by, enterprise), _("Buku kas dibuka oleh pemilik usahanya."))
    known = queries.book_of(enterprise)
    if known is not None:
        return known
    require(opened_on <= timezone.localdate(), _("Buku dibuka hari ini atau sebelumnya."), status=422)
    is_final = enterprise.badan_usaha in methods.tax_rules()[-1]["years"]
    book = Book.objects.create(
        enterprise=enterprise, opened_on=opened_on, sold_before=sold_before,
        is_taxed_final=is_final, opened_by=by, is_sample=enterprise.is_sample,
    )  # fmt: skip
    audit.record("books.opened", book, by=by)
    for said in opening:
        _write(book, said, key=uuid.uuid4(), by=by)
    return book


@transaction.atomic
def record(book: Book, said: Said, *, key: uuid.UUID | None = None, by: Person) -> Entry:
    """Write one thing down. The same form sent twice is written once."""
    book = queries.locked(book)
    require(businesses.owns(by, book.enterprise), _("Buku kas ditulis oleh pemilik usahanya."))
    if key is not None and (known := queries.by_key(book, key)) is not None:
        return known
    _check(book, said)
    entry = _write(book, said, key=key or uuid.uuid4(), by=by)
    Jotting.objects.filter(key=entry.key, by=by).update(settled_at=timezone.now())
    audit.record("books.recorded", entry, by=by, number=entry.number, kind=entry.kind)
    return entry


@transaction.atomic
def jot(sentence: str, on: date, *, key: uuid.UUID, by: Person) -> Jotting:
    """Keep a sentence that cannot be written down yet; the same one sent twice is kept once."""
    said = {"sentence": sentence, "on": on, "by": by}
    row, is_new = Jotting.objects.get_or_create(key=key, defaults=said)
    if is_new:
        audit.record("books.jotted", row, by=by)
    return row


@transaction.atomic
def drop(row: Jotting, *, by: Person) -> None:
    """Its owner needs it no more."""
    require(row.by_id == by.pk, _("Coretan ini milik orang lain."))
    row.settled_at = timezone.now()
    row.save(update_fields=["settled_at"])
    audit.record("books.dropped", row, by=by)


def _check(book: Book, said: Said) -> None:
    closed = queries.closed_periods(book)
    may = rules.may_write_on(book, said.on, closed=closed, today=timezone.localdate())
    if not may and f"{said.on:%Y-%m}" in closed:
        raise Refusal(
            _("Bulan itu sudah ditutup. Catat dengan tanggal di bulan yang masih terbuka."), status=422
        )
    sentence = _("Tanggal paling awal hari buku dibuka (%(on)s), dan tidak sesudah hari ini.")
    require(may, sentence % {"on": f"{book.opened_on:%d/%m/%Y}"}, status=422)
    needs_months = said.kind in rules.NEEDS_MONTHS
    require(not needs_months or bool(said.months), _("Tulis dipakai berapa bulan."), status=422)
    is_counted = said.amount > 0 or (said.kind == Kind.STOCK_COUNT and said.amount == 0)
    require(is_counted, _("Jumlahnya lebih dari nol rupiah."), status=422)


def _write(
    book: Book, said: Said, *, key: uuid.UUID, by: Person | None, reverses: Entry | None = None
) -> Entry:
    """The next number of the book; and what it sold in that month is told to the register."""
    book.last += 1
    book.save(update_fields=["last"])
    fields: dict[str, Any] = {name: getattr(said, name) for name in said.__dataclass_fields__}
    entry = Entry.objects.create(book=book, number=book.last, key=key, by=by, reverses=reverses, **fields)
    if said.kind in methods.SOLD:
        _tell_sales(book, methods.period_of(said.on))
    return entry


def _tell_sales(book: Book, period: str) -> None:
    amount, orders = queries.sold_in(book, period)
    register.tell_sales(book.enterprise, period, amount, source=Source.BOOKS, orders=orders)


@transaction.atomic
def reverse(entry: Entry, *, by: Person) -> Entry:
    """Take an entry back with one that says the opposite: on its own day, or today when its month is closed."""
    book = queries.locked(entry.book)
    require(businesses.owns(by, book.enterprise), _("Catatan dibatalkan oleh pemilik usahanya."))
    may = rules.may_reverse(entry, is_reversed=queries.entries(book).filter(reverses=entry).exists())
    require(may, _("Catatan ini sudah dibatalkan. Tulis catatan baru."), status=409)
    is_closed = methods.period_of(entry.on) in queries.closed_periods(book)
    names = [name for name in Said.__dataclass_fields__ if name != "on"]
    said = Said(
        on=timezone.localdate() if is_closed else entry.on, **{name: getattr(entry, name) for name in names}
    )
    made = _write(book, said, key=uuid.uuid4(), by=by, reverses=entry)
    audit.record("books.reversed", entry, by=by, number=entry.number, with_number=made.number)
    return made


@transaction.atomic
def close(book: Book, period: str, *, by: Person) -> Closing:
    """End a month: its statements are kept as they are, and nothing is added to it any more. Months close in order."""
    book = queries.locked(book)
    require(businesses.owns(by, book.enterprise), _("Bulan ditutup oleh pemilik usahanya."))
    closed = queries.closed_periods(book)
    open_months = [each for each in queries.periods(book)[::-1] if each not in closed]
    require(period in open_months, _("Bulan ini sudah ditutup atau bukan bagian buku ini."), status=409)
    in_order = _("Tutup dahulu bulan %(period)s.") % {"period": open_months[0]}
    require(period == open_months[0], in_order, status=422)
    over = rules.may_close(methods.month_end(period), today=timezone.localdate())
    require(over, _("Bulan ini belum selesai. Tutup setelah hari terakhirnya lewat."), status=422)
    ledger = queries.ledger(book)
    last = methods.month_end(period)
    kept = {
        "position": asdict(methods.position(ledger, last)) | {"on": last.isoformat()},
        "result": asdict(methods.result(ledger, methods.month_start(period), last)),
    }
    closing = Closing.objects.create(book=book, period=period, statements=kept, by=by)
    _tell_sales(book, period)
    audit.record("books.closed", closing, by=by, period=period)
    return closing


@transaction.atomic
def choose_tax(book: Book, *, is_final: bool, sold_before: int, by: Person) -> None:
    """Whether final tax is reckoned, and what was sold in the opening year before the book began."""
    book = queries.locked(book)
    require(businesses.owns(by, book.enterprise), _("Pajak diatur oleh pemilik usahanya."))
    require(not queries.closed_periods(book), _("Sudah ada bulan yang ditutup dengan cara ini."), status=409)
    book.is_taxed_final, book.sold_before = is_final, sold_before
    book.save(update_fields=["is_taxed_final", "sold_before"])
    audit.record("books.taxed", book, by=by, is_final=is_final)
