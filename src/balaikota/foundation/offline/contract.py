"""What other rooms may register: public pages that work without a network, and forms that wait for one."""

_shell: list[str] = []
_later: list[str] = []


def keep(path: str) -> None:
    """A public page, the same for everybody, that every phone keeps. A missing page is passed over."""
    if path not in _shell:
        _shell.append(path)


def send_later(path: str) -> None:
    """A form that is kept when there is no network, and sent once when there is.

    Its field `key` (a UUID made by the browser) is how the city knows that it has this one already.
    """
    keep(path)
    if path not in _later:
        _later.append(path)


def shell() -> list[str]:
    return list(_shell)


def later() -> list[str]:
    return list(_later)
