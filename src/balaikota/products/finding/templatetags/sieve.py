"""`{% options choices %}` and `{% checks "izin" choices %}`: the sieve beside the list. Some hundred choices are written
here and not in a template, where each would cost as much as a card."""

from collections.abc import Mapping, Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
#: Value and label; how many there are; which are chosen; what is added to a number when there may be more.
Choices = tuple[Mapping[str, object], Mapping[str, int], Sequence[str], str]


def _told(label: object, number: int | None, more: str) -> str:
    return escape(str(label)) + (f" ({number}{more})" if number else "")


@register.simple_tag
def options(choices: Choices) -> SafeString:
    """The choices of a select; behind each how many there are."""
    known, counts, chosen, more = choices
    rows = (
        f'<option value="{code}"{" selected" if code in chosen else ""}>{_told(label, counts.get(code), more)}</option>'
        for code, label in known.items()
    )
    return mark_safe("".join(rows))


@register.simple_tag
def checks(name: str, choices: Choices) -> SafeString:
    """Boxes to tick."""
    known, counts, chosen, more = choices
    rows = (
        f'<div class="check"><input type="checkbox" id="{name}-{code}" name="{name}" value="{code}"'
        f"{' checked' if code in chosen else ''}> "
        f'<label for="{name}-{code}">{_told(label, counts.get(code), more)}</label></div>'
        for code, label in known.items()
    )
    return mark_safe("".join(rows))
