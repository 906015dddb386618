"""What rooms above tell this one, because the rooms that know it stand beside it or higher (docs/decisions/0039)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from balaikota.foundation.organisations.models import Agency
    from balaikota.foundation.people.models import Person
    from balaikota.training.projects.methods import Proposal


@dataclass(frozen=True)
class Sector:
    """An industry of the city beside its reference: enough to choose it and to say why."""

    code: str
    name: str
    share: Decimal
    quotient: Decimal
    votes: int
    asked: int
    year: str
    source: str
    is_verified: bool

    @property
    def kept(self) -> dict[str, Any]:
        """As a project keeps it: the figures of the day it was chosen."""
        return {
            name: str(value) if isinstance(value, Decimal) else value for name, value in vars(self).items()
        }


@dataclass(frozen=True)
class Followed:
    """What became of an innovation: its stage, and its measured effect once there is one."""

    number: str
    title: str
    url: str
    stage: str
    verdict: str = ""
    sentence: str = ""
    effect: float | None = None
    unit: str = ""
    level: int = 0


@dataclass(frozen=True)
class Underway:
    """An innovation that was found fit or is being tried: enough to suggest what people should learn for it."""

    number: str
    title: str
    url: str
    stage: str
    agency: str
    since: str


_sketchers: "list[Callable[[Proposal, Agency, Person], str]]" = []
_followers: "list[Callable[[list[str]], dict[str, Followed]]]" = []
_sectors: "list[Callable[[], list[Sector]]]" = []
_underway: "list[Callable[[], list[Underway]]]" = []


def innovations_by(
    sketch: "Callable[[Proposal, Agency, Person], str]", follow: "Callable[[list[str]], dict[str, Followed]]"
) -> None:
    """Called once, in `apps.ready`: how a proposal becomes a draft (its number), and what became of such numbers."""
    _sketchers[:], _followers[:] = [sketch], [follow]


def sectors_by(leading: "Callable[[], list[Sector]]") -> None:
    """Called once, in `apps.ready`: the industries of the city, the most leading first."""
    _sectors[:] = [leading]


def underway_by(tell: "Callable[[], list[Underway]]") -> None:
    """Called once, in `apps.ready`: the innovations under way, the newest first."""
    _underway[:] = [tell]


def has_innovations() -> bool:
    return bool(_sketchers)


def sketch(proposal: "Proposal", agency: "Agency", person: "Person") -> str:
    return _sketchers[0](proposal, agency, person)


def followed(numbers: list[str]) -> dict[str, Followed]:
    """By number; nothing while no room knows innovations."""
    return _followers[0](numbers) if _followers and numbers else {}


def sectors() -> list[Sector]:
    return _sectors[0]() if _sectors else []


def underway() -> list[Underway]:
    return _underway[0]() if _underway else []
