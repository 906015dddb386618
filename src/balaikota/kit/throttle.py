"""How often one visitor may try something that could be guessed at."""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache, caches
from django.http import HttpRequest
from django.utils.translation import ngettext

from balaikota.kit.errors import Refusal


def visitor(request: HttpRequest) -> str:
    """The visitor's address; behind proxies of our own, the one the outermost of them saw."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    forwarded = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def slow_down(what: str, who: str, *, tries: int, minutes: int) -> None:
    """Refuse more than so many tries in so many minutes.

    Each try takes a place that is free again by itself. Taking one is a single step in the cache: of fifty
    requests at once no more get through than there are places, which counting up would not keep.
    """
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:24]}"
    places, free_at = [f"{key}:{place}" for place in range(tries)], int(time.time()) + minutes * 60
    if not any(cache.add(place, free_at, minutes * 60) for place in places):
        raise _wait(min(cache.get_many(places).values(), default=0) - int(time.time()))


def _wait(seconds: int) -> Refusal:
    """A refusal that says when the next place is free, to people in minutes and to programs in its header."""
    seconds = max(seconds, 1)
    minutes = -(-seconds // 60)
    told = ngettext(
        "Terlalu banyak percobaan. Coba lagi %(n)d menit lagi.",
        "Terlalu banyak percobaan. Coba lagi %(n)d menit lagi.",
        minutes,
    )
    return Refusal(told % {"n": minutes}, status=429, retry_after=seconds)


def hurries(what: str, who: str, *, per_minute: int) -> bool:
    """Has this visitor asked too often since their first request of this minute?

    Counted in this process alone, so that a page that only reads stays one: with several processes the limit is
    as many times higher. For what could be guessed at there is `slow_down`.
    """
    near = caches["near"]
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:24]}"
    near.add(key, 0, 60)
    try:
        return near.incr(key) > per_minute
    except ValueError:  # the minute ended between the two
        return False
