"""Saying something of what was bought, answering, objecting, hiding."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.register import queries as businesses
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.products.orders import queries as orders
from balaikota.products.orders.models import Line, Order
from balaikota.products.reviews import queries, rules
from balaikota.products.reviews.models import Objection, Review


@transaction.atomic
def review(order: Order, said: dict[int, tuple[int, str]], *, by: Person) -> list[Review]:
    """Stars and words for lines of a received order, by the line's key. A line reviewed before stays as it was."""
    order = orders.locked(order)
    require(rules.may_review(by, order), _("Ulasan hanya dari pembeli yang sudah menerima pesanannya."))
    return [
        _reviewed(line, *said[line.pk], by=by, is_sample=order.is_sample)
        for line in queries.unreviewed(order) if line.pk in said
    ]  # fmt: skip


def _reviewed(line: Line, stars: int, words: str, *, by: Person, is_sample: bool) -> Review:
    require(1 <= stars <= 5, _("Pilih satu sampai lima bintang."), status=422)
    row = Review.objects.create(
        line=line, product=line.product, enterprise=line.order.enterprise, buyer=by, stars=stars, words=words,
        is_sample=is_sample,
    )  # fmt: skip
    audit.record("reviews.reviewed", row, by=by, subject=by, stars=stars, order=line.order.number)
    return row


@transaction.atomic
def answer(review: Review, words: str, *, by: Person) -> None:
    """The seller's reply, shown under it; a later one takes its place."""
    review = queries.locked(review)
    require(businesses.owns(by, review.enterprise), _("Ulasan dijawab oleh pemilik toko."))
    review.answer, review.answered_at, review.answered_by = words, timezone.now(), by
    review.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.record("reviews.answered", review, by=by)


@transaction.atomic
def object_to(review: Review, why: str, *, by: Person) -> None:
    """Ask officers to look at a review; once for each person."""
    require(review.buyer_id != by.pk, _("Ini ulasan Anda sendiri."), status=422)
    _row, is_new = Objection.objects.get_or_create(review=review, by=by, defaults={"why": why})
    if is_new:
        audit.record("reviews.objected", review, by=by)


@transaction.atomic
def hide(review: Review, why: str, *, by: Person) -> None:
    """Show it to nobody, for a reason its writer is told."""
    review = queries.locked(review)
    _judged(review, by)
    require(bool(why.strip()), _("Tulis alasannya; penulis ulasan diberi tahu."), status=422)
    review.hidden_at, review.hidden_by, review.hidden_why = timezone.now(), by, why.strip()
    review.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    audit.record("reviews.hidden", review, by=by, subject=review.buyer)


@transaction.atomic
def leave(review: Review, *, by: Person) -> None:
    """The objections were looked at: it stays."""
    review = queries.locked(review)
    _judged(review, by)
    audit.record("reviews.left", review, by=by)


def _judged(review: Review, by: Person) -> None:
    may = rules.may_hide(by, review, owns=businesses.owns(by, review.enterprise))
    require(may, _("Ulasan dinilai petugas yang tidak berkepentingan dengan toko itu."))
    require(review.hidden_at is None, _("Ulasan ini sudah disembunyikan."), status=409)
    Objection.objects.filter(review=review, settled_at=None).update(settled_at=timezone.now())
