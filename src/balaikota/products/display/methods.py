"""How a product becomes lexemes and a card. No tables."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from uuid import UUID

from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.lexicon.methods import is_around, lexemes_of, words
from balaikota.kit.rupiah import written
from balaikota.products.exposure.methods import point_of

# --- a product as it is found ---------------------------------------------------------------------

#: What a card can be asked for besides words; the order is that of the bits of `Card.marks`.
PERMITS: dict[str, str] = {
    "halal": "Halal",
    "pirt": "P-IRT",
    "md": "BPOM",
    "sni": "SNI",
    "merek": "Merek",
    "tkdn": "TKDN",
}
DELIVERIES: dict[str, Promise] = {
    "pickup": _("Ambil di tempat"),
    "seller_courier": _("Diantar penjual"),
    "third_party_courier": _("Kirim kurir"),
    "event_stall": _("Lapak atau bazar"),
}
MARKS = (*PERMITS, "ready", *DELIVERIES)
#: Words of a description that are looked through; more would let the longest text be found by everything.
MOST_BODY = 600


@dataclass(frozen=True)
class Facts:
    """A published product with everything its card and its lexemes need."""

    code: str
    url: str
    title: str
    seller: UUID
    seller_name: str
    category: str
    category_name: str
    parent: str
    district: str = ""
    district_name: str = ""
    kelurahan: str = ""
    kelurahan_name: str = ""
    description: str = ""
    brand: str = ""
    basis: str = "fixed"
    price: int | None = None
    price_to: int | None = None
    unit: str = ""
    availability: str = "in_stock"
    permits: tuple[str, ...] = ()
    deliveries: tuple[str, ...] = ()
    picture: str = ""
    is_sample: bool = False

    @property
    def is_ready(self) -> bool:
        return self.availability == "in_stock"

    @property
    def is_complete(self) -> bool:
        """What a buyer needs to choose: a photo, a price or a word about it, and a sentence on what it is."""
        has_price = self.price is not None or self.basis in ("negotiable", "on_request")
        return bool(self.picture and has_price and len(self.description) >= 30)

    @property
    def marks(self) -> int:
        own = {*self.permits, *self.deliveries, *(("ready",) if self.is_ready else ())}
        return sum(1 << at for at, mark in enumerate(MARKS) if mark in own)


def vector(facts: Facts) -> str:
    """Everything a product is found by, as PostgreSQL reads a tsvector: words of all its texts, and the filters."""
    found = set(lexemes_of.__wrapped__(facts.description[:MOST_BODY])) | lexemes_of(facts.category_name)
    return " ".join(sorted(found | _named(facts) | set(_tokens(facts))))


def names(facts: Facts) -> str:
    """What is looked at to rate it: the lexemes of its title (T before them), of what it is (H), and of its names."""
    return " ".join(sorted(_named(facts)))


def _named(facts: Facts) -> set[str]:
    title = lexemes_of(facts.title)
    found = {
        *title,
        *(f"T{each}" for each in title),
        *(f"H{each}" for each in lexemes_of(_head(facts.title))),
    }
    names = (facts.brand, facts.seller_name, facts.kelurahan_name, facts.district_name)
    for name in (*names, *(PERMITS[code] for code in facts.permits if code in PERMITS)):
        found |= lexemes_of(name)
    return {each for each in found if each}


def _head(title: str) -> str:
    """What the product is: in Indonesian the first word of its name (*keripik* pisang, *meja* lipat)."""
    return next((word for word in words(title) if not is_around(word) and not word[0].isdigit()), "")


def token(kind: str, value: str) -> str:
    """A filter as a lexeme: no word begins with a capital."""
    return kind + re.sub(r"[^a-z0-9]", "", value.lower())


def _tokens(facts: Facts) -> Iterator[str]:
    point = point_of(facts.seller)
    yield from (
        token("K", facts.category),
        token("K", facts.parent),
        f"R{point >> 12:x}",
        f"Q{point >> 8:02x}",
    )
    yield from (token("D", facts.district), token("L", facts.kelurahan))
    yield from (token("P", permit) for permit in facts.permits)
    yield from (token("V", delivery) for delivery in facts.deliveries)
    if facts.is_ready:
        yield "Sready"


# --- its card -------------------------------------------------------------------------------------

#: Phrases of a card in the reader's language; the card keeps only their number between two unit separators.
PHRASES: tuple[Promise, ...] = (
    _("mulai"),
    _("bisa ditawar"),
    _("tanya harga"),
    _("siap kirim"),
    _("dibuat setelah dipesan"),
    _("pesan dahulu"),
    _("musiman"),
    _("sedang habis"),
    _("contoh"),
)
_OF_STATE = {"in_stock": 3, "made_to_order": 4, "preorder": 5, "seasonal": 6, "out_of_stock": 7}
_CONTROL = dict.fromkeys(range(32), " ")


def _phrase(number: int) -> str:
    return f"\x1f{number}\x1f"


def _safe(text: str) -> str:
    return escape(text.translate(_CONTROL))


def card(facts: Facts) -> str:
    """The product in a list, as HTML; every text of the seller is escaped."""
    picture = (
        f'<img src="{_safe(facts.picture)}" alt="" width="320" height="320" loading="lazy" decoding="async">'
        if facts.picture
        else f'<span class="goods-blank" aria-hidden="true">{_safe(facts.title[:1].upper())}</span>'
    )
    badges = "".join(f'<span class="badge tone-ok">{PERMITS[code]}</span>' for code in facts.permits)
    if facts.is_sample:
        badges += f'<span class="sample">{_phrase(8)}</span>'
    place = f" · {_safe(facts.district_name)}" if facts.district_name else ""
    return (
        f'<li class="goods-card"><a href="{facts.url}">{picture}<span class="goods-name">{_safe(facts.title)}'
        f'</span></a><p class="goods-price">{_price(facts)}</p><p class="goods-seller">{_safe(facts.seller_name)}'
        f'{place}</p><p class="goods-marks"><span>{_phrase(_OF_STATE.get(facts.availability, 7))}</span>{badges}</p></li>'
    )


def _price(facts: Facts) -> str:
    if facts.price is None:
        return _phrase(1 if facts.basis == "negotiable" else 2)
    told = f"<strong>{written(facts.price)}</strong>"
    if facts.basis == "range" and facts.price_to:
        told += f" – {written(facts.price_to)}"
    unit = f" <span>/ {_safe(facts.unit)}</span>" if facts.unit else ""
    before = f"{_phrase(0)} " if facts.basis == "from" else ""
    return before + told + unit + (f" · {_phrase(1)}" if facts.basis == "negotiable" else "")


_LINK = re.compile(
    r'<a href="([^"]+)">.*?<span class="goods-name">([^<]*)</span></a>.*?<p class="goods-seller">([^<]*)</p>'
)


def link(card: str) -> tuple[str, str, str]:
    """Address, name and seller as a card has them: escaped already."""
    found = _LINK.search(card)
    return (found[1], mark_safe(found[2]), mark_safe(found[3])) if found else ("", "", "")


@cache
def _phrases(language: str) -> list[str]:
    return [escape(str(phrase)) for phrase in PHRASES]


def spoken(cards: str) -> str:
    """Cards with their phrases in the reader's language."""
    pieces, told = cards.split("\x1f"), _phrases(get_language() or "")
    pieces[1::2] = [told[int(number)] for number in pieces[1::2]]
    return "".join(pieces)


# --- its page -------------------------------------------------------------------------------------

#: What a page is drawn with, below the package: another text in any of it, another release.
DRAWN_WITH = (
    "products/**/*.py",
    "products/**/*.html",
    "kit/**/*.html",
    "kit/templatetags/*.py",
    "foundation/pictures/**/*.py",
    "locale/*/LC_MESSAGES/*.mo",
)


@cache
def release(address: str) -> str:
    """The same as long as the same page would be drawn of the same product, in the city hall at this address; read once
    by each process."""
    house = Path(__file__).resolve().parents[2]
    seen = hashlib.sha256(address.encode())
    for path in sorted({path for pattern in DRAWN_WITH for path in house.glob(pattern)}):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]
