"""How a moment kept in an event is read."""

from datetime import datetime

from django import template
from django.template.defaultfilters import date
from django.utils import timezone

register = template.Library()


@register.filter
def moment_told(text: str) -> str:
    """`Senin, 30 November 2026, 09.00 WIB` from an ISO moment; empty when it is none."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return ""
    return f"{date(timezone.localtime(at), 'l, j F Y, H.i')} WIB"
