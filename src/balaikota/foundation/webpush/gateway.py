"""Push services (RFC 8030), by one careful call each: https only, no redirect, no way into the city's own network."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from balaikota.foundation.webpush import methods
from balaikota.kit import outbound
from balaikota.kit.outbound import NotTaken

#: The push service knows this browser no longer.
GONE = {404, 410}


class Gone(Exception):
    """This browser takes nothing any more."""


@dataclass(frozen=True)
class Sender:
    """Who sends: the city's keys, the address a push service may write to, and whether private addresses will do."""

    keys: methods.Keys
    contact: str
    inside: bool = False


def push(city: Sender, way: Mapping[str, str], body: bytes, *, topic: str) -> None:
    """Send once. Raises `Gone`, or `NotTaken` when the push service took nothing or was not reached."""
    endpoint = way["endpoint"]
    headers = methods.headers(city.keys, endpoint, city.contact, topic=topic, now=time.time())
    how = outbound.Way(seconds=10, most_bytes=65_536, inside=city.inside, plain=city.inside)
    try:
        answer = outbound.post(endpoint, methods.sealed_for(way, body), headers, how)
    except outbound.Unreached as fault:
        raise NotTaken(fault.why, is_final=fault.why in ("unsafe_address", "private_address")) from None
    if answer.status in GONE:
        raise Gone
    if not 200 <= answer.status < 300:
        is_final = 400 <= answer.status < 500 and answer.status not in (408, 425, 429)
        raise NotTaken(f"http_{answer.status}", is_final=is_final)
