"""Fetching a photo a seller's file points to, from the open Internet only."""

from urllib.parse import urljoin

from balaikota.kit import outbound

#: Bytes and seconds a photo may take, and how often it may point elsewhere. Each address is looked at anew.
MOST, SECONDS, HOPS = 10_000_000, 15, 3


class Unfetched(Exception):
    """No photo came. `why` is a word of ours."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def fetch(url: str, *, inside: bool) -> bytes:
    """The bytes under an address. `inside` lets private addresses and plain http through; for rehearsals of a city."""
    way = outbound.Way(seconds=SECONDS, most_bytes=MOST, inside=inside, plain=inside)
    for _hop in range(HOPS + 1):
        try:
            answer = outbound.get(url, {"User-Agent": "Balaikota", "Accept": "image/*"}, way)
        except outbound.Unreached as fault:
            raise Unfetched(fault.why) from None
        if answer.status in (301, 302, 303, 307, 308):
            url = urljoin(url, answer.location)
        elif answer.status == 200:
            return answer.body
        else:
            raise Unfetched(f"http_{answer.status}")
    raise Unfetched("redirects")
