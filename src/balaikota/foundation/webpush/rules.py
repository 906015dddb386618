"""Which addresses a browser may name."""

from urllib.parse import urlsplit

from django.conf import settings

from balaikota.kit import outbound

#: The push services of the browsers people have (Chrome and its kin, Firefox, Edge, Safari); a dot begins a domain.
SERVICES = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".notify.windows.com",
    ".push.apple.com",
)


def is_callable(endpoint: str) -> bool:
    """A push service we know, by https; in a rehearsal any. What the name leads to is looked at when it is called."""
    inside = settings.WEBPUSH_INSIDE
    is_usual = len(endpoint) <= 1_000 and "[" not in endpoint
    return is_usual and not outbound.address_fault(endpoint, plain=inside) and (inside or _is_known(endpoint))


def _is_known(endpoint: str) -> bool:
    place = urlsplit(endpoint)
    host = place.hostname or ""
    is_one = any(host == name or (name.startswith(".") and host.endswith(name)) for name in SERVICES)
    return is_one and place.port in (None, 443)
