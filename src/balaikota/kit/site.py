"""What every page shows of the city and its viewer. A room above feeds it; the kit knows no tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from balaikota.kit import replicas
from balaikota.kit.colours import palette
from balaikota.kit.cookies import kept
from balaikota.kit.secrets import blind_index

THEME_COOKIE = "tampilan"
THEMES = ("otomatis", "terang", "gelap")


@dataclass(frozen=True)
class Feed:
    """Where the base page asks for what only other rooms know."""

    city: Callable[[], str]
    is_staff: Callable[[Any], bool]
    unread: Callable[[Any], int]
    tools: Callable[[Any], list[tuple[str, Any]]]
    #: The warnings that stand now, and a text that changes with them. Asked by every page: cheap.
    alerts: Callable[[], Sequence[Any]] = tuple
    alerts_version: Callable[[], str] = str


_feed: list[Feed] = []


def fed_by(feed: Feed) -> None:
    """Called once by the portal when the house opens."""
    _feed[:] = [feed]


def theme_of(request: HttpRequest) -> str:
    """The colours this browser asked for: `terang`, `gelap`, or `otomatis` (as the device has it)."""
    chosen = kept(request, THEME_COOKIE)
    return chosen if chosen in THEMES else "otomatis"


def mark_of(person: Any) -> str:
    """Tells a phone whether the same person is still signed in, without saying who; empty for nobody."""
    return blind_index("phone", str(person.pk))[:16] if person is not None and person.is_authenticated else ""


def alerts_version() -> str:
    """Changes when another warning stands: no page kept from before may be shown."""
    return _feed[0].alerts_version() if _feed else ""


class Site:
    """Answers the base page's questions, each only when it is asked."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def city(self) -> str:
        return _feed[0].city() if _feed else ""

    @property
    def is_from_copy(self) -> bool:
        """Is this page read from a copy of the database, which may be a moment behind?"""
        return replicas.reading()

    @cached_property
    def viewer(self) -> Any:
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def is_staff(self) -> bool:
        return bool(_feed and self.viewer and _feed[0].is_staff(self.viewer))

    @cached_property
    def tools(self) -> list[tuple[str, Any]]:
        """What the viewer's posts give them to work with: address and label of each."""
        return _feed[0].tools(self.viewer) if _feed and self.is_staff else []

    @cached_property
    def unread(self) -> int:
        return _feed[0].unread(self.viewer) if _feed and self.viewer else 0

    @cached_property
    def alerts(self) -> Sequence[Any]:
        """The warnings that every page shows. Not the copy that a phone keeps: there they would outlive the danger."""
        return _feed[0].alerts() if _feed and not self.is_shell else ()

    @property
    def is_home(self) -> bool:
        """Before the home page a warning says everything it has to say."""
        return self.request.path == "/"

    @property
    def mark(self) -> str:
        return mark_of(self.viewer)

    @property
    def is_shell(self) -> bool:
        """Is this the copy that phones keep: everybody's page, with nobody on it?"""
        return "luring" in self.request.GET

    @property
    def theme(self) -> str:
        return theme_of(self.request)

    @property
    def band(self) -> str:
        """The colour of the head of every page, for the phone's own bar."""
        return palette()["light"]["band"]

    @property
    def is_demo(self) -> bool:
        return bool(settings.DEMO)

    @property
    def back(self) -> str:
        """Where to return after choosing a language or colours: this page, if it can be asked for again."""
        return self.request.get_full_path() if self.request.method == "GET" else "/"


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor."""
    return {"site": Site(request)}
