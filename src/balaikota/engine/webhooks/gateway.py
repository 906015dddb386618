"""Partners' servers. The answer's body is not read beyond its first bytes: only its status counts."""

from balaikota.engine.webhooks.contract import Parcel, Receipt
from balaikota.kit import outbound


def send(parcel: Parcel, *, inside: bool, plain: bool, seconds: float = 10) -> Receipt:
    """Send once. `inside` lets private addresses through, `plain` http; both are for cities that know why."""
    way = outbound.Way(seconds=seconds, inside=inside, plain=plain)
    try:
        answer = outbound.post(parcel.url, parcel.body.encode(), parcel.headers, way)
    except outbound.Unreached as fault:
        return Receipt(is_taken=False, why=fault.why)
    if 300 <= answer.status < 400:
        return Receipt(is_taken=False, why="redirect")
    is_taken = 200 <= answer.status < 300
    return Receipt(is_taken, "" if is_taken else f"http_{answer.status}")
