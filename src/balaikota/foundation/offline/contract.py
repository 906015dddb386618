"""What other rooms may register: public pages that work without a network, and forms that wait for one."""

from dataclasses import asdict, dataclass

_shell: list[str] = []
_later: dict[str, "Later"] = {}


@dataclass(frozen=True)
class Later:
    """Where a form stands, and where it goes when it is sent by itself."""

    page: str
    to: str


def keep(path: str) -> None:
    """A public page, the same for everybody, that every phone keeps. A missing page is passed over."""
    if path not in _shell:
        _shell.append(path)


def send_later(page: str, *, posts: tuple[str, ...], to: str) -> None:
    """A form that is kept when there is no network, and sent once, to the address `to`, when there is.

    `posts` are the addresses it may be on its way to when the network goes. Its field `key` (a UUID made by the
    browser) is how the city knows that it has this one already; `X-Luring: 1` is how it knows whence it comes.
    """
    keep(page)
    _later.update(dict.fromkeys(posts, Later(page, to)))


def shell() -> list[str]:
    return list(_shell)


def later() -> dict[str, dict[str, str]]:
    return {path: asdict(each) for path, each in _later.items()}
