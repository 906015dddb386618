"""Every read of shops and fairs that leaves the room: what is public of a seller, and the papers drawn of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import methods as permit_kinds
from balaikota.enterprises.permits import queries as permits
from balaikota.enterprises.permits.models import State as PermitState
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.documents.methods import on_paper
from balaikota.foundation.pictures import methods as sizes
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.regions.models import Region
from balaikota.kit import pdf
from balaikota.kit.errors import found
from balaikota.kit.rupiah import written
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Basis, Product
from balaikota.products.orders import methods as talk
from balaikota.products.orders import queries as orders
from balaikota.products.reviews import queries as reviews
from balaikota.products.showcase import methods, rules
from balaikota.products.showcase.models import Fair, Stall

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

PAPERS = Path(__file__).parent / "typst"
PAGE = 24
#: A paper holds at most so many things; it says so when it leaves some out.
MOST_ON_PAPER = 240


# --- one seller -----------------------------------------------------------------------------------


def sellers() -> QuerySet[Enterprise]:
    """Running businesses with something on the shelf: those who chose to be public."""
    rows = businesses.standing().filter(Exists(listings.published().filter(enterprise=OuterRef("pk"))))
    return rows.select_related("kelurahan__parent")


def seller(number: str, *, viewer: "Person | None" = None) -> Enterprise:
    """A public shop; to its own owner also before there is anything in it."""
    row = sellers().filter(number=number).first()
    if row is not None:
        return row
    if viewer is not None and viewer.is_authenticated:
        return businesses.own(number, viewer=viewer)
    raise Http404


def seller_of_code(code: str) -> Enterprise:
    """By the short link."""
    number = methods.long(code)
    return found(sellers().filter(number=number).first() if number else None)


def address_of(enterprise: Enterprise) -> str:
    """The short link, as it is printed."""
    return f"{settings.ADDRESS}/k/{methods.short(enterprise.number)}/"


@dataclass(frozen=True)
class Card:
    """A product as a shop's page shows it."""

    product: Product
    picture: Picture | None
    price: str


def price_of(product: Product) -> str:
    """As buyers read it."""
    if product.price is None or product.basis == Basis.ON_REQUEST:
        return _("tanya penjual")
    told = written(product.price)
    if product.basis == Basis.RANGE and product.price_to:
        return f"{told}–{written(product.price_to)}"
    before = {Basis.FROM: _("mulai %s"), Basis.NEGOTIABLE: _("%s, bisa ditawar")}
    return before.get(Basis(product.basis), "%s") % told


def cards(products: list[Product]) -> list[Card]:
    """Each with its first picture; one query."""
    shown = listings.pictures(products)
    return [Card(each, next(iter(shown.get(each.pk, [])), None), price_of(each)) for each in products]


def held(enterprise: Enterprise, on: date) -> list[dict[str, Any]]:
    """The permits a buyer may rely on that day: not refused, not ended; which an officer has seen is said."""
    rows = permits.of(enterprise).exclude(state=PermitState.REFUSED)
    names = permit_kinds.kinds()
    return [
        {"name": names[row.kind].name, "number": row.number, "ware": row.ware, "checked_at": row.checked_at,
         "ends_on": row.expires_on}
        for row in rows if row.kind in names and (row.expires_on is None or row.expires_on >= on)
    ]  # fmt: skip


def shop(enterprise: Enterprise, *, after: str = "") -> dict[str, Any]:
    """Everything public of a seller."""
    rows = listings.published().filter(enterprise=enterprise).order_by("-published_at", "-pk")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 6 else 0
    shown = list(rows[start : start + PAGE + 1])
    arranged, said = orders.shop_of(enterprise), reviews.of_seller(enterprise)
    hello = _("Halo %s, saya melihat toko Anda di e-Katalog.") % enterprise.name
    return {
        "enterprise": enterprise, "cards": cards(shown[:PAGE]), "shop": arranged,
        "following": str(start + PAGE) if len(shown) > PAGE else "",
        "permits": held(enterprise, timezone.localdate()), "answers": orders.answer_time(enterprise),
        "standing": reviews.standing(said), "reviews": list(said[:3]),
        "whatsapp": talk.whatsapp(arranged.whatsapp, hello), "short": address_of(enterprise),
        "image": f"{settings.ADDRESS}{reverse('showcase:image', args=[enterprise.number])}",
    }  # fmt: skip


def shop_url(enterprise: Enterprise) -> str:
    return reverse("showcase:seller", args=[enterprise.number])


def panel(enterprise: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """On the business's own page: where its shop is, and what can be printed."""
    is_public = sellers().filter(pk=enterprise.pk).exists()
    return {"short": address_of(enterprise)} if is_public else None


# --- papers ---------------------------------------------------------------------------------------


def _photo(picture: Picture | None, wide: int = 1, high: int = 1) -> str:
    """A small copy for a paper: the one on the disk, else made now and not kept."""
    if picture is None:
        return ""
    width = sizes.widths(picture.width)[0]
    kept = photos.place(picture.pk, width, "jpg")
    drawn = kept.read_bytes() if kept.exists() else sizes.rendition(photos.content(picture), width, "jpg")
    return methods.framed(drawn, wide, high)


def _where(enterprise: Enterprise) -> str:
    at = enterprise.kelurahan
    return f"{at.name}, {at.parent.name}" if at and at.parent else ""


def _line(card: Card) -> dict[str, str]:
    unit = "" if card.price == _("tanya penjual") else f" / {card.product.unit}"
    return {"name": card.product.name, "price": f"{card.price}{unit}", "photo": _photo(card.picture)}


def _told(enterprise: Enterprise, rows: list[Card], spot: str = "") -> dict[str, Any]:
    link = address_of(enterprise)
    return {
        "name": enterprise.name, "where": _where(enterprise), "story": enterprise.story[:400], "spot": spot,
        "link": link.partition("://")[2].rstrip("/"), "qr": methods.qr(link), "lines": [_line(each) for each in rows],
    }  # fmt: skip


def _catalogue(title: str, about: str, found_sellers: list[tuple[Enterprise, str]], *, sample: bool) -> bytes:
    keys = [row.pk for row, _spot in found_sellers]
    rows = listings.published().filter(enterprise__in=keys).order_by("enterprise__name", "name", "pk")
    products = list(rows[: MOST_ON_PAPER + 1])
    by_seller: dict[Any, list[Card]] = {}
    for card in cards(products[:MOST_ON_PAPER]):
        by_seller.setdefault(card.product.enterprise_id, []).append(card)
    content = {
        "title": title, "about": about, "city": regions.city().name, "drawn": on_paper(timezone.localdate()),
        "sellers": [_told(row, by_seller[row.pk], spot) for row, spot in found_sellers if row.pk in by_seller],
        "left_out": len(products) > MOST_ON_PAPER,
    }  # fmt: skip
    return pdf.draw(PAPERS / "katalog.typ", content, example=sample)


def catalogue_of_seller(enterprise: Enterprise) -> bytes:
    """Everything one seller offers, to print."""
    return _catalogue(enterprise.name, _where(enterprise), [(enterprise, "")], sample=enterprise.is_sample)


def district(code: str) -> Region:
    return found(regions.districts_of_city().filter(code=code).first())


def districts() -> list[tuple[Region, int]]:
    """Each kecamatan with how many sellers it has."""
    rows = sellers().order_by().values_list("kelurahan__parent").annotate(n=Count("pk"))
    counts = dict(rows)
    return [(each, counts.get(each.pk, 0)) for each in regions.districts_of_city()]


def catalogue_of_district(at: Region) -> bytes:
    """Every seller of a kecamatan, by name."""
    rows = list(sellers().filter(kelurahan__parent=at).order_by("name", "number"))
    found(rows or None)
    title = _("Katalog UMKM Kecamatan %s") % at.name
    return _catalogue(title, "", [(row, "") for row in rows], sample=any(row.is_sample for row in rows))


def catalogue_of_fair(fair: Fair) -> bytes:
    """The sellers of a fair in the order of their stalls."""
    rows = [(stall.enterprise, stall.spot) for stall in stalls(fair)]
    about = f"{fair.place}, {on_paper(fair.on)}"
    if fair.until_on != fair.on:
        about += f" – {on_paper(fair.until_on)}"
    return _catalogue(fair.name, about, rows, sample=fair.is_sample)


def poster(enterprise: Enterprise) -> bytes:
    """One A4 page with a large QR code, for the wall of the shop."""
    rows = cards(list(listings.published().filter(enterprise=enterprise).order_by("-published_at")[:3]))
    content = _told(enterprise, rows) | {"city": regions.city().name}
    return pdf.draw(PAPERS / "poster.typ", content, example=enterprise.is_sample)


def image(enterprise: Enterprise) -> bytes:
    """What a chat shows when somebody shares the shop: a PNG of 1200 by 630 dots."""
    rows = cards(list(listings.published().filter(enterprise=enterprise).order_by("-published_at")[:2]))
    content = _told(enterprise, rows) | {"city": regions.city().name}
    return pdf.pictures(PAPERS / "kartu.typ", content, example=enterprise.is_sample, dots=96)[0]


# --- fairs ----------------------------------------------------------------------------------------


def fairs() -> QuerySet[Fair]:
    """Newest first, each with how many sell there."""
    return Fair.objects.annotate(sellers=Count("stalls")).order_by("-on", "-pk")


def coming() -> QuerySet[Fair]:
    return fairs().filter(until_on__gte=timezone.localdate()).order_by("on")


def fair(pk: uuid.UUID) -> Fair:
    return found(fairs().filter(pk=pk).first())


def fair_to_arrange(pk: uuid.UUID, *, viewer: "Person") -> Fair:
    """For officers; to others there is none."""
    return found(fair(pk) if rules.may_arrange(viewer) else None)


def stalls(fair: Fair) -> list[Stall]:
    """Those whose sellers are public today."""
    rows = Stall.objects.filter(fair=fair, enterprise__in=sellers().values("pk"))
    return list(rows.select_related("enterprise__kelurahan__parent").order_by("spot", "pk"))


def all_stalls(fair: Fair) -> list[Stall]:
    return list(Stall.objects.filter(fair=fair).select_related("enterprise").order_by("spot", "pk"))


def to_invite(fair: Fair, words: str) -> list[Enterprise]:
    """Public sellers that are not in the fair yet, by words of their name or their products."""
    rows = sellers().exclude(pk__in=Stall.objects.filter(fair=fair).values("enterprise"))
    for word in words.split()[:4]:
        sold = listings.published().filter(enterprise=OuterRef("pk"), name__icontains=word)
        rows = rows.filter(Exists(sold)) | rows.filter(name__icontains=word)
    return list(rows.order_by("name", "number")[:30])
