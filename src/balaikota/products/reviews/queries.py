"""Every read of reviews that leaves the room."""

import json
import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Q, QuerySet

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.people import contract as home
from balaikota.kit import prepared
from balaikota.kit.errors import found
from balaikota.products.listings import queries as listings
from balaikota.products.listings.models import Product
from balaikota.products.orders import queries as orders
from balaikota.products.orders.models import Line, Order
from balaikota.products.reviews import rules
from balaikota.products.reviews.models import Objection, Review

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

SHOWN = 20


def _reviews() -> QuerySet[Review]:
    return Review.objects.select_related("line__order", "product", "enterprise", "buyer")


def shown() -> QuerySet[Review]:
    """What everybody reads, newest first."""
    return _reviews().filter(hidden_at=None).order_by("-at", "-pk")


def of_product(product: Product) -> QuerySet[Review]:
    return shown().filter(product=product)


def of_seller(enterprise: Enterprise) -> QuerySet[Review]:
    return shown().filter(enterprise=enterprise)


def seller(number: str, *, viewer: "Person | None") -> Enterprise:
    """A shop with something on the shelf, or one of the viewer's own; which others are registered is not told."""
    row = businesses.standing().filter(number=number).first()
    if row is not None and listings.published().filter(enterprise=row).exists():
        return row
    return businesses.own(number, viewer=found(viewer))


def review(pk: uuid.UUID) -> Review:
    """One that everybody reads."""
    return found(shown().filter(pk=pk).first())


def own_review(number: str, pk: uuid.UUID, *, viewer: "Person") -> Review:
    """A review of one of the viewer's own businesses."""
    return found(of_seller(businesses.own(number, viewer=viewer)).filter(pk=pk).first())


def to_judge(pk: uuid.UUID, *, viewer: "Person") -> Review:
    """Any review, for officers; to others there is none."""
    return found(_reviews().filter(pk=pk).first() if rules.may_moderate(viewer) else None)


def locked(review: Review) -> Review:
    rows = Review.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("enterprise", "buyer", "product").get(pk=review.pk)


def standing(rows: QuerySet[Review]) -> dict[str, Any]:
    """How many stars on average, and from how many buyers."""
    told = rows.order_by().aggregate(stars=Avg("stars"), count=Count("pk"))
    return told | {"stars": round(told["stars"], 1) if told["stars"] is not None else None}


def on_product(product: Product, viewer: "Person | None") -> dict[str, Any] | None:
    """Under a product: the average and the newest words."""
    rows = of_product(product)
    told = standing(rows)
    return told | {"reviews": list(rows[:5])} if told["count"] else None


def on_order(order: Order, viewer: "Person") -> dict[str, Any] | None:
    """On an order's page: what its buyer said, or may say now."""
    lines = orders.lines(order)
    said = {row.line_id: row for row in Review.objects.filter(line__order=order)}
    may = rules.may_review(viewer, order) and any(line.pk not in said for line in lines)
    rows = [(line, said[line.pk]) for line in lines if line.pk in said]
    return {"said": rows, "may_review": may} if rows or may else None


def unreviewed(order: Order) -> list[Line]:
    said = set(Review.objects.filter(line__order=order).values_list("line_id", flat=True))
    return [line for line in orders.lines(order) if line.pk not in said]


def objected() -> QuerySet[Review]:
    """Reviews with an objection nobody has looked at, the oldest objection first."""
    waiting = Count("objections", filter=Q(objections__settled_at=None))
    return _reviews().filter(hidden_at=None).annotate(waiting=waiting).filter(waiting__gt=0).order_by("pk")


def objections(review: Review) -> list[Objection]:
    return list(Objection.objects.filter(review=review, settled_at=None).order_by("pk"))


def hidden() -> QuerySet[Review]:
    """Lately hidden ones, for officers."""
    return _reviews().exclude(hidden_at=None).select_related("hidden_by").order_by("-hidden_at")


def of_event(event_id: int) -> Review:
    return _reviews().get(pk=audit.event(event_id).about_id)


AT_HOME = prepared.Planned(
    lambda buyer: Review.objects.filter(buyer=buyer).select_related("line__order").order_by("-at")[:3],
    "buyer",
)


def own_items(person: "Person") -> list[home.Item]:
    """The newest reviews they wrote, and what the seller answered."""
    return [
        home.Item(
            row.line.name,
            row.line.order.get_absolute_url(),
            note=row.answer[:120],
            number="★" * row.stars,
            at=row.at,
        )
        for row in AT_HOME(buyer=person.pk)
    ]


def pack(person: "Person") -> home.Pack:
    """Everything this person said of what they bought, to take home."""
    rows = _reviews().filter(buyer=person).order_by("pk")
    told = [
        {"order": each.line.order.number, "stars": each.stars, "words": each.words, "at": each.at}
        for each in rows
    ]
    if told:
        yield "pesanan/ulasan.json", json.dumps(told, default=str, ensure_ascii=False, indent=1).encode()
