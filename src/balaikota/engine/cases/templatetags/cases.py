"""What the templates of this room ask for."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag
def changed_paths(repairs: list[dict[str, Any]]) -> set[str]:
    """The questions whose answer is another than before its correction."""
    return {
        each["row"].question
        for each in repairs
        if each["row"].repaired_at and each["before"] != each["after"]
    }
