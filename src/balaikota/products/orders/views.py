"""The cart, orders as their buyer and seller see them, and the seller's desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.files.contract import UnusableFile
from balaikota.foundation.pictures import actions as pictures
from balaikota.kit.errors import found, require
from balaikota.kit.http import Request, either, go, page, reads, writes
from balaikota.kit.throttle import slow_down
from balaikota.products.orders import actions, forms, methods, queries, rules
from balaikota.products.orders.models import Order
from balaikota.products.orders.queries import Wanted

#: Where a visitor's session keeps what they mean to order: `code:variant` and how many.
CART = "cart"
MOST_LINES, MOST_AN_HOUR = 50, 30


# --- the cart -------------------------------------------------------------------------------------


def _wanted(request: Request) -> list[Wanted]:
    """What lies in the cart; what was put there before signing in comes along."""
    loose = queries.loose(request.session.get(CART, {}))
    if not request.user.is_authenticated:
        return loose
    known = queries.wanted_by(request.user)
    return known + [each for each in loose if each.key not in {one.key for one in known}]


def _brought(request: Request) -> None:
    """A write of somebody signed in first takes over what they put in before."""
    loose = request.session.get(CART)
    if loose and request.user.is_authenticated:
        known = {each.key for each in queries.wanted_by(request.user)}
        actions.put([each for each in queries.loose(loose) if each.key not in known], by=request.user)
        del request.session[CART]


@reads(anyone=True)
def cart(request: Request) -> HttpResponse:
    groups = queries.groups(_wanted(request))
    phone = request.user.phone or "" if request.user.is_authenticated else ""
    return _show_cart(request, forms.first_order(groups, phone), groups)


def _show_cart(
    request: Request, form: forms.PlaceForm, groups: list[queries.Group], status: int = 200
) -> HttpResponse:
    sellers = {number: (way, note) for number, way, note in form.sellers()}
    rows = [(group, *sellers[group.enterprise.number]) for group in groups]
    context = {"form": form, "rows": rows, "is_whole": not any(group.fault for group in groups)}
    return page(request, "orders/cart.html", context, status=status)


@csrf_exempt  # stands on pages that are the same for everybody; it fills a cart and nothing else
@writes(anyone=True)
def put(request: Request) -> HttpResponse:
    """Into the cart, from a product's page."""
    form = forms.AddForm(request.POST)
    require(form.is_valid(), _("Tulis jumlahnya dengan angka, mulai dari 1."), status=422)
    said = form.cleaned_data
    chosen = queries.wanted(said["code"], said["variant"] or 0, said["count"] or 1)
    if not said["count"]:
        chosen = Wanted(chosen.product, chosen.variant, chosen.product.least_order)
    require(not chosen.fault, f"{chosen.name}: {chosen.fault}", status=422)
    if request.user.is_authenticated:
        _brought(request)
        actions.put([chosen], by=request.user)
    else:
        kept = request.session.get(CART, {})
        full = _("Keranjang Anda penuh. Kirim dahulu yang sudah ada.")
        require(len(kept) < MOST_LINES or chosen.key in kept, full, status=422)
        request.session[CART] = kept | {chosen.key: kept.get(chosen.key, 0) + chosen.count}
    messages.success(request, _("%(name)s masuk keranjang.") % {"name": chosen.name})
    return go(reverse("orders:cart"))


@writes(anyone=True)
def set_counts(request: Request) -> HttpResponse:
    counts = forms.counts(request.POST)
    if request.user.is_authenticated:
        _brought(request)
        actions.set_counts(counts, by=request.user)
    else:
        kept = request.session.get(CART, {})
        request.session[CART] = {key: n for key, old in kept.items() if (n := counts.get(key, old))}
    messages.success(request, _("Keranjang diperbarui."))
    return go(reverse("orders:cart"))


@writes
def place(request: Request) -> HttpResponse:
    """One order for each seller in the cart."""
    _brought(request)
    groups = queries.groups(_wanted(request))
    form = forms.PlaceForm(groups, request.POST)
    if not groups and (known := queries.placed_with(forms.key_of(request.POST), request.user)):
        return _placed(known)  # sent twice: the first has emptied the cart
    if not form.is_valid():
        return _show_cart(request, form, groups, status=422)
    slow_down("order", str(request.user.pk), tries=MOST_AN_HOUR, minutes=60)
    said = form.cleaned_data
    told = actions.Said(said["phone"], said["address"], said["ways"], said["notes"])
    wanted = [each for group in groups for each in group.wanted]
    orders = actions.place(wanted, told, key=said["key"], by=request.user)
    n = len(orders)
    sent = ngettext(
        "%(n)d pesanan terkirim. Penjual akan menjawab.", "%(n)d pesanan terkirim. Penjual akan menjawab.", n
    )
    messages.success(request, sent % {"n": n})
    return _placed(orders)


def _placed(orders: list[Order]) -> HttpResponse:
    return go(orders[0]) if len(orders) == 1 else go(reverse("orders:index"))


# --- orders ---------------------------------------------------------------------------------------


@reads
def index(request: Request) -> HttpResponse:
    rows, following = queries.listed(
        queries.of_buyer(request.user), before=request.GET.get("sebelum", "")[:16]
    )
    return page(request, "orders/index.html", {"orders": rows, "following": following})


@reads
def order(request: Request, number: str) -> HttpResponse:
    return _show(request, queries.order(number, viewer=request.user))


def _show(request: Request, row: Order, status: int = 200, **bound: Any) -> HttpResponse:
    sells, lines = businesses.owns(request.user, row.enterprise), queries.lines(row)
    shop = queries.shop_of(row.enterprise)
    context = {
        "order": row, "lines": lines, "sells": sells, "events": queries.story(row),
        "pieces": queries.pieces(row, request.user),
        "may_cancel": rules.may_cancel(request.user, row, sells=sells),
        "may_receive": rules.may_receive(request.user, row),
        "qris": shop.qris if rules.is_paid_by_qris(row) else None,
        "whatsapp": _message(row, lines, shop.whatsapp or row.enterprise.phone, sells=sells),
        "accept_form": forms.AcceptForm(lines) if sells else None,
        "reason_form": forms.ReasonForm(), "book_form": forms.BookForm(),
        **(_book(row) if sells else {}), "wrong": next(iter(bound.values()), None), **bound,
    }  # fmt: skip
    return page(request, "orders/order.html", context, status=status)


def _book(row: Order) -> dict[str, Any]:
    book, entry = queries.in_book(row)
    return {"book": book, "entry": entry}


def _message(row: Order, lines: list[Any], seller: str, *, sells: bool) -> str:
    """The address that opens WhatsApp with the order written out, to the other side."""
    things = methods.itemised([(each.count, each.unit, each.name, each.price) for each in lines], row.sum)
    who = row.buyer.name if not sells else row.enterprise.name
    opening = _("Halo, ini tentang pesanan %(number)s dari %(who)s:") % {"number": row.number, "who": who}
    return methods.whatsapp(row.phone if sells else seller, f"{opening}\n{things}")


def _of_the_seller(request: Request, number: str) -> Order:
    """An order of one of the viewer's shops; what a seller does with it is not there for the buyer."""
    row = queries.order(number, viewer=request.user)
    return found(row if businesses.owns(request.user, row.enterprise) else None)


@writes
def accept(request: Request, number: str) -> HttpResponse:
    row = _of_the_seller(request, number)
    form = forms.AcceptForm(queries.lines(row), request.POST)
    if not form.is_valid():
        return _show(request, row, 422, accept_form=form)
    said = form.cleaned_data
    actions.accept(
        row, form.prices(), delivery_cost=said["delivery_cost"], message=said["message"], by=request.user
    )
    messages.success(request, _("Pesanan disanggupi. Pembeli diberi tahu."))
    return go(row)


def _with_reason(request: Request, row: Order, turn: Callable[..., Any], told: str) -> HttpResponse:
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, reason_form=form)
    turn(row, form.cleaned_data["reason"], by=request.user)
    messages.success(request, told)
    return go(row)


@writes
def decline(request: Request, number: str) -> HttpResponse:
    row = _of_the_seller(request, number)
    return _with_reason(request, row, actions.decline, _("Pembeli diberi tahu bahwa Anda tidak sanggup."))


@writes
def cancel(request: Request, number: str) -> HttpResponse:
    row = queries.order(number, viewer=request.user)
    return _with_reason(request, row, actions.cancel, _("Pesanan dibatalkan."))


def _turn(request: Request, number: str, turn: Callable[..., Any], told: str) -> HttpResponse:
    row = queries.order(number, viewer=request.user)
    turn(row, by=request.user)
    messages.success(request, told)
    return go(row)


@writes
def make_ready(request: Request, number: str) -> HttpResponse:
    return _turn(request, number, actions.make_ready, _("Pembeli diberi tahu bahwa pesanannya siap."))


@writes
def hand_over(request: Request, number: str) -> HttpResponse:
    return _turn(
        request, number, actions.hand_over, _("Tercatat. Pembeli diminta mengatakan bila sudah menerimanya.")
    )


@writes
def receive(request: Request, number: str) -> HttpResponse:
    queries.bought(number, viewer=request.user)  # the buyer's alone
    return _turn(
        request, number, actions.receive, _("Terima kasih. Anda sekarang dapat menilai pesanan ini.")
    )


@writes
def order_again(request: Request, number: str) -> HttpResponse:
    """The same things into the cart, as far as they are still for sale."""
    row = queries.bought(number, viewer=request.user)
    again, gone = queries.again(row)
    _brought(request)
    actions.put(again, by=request.user)
    for name in gone:
        messages.warning(request, _("%(name)s tidak dijual lagi.") % {"name": name})
    return go(reverse("orders:cart"))


@writes
def enter_in_book(request: Request, number: str) -> HttpResponse:
    row, form = _of_the_seller(request, number), forms.BookForm(request.POST)
    if not form.is_valid():
        return _show(request, row, 422, book_form=form)
    actions.enter_in_book(row, form.cleaned_data["place"], by=request.user)
    messages.success(request, _("Penjualan ini tercatat di buku kas."))
    return go(row)


# --- the seller -----------------------------------------------------------------------------------


@reads
def desk(request: Request, number: str) -> HttpResponse:
    enterprise = businesses.own(number, viewer=request.user)
    rows, following = queries.listed(
        queries.of_seller(enterprise), before=request.GET.get("sebelum", "")[:16]
    )
    context = {
        "enterprise": enterprise, "orders": [row for row in rows if row.closed_at], "following": following,
        "at_work": list(queries.at_work(enterprise)[:100]), "answers": queries.answer_time(enterprise),
        "shop": queries.shop_of(enterprise),
    }  # fmt: skip
    return page(request, "orders/desk.html", context)


@reads
def _shop(request: Request, number: str) -> HttpResponse:
    enterprise = businesses.own(number, viewer=request.user)
    shop = queries.shop_of(enterprise)
    form = forms.ShopForm(initial={"is_open": shop.is_open, "whatsapp": shop.whatsapp})
    return page(request, "orders/shop.html", {"enterprise": enterprise, "shop": shop, "form": form})


@writes
def _arrange(request: Request, number: str) -> HttpResponse:
    enterprise = businesses.own(number, viewer=request.user)
    form, picture = forms.ShopForm(request.POST, request.FILES), None
    if form.is_valid() and form.cleaned_data["qris"]:
        try:
            picture = pictures.receive(form.cleaned_data["qris"], by=request.user)
        except UnusableFile as unusable:
            form.add_error("qris", unusable.sentence)
    if not form.is_valid():
        context = {"enterprise": enterprise, "shop": queries.shop_of(enterprise), "form": form}
        return page(request, "orders/shop.html", context, status=422)
    said = form.cleaned_data
    actions.arrange(
        enterprise, whatsapp=said["whatsapp"], is_open=said["is_open"], qris=picture, by=request.user
    )
    messages.success(request, _("Pengaturan toko tersimpan."))
    return go(reverse("orders:arrange", args=[number]))


arrange = either(_shop, _arrange)


@writes
def remove_qris(request: Request, number: str) -> HttpResponse:
    actions.remove_qris(businesses.own(number, viewer=request.user), by=request.user)
    messages.success(request, _("Gambar QRIS dihapus."))
    return go(reverse("orders:arrange", args=[number]))
