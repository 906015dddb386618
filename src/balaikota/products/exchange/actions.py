"""Bringing a seller's file in, step by step, and taking it back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.pictures import actions as pictures
from balaikota.foundation.pictures.models import Picture
from balaikota.kit.errors import Refusal, require
from balaikota.products.categories.models import Category
from balaikota.products.exchange import queries, rules
from balaikota.products.exchange.models import Fate, Import, Line, State
from balaikota.products.listings import actions as listings
from balaikota.products.listings import queries as shelves
from balaikota.products.listings.actions import Said
from balaikota.products.listings.models import Product
from balaikota.products.mirrors import queries as shelf
from balaikota.products.mirrors.models import Outcome
from balaikota.products.mirrors.queries import Verdict


@transaction.atomic
def bring(
    firm: Enterprise,
    file: tuple[str, bytes],
    dialect: str,
    *,
    by: Person,
    zipped: bytes | None = None,
    publishes: bool = False,
) -> Import:
    """Keep a file of a kind we know; nothing of it is on the shelf yet."""
    _require_hand(firm, by)
    name, content = file
    brought = Import.objects.create(enterprise=firm, name=name[:200], content=content, dialect=dialect, pictures=zipped,
                                    publishes=publishes, by=by)  # fmt: skip
    audit.record("exchange.brought", brought, by=by, dialect=dialect)
    return brought


@transaction.atomic
def note_checked(brought: Import, verdicts: Sequence[Verdict], done: int) -> None:
    """Keep what these offers would become; `done` is how many rows of the file were looked at."""
    place = Line.objects.filter(brought=brought).count()
    Line.objects.bulk_create([_line(brought, place + at, each) for at, each in enumerate(verdicts)])
    Import.objects.filter(pk=brought.pk).update(done=done)


def _line(brought: Import, place: int, verdict: Verdict) -> Line:
    name = verdict.offer.fields.get("name") or (verdict.product.name if verdict.product else "")
    return Line(
        brought=brought, place=place, rows=verdict.offer.rows, name=str(name)[:150], outcome=verdict.outcome,
        reason=" ".join(dict.fromkeys(verdict.reasons)), remark=" ".join(dict.fromkeys(verdict.remarks)),
        differences=verdict.differences, said=verdict.said, category=verdict.category, is_guessed=verdict.is_guessed,
        product=verdict.product,
    )  # fmt: skip


@transaction.atomic
def note_skipped(brought: Import, skipped: Sequence[tuple[int, str]]) -> None:
    """Rows that are no product, each with its reason."""
    place = Line.objects.filter(brought=brought).count()
    Line.objects.bulk_create([
        Line(brought=brought, place=place + at, rows=[row], outcome=Outcome.SKIPPED, reason=why)
        for at, (row, why) in enumerate(skipped)
    ])  # fmt: skip


@transaction.atomic
def start_check(brought: Import, total: int, other_sheets: list[str]) -> None:
    """A check begins anew, also after it was broken off."""
    Line.objects.filter(brought=brought).delete()
    Import.objects.filter(pk=brought.pk).update(total=total, done=0, other_sheets=other_sheets)


@transaction.atomic
def announce(brought: Import) -> None:
    """The check is over. Every row of the file stands in exactly one line, or nothing is announced."""
    brought = queries.locked(brought)
    brought.announced = queries.rows_by_outcome(brought)
    if sum(brought.announced.values()) != brought.total:
        raise RuntimeError("rows were lost between the file and its lines")
    brought.state, brought.done = State.READY, brought.total
    brought.save(update_fields=["announced", "state", "done"])
    audit.record("exchange.announced", brought, by=None, rows=brought.announced)


@transaction.atomic
def give_up(brought: Import) -> None:
    """The file was kept and cannot be read after all."""
    Import.objects.filter(pk=brought.pk).update(state=State.BROKEN, ended_at=timezone.now())
    audit.record("exchange.given_up", brought, by=None)


@transaction.atomic
def choose(brought: Import, chosen: dict[int, Category], *, by: Person) -> None:
    """Say in which category lines lie; those that waited for it become new products."""
    brought = queries.locked(brought)
    _require_hand(brought.enterprise, by)
    require(rules.may_choose(brought), _("Berkas ini sudah dimasukkan."), status=409)
    for line in queries.lines(brought).filter(pk__in=chosen, outcome__in=(Outcome.ASKED, Outcome.NEW)):
        line.category, line.is_guessed, line.outcome = chosen[line.pk], False, Outcome.NEW
        line.save(update_fields=["category", "is_guessed", "outcome"])
    brought.announced = queries.rows_by_outcome(brought)
    brought.save(update_fields=["announced"])
    audit.record("exchange.chosen", brought, by=by, lines=len(chosen))


@transaction.atomic
def begin(brought: Import, *, by: Person) -> None:
    """Have the checked lines brought onto the shelf."""
    brought = queries.locked(brought)
    _require_hand(brought.enterprise, by)
    require(rules.may_begin(brought), _("Tidak ada yang dapat dimasukkan dari berkas ini."), status=409)
    brought.state, brought.done = State.RUNNING, 0
    brought.save(update_fields=["state", "done"])
    audit.record("exchange.begun", brought, by=by, rows=brought.announced)


# --- one line -------------------------------------------------------------------------------------


@transaction.atomic
def take_in(line: Line) -> None:
    """Do what was announced for one line, or note why it could not be done any more. May be repeated."""
    brought = line.brought
    try:
        with transaction.atomic():
            if line.outcome == Outcome.NEW:
                _write(line, brought)
            else:
                _change(line, brought)
    except Refusal as refusal:
        line.outcome, line.reason = Outcome.REFUSED, refusal.sentence
    line.is_settled = True
    line.save()
    Import.objects.filter(pk=brought.pk).update(done=brought.done + len(line.rows))
    brought.done += len(line.rows)


def _write(line: Line, brought: Import) -> None:
    fields = _values(line.said["fields"]) | {"category": line.category}
    line.product = listings.write(brought.enterprise, Said(fields, line.said["variants"]), by=brought.by)
    line.settled_at = line.product.changed_at


def _change(line: Line, brought: Import) -> None:
    """What it changes is looked up now, and kept, so that it can be put back."""
    if line.product is None:
        raise Refusal(_("Produk ini sudah dihapus."), status=409)
    product, fields = shelves.locked(line.product), _values(line.said["fields"])
    if line.category:
        fields["category"] = line.category
    variants = line.said["variants"] and shelf.merged(product, line.said["variants"])
    line.before = _state(product, fields, variants)
    listings.change(product, Said(fields, variants), by=brought.by)
    product.refresh_from_db()
    line.after, line.settled_at = _state(product, fields, variants), product.changed_at


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(str(value)) if name == "net_amount" and value is not None else value
            for name, value in fields.items()}  # fmt: skip


def _state(product: Product, fields: dict[str, Any], variants: Any) -> dict[str, Any]:
    """These fields as they are, as JSON."""
    now = {name: _plain(product, name) for name in fields}
    return now | ({"variants": shelf.variants_now(product)} if variants is not None else {})


def _plain(product: Product, name: str) -> Any:
    value = product.category_id if name == "category" else getattr(product, name)
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def finish_rows(brought: Import) -> None:
    """All lines are done; photos are fetched next."""
    brought = queries.locked(brought)
    brought.state, brought.done = State.PHOTOS, brought.total
    brought.save(update_fields=["state", "done"])
    audit.record("exchange.taken_in", brought, by=None)


# --- photos ---------------------------------------------------------------------------------------


def receive(content: bytes, name: str, *, by: Person) -> Picture:
    """Keep a photo that belongs to nothing yet; raises `UnusableFile`."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return pictures.receive(SimpleUploadedFile(name[-100:] or "foto", content), by=by)


@transaction.atomic
def lay_photos(line: Line, kept: list[Picture], faults: dict[str, str]) -> None:
    """Put photos on the line's product, which has none yet, and note what could not be had."""
    line = (
        Line.objects.select_for_update(no_key=True, of=("self",))
        .select_related("brought__by", "product")
        .get(pk=line.pk)
    )
    line.photo_faults, line.said = faults, line.said | {"photos": None}
    if kept and line.product and not shelves.pictures([line.product]):
        is_untouched = line.product.changed_at == line.settled_at
        listings.change(line.product, Said(pictures=[each.pk for each in kept]), by=line.brought.by)
        line.product.refresh_from_db()
        line.settled_at = line.product.changed_at if is_untouched else line.settled_at
    line.save(update_fields=["photo_faults", "said", "settled_at"])


@transaction.atomic
def publish_new(line: Line) -> str:
    """Put a new product on the shelf when nothing is missing; else say what is."""
    if line.product is None or line.product.state != "draft":
        return ""
    try:
        with transaction.atomic():
            listings.publish(line.product, by=line.brought.by)
    except Refusal as refusal:
        line.remark = f"{line.remark} {_('Belum dipasang: %s') % refusal.sentence}".strip()
        line.save(update_fields=["remark"])
        return refusal.sentence
    return ""


@transaction.atomic
def finish(brought: Import) -> None:
    """Count what really lies on the shelf now; it must be what was announced, and the page says if it is not."""
    brought = queries.locked(brought)
    brought.arrived = queries.rows_by_outcome(brought)
    brought.state, brought.ended_at, brought.pictures = State.DONE, timezone.now(), None
    brought.save(update_fields=["arrived", "state", "ended_at", "pictures"])
    audit.record("exchange.arrived", brought, by=None, announced=brought.announced, arrived=brought.arrived)


# --- undo -----------------------------------------------------------------------------------------


@transaction.atomic
def ask_undo(brought: Import, *, by: Person) -> None:
    """Have everything this file did taken back, but what somebody has changed since."""
    brought = queries.locked(brought)
    _require_hand(brought.enterprise, by)
    require(rules.may_undo(brought), _("Impor ini tidak dapat dibatalkan."), status=409)
    brought.state, brought.done = State.UNDOING, 0
    brought.save(update_fields=["state", "done"])
    audit.record("exchange.undo_asked", brought, by=by)


@transaction.atomic
def take_back(line: Line, *, by: Person) -> None:
    """Undo one line, or say why it stays. May be repeated."""
    if line.fate:
        return
    try:
        with transaction.atomic():
            line.fate, line.fate_reason = (_unwrite if line.outcome == Outcome.NEW else _unchange)(line, by)
    except Refusal as refusal:
        line.fate, line.fate_reason = Fate.KEPT, refusal.sentence
    line.save(update_fields=["fate", "fate_reason", "product"])


def _unwrite(line: Line, by: Person) -> tuple[Fate, str]:
    product = line.product
    if product is None:
        return Fate.BACK, ""
    if product.changed_at != line.settled_at:
        return Fate.KEPT, _("Diubah orang sesudah impor.")
    if product.published_at is None:
        line.product = None
        listings.discard(product, by=by)
        return Fate.BACK, ""
    if product.state == "published":
        listings.hide(product, by=by)
    return Fate.HIDDEN, _("Sudah pernah terpasang: disembunyikan, supaya pesanannya tetap terbaca.")


def _unchange(line: Line, by: Person) -> tuple[Fate, str]:
    """Field by field: only what is still as the import left it."""
    if line.product is None:
        return Fate.KEPT, _("Produk ini sudah dihapus.")
    product = shelves.locked(line.product)
    now = _state(product, line.after, line.after.get("variants"))
    now.pop("variants", None)
    still = {name for name, value in line.after.items() if name != "variants" and now[name] == value}
    back = {name: line.before[name] for name in still}
    variants = None
    if "variants" in line.after:
        still |= {"variants"} if shelf.variants_now(product) == line.after["variants"] else set()
        variants = line.before["variants"] if "variants" in still else None
    listings.change(product, Said(_values(back), variants), by=by)
    kept = sorted(line.after.keys() - still)
    if not kept:
        return Fate.BACK, ""
    return Fate.KEPT, _("Diubah orang sesudah impor, jadi dibiarkan: %s.") % ", ".join(kept)


@transaction.atomic
def finish_undo(brought: Import) -> None:
    brought = queries.locked(brought)
    brought.state, brought.done, brought.ended_at = State.UNDONE, brought.total, timezone.now()
    brought.save(update_fields=["state", "done", "ended_at"])
    audit.record("exchange.undone", brought, by=None)


def _require_hand(firm: Enterprise, by: Person) -> None:
    may = rules.may_bring(by, owns=businesses.owns(by, firm))
    require(may, _("Berkas dimasukkan oleh penjualnya atau petugas katalog."))
