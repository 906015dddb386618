"""A shop is found in the search of the city from its first product on, and no longer when the last one is gone."""

from balaikota.foundation.search import actions as search
from balaikota.kit.reactions import on
from balaikota.products.showcase import queries


@on("listings.published")
def put_the_shop(event_id: int) -> None:
    _follow(event_id)


@on("listings.withdrawn")
def drop_the_shop(event_id: int) -> None:
    _follow(event_id)


def _follow(event_id: int) -> None:
    enterprise, is_public = queries.of_product_event(event_id)
    if enterprise is not None and is_public:
        search.put(queries.entry(enterprise))
    elif enterprise is not None:
        search.drop("shop", enterprise.number)
