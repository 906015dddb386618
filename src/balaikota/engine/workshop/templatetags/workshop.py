"""Words of the workshop's pages."""

from django import template

from balaikota.engine.workshop.methods import EFFECTS, KINDS
from balaikota.foundation.organisations.models import Duty

register = template.Library()


@register.filter
def kind_in_words(kind: str) -> str:
    return str(dict(KINDS).get(kind, kind)).split(":", maxsplit=1)[0]


@register.filter
def effect_in_words(effect: str) -> str:
    return str(dict(EFFECTS).get(effect, effect)).split(":", maxsplit=1)[0]


@register.filter
def duty_in_words(duty: str) -> str:
    return str(dict(Duty.choices).get(duty, duty))
