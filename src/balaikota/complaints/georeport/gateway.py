"""Fetching a picture that a report points to, from the open Internet only."""

from urllib.parse import urljoin

from balaikota.kit import outbound

#: Bytes and seconds a picture may take, and how often it may point elsewhere. Each address is looked at anew.
MOST, SECONDS, HOPS = 15_000_000, 20, 3


class Unfetched(Exception):
    """No picture came. `why` is a word of ours; with `is_final` asking again is no use."""

    def __init__(self, why: str, *, is_final: bool) -> None:
        super().__init__(why)
        self.why = why
        self.is_final = is_final


def fetch(url: str, *, inside: bool) -> bytes:
    """The bytes under an address. `inside` lets private addresses and plain http through; for rehearsals of a city."""
    way = outbound.Way(seconds=SECONDS, most_bytes=MOST, inside=inside, plain=inside)
    for _hop in range(HOPS + 1):
        try:
            answer = outbound.get(url, {"User-Agent": "Balaikota", "Accept": "image/*"}, way)
        except outbound.Unreached as fault:
            is_ours = fault.why in ("unsafe_address", "private_address")
            raise Unfetched(fault.why, is_final=is_ours) from None
        if answer.status not in (301, 302, 303, 307, 308):
            return _body(answer)
        url = urljoin(url, answer.location)
    raise Unfetched("redirects", is_final=True)


def _body(answer: outbound.Answer) -> bytes:
    if answer.status == 200:
        return answer.body
    raise Unfetched(f"http_{answer.status}", is_final=400 <= answer.status < 500 and answer.status != 429)
