"""What an offer would become on one seller's shelf, and that shelf as goods. No look-up leaves it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from balaikota.enterprises.register.models import Enterprise
from balaikota.kit.errors import found
from balaikota.products.categories import queries as categories
from balaikota.products.categories.models import Category
from balaikota.products.dialects import methods as dialects
from balaikota.products.dialects.methods import Dialect, Offer
from balaikota.products.feeds import queries as feeds
from balaikota.products.feeds.methods import Good
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Product
from balaikota.products.mirrors import methods
from balaikota.products.mirrors.models import Outcome

# --- goods ------------------------------------------------------------------------------------------


def goods_out(firm: Enterprise) -> list[Good]:
    """Everything a seller has put in, as they say it now, oldest first."""
    return _goods(
        list(listings.of_seller(firm).prefetch_related("variants", "checks").order_by("created_at", "pk"))
    )


def all_goods() -> Iterator[Good]:
    """Everything on the shelves of the city."""
    return feeds.goods_of(feeds.shown())


def _goods(products: list[Product]) -> list[Good]:
    return feeds.goods(products, proposed={each.pk: _proposed(each) for each in products})


def _proposed(product: Product) -> dict[str, Any]:
    return {
        name: value
        for check in product.checks.all()
        if check.closed_at is None
        for name, value in check.proposed.items()
    }


def category_labels() -> list[str]:
    return [f"{row.code} {row.name}" for row in categories.leaves()]


# --- categories -----------------------------------------------------------------------------------


class Kinds:
    """What a file calls a category, as one of ours: by Google's number, our code, our name; else by its words."""

    def __init__(self) -> None:
        self.leaves = categories.leaves()
        self.by_code = {row.code.lower(): row for row in self.leaves}
        self.by_name = {row.name.casefold(): row for row in self.leaves}
        self.by_google: dict[int, list[Category]] = defaultdict(list)
        self._guesses: dict[str, list[Category]] = {}
        for row in self.leaves:
            if row.google_id:
                self.by_google[row.google_id].append(row)

    def certain(self, offer: Offer) -> Category | None:
        """As the file itself names it."""
        same = self._google(offer.google_category)
        return self._named(offer.category) or (same[0] if len(same) == 1 else None)

    def of(self, offer: Offer) -> tuple[Category | None, bool]:
        """The category and whether it is a guess; None when a person must say."""
        if told := self.certain(offer):
            return told, False
        name = str(offer.fields.get("name", ""))
        words = " ".join(part for part in (name, offer.category) if part and not part.isdigit())
        if same := self._google(offer.google_category):
            return next((row for row in self.guess(words) if row in same), None), True
        return next(iter(self.guess(words)), None), True

    def _named(self, said: str) -> Category | None:
        for part in (said, said.replace("\\,", ",").rsplit(">", 1)[-1]):
            plain = part.strip().casefold()
            if row := self.by_code.get(plain.split(" ", 1)[0]) or self.by_name.get(plain):
                return row
        return None

    def _google(self, said: str) -> list[Category]:
        number, path = said.split("-", maxsplit=1)[0].strip(), said.strip().casefold()
        if number.isascii() and number.isdigit():
            return self.by_google.get(int(number[:9]), [])
        return [row for row in self.leaves if path and row.google_path.casefold() == path]

    def guess(self, words: str) -> list[Category]:
        if words not in self._guesses:
            likely = categories.guessed(words) if words else []
            self._guesses[words] = [row for row in likely if row.code != categories.UNCLASSIFIED]
        return self._guesses[words]


# --- one seller's shelf ---------------------------------------------------------------------------


@dataclass
class Verdict:
    """What an offer becomes on this shelf."""

    offer: Offer
    outcome: Outcome
    product: Product | None = None
    reasons: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    differences: list[list[str]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    category: Category | None = None
    is_guessed: bool = False
    is_kind: bool = False  # a row that names one variant by its own code


class Shelf:
    """The products of one seller, by everything a file may call them; and what this file has claimed so far."""

    def __init__(self, firm: Enterprise, dialect: Dialect, tried: set[tuple[Any, str]]) -> None:
        self.dialect, self.kinds = dialect, Kinds()
        products = list(listings.of_seller(firm).prefetch_related("variants", "checks"))
        self.goods = {product.pk: good for product, good in zip(products, _goods(products), strict=True)}
        self.by_code = {product.code: product for product in products}
        kinds = [(product, each) for product in products for each in product.variants.all()]
        self.by_kind = {f"{product.code}-{each.pk}": (product, each) for product, each in kinds}
        self.by_kind |= {each.sku: (product, each) for product, each in kinds if each.sku}
        self.by_sku = {key: product for key, (product, _each) in self.by_kind.items()}
        self.by_sku |= {product.sku: product for product in products if product.sku}
        self.by_name: dict[str, list[Product]] = defaultdict(list)
        for product in products:
            self.by_name[product.name.casefold()].append(product)
        self.claimed: dict[Any, int] = {}
        self.tried = tried

    def judged(self, offer: Offer) -> Verdict:
        verdict = Verdict(offer, Outcome.NEW, reasons=list(offer.reasons), remarks=list(offer.remarks))
        if not verdict.reasons:
            self._find(verdict)
        if not verdict.reasons:
            self._claim(verdict)
        if not verdict.reasons:
            (self._compare if verdict.product else self._begin)(verdict)
        if verdict.reasons:
            verdict.outcome = Outcome.REFUSED
        return verdict

    def _find(self, verdict: Verdict) -> None:
        offer = verdict.offer
        for key in offer.keys:
            verdict.product = self.by_code.get(key.lower()) or self.by_sku.get(key)
            if verdict.product:
                if key in self.by_kind and not offer.variants:
                    verdict.offer, verdict.is_kind = _of_kind(offer, self.by_kind[key][1]), True
                return
        named = self.by_name.get(str(offer.fields.get("name", "")).casefold(), [])
        alike = [each for each in named if not offer.fields.get("sku") or not each.sku]
        if len(alike) > 1:
            verdict.reasons.append(
                _("Ada beberapa produk Anda bernama ini. Beri kode (SKU) supaya tidak tertukar.")
            )
        verdict.product = alike[0] if len(alike) == 1 else None

    def _claim(self, verdict: Verdict) -> None:
        """One product, one SKU, one offer: what a file says twice it says the second time in vain."""
        fields = verdict.offer.fields
        skus = [each["sku"] for each in verdict.offer.variants if each.get("sku")]
        skus += [fields["sku"]] if fields.get("sku") and fields["sku"] not in skus else []
        if len(skus) != len(set(skus)):
            verdict.reasons.append(_("Satu kode (SKU) dipakai dua varian."))
        thing: Any = (
            verdict.product.pk
            if verdict.product
            else ("name", str(fields.get("name", "")).casefold(), fields.get("sku", ""))
        )
        if verdict.is_kind:
            thing = (thing, str(verdict.offer.variants[0]["options"]))
        for key in [thing, *(("sku", sku) for sku in skus)]:
            if key in self.claimed:
                verdict.reasons.append(_("Sama dengan baris %d di berkas ini.") % self.claimed[key])
                return
        for sku in skus:
            holder = self.by_sku.get(sku)
            if holder and (verdict.product is None or holder.pk != verdict.product.pk):
                verdict.reasons.append(_("Kode %(sku)s sudah dipakai produk Anda yang lain: %(name)s.") % {
                    "sku": sku, "name": holder.name})  # fmt: skip
                return
        self.claimed |= dict.fromkeys([thing, *(("sku", sku) for sku in skus)], verdict.offer.rows[0])

    def _begin(self, verdict: Verdict) -> None:
        """A product we do not know yet."""
        offer, fields = verdict.offer, dict(verdict.offer.fields)
        fields.pop("code", None)
        if not fields.get("name"):
            verdict.reasons.append(_("Nama produk kosong."))
        if "basis" not in fields:
            only_changes = "price" not in {ours for each in self.dialect.columns.values() for ours in each}
            verdict.reasons.append(
                _("Produk ini belum ada di katalog Anda, dan berkas ini hanya mengubah yang sudah ada.")
                if only_changes else _("Harga kosong. Tulis harganya, atau “Nego”.")
            )  # fmt: skip
        verdict.category, verdict.is_guessed = self.kinds.of(offer)
        verdict.outcome = Outcome.NEW if verdict.category else Outcome.ASKED
        verdict.said = {
            "fields": fields,
            "variants": offer.variants or None,
            "photos": offer.photos[: dialects.MOST_PHOTOS],
            "is_wanted": offer.is_wanted is not False,
        }

    def _compare(self, verdict: Verdict) -> None:
        """Only what differs from what we would have written ourselves is a change."""
        product = found(verdict.product)
        good, offer = self.goods[product.pk], verdict.offer
        mirror = methods.identity(good) if verdict.is_kind else methods.mirror(self.dialect, good)
        fields = _changed(offer, mirror, good)
        variants, told = _varied(product, offer, mirror) if offer.variants else (None, [])
        verdict.differences = [
            [_label(name), _shown(good.fields.get(name)), _shown(value)]
            for name, value in fields.items() if good.fields.get(name) != value
        ] + told  # fmt: skip
        self._recategorise(verdict, mirror)
        photos = self._photos(verdict, good)
        verdict.said = {"fields": fields, "variants": variants, "photos": photos}
        if photos:
            verdict.differences.append([_("foto"), "0", str(len(photos))])
        verdict.outcome = Outcome.CHANGED if verdict.differences else Outcome.SAME

    def _recategorise(self, verdict: Verdict, mirror: Offer) -> None:
        offer, product = verdict.offer, found(verdict.product)
        if verdict.is_kind or (offer.category, offer.google_category) == (
            mirror.category,
            mirror.google_category,
        ):
            return
        kind = self.kinds.certain(offer)
        if kind and kind.pk != product.category_id:
            verdict.category = kind
            verdict.differences.append([_("kategori"), product.category.name, kind.name])

    def _photos(self, verdict: Verdict, good: Good) -> list[str]:
        """Photos of a file never push out those a seller has put in: only a product without any takes them."""
        if good.photos or not verdict.offer.photos:
            return []
        key = found(verdict.product).pk
        return [
            each for each in verdict.offer.photos[: dialects.MOST_PHOTOS] if (key, each) not in self.tried
        ]


def _of_kind(offer: Offer, kind: Any) -> Offer:
    """What a row says of one variant: its price, stock, weight and barcode; nothing of the product."""
    own = {
        name: offer.fields[name]
        for name in ("price", "stock", "weight_g", "gtin")
        if offer.fields.get(name) is not None
    }
    return replace(
        offer,
        fields={},
        category="",
        google_category="",
        photos=[],
        variants=[{"options": kind.options} | own],
    )


def _changed(offer: Offer, mirror: Offer, good: Good) -> dict[str, Any]:
    """The fields that say something else than we would have written, and than stands there."""
    fields = {
        name: value for name, value in offer.fields.items()
        if name != "code" and mirror.fields.get(name) != value and good.fields.get(name) != value
    }  # fmt: skip
    if not fields.keys() & {"price", "basis", "price_to"} or "basis" not in offer.fields:
        return fields
    if offer.variants and good.kinds and not _dearer(offer, mirror):
        return {name: value for name, value in fields.items() if name not in ("price", "basis", "price_to")}
    return (
        fields
        | {"price_to": None}
        | {n: offer.fields[n] for n in ("basis", "price", "price_to") if n in offer.fields}
    )


def _dearer(offer: Offer, mirror: Offer) -> bool:
    return [each.get("price") for each in offer.variants] != [each.get("price") for each in mirror.variants]


def _words(options: Iterable[Any]) -> str:
    return ", ".join(str(value) for _axis, value in options).casefold()


def _varied(
    product: Product, offer: Offer, mirror: Offer
) -> tuple[list[dict[str, Any]] | None, list[list[str]]]:
    """What the file says anew of variants, each by its options, and how that differs; the others stay as they are."""
    offered = [each for each in variants_now(product) if each["is_offered"]]
    by_sku = {each["sku"]: at for at, each in enumerate(mirror.variants) if each.get("sku")}
    by_words = {_words(each["options"]): at for at, each in enumerate(mirror.variants)}
    anew: list[dict[str, Any]] = []
    told: list[list[str]] = []
    for said in offer.variants:
        at = by_sku.get(said.get("sku", ""), by_words.get(_words(said["options"])))
        if at is None or at >= len(offered):
            anew.append(said)
            told.append([_("varian"), "", _words(said["options"])])
            continue
        ours, theirs = mirror.variants[at], offered[at]
        changed = {n: v for n, v in said.items() if n != "options" and v not in (ours.get(n), theirs.get(n))}
        told += [
            [f"{_words(theirs['options'])}: {_label(n)}", _shown(ours.get(n)), _shown(v)]
            for n, v in changed.items()
        ]
        anew += [{"options": theirs["options"]} | changed] if changed else []
    return (anew or None), told


def merged(product: Product, anew: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All variants as they are now, with what is said anew of some of them, and new ones after them."""
    kept = variants_now(product)
    by_words = {_words(each["options"]): each for each in kept}
    for said in anew:
        there = by_words.get(_words(said["options"]))
        if there is None:
            kept.append(said)
        else:
            there.update({name: value for name, value in said.items() if name != "options"})
    return kept


def _variant(row: Any) -> dict[str, Any]:
    names = ("options", "sku", "gtin", "price", "stock", "weight_g", "is_offered")
    return {name: getattr(row, name) for name in names}


def variants_now(product: Product) -> list[dict[str, Any]]:
    return [_variant(each) for each in product.variants.all()]


def _label(name: str) -> str:
    held: Any = Product._meta.get_field(name)
    return str(held.verbose_name)


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return dialects.cut(text, 120)
