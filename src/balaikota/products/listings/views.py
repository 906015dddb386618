"""A product's public page, and the seller's own side in few short screens."""

import uuid
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.pictures import actions as pictures
from balaikota.kit.errors import Refusal, found
from balaikota.kit.hot import View, for_everybody, framed
from balaikota.kit.http import Request, either, go, is_known, page, reads, writes
from balaikota.kit.throttle import slow_down, visitor
from balaikota.products.categories import queries as categories
from balaikota.products.listings import actions, contract, forms, methods, queries
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product, State
from balaikota.products.looking import methods as looking

PHOTOS_AN_HOUR = 200
#: For how many seconds a cache before the city hall may give a page to others.
SHARED = 30

# --- a buyer looks --------------------------------------------------------------------------------


def kept(view: View) -> View:
    """Who is not signed in gets the page as it was drawn for the first who asked: one statement, and no transaction for
    it. What was drawn now is kept once the page has been read; reading itself writes nothing."""

    @wraps(view)
    def shown(request: Request, code: str) -> HttpResponseBase:
        is_for_all = request.method in ("GET", "HEAD") and not is_known(request)
        drawn = contract.keeper().find(code, get_language() or "") if is_for_all else None
        if drawn is not None:
            return _framed(request, drawn)
        made: list[tuple[Product, contract.Drawn]] = []
        response = view(request, code, made)
        if is_for_all:
            contract.keeper().keep(*made[0])
        return response

    def standing(request: Request, code: str) -> HttpResponse | None:
        drawn = contract.keeper().find(code, get_language() or "")
        return None if drawn is None else _framed(request, drawn)

    return for_everybody(shown, standing)


def _framed(request: Request, drawn: contract.Drawn) -> HttpResponse:
    return framed(
        request,
        "listings/product.html",
        shared=SHARED,
        title=drawn.title,
        head=drawn.head,
        body=drawn.body,
    )


@kept
@reads(anyone=True)
def product(request: Request, code: str, made: list[tuple[Product, contract.Drawn]]) -> HttpResponse:
    """Everything a buyer asks of a product, on one page. What was drawn is noted in `made`."""
    viewer = request.user if request.user.is_authenticated else None
    shown = queries.product(code, viewer=viewer)
    drawn = queries.drawn(shown, viewer, request if viewer else None)
    made.append((shown, drawn))
    return _framed(request, drawn)


# --- a seller's own list --------------------------------------------------------------------------


@reads
def sell(request: Request) -> HttpResponse:
    """Straight to the first screen; who has several businesses chooses, who has none is told what to do."""
    shops = list(businesses.owned_by(request.user)[:20])
    if len(shops) == 1:
        return go(reverse("listings:start", args=[shops[0].number]))
    return page(request, "listings/sell.html", {"shops": shops})


@reads
def mine(request: Request, number: str) -> HttpResponse:
    """Everything one sells, with its state and what it lacks."""
    shop = businesses.own(number, viewer=request.user)
    return page(request, "listings/mine.html", _list_of(shop))


def _list_of(shop: Enterprise) -> dict[str, Any]:
    rows = list(queries.of_seller(shop)[:300])
    shots, said = queries.pictures(rows), queries.reasons_of(rows)
    return {
        "shop": shop,
        "counts": queries.counted(shop),
        "form": None,
        "rows": [
            {
                "product": row,
                "picture": next(iter(shots.get(row.pk, [])), None),
                "price": methods.price_words(row.basis, row.price, row.price_to),
                "stage": methods.stock_words(row, row.stock),
                "lacks": methods.lacks(row, len(shots.get(row.pk, []))),
                "reasons": said.get(row.pk, []),
                "tone": methods.TONES[State(row.state)],
            }
            for row in rows
        ],
    }


def _own(request: Request, number: str, code: str) -> Product:
    row = queries.own(code, viewer=request.user)
    return found(row if row.enterprise.number == number else None)


def _at(product: Product, name: str) -> str:
    return reverse(f"listings:{name}", args=[product.enterprise.number, product.code])


# --- few short screens ----------------------------------------------------------------------------


@reads
def _show_start(request: Request, number: str) -> HttpResponse:
    shop = businesses.own(number, viewer=request.user)
    return _start_page(request, shop, forms.NameForm(initial={"key": uuid.uuid4()}))


def _start_page(request: Request, shop: Enterprise, form: forms.NameForm, status: int = 200) -> HttpResponse:
    is_first = not queries.of_seller(shop).exists()
    context = {"shop": shop, "form": form, "is_first": is_first, "steps": methods.steps(0)}
    return page(request, "listings/start.html", context, status=status)


@writes
def _start(request: Request, number: str) -> HttpResponse:
    """The draft is kept from the first screen on; the same form sent twice is one product."""
    shop = businesses.own(number, viewer=request.user)
    form = forms.NameForm(request.POST)
    if not form.is_valid():
        return _start_page(request, shop, form, status=422)
    said = form.cleaned_data
    known = queries.by_key(said["key"])
    if known is not None:
        return go(_at(_own(request, number, known.code), "photos"))
    made = actions.write(shop, Said({"name": said["name"]}), by=request.user, key=said["key"])
    return go(_at(made, "photos"))


start = either(_show_start, _start)


@reads
def _show_photos(request: Request, number: str, code: str) -> HttpResponse:
    return _photos_page(request, _own(request, number, code), forms.PhotosForm())


def _photos_page(request: Request, one: Product, form: forms.PhotosForm, status: int = 200) -> HttpResponse:
    rows = [
        (photo, [looking.HINTS[hint] for hint in photo.hints if hint in looking.HINTS])
        for photo in queries.photos_of([one])
    ]
    context = {
        "product": one,
        "form": form,
        "rows": rows,
        "steps": methods.steps(1),
        "crops": looking.crops(),
    }
    return page(request, "listings/photos.html", context, status=status)


@writes
def _photos(request: Request, number: str, code: str) -> HttpResponse:
    """New photos come behind those that are there; what is no photo is said, the others are kept."""
    one = _own(request, number, code)
    form = forms.PhotosForm(request.POST, request.FILES)
    if form.is_valid():
        slow_down("katalog-photo", f"{visitor(request)}:{request.user.pk}", tries=PHOTOS_AN_HOUR, minutes=60)
        _receive(request, one, form)
    if not form.is_valid():
        return _photos_page(request, one, form, status=422)
    has_brought = bool(form.cleaned_data["photos"])
    onward = "price" if one.state == State.DRAFT else "change"
    return go(_at(one, "photos" if has_brought else onward))


def _receive(request: Request, one: Product, form: forms.PhotosForm) -> None:
    kept = [photo.picture_id for photo in queries.photos_of([one])]
    brought = form.cleaned_data["photos"]
    if len(kept) + len(brought) > methods.MOST_PHOTOS:
        form.add_error(
            "photos", _("Paling banyak %d foto. Hapus dulu yang kurang bagus.") % methods.MOST_PHOTOS
        )
        brought = []
    for upload in brought:
        try:
            kept.append(pictures.receive(upload, by=request.user).pk)
        except Refusal as refusal:
            form.add_error("photos", f"{upload.name}: {refusal.sentence}")
    actions.change(one, Said(pictures=kept), by=request.user)


photos = either(_show_photos, _photos)


def _rearranged(request: Request, one: Product, order: Any) -> HttpResponse:
    keys = [photo.picture_id for photo in queries.photos_of([one])]
    actions.change(one, Said(pictures=order(keys)), by=request.user)
    return go(_at(one, "photos"))


@writes
def put_first(request: Request, number: str, code: str, picture_id: uuid.UUID) -> HttpResponse:
    one = _own(request, number, code)
    return _rearranged(request, one, lambda keys: sorted(keys, key=lambda key: key != picture_id))


@writes
def drop_photo(request: Request, number: str, code: str, picture_id: uuid.UUID) -> HttpResponse:
    one = _own(request, number, code)
    return _rearranged(request, one, lambda keys: [key for key in keys if key != picture_id])


@writes
def crop(request: Request, number: str, code: str, picture_id: uuid.UUID) -> HttpResponse:
    """Where the square begins: the seller knows better than the machine."""
    one, at = _own(request, number, code), request.POST.get("at", "")
    actions.crop(one, picture_id, int(at) if at.isascii() and at.isdigit() else 50, by=request.user)
    return go(_at(one, "photos"))


@reads
def _show_price(request: Request, number: str, code: str) -> HttpResponse:
    one = _own(request, number, code)
    known = {
        "price": methods.typed_price(one.basis, one.price, one.price_to),
        "unit": one.unit if one.price is not None else next(iter(one.category.units), one.unit),
        "net": methods.net_words(one.net_amount, one.net_unit) or methods.net_in_name(one.name),
        "category": one.category_id if one.category_id != categories.UNCLASSIFIED else forms.OTHER,
    }
    likely = categories.guessed(one.name)
    return _price_page(request, one, forms.PriceForm(initial=known, likely=likely))


def _price_page(request: Request, one: Product, form: forms.PriceForm, status: int = 200) -> HttpResponse:
    context = {"product": one, "form": form, "steps": methods.steps(2), "units": one.category.units}
    return page(request, "listings/price.html", context, status=status)


@writes
def _price(request: Request, number: str, code: str) -> HttpResponse:
    one = _own(request, number, code)
    form = forms.PriceForm(request.POST, likely=categories.guessed(one.name))
    if not form.is_valid():
        return _price_page(request, one, form, status=422)
    actions.change(one, Said(form.fields_said()), by=request.user)
    return go(_at(one, "publish"))


price = either(_show_price, _price)


@reads
def _show_publish(request: Request, number: str, code: str) -> HttpResponse:
    return _publish_page(request, _own(request, number, code))


def _publish_page(request: Request, one: Product, sentence: str = "", status: int = 200) -> HttpResponse:
    """What buyers will see, what the law asks on this day, and what would sell it better."""
    lines = queries.permits(one, timezone.localdate())
    shots = queries.pictures([one]).get(one.pk, [])
    lacks = methods.lacks(one, len(shots))
    context = queries.told(one, request.user) | {
        "steps": methods.steps(3),
        "lines": lines,
        "bars": queries.bars(one, timezone.localdate(), lines),
        "track": queries.track(one),
        "needed": [lack for lack in lacks if lack.is_needed],
        "wished": [lack for lack in lacks if not lack.is_needed],
        "sentence": sentence,
    }
    return page(request, "listings/publish.html", context, status=status)


@writes
def _publish(request: Request, number: str, code: str) -> HttpResponse:
    one = _own(request, number, code)
    try:
        actions.publish(one, by=request.user)
    except Refusal as refusal:
        return _publish_page(request, one, refusal.sentence, status=refusal.status)
    messages.success(request, _("Terpasang. Pembeli sudah bisa melihatnya."))
    return go(one)


publish = either(_show_publish, _publish)


# --- later ----------------------------------------------------------------------------------------


@reads
def _show_change(request: Request, number: str, code: str) -> HttpResponse:
    one = _own(request, number, code)
    form = forms.DetailForm(initial=forms.DetailForm.shown(one, queries.waiting(one)))
    return _change_page(request, one, form)


def _change_page(request: Request, one: Product, form: forms.DetailForm, status: int = 200) -> HttpResponse:
    context = {
        "product": one,
        "form": form,
        "reasons": queries.reasons_of([one]).get(one.pk, []),
        "waiting": [queries.label_of(name) for name in queries.waiting(one)],
        "is_edible": one.category_id[:3] in ("MKN", "MNM", "KUL"),
    }
    return page(request, "listings/change.html", context, status=status)


@writes
def _change(request: Request, number: str, code: str) -> HttpResponse:
    one, form = _own(request, number, code), forms.DetailForm(request.POST)
    if not form.is_valid():
        return _change_page(request, one, form, status=422)
    try:
        actions.change(one, Said(form.fields_said(), variants=form.variants_said(one)), by=request.user)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _change_page(request, one, form, status=refusal.status)
    if queries.waiting(one):
        messages.info(
            request, _("Tersimpan. Yang sudah diperiksa petugas berubah setelah dilihat petugas lagi.")
        )
    else:
        messages.success(request, _("Tersimpan."))
    return go(one if one.state == State.PUBLISHED else _at(one, "publish"))


change = either(_show_change, _change)


@writes
def count(request: Request, number: str, code: str) -> HttpResponse:
    one, form = _own(request, number, code), forms.StockForm(request.POST)
    shop = one.enterprise
    if not form.is_valid():
        context = _list_of(shop) | {"wrong": one.pk, "form": form}
        return page(request, "listings/mine.html", context, status=422)
    actions.change(one, Said({"stock": form.cleaned_data["stock"]}), by=request.user)
    messages.success(request, _("Stok %s tercatat.") % one.name)
    return go(reverse("listings:mine", args=[number]))


@writes
def hide(request: Request, number: str, code: str) -> HttpResponse:
    actions.hide(_own(request, number, code), by=request.user)
    messages.success(request, _("Disembunyikan. Pasang lagi kapan saja."))
    return go(reverse("listings:mine", args=[number]))


@writes
def copy(request: Request, number: str, code: str) -> HttpResponse:
    made = actions.copy(_own(request, number, code), by=request.user)
    messages.success(request, _("Salinan dibuat. Ubah yang berbeda, lalu pasang."))
    return go(_at(made, "change"))


@writes
def tie(request: Request, number: str, code: str) -> HttpResponse:
    """On to the business's list of permits, where this product has its own lines from now on."""
    actions.tie(_own(request, number, code), by=request.user)
    return go(reverse("permits:checklist", args=[number]))


@writes
def discard(request: Request, number: str, code: str) -> HttpResponse:
    actions.discard(_own(request, number, code), by=request.user)
    messages.success(request, _("Rancangan dihapus."))
    return go(reverse("listings:mine", args=[number]))
