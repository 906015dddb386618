"""What the rooms of this floor tell the register: their panel on a business's page, and evidence they can give."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise
    from balaikota.foundation.people.models import Person


@dataclass(frozen=True)
class Panel:
    """A room's part of a business's page: its template is given `enterprise`, `viewer`, `owns` and what `fill` gives.

    `fill` may give None: then this viewer has nothing to see there. One or two queries.
    """

    slug: str
    title: str | Promise
    place: int
    template: str
    fill: "Callable[[Enterprise, Person], dict[str, Any] | None]"


@dataclass(frozen=True)
class Evidence:
    """A fact about a business that a room can show from its own records, such as three months of books.

    `shown(enterprise)` gives the sentence that shows it, or "" when it is not so yet; `step` says what to do then.
    """

    code: str
    name: str | Promise
    shown: "Callable[[Enterprise], str]"
    step: str | Promise = ""
    url: "Callable[[Enterprise], str] | None" = None


_panels: dict[str, Panel] = {}
_evidence: dict[str, Evidence] = {}


def panel(panel: Panel) -> None:
    """Called in `apps.ready`."""
    _panels[panel.slug] = panel


def panels() -> list[Panel]:
    """In the order of their places."""
    return sorted(_panels.values(), key=lambda each: each.place)


def evidence(evidence: Evidence) -> None:
    """Called in `apps.ready`; the code is what the coaching ladder's data names."""
    _evidence[evidence.code] = evidence


def all_evidence() -> dict[str, Evidence]:
    return dict(_evidence)


_guesses: set[str] = set()


def only_guesses(label: str) -> None:
    """Called in `apps.ready`: rows of this model (`room.model`) are a machine's guess, not somebody's work."""
    _guesses.add(label)


def guesses() -> frozenset[str]:
    return frozenset(_guesses)


@dataclass(frozen=True)
class Tool:
    """A room's page for officers, offered above their list to those who `may` use it."""

    url: str
    label: str | Promise
    may: "Callable[[Person], bool]"


_tools: dict[str, Tool] = {}


def tool(tool: Tool) -> None:
    """Called in `apps.ready`."""
    _tools[tool.url] = tool


def tools(viewer: "Person") -> list[Tool]:
    return [each for each in _tools.values() if each.may(viewer)]
