"""The city's own front, as a visitor's browser meets it."""

import ssl


def certificate(host: str, port: int) -> str:
    """The certificate (PEM) that answers there, good or not: it is looked at, not trusted. Raises `OSError`."""
    return ssl.get_server_certificate((host, port), timeout=10)
