"""What the templates of this room ask for."""

from django import template

from balaikota.civil.households import queries
from balaikota.civil.households.models import KKMenunggu, VersiKK
from balaikota.engine.cases.models import Case

register = template.Library()


@register.simple_tag
def waiting_cards(case: Case) -> list[KKMenunggu]:
    """Cards of this case that wait for their number, or have it."""
    return queries.waiting_of(case)


@register.simple_tag
def printed_cards(case: Case) -> list[VersiKK]:
    return queries.versions_of_case(case)
