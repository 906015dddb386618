"""{{ rate|said:2 }}: a figure as the reader's language writes it, half up; a dash when there is none."""

from decimal import Decimal

from django import template

from balaikota.economy.tables.methods import spoken

register = template.Library()


@register.filter
def said(value: Decimal | None, digits: int = 2) -> str:
    """4.725 is said 4,73."""
    return spoken(value, digits)
