"""Reading topics: in order, by the words of a text, and the desk that answers for one at a place."""

from typing import Any

from django.db.models import QuerySet

from balaikota.complaints.topics import methods
from balaikota.complaints.topics.models import Route, Topic
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.regions.models import Region


def topics() -> QuerySet[Topic]:
    """Every topic that takes reports, in the order of lists, with its desk and agency."""
    return Topic.objects.filter(is_open=True).select_related("unit__agency").order_by("place", "id")


def topic(slug: str) -> Topic | None:
    """An open topic by its slug."""
    return topics().filter(slug=slug).first()


def suggested(text: str, *, most: int = 3) -> list[Topic]:
    """The topics a text seems to speak of, the likeliest first; empty when no word is known."""
    scored = [(methods.score(text, each.keywords), each) for each in topics()]
    likely = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].place))
    return [each for _, each in likely[:most]]


def unit_for(topic: Topic, kelurahan: Region | None) -> Desk:
    """The desk that answers for this topic at this place: the route of the smallest region, else the topic's own."""
    if kelurahan is None:
        return topic.unit
    codes = [kelurahan.code, kelurahan.parent_id]
    routes = {each.region_id: each for each in _routes(topic, codes)}
    route = next((routes[code] for code in codes if code in routes), None)
    return route.unit if route else topic.unit


def _routes(topic: Topic, codes: list[Any]) -> QuerySet[Route]:
    return Route.objects.filter(topic=topic, region__in=codes).select_related("unit__agency")


def known_slugs() -> set[str]:
    return set(Topic.objects.values_list("slug", flat=True))
