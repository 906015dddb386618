"""What the templates of this room ask for."""

from datetime import date, datetime
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_moment(text: str) -> datetime:
    """A moment as an event keeps it."""
    return datetime.fromisoformat(text)


@register.filter
def as_day(text: str) -> date:
    """A date as an event keeps it."""
    return date.fromisoformat(text)


@register.simple_tag
def changed_paths(repairs: list[dict[str, Any]]) -> set[str]:
    """The questions whose answer is another than before its correction."""
    return {
        each["row"].question
        for each in repairs
        if each["row"].repaired_at and each["before"] != each["after"]
    }
