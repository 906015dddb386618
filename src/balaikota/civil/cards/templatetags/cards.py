"""What the templates of this room ask for."""

from django import template

from balaikota.civil.cards import queries
from balaikota.civil.cards.models import Kartu
from balaikota.engine.cases.models import Case

register = template.Library()


@register.simple_tag
def card_of(case: Case) -> Kartu | None:
    return queries.card_of(case)


@register.simple_tag
def place_in_queue(case: Case) -> int | None:
    return queries.place_in_queue(case)
