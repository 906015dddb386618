"""Small words of the innovation pages."""

from typing import Any

from django import template

from balaikota.innovation.life import methods

register = template.Library()


@register.filter
def of_plan(findings: dict[Any, Any], plan_id: Any) -> Any:
    """The finding of this plan, if there is one."""
    return findings.get(plan_id) if findings else None


@register.filter
def verdict_tone(verdict: str) -> str:
    return methods.tone(verdict)
