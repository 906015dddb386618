"""What is sent to a phone and what a browser calls itself, without tables. RFC 8291 limits a message to 4 KB."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02  # type: ignore[import-untyped]
from pywebpush import WebPusher  # type: ignore[import-untyped]

#: Bytes of plain text; a push service must take 3,993 (RFC 8291, section 4).
MOST = 3_000
#: Seconds a push service keeps a message for a phone that is off: a day.
KEEP = 86_400


@dataclass(frozen=True)
class Keys:
    """A VAPID pair, both as base64url."""

    public: str
    private: str


def new_keys() -> Keys:
    """A fresh pair on P-256 (RFC 8292)."""
    vapid = Vapid02()
    vapid.generate_keys()
    number = vapid.private_key.private_numbers().private_value
    return Keys(_public(vapid), _plain(number.to_bytes(32, "big")))


def _public(vapid: Vapid02) -> str:
    return _plain(vapid.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def message(title: str, url: str, tag: str) -> bytes:
    """What the phone is told: a title, where to read it, and a name under which a repeat replaces the first."""
    said = {"title": title, "url": url, "tag": tag}
    body = json.dumps(said, ensure_ascii=False).encode()
    return body if len(body) <= MOST else json.dumps({**said, "title": title[:100]}).encode()


def sealed_for(way: Mapping[str, str], body: bytes) -> bytes:
    """Encrypted so that only that browser can read it (aes128gcm, RFC 8291)."""
    info = {"endpoint": way["endpoint"], "keys": {"p256dh": way["p256dh"], "auth": way["auth"]}}
    return bytes(WebPusher(info).encode(body)["body"])


def headers(keys: Keys, endpoint: str, contact: str, *, topic: str, now: float) -> dict[str, str]:
    """Who sends (VAPID), how long it is kept, and under which topic a newer one replaces it."""
    origin = "/".join(endpoint.split("/")[:3])
    claims = {"aud": origin, "sub": f"mailto:{contact}", "exp": int(now) + KEEP // 2}
    signed = Vapid02.from_raw(keys.private.encode()).sign(claims)
    said = {"Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm"}
    return {**said, **signed, "TTL": str(KEEP), "Topic": topic, "Urgency": "normal"}


def is_way(way: Mapping[str, Any]) -> bool:
    """Are these keys of a browser: a point on P-256 and 16 bytes (RFC 8291, section 3.1)?"""
    try:
        point, secret = (_raw(way[name]) for name in ("p256dh", "auth"))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, KeyError, TypeError):
        return False
    return len(secret) == 16


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
