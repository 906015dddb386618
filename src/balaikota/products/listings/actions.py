"""Writing, publishing, hiding and counting products; and what officers decide about them."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.permits import actions as permits
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures import queries as photos
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.errors import Refusal, found, require
from balaikota.products.categories import queries as categories
from balaikota.products.listings import methods, queries, rules
from balaikota.products.listings.models import CHECKED, LOOKED_AT, Check, Photo, Product, State, Variant
from balaikota.products.looking import methods as looking


@dataclass(frozen=True)
class Said:
    """What a seller says of a product: `fields` by their names in `Product` (a category by row or code), and, when not
    None, all its variants (each a dict of `Variant`'s fields) and all its pictures in their order, by their keys."""

    fields: dict[str, Any] = field(default_factory=dict)
    variants: list[dict[str, Any]] | None = None
    pictures: list[uuid.UUID] | None = None


OWN_WORDS = frozenset(
    {"sku", "name", "description", "category", "basis", "price", "price_to", "wholesale", "unit", "net_amount", "net_unit",
     "weight_g", "length_mm", "width_mm", "height_mm", "least_order", "availability", "stock", "lead_days",
     "capacity_month", "materials", "allergens", "shelf_life_days", "storage", "halal", "tkdn_pct", "brand", "gtin",
     "origin", "is_own_make", "deliveries", "link"}
)  # fmt: skip


@transaction.atomic
def write(
    enterprise: Enterprise, said: Said, *, by: Person, key: uuid.UUID | None = None, is_sample: bool = False
) -> Product:
    """A new product, not yet published. Who has no category for it yet gets the one its name suggests."""
    enterprise = businesses.locked(enterprise)
    _require_hand(enterprise, by)
    product = Product(enterprise=enterprise, code=queries.free_code(), is_sample=is_sample)
    product.id = key or product.id
    fields = dict(said.fields)
    guess = categories.guess(str(fields.get("name", "")))
    fields.setdefault("category", guess or categories.category(categories.UNCLASSIFIED))
    for name, value in _settled(product, fields).items():
        setattr(product, name, value)
    product.ware = queries.ware_named(enterprise, product.name)
    _require_free_sku(product)
    product.save(force_insert=True)
    _lay_variants(product, said.variants)
    _lay_pictures(product, said.pictures, by=by)
    audit.record("listings.written", product, by=by, number=enterprise.number)
    return product


@transaction.atomic
def change(product: Product, said: Said, *, by: Person) -> list[str]:
    """Say something else of a product; what was said before again changes nothing. Gives the names of what changed.

    Of a product an officer found right, a new value of `CHECKED` waits for an officer; all else shows at once.
    """
    product = queries.locked(product)
    _require_hand(product.enterprise, by)
    settled = _settled(product, said.fields)
    changed = [name for name, value in settled.items() if getattr(product, name) != value]
    waits = rules.waits(product, changed, was_right=queries.was_right(product))
    for name in changed:
        if name not in waits:
            setattr(product, name, settled[name])
    _require_free_sku(product)
    if product.state != State.DRAFT:
        require(not (lack := methods.needed(product)), lack, status=422)
    told = [name.removesuffix("_id") for name in changed]
    told += ["variants"] * _lay_variants(product, said.variants)
    told += ["pictures"] * _lay_pictures(product, said.pictures, by=by)
    if not told:
        return _taken_back(product, settled)
    product.changed_at = timezone.now()
    product.save(update_fields=[*(name for name in changed if name not in waits), "changed_at"])
    _look_again(product, told, {name: settled[name] for name in waits})
    audit.record("listings.changed", product, by=by, fields=told, waiting=waits)
    return told


@transaction.atomic
def publish(product: Product, *, by: Person) -> None:
    """Show it to buyers. A refusal names all that is missing, and what law stands against it."""
    product = queries.locked(product)
    _require_hand(product.enterprise, by)
    if product.state == State.PUBLISHED:
        return
    require(
        rules.may_turn(product, "publish"),
        _("Produk ini ditarik petugas. Baca alasannya, lalu hubungi dinas."),
    )
    require(
        product.enterprise.stage == "running",
        _("Usaha ini sedang tidak berjalan. Ubah dulu keadaan usahanya."),
        status=422,
    )
    require(not (lack := methods.needed(product)), lack, status=422)
    barred = [each for each in queries.bars(product, timezone.localdate()) if each.is_certain]
    if barred:
        raise Refusal(" ".join(f"{each.sentence} ({each.law})" for each in barred), status=422)
    was = product.state
    product.state, product.published_at = State.PUBLISHED, product.published_at or timezone.now()
    product.save(update_fields=["state", "published_at"])
    if was == State.NEEDS_FIX or not queries.was_right(product):
        _look_again(product, list(CHECKED))
    _show_pictures(product, is_public=True, by=by)
    audit.record("listings.published", product, by=by, number=product.enterprise.number)


@transaction.atomic
def hide(product: Product, *, by: Person) -> None:
    """The seller takes it off the shelf; they may put it back."""
    product = queries.locked(product)
    _require_hand(product.enterprise, by)
    require(rules.may_turn(product, "hide"), _("Produk ini sedang tidak terpasang."), status=409)
    _withdraw(product, State.HIDDEN, by=by)


def _withdraw(product: Product, state: State, *, by: Person, reason: str = "") -> None:
    product.state = state
    product.save(update_fields=["state"])
    _show_pictures(product, is_public=False, by=by)
    audit.record("listings.withdrawn", product, by=by, why=state.value, reason=reason)


@transaction.atomic
def crop(product: Product, picture_id: uuid.UUID, at: int, *, by: Person) -> None:
    """Say where the square of a photo begins, in percent along its longer side."""
    _require_hand(product.enterprise, by)
    photo = found(queries.photos_of([product]).filter(picture_id=picture_id).first())
    photo.crop = min(100, max(0, round(at, -1)))
    photo.save(update_fields=["crop"])
    audit.record("listings.changed", product, by=by, fields=["crop"], waiting=[])


@transaction.atomic
def discard(product: Product, *, by: Person) -> None:
    """Forget a product that was never published, photos and all."""
    product = queries.locked(product)
    _require_hand(product.enterprise, by)
    require(
        product.published_at is None,
        _("Produk ini pernah terpasang: sembunyikan saja, supaya pesanannya tetap terbaca."),
        status=409,
    )
    audit.record("listings.discarded", product, by=by, number=product.enterprise.number)
    for photo in queries.photos_of([product]):
        pictures.discard(photo.picture)
    product.delete()


@transaction.atomic
def copy(product: Product, *, by: Person) -> Product:
    """The same again as a draft, without photos, SKU and barcode, to be changed into another kind."""
    fields = {name: getattr(product, name) for name in OWN_WORDS - {"sku", "gtin"}}
    fields["name"] = f"{product.name[:138]} (salinan)"
    kept = ("place", "options", "price", "stock", "weight_g", "is_offered")
    variants = [{name: getattr(each, name) for name in kept} for each in product.variants.all()]
    return write(product.enterprise, Said(fields, variants), by=by, is_sample=product.is_sample)


# --- officers -------------------------------------------------------------------------------------


@transaction.atomic
def check(check: Check, reasons: dict[str, str], *, by: Person) -> None:
    """An officer has looked: all is right, or `reasons` say per field what to mend. What was proposed is taken or dropped.

    A product stays on the shelf when only what was proposed is wrong: buyers still see what was right before.
    """
    product = queries.locked(check.product)
    check = queries.locked_check(check)
    _require_checker(product, by)
    require(check.closed_at is None, _("Produk ini sudah diperiksa petugas lain."), status=409)
    reasons = {name: " ".join(reason.split())[:300] for name, reason in reasons.items() if reason.strip()}
    check.reasons, check.is_right = reasons, not reasons
    check.closed_at, check.by = timezone.now(), by
    check.save(update_fields=["reasons", "is_right", "closed_at", "by"])
    audit.record("listings.checked", product, by=by, check=check.pk, is_right=check.is_right)
    if check.is_right and check.proposed:
        for name, value in check.proposed.items():
            held: Any = Product._meta.get_field(name)
            setattr(product, name, held.to_python(value))
        product.changed_at = timezone.now()
        product.save(update_fields=[*check.proposed, "changed_at"])
        audit.record("listings.changed", product, by=by, fields=list(check.proposed), waiting=[])
    stays = set(reasons) <= {name.removesuffix("_id") for name in check.proposed}
    if not stays and rules.may_turn(product, "refuse"):
        _withdraw(product, State.NEEDS_FIX, by=by)


@transaction.atomic
def suspend(product: Product, reason: str, *, by: Person) -> None:
    """An officer takes it off the shelf and says why; the seller is told, and cannot put it back themselves."""
    product = queries.locked(product)
    _require_checker(product, by)
    require(bool(reason.strip()), _("Tuliskan alasan penarikan; penjual akan membacanya."), status=422)
    require(rules.may_turn(product, "suspend"), _("Produk ini sedang tidak terpasang."), status=409)
    open_now = queries.open_check(product) or Check(product=product)
    open_now.reasons, open_now.is_right = {"product": reason.strip()[:300]}, False
    open_now.closed_at, open_now.by = timezone.now(), by
    open_now.save()
    _withdraw(product, State.SUSPENDED, by=by, reason=reason.strip()[:300])


@transaction.atomic
def restore(product: Product, *, by: Person) -> None:
    """What stood against it is settled: the seller may publish it again."""
    product = queries.locked(product)
    _require_checker(product, by)
    require(rules.may_turn(product, "restore"), _("Produk ini tidak sedang ditarik."), status=409)
    product.state = State.HIDDEN
    product.save(update_fields=["state"])
    audit.record("listings.restored", product, by=by)


@transaction.atomic
def tie(product: Product, *, by: Person) -> None:
    """Let the register know it as something the business makes, so that numbers of permits can be recorded for it."""
    product = queries.locked(product)
    _require_hand(product.enterprise, by)
    if product.ware is not None:
        return
    name, known = product.name[:120], queries.ware_names(product.enterprise)
    if queries.ware_named(product.enterprise, name) is None:
        register.mend(product.enterprise, {}, wares=[*known, name], by=by)
    product.ware = queries.ware_named(product.enterprise, name)
    product.save(update_fields=["ware"])
    suggested = queries.permit_class(product)
    if product.ware is not None and not product.ware.permit_class and suggested:
        permits.classify(product.ware, suggested, by=by)
    audit.record("listings.tied", product, by=by, ware=product.ware_id)


# --- stock ----------------------------------------------------------------------------------------


@transaction.atomic
def take(product: Product, variant: Variant | None, count: int, *, by: Person | None = None) -> None:
    """So many are promised to a buyer. What is not counted never runs out."""
    _count(product, variant, -count, by=by)


@transaction.atomic
def give_back(product: Product, variant: Variant | None, count: int, *, by: Person | None = None) -> None:
    """So many are free again."""
    _count(product, variant, count, by=by)


def _count(product: Product, variant: Variant | None, by_how_many: int, *, by: Person | None) -> None:
    product = queries.locked(product)
    counted: Product | Variant = product
    if variant is not None and variant.stock is not None:
        counted = queries.locked_variant(variant)
    if counted.stock is None:
        return
    require(
        counted.stock + by_how_many >= 0,
        _("Stok %(name)s tinggal %(stock)d.") % {"name": product.name, "stock": counted.stock},
        status=409,
    )
    counted.stock += by_how_many
    counted.save(update_fields=["stock"])
    audit.record("listings.changed", product, by=by, fields=["stock"], waiting=[])


# --- parts ----------------------------------------------------------------------------------------


def _require_hand(enterprise: Enterprise, by: Person) -> None:
    may = rules.may_change(by, owns=businesses.owns(by, enterprise))
    require(may, _("Produk ini diubah oleh penjualnya atau petugas katalog."))


def _require_checker(product: Product, by: Person) -> None:
    may = rules.may_check(by, owns=businesses.owns(by, product.enterprise))
    require(may, _("Produk diperiksa oleh petugas katalog, bukan penjualnya."))


def _settled(product: Product, fields: dict[str, Any]) -> dict[str, Any]:
    """Clean values by the attribute that holds them; a refusal names every field that does not fit."""
    if unknown := set(fields) - OWN_WORDS:
        raise ValueError(f"not a seller's words: {', '.join(sorted(unknown))}")
    settled, wrong = {}, []
    for name, said in fields.items():
        held: Any = Product._meta.get_field(name)
        row = categories.category(said) if name == "category" and isinstance(said, str) else said
        value = row.pk if isinstance(row, models.Model) else row
        try:
            settled[held.attname] = value if value in (None, "", [], {}) else held.clean(value, product)
        except ValidationError as error:
            wrong.append(f"{str(held.verbose_name).capitalize()}: {' '.join(error.messages)}")
    if wrong:
        raise Refusal(" ".join(wrong), status=422)
    return settled


def _require_free_sku(product: Product) -> None:
    holder = queries.by_sku(product.enterprise, product.sku)
    other = holder.product if isinstance(holder, Variant) else holder
    sentence = _("Kode %(sku)s sudah dipakai produk Anda yang lain: %(name)s.")
    is_free = other is None or other.pk == product.pk
    require(is_free, sentence % {"sku": product.sku, "name": other}, status=422)


def _lay_variants(product: Product, said: list[dict[str, Any]] | None) -> bool:
    """All the variants as they are now; those with the same options or SKU keep their row. Whether anything changed."""
    if said is None:
        return False
    require(
        len(said) <= methods.MOST_VARIANTS, _("Paling banyak %d varian.") % methods.MOST_VARIANTS, status=422
    )
    known = {methods.mark(each.options): each for each in product.variants.all()}
    changed, kept = False, set()
    for place, words in enumerate(said):
        row = known.get(methods.mark(words["options"])) or Variant(product=product)
        told = {"is_offered": True} | words | {"place": place}
        if row.pk is None or any(getattr(row, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(row, name, value)
            row.save()
            changed = True
        kept.add(row.pk)
    gone, _each = product.variants.exclude(pk__in=kept).delete()
    return changed or bool(gone)


def _lay_pictures(product: Product, said: list[uuid.UUID] | None, *, by: Person) -> bool:
    """All the pictures in their order: new ones are attached and looked at, those left out go."""
    if said is None:
        return False
    require(len(said) <= methods.MOST_PHOTOS, _("Paling banyak %d foto.") % methods.MOST_PHOTOS, status=422)
    known = {each.picture_id: each for each in queries.photos_of([product])}
    before = list(known)
    if before == said:
        return False
    new = [key for key in said if key not in known]
    for picture in pictures.attach(new, product, by=by, alt=product.name) if new else []:
        known[picture.pk] = _looked_at(product, picture)
        if product.state == State.PUBLISHED:
            pictures.publish(picture, by=by)
    for place, key in enumerate(said):
        known[key].place = place
        known[key].save()
    for key in set(before) - set(said):
        pictures.discard(known[key].picture)
    return True


def _looked_at(product: Product, picture: Picture) -> Photo:
    """With where its square lies and what could be better; the same photo on another product is said too."""
    seen = looking.seen(photos.content(picture))
    near = photos.alike(picture, about_label="listings.product")
    is_twin = any(other.about_id != str(product.pk) for other, _bits in near)
    hints = seen.hints + ["twin"] * is_twin
    return Photo(product=product, picture=picture, crop=seen.crop, hints=hints)


def _show_pictures(product: Product, *, is_public: bool, by: Person) -> None:
    turn = pictures.publish if is_public else pictures.withhold
    for photo in queries.photos_of([product]):
        turn(photo.picture, by=by)


def _taken_back(product: Product, settled: dict[str, Any]) -> list[str]:
    """The seller says again what buyers see: what they had proposed meanwhile is off."""
    check = queries.open_check(product)
    if check is not None and set(settled) & set(check.proposed):
        check.proposed = {name: value for name, value in check.proposed.items() if name not in settled}
        check.save(update_fields=["proposed"])
    return []


def _look_again(product: Product, told: list[str], proposed: dict[str, Any] | None = None) -> None:
    """Ask officers to look at what was touched; one open check gathers everything."""
    touched = [name for name in told if name in (*CHECKED, *LOOKED_AT)]
    if not touched or product.state != State.PUBLISHED:
        return
    check = queries.open_check(product) or Check(product=product)
    check.touched = [name for name in (*CHECKED, *LOOKED_AT) if name in {*check.touched, *touched}]
    check.proposed |= {name: methods.as_json(value) for name, value in (proposed or {}).items()}
    check.save()
