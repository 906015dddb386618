"""The choices of the sieve beside the list. Some hundred are written here and not in a template, where each would cost
as much as a card."""

from collections.abc import Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def options(
    known: Mapping[str, object], counts: Mapping[str, int], chosen: Sequence[str], more: str
) -> SafeString:
    """The choices of a select; behind each how many there are, `more` when there may be more than were counted."""
    rows = (
        f'<option value="{code}"{" selected" if code in chosen else ""}>{_told(label, counts.get(code), more)}</option>'
        for code, label in known.items()
    )
    return mark_safe("".join(rows))


def checks(
    name: str, known: Mapping[str, object], counts: Mapping[str, int], chosen: Sequence[str], more: str
) -> SafeString:
    """Boxes to tick."""
    rows = (
        f'<div class="check"><input type="checkbox" id="{name}-{code}" name="{name}" value="{code}"'
        f"{' checked' if code in chosen else ''}> "
        f'<label for="{name}-{code}">{_told(label, counts.get(code), more)}</label></div>'
        for code, label in known.items()
    )
    return mark_safe("".join(rows))


def chips(narrowed: Sequence[tuple[str, str]], name: str, remove: str) -> SafeString:
    """What the list is narrowed by; each leads to the list without it."""
    rows = (
        f'<li><a href="{escape(url)}"><span class="visually-hidden">{remove}</span> {escape(label)} '
        f'<span aria-hidden="true">×</span></a></li>'
        for label, url in narrowed
    )
    return mark_safe(f'<ul class="goods-chips" aria-label="{name}">{"".join(rows)}</ul>')


def _told(label: object, number: int | None, more: str) -> str:
    return escape(str(label)) + (f" ({number}{more})" if number else "")
