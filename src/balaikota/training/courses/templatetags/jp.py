"""`{{ minutes|jp }}`: minutes as the JP a session or certificate shows."""

from decimal import Decimal

from django import template

from balaikota.training.courses import methods

register = template.Library()


@register.filter
def jp(minutes: Decimal | int) -> Decimal:
    return methods.shown(minutes)
