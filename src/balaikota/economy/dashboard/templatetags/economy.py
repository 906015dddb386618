"""{{ rate|said:2 }}, {{ rupiah|in_millions }}: figures as the reader's language writes them, half up; a dash for none."""

from decimal import Decimal

from django import template

from balaikota.economy.tables.methods import spoken

register = template.Library()


@register.filter
def in_millions(rupiah: int) -> str:
    """1.250.400.000 rupiah is said 1.250."""
    return spoken(Decimal(rupiah) / 1_000_000, 0)


@register.filter
def said(value: Decimal | None, digits: int = 2) -> str:
    """4.725 is said 4,73."""
    return spoken(value, digits)
