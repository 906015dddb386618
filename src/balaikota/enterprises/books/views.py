"""The cash book on a phone, and its monthly statements."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse as address
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.books import actions, forms, methods, queries
from balaikota.enterprises.books.models import Book, Kind
from balaikota.enterprises.register import queries as register
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.rupiah import written

QUICK = (Kind.SALE, Kind.MATERIALS, Kind.WAGES, Kind.ENERGY, Kind.PACKAGING, Kind.TRANSPORT, Kind.DRAWING)
OPENING = ("cash", "bank", "stock", "tools", "receivable", "payable", "loan")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# --- the book -------------------------------------------------------------------------------------


@reads
def book(request: Request, number: str) -> HttpResponse:
    enterprise = register.own(number, viewer=request.user)
    kept = queries.book_of(enterprise)
    if kept is None:
        form = forms.OpenForm(initial={"opened_on": timezone.localdate().replace(day=1)})
        return page(request, "books/open.html", {"enterprise": enterprise, "form": form})
    return _show(request, kept, forms.WriteForm(initial={"key": uuid.uuid4()}))


def _show(request: Request, kept: Book, form: forms.WriteForm, status: int = 200) -> HttpResponse:
    before = request.GET.get("sebelum", "")
    rows, after = queries.listed(kept, before=int(before) if before.isdecimal() and len(before) < 9 else 0)
    context = {
        "book": kept,
        "enterprise": kept.enterprise,
        "form": form,
        "rows": rows,
        "next_url": f"?sebelum={after}" if after else "",
        "today": queries.today_at(kept),
        "quick": [(kind.value, kind.label) for kind in QUICK],
        "periods": queries.periods(kept)[:12],
        "closed": queries.closed_periods(kept),
        "jottings": queries.jottings(request.user),
    }
    return page(request, "books/book.html", context, status=status)


@writes
def open_book(request: Request, number: str) -> HttpResponse:
    enterprise = register.own(number, viewer=request.user)
    form = forms.OpenForm(request.POST)
    if not form.is_valid():
        return page(request, "books/open.html", {"enterprise": enterprise, "form": form}, status=422)
    told = form.cleaned_data
    opening = tuple(_opening(told, name) for name in OPENING if told.get(name))
    kept = actions.open_book(
        enterprise, told["opened_on"], sold_before=told["sold_before"] or 0, opening=opening, by=request.user
    )
    return go(kept)


def _opening(told: dict[str, Any], name: str) -> actions.Said:
    kinds = {
        "cash": Kind.CAPITAL, "bank": Kind.CAPITAL, "stock": Kind.OPEN_STOCK, "tools": Kind.OPEN_TOOL,
        "receivable": Kind.OPEN_RECEIVABLE, "payable": Kind.OPEN_PAYABLE, "loan": Kind.OPEN_LOAN,
    }  # fmt: skip
    months = told["tool_months"] if name == "tools" else None
    place = "bank" if name == "bank" else "kas"
    return actions.Said(
        kinds[name], told[name], told["opened_on"], place, _("Saat buku dibuka"), months=months
    )


# --- writing --------------------------------------------------------------------------------------


@writes
def write(request: Request, number: str) -> HttpResponse:
    """A sentence that says everything is written down at once; any other is asked about first."""
    kept = queries.book(number, viewer=request.user)
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _show(request, kept, form, status=422)
    key = form.cleaned_data["key"] or uuid.uuid4()
    jotted = queries.jottings(request.user).filter(key=key).first()
    heard, told = _heard(
        kept, form.cleaned_data["sentence"], jotted.on if jotted else timezone.localdate(), key
    )
    if heard.is_clear:
        complete = _form(kept, told["kind"], {**told, "on": told["on"].isoformat()})
        if complete.is_valid():
            return _recorded(request, kept, complete)
        return _ask(request, kept, complete, heard=heard, status=422)
    asked = _form(kept, told["kind"], initial=told)
    return _ask(request, kept, asked, heard=heard)


def _heard(kept: Book, sentence: str, on: date, key: uuid.UUID) -> tuple[forms.Heard, dict[str, Any]]:
    heard = forms.hear(sentence)
    return heard, forms.said_of(heard, wares=queries.wares(kept), today=on) | {"key": key}


@reads(anyone=True)
def _notebook(request: Request) -> HttpResponse:
    """The blank page is the same for everybody, so that a phone keeps it where there is no network."""
    return page(request, "books/notebook.html", {"form": forms.JotForm(initial={"key": uuid.uuid4()})})


@writes
def _jot(request: Request) -> HttpResponse:
    """What is clear goes into the book of who has one; everything else is kept until they say what they mean."""
    form, kept = forms.JotForm(request.POST), queries.only_book(request.user)
    if not form.is_valid():
        return page(request, "books/notebook.html", {"form": form}, status=422)
    told = form.cleaned_data
    if kept is not None:
        heard, said = _heard(kept, told["sentence"], told["on"], told["key"])
        complete = _form(kept, said["kind"], {**said, "on": said["on"].isoformat()})
        if heard.is_clear and complete.is_valid():
            return _recorded(request, kept, complete)
    actions.jot(told["sentence"], told["on"], key=told["key"], by=request.user)
    messages.warning(request, _("Tersimpan sebagai coretan. Lengkapi di buku kas."))
    return go(kept or address("register:mine"))


jot = either(_notebook, _jot)


@writes
def drop(request: Request, number: str, jotting_id: int) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    actions.drop(queries.jotting(jotting_id, viewer=request.user), by=request.user)
    return go(kept)


def _form(kept: Book, kind: str, *args: Any, **kwargs: Any) -> forms.EntryForm:
    """The blanks of a kind, with the products and the open months of this book."""
    limits: dict[str, Any] = {"first": kept.opened_on, "closed": queries.closed_periods(kept)}
    return forms.EntryForm(*args, kind=kind, wares=queries.wares(kept), **limits, **kwargs)


def _ask(
    request: Request, kept: Book, form: forms.EntryForm, *, heard: Any = None, status: int = 200
) -> HttpResponse:
    kind = form.data.get("kind") if form.is_bound else form.initial.get("kind")
    name = Kind(kind).label if kind in Kind.values else _("Catat")
    context = {"book": kept, "enterprise": kept.enterprise, "form": form, "heard": heard, "name": name}
    return page(request, "books/record.html", context, status=status)


@reads
def _blank(request: Request, number: str) -> HttpResponse:
    """The blanks of one kind, or the choice of a kind."""
    kept, kind = queries.book(number, viewer=request.user), request.GET.get("jenis", "")
    if kind not in Kind.values:
        return page(
            request, "books/kinds.html", {"book": kept, "enterprise": kept.enterprise, "kinds": Kind.choices}
        )
    start = {
        "kind": kind,
        "on": timezone.localdate(),
        "place": "kas",
        "basis": forms.TOTAL,
        "key": uuid.uuid4(),
    }
    return _ask(request, kept, _form(kept, kind, initial=start))


@writes
def _record(request: Request, number: str) -> HttpResponse:
    kept, kind = queries.book(number, viewer=request.user), request.POST.get("kind", "")
    form = _form(kept, kind if kind in Kind.values else "", request.POST)
    if form.is_valid():
        return _recorded(request, kept, form)
    return _ask(request, kept, form, status=422)


record = either(_blank, _record)


def _recorded(request: Request, kept: Book, form: forms.EntryForm) -> HttpResponse:
    told = dict(form.cleaned_data)
    key, _basis = told.pop("key"), told.pop("basis", "")
    entry = actions.record(kept, actions.Said(**told), key=key, by=request.user)
    messages.success(request, _("Tercatat: %(what)s.") % {"what": queries.told(entry)})
    return go(kept)


@reads
def entry(request: Request, number: str, entry_number: int) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    context = {"book": kept, "enterprise": kept.enterprise, "entry": queries.entry(kept, entry_number)}
    return page(request, "books/entry.html", context)


@writes
def reverse(request: Request, number: str, entry_number: int) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    made = actions.reverse(queries.entry(kept, entry_number), by=request.user)
    messages.success(
        request, _("Catatan %(n)d dibatalkan dengan catatan %(m)d.") % {"n": entry_number, "m": made.number}
    )
    return go(kept)


# --- statements -----------------------------------------------------------------------------------


@reads
def statements(request: Request, number: str, period: str) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    context = {"book": kept, "enterprise": kept.enterprise, **queries.statements(kept, period)}
    return page(request, "books/statements.html", context)


@reads
def paper(request: Request, number: str, period: str) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    answer = HttpResponse(queries.paper(kept, period), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="laporan-{number}-{period}.pdf"'
    return answer


@reads
def sheet(request: Request, number: str, period: str) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    answer = HttpResponse(queries.sheet(kept, period), content_type=SPREADSHEET)
    answer["Content-Disposition"] = f'attachment; filename="laporan-{number}-{period}.xlsx"'
    return answer


@writes
def close(request: Request, number: str, period: str) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    actions.close(kept, period, by=request.user)
    messages.success(
        request, _("Bulan %(period)s ditutup. Laporannya tidak berubah lagi.") % {"period": period}
    )
    return go(address("books:statements", args=[number, period]))


@reads
def _tax(request: Request, number: str) -> HttpResponse:
    kept = queries.book(number, viewer=request.user)
    start = {
        "is_final": kept.is_taxed_final,
        "sold_before": written(kept.sold_before) if kept.sold_before else "",
    }
    return _show_tax(request, kept, forms.TaxForm(initial=start))


def _show_tax(request: Request, kept: Book, form: forms.TaxForm, status: int = 200) -> HttpResponse:
    told = queries.ledger(kept)
    context = {
        "book": kept,
        "enterprise": kept.enterprise,
        "form": form,
        "months": methods.taxes(told, timezone.localdate())[::-1][:24],
        "rule": methods.tax_rule(timezone.localdate()),
        "years": methods.tax_rules()[-1]["years"].get(kept.enterprise.badan_usaha),
        "owed": -methods.balances(told, timezone.localdate())["utang_pajak"],
    }
    return page(request, "books/tax.html", context, status=status)


@writes
def _choose_tax(request: Request, number: str) -> HttpResponse:
    kept, form = queries.book(number, viewer=request.user), forms.TaxForm(request.POST)
    if not form.is_valid():
        return _show_tax(request, kept, form, status=422)
    told = form.cleaned_data
    actions.choose_tax(kept, is_final=told["is_final"], sold_before=told["sold_before"] or 0, by=request.user)
    messages.success(request, _("Tersimpan."))
    return go(address("books:tax", args=[number]))


tax = either(_tax, _choose_tax)
