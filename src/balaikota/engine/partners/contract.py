"""What rooms above may show on a partner's page."""

from collections.abc import Callable
from typing import Any

from balaikota.engine.partners.models import Partner

_panels: list[tuple[str, Callable[[Partner], dict[str, Any]]]] = []


def operators_see(template: str, filled_by: Callable[[Partner], dict[str, Any]]) -> None:
    """Show this template on the page of every partner, given what fills it as `panel`."""
    _panels.append((template, filled_by))


def panels(partner: Partner) -> list[tuple[str, dict[str, Any]]]:
    return [(template, filled_by(partner)) for template, filled_by in _panels]
