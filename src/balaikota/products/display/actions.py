"""Keeping cards and pages: written when a product, its permits or its seller change; counted by the clock."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import get_language

from balaikota.foundation.lexicon.methods import lexicon
from balaikota.products.display import methods, queries
from balaikota.products.display.methods import Facts
from balaikota.products.display.models import Card, Face, Pulse, Tally
from balaikota.products.exposure import methods as order
from balaikota.products.listings import queries as listings
from balaikota.products.listings.contract import Drawn
from balaikota.products.listings.models import Product
from balaikota.products.vocabulary import actions as vocabulary

KEPT = ["seller", "code", "title", "html", "lexemes", "names", "category", "parent", "district", "kelurahan", "price",
        "marks", "point", "is_complete", "published_at", "until"]  # fmt: skip


@transaction.atomic
def write(product_id: str | uuid.UUID) -> None:
    """The card of one product as it is now: written, or gone when it is not offered any more."""
    products = list(queries.offered([product_id]))
    gone = Card.objects.filter(product_id=product_id).exclude(product_id__in=[each.pk for each in products])
    sellers = {*gone.values_list("seller_id", flat=True), *(each.enterprise_id for each in products)}
    gone.delete()
    Face.objects.filter(product_id=product_id).delete()
    _keep(products)
    _rank(list(sellers))
    _beat()


@transaction.atomic
def write_all_of(seller_id: uuid.UUID) -> None:
    """All cards of one seller: it moved, was renamed or closed, or a permit of it changed."""
    products = list(queries.offered_by(seller_id))
    Card.objects.filter(seller_id=seller_id).exclude(product__in=products).delete()
    Face.objects.filter(product__enterprise=seller_id).delete()
    _keep(products)
    _rank([seller_id])
    _beat()


@transaction.atomic
def rebuild() -> int:
    """Every card anew; how many. Readers see the old ones until the new ones are whole."""
    Card.objects.all().delete()
    Face.objects.all().delete()
    number = 0
    every = queries.offered().order_by("pk").iterator(chunk_size=500)
    while batch := list(islice(every, 500)):
        number += _keep(batch)
    _rank()
    recount()
    _beat(lexicon=lexicon().checksum)
    return number


def _keep(products: Sequence[Product]) -> int:
    told = queries.facts_of(products)
    cards = [_card(product, facts, until) for product, facts, until in told]
    Card.objects.bulk_create(cards, update_conflicts=True, unique_fields=["product"], update_fields=KEPT)
    vocabulary.learn(facts.title for _product, facts, _until in told)
    return len(cards)


def _card(product: Product, facts: Facts, until: date | None) -> Card:
    return Card(
        product=product,
        seller_id=product.enterprise_id,
        code=facts.code,
        title=facts.title,
        html=methods.card(facts),
        lexemes=methods.vector(facts),
        names=methods.names(facts),
        category=facts.category,
        parent=facts.parent,
        district=facts.district,
        kelurahan=facts.kelurahan,
        price=facts.price,
        marks=facts.marks,
        point=order.point_of(facts.seller),
        is_complete=facts.is_complete,
        published_at=product.published_at or timezone.now(),
        until=until,
    )


def _rank(sellers: Sequence[str | uuid.UUID] = ()) -> None:
    """Give each product its round among its seller's: the complete first, the newest of them before."""
    some = "where seller_id = any(%(sellers)s::uuid[])" if sellers else ""
    with connection.cursor() as cursor:
        if not sellers:
            cursor.execute(PATIENTLY)
        cursor.execute(
            RANK.format(some=some), {"sellers": [str(each) for each in sellers], "last": order.ROUNDS}
        )


#: For the worker alone: what goes through a million cards takes longer than any page may.
PATIENTLY = "set local statement_timeout = '15min'"
RANK = """
update display_card c set turn = r.turn << 16 | c.point, lap = r.lap << 16 | c.point from (
    select id,
        case when is_complete then least(row_number() over everywhere, %(last)s) - 1 else %(last)s end::int as turn,
        case when is_complete then least(row_number() over here, %(last)s) - 1 else %(last)s end::int as lap
    from display_card {some}
    window everywhere as (partition by seller_id order by is_complete desc, published_at desc, id),
        here as (partition by seller_id, category order by is_complete desc, published_at desc, id)
) r where r.id = c.id and (c.turn, c.lap) is distinct from (r.turn << 16 | c.point, r.lap << 16 | c.point)
"""


@transaction.atomic
def recount_if_changed() -> bool:
    """Count anew when a card has changed since it was counted."""
    pulse = Pulse.objects.filter(pk=1).first()
    if pulse is None or pulse.number == pulse.counted:
        return False
    recount()
    Pulse.objects.filter(pk=1).update(counted=F("number"))
    return True


@transaction.atomic
def recount() -> None:
    """How many products there are of each kind in each category, and how often each word is used in titles."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(PATIENTLY)
        cursor.execute(TALLY, {"marks": list(methods.MARKS), "now": now})
        cursor.execute(WORDS)
        vocabulary.recount(dict(cursor.fetchall()))
    Tally.objects.exclude(at=now).delete()
    _beat()


TALLY = """
with base as materialized (select parent, category, district, marks, count(*) as n from display_card group by 1, 2, 3, 4),
each as (select s.scope, b.* from base b cross join lateral (values (''), (b.parent), (b.category)) s (scope)),
totals as (select scope, sum(n) as n from each group by 1),
shelves as (select scope, jsonb_object_agg(category, n) as told
    from (select scope, category, sum(n) as n from each group by 1, 2) x group by 1),
districts as (select scope, jsonb_object_agg(district, n) as told
    from (select scope, district, sum(n) as n from each where district <> '' group by 1, 2) x group by 1),
bits as (select scope, jsonb_object_agg(mark, n) as told
    from (select scope, mark, sum(n) as n from each
        join unnest(%(marks)s::text[]) with ordinality m (mark, at) on marks & (1 << (at - 1)::int) > 0
        group by 1, 2) x group by 1)
insert into display_tally (scope, counts, at)
select scope, jsonb_build_object('total', t.n, 'categories', s.told, 'districts', coalesce(d.told, '{}'),
    'marks', coalesce(b.told, '{}')), %(now)s
from totals t join shelves s using (scope) left join districts d using (scope) left join bits b using (scope)
on conflict (scope) do update set counts = excluded.counts, at = excluded.at
"""


#: The lexemes of titles are those with a T before them; ts_stat counts the products each is in. `names` has them all, and
#: is short.
WORDS = """select substr(word, 2), ndoc from ts_stat('select names from display_card')
    where word like 'T%' and substr(word, 2, 1) not in ('F', 'C')"""


@transaction.atomic
def write_what_ends(on: date) -> int:
    """Cards whose permits have ended before this day; how many."""
    due = list(Card.objects.filter(until__lt=on).values_list("product_id", flat=True)[:5_000])
    for product_id in due:
        write(product_id)
    return len(due)


# --- whole pages ----------------------------------------------------------------------------------

#: Days a page is kept at most: what somebody drew while an event was on its way stands no longer.
KEPT_DAYS = 7


@transaction.atomic
def keep(product: Product, drawn: Drawn) -> None:
    """Keep the page that was drawn of this product, in the language of this visitor, for those who come after."""
    until = timezone.localdate() + timedelta(days=KEPT_DAYS)
    given: dict[str, Any] = {
        "product": product.pk, "language": get_language() or "", "changed_at": product.changed_at, "title": drawn.title,
        "head": drawn.head, "body": drawn.body, "release": queries.release(),
        "until": min(until, drawn.until or until),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(KEEP, given)


#: Nothing when the product is gone meanwhile.
KEEP = """
insert into display_face (product_id, language, changed_at, release, until, title, head, body)
select id, %(language)s, %(changed_at)s, %(release)s, %(until)s, %(title)s, %(head)s, %(body)s
    from listings_product where id = %(product)s
on conflict (product_id, language) do update set changed_at = excluded.changed_at, release = excluded.release,
    until = excluded.until, title = excluded.title, head = excluded.head, body = excluded.body
"""


@transaction.atomic
def draw(product_id: str | uuid.UUID) -> None:
    """Draw the page of a product that is offered before anybody asks for it, in the language most will ask for."""
    with translation.override(settings.LANGUAGE_CODE):
        for product in queries.offered([product_id]):
            keep(product, listings.drawn(product, None))


@transaction.atomic
def forget(product_id: Any) -> None:
    """What stands on its page besides itself has changed, such as a review: it is drawn anew when it is next asked for."""
    Face.objects.filter(product_id=product_id).delete()


@transaction.atomic
def forget_all_of(seller_id: Any) -> None:
    Face.objects.filter(product__enterprise_id=seller_id).delete()


def _beat(**more: Any) -> None:
    """Kept pages are forgotten."""
    if not Pulse.objects.filter(pk=1).update(number=F("number") + 1, **more):
        Pulse.objects.bulk_create([Pulse(pk=1, **more)], ignore_conflicts=True)
