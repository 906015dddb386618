"""Loading topics, and sending one elsewhere where another desk answers for it."""

import tomllib
from pathlib import Path

from django.db import transaction

from balaikota.complaints.topics import queries
from balaikota.complaints.topics.models import Route, Topic
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.regions.models import Region
from balaikota.kit import city

FILE = Path(__file__).parent / "data" / "topics.toml"


@transaction.atomic
def load_topics() -> int:
    """Add the topics of `data/topics.toml` that are missing; those that stand stay as they are. Says how many.

    A topic whose desk this city does not have is left out: nobody would answer for it.
    """
    known, desks = queries.known_slugs(), {desk.code: desk for desk in organisations.desks()}
    added = 0
    for place, row in enumerate(
        tomllib.loads(city.file("topics.toml", FILE).read_text(encoding="utf-8"))["topics"]
    ):
        desk = desks.get(row.pop("desk"))
        if desk is None or row["slug"] in known:
            continue
        topic = Topic.objects.create(**row, unit=desk, place=place)
        audit.record("topics.loaded", topic, by=None, topic=topic.slug, desk=desk.code)
        added += 1
    return added


@transaction.atomic
def route(topic: Topic, region: Region, unit: Desk) -> Route:
    """In this region the desk answers for the topic, instead of the one before. The city's own machinery only."""
    row, _ = Route.objects.update_or_create(topic=topic, region=region, defaults={"unit": unit})
    audit.record("topics.routed", row, by=None, topic=topic.slug, region=region.code, desk=unit.code)
    return row
