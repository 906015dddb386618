"""Every read of imports that leaves the room."""

import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import QuerySet

from balaikota.enterprises.register import queries as businesses
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found
from balaikota.products.categories import queries as categories
from balaikota.products.categories.models import Category
from balaikota.products.dialects import methods as dialects
from balaikota.products.dialects.methods import Dialect
from balaikota.products.exchange import methods, rules
from balaikota.products.exchange.models import Import, Line
from balaikota.products.mirrors.models import Outcome

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

SHOWN = 100


# --- imports --------------------------------------------------------------------------------------


def enterprise(number: str, *, viewer: "Person") -> Enterprise:
    """The seller whose goods come in or go out: one's own, or any for officers of the catalogue; else a 404."""
    firm = businesses.enterprise(number, viewer=viewer)
    return found(firm if rules.may_bring(viewer, owns=businesses.owns(viewer, firm)) else None)


def newest(firm: Enterprise) -> QuerySet[Import]:
    return (
        Import.objects.filter(enterprise=firm)
        .defer("content", "pictures")
        .select_related("by")
        .order_by("-at")[:30]
    )


def one(number: str, pk: uuid.UUID, *, viewer: "Person") -> Import:
    firm = enterprise(number, viewer=viewer)
    rows = Import.objects.defer("content", "pictures").select_related("enterprise", "by")
    return found(rows.filter(pk=pk, enterprise=firm).first())


def of_event(event_id: int) -> Import:
    return Import.objects.select_related("enterprise", "by").get(pk=audit.event(event_id).about_id)


def locked(brought: Import) -> Import:
    rows = Import.objects.select_for_update(no_key=True, of=("self",)).select_related("enterprise", "by")
    return rows.get(pk=brought.pk)


def dialect(brought: Import) -> Dialect:
    return dialects.dialects()[brought.dialect]


def lines(brought: Import) -> QuerySet[Line]:
    return Line.objects.filter(brought=brought).select_related("category", "product").order_by("place")


def shown_lines(brought: Import, outcome: str = "") -> list[Line]:
    """Those there is something to say about first; of each sort no more than fit a page."""
    rows = lines(brought)
    order = (Outcome.ASKED, Outcome.REFUSED, Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.SKIPPED)
    parts = [rows.filter(outcome=each)[:SHOWN] for each in order]
    if outcome in Outcome.values:
        parts = [rows.filter(outcome=outcome)[: SHOWN * 5]]
    shown = [line for part in parts for line in part]
    for line in shown:
        line.told_faults = [(name, methods.why_not(why)) for name, why in line.photo_faults.items()]  # type: ignore[attr-defined]
    return shown


def asked(brought: Import) -> list[Line]:
    """Lines whose category must be chosen, or was guessed and may be."""
    rows = lines(brought)
    waiting = list(rows.filter(outcome=Outcome.ASKED)[: SHOWN * 5])
    return waiting + list(rows.filter(outcome=Outcome.NEW, is_guessed=True)[:SHOWN])


def unsettled(brought: Import) -> QuerySet[Line]:
    return lines(brought).filter(outcome__in=(Outcome.NEW, Outcome.CHANGED), is_settled=False)


def settled(brought: Import) -> QuerySet[Line]:
    return lines(brought).filter(outcome__in=(Outcome.NEW, Outcome.CHANGED), is_settled=True)


def with_photos(brought: Import) -> list[Line]:
    """Lines whose product has no photo yet, and whose photos were not asked for."""
    rows = settled(brought).exclude(product=None).exclude(product__photos__isnull=False)
    return [line for line in rows if line.said.get("photos") is not None]


def to_publish(brought: Import) -> list[Line]:
    """New products, but those the file itself calls a draft."""
    return [line for line in settled(brought).filter(outcome=Outcome.NEW) if line.said.get("is_wanted", True)]


def names_of(line: Line) -> list[str]:
    """By what a photo in a ZIP may be named: the product's codes."""
    product = line.product
    return [product.sku, product.code, *(each.sku for each in product.variants.all())] if product else []


def rows_by_outcome(brought: Import) -> dict[str, int]:
    """How many rows of the file came to what."""
    counted: Counter[str] = Counter()
    for outcome, rows in Line.objects.filter(brought=brought).values_list("outcome", "rows"):
        counted[outcome] += len(rows)
    return dict(counted)


def told_counts(brought: Import) -> list[dict[str, Any]]:
    """For each outcome: products, and rows of the file as announced and as arrived."""
    products = Counter(Line.objects.filter(brought=brought).values_list("outcome", flat=True))
    told = []
    for outcome in Outcome:
        announced, arrived = brought.announced.get(outcome, 0), brought.arrived.get(outcome, 0)
        if announced or arrived or products[outcome]:
            told.append({"outcome": outcome.value, "label": outcome.label, "products": products[outcome],
                         "announced": announced, "arrived": arrived})  # fmt: skip
    return told


def dialects_told() -> list[Dialect]:
    return list(reversed(dialects.dialects().values()))


def tried_photos(firm: Enterprise) -> set[tuple[Any, str]]:
    """Of which product which addresses gave no photo when an earlier import asked."""
    rows = (
        Line.objects.filter(brought__enterprise=firm)
        .exclude(photo_faults={})
        .values_list("product_id", "photo_faults")
    )
    return {
        (product, name)
        for product, faults in rows
        for name, why in faults.items()
        if why not in methods.PASSING
    }


def inside() -> bool:
    """Whether photos may come from addresses of the city's own network: only in rehearsals."""
    return bool(settings.WEBHOOKS_INSIDE)


def leaves() -> list[Category]:
    return categories.leaves()


def panel(firm: Enterprise, viewer: "Person") -> dict[str, Any] | None:
    """For the business's page: the last import, for whoever may bring one."""
    if not rules.may_bring(viewer, owns=businesses.owns(viewer, firm)):
        return None
    return {"last": newest(firm).first()}
