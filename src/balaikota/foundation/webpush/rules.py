"""Which addresses a browser may name."""

from django.conf import settings

from balaikota.kit import outbound


def is_callable(endpoint: str) -> bool:
    """A push service by its name and https. What the name leads to is looked at when it is called."""
    inside = settings.WEBPUSH_INSIDE
    is_usual = len(endpoint) <= 1_000 and "[" not in endpoint
    return is_usual and not outbound.address_fault(endpoint, plain=inside)
