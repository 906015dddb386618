"""Django's `i18n`, for `{% load i18n %}` (settings, `libraries`): a sentence with nothing to fill in is looked up once for
each language, not each time. A page says some sixty of them, and each took as long as a line of a list.
"""

from typing import Any

from django import template
from django.template.base import Node, Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags |= i18n.register.tags
register.filters |= i18n.register.filters


class Sentence(Node):
    """`{% translate "…" %}`, also with `as`."""

    child_nodelists = ()

    def __init__(self, said: i18n.TranslateNode) -> None:
        self.name, said.asvar = said.asvar, None
        self.said = said
        self.kept: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Any) -> str:
        key = (get_language(), context.autoescape)
        text = self.kept.get(key)
        if text is None:
            text = self.kept[key] = self.said.render(context)
        if self.name is None:
            return text
        context[self.name] = text
        return ""


@register.tag("trans")
@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    said = i18n.do_translate(parser, token)
    is_fixed = said.filter_expression.var.literal is not None and not said.filter_expression.filters
    return Sentence(said) if is_fixed and said.message_context is None else said
