"""Sealing personal data: AES-256-GCM with a key id, bound to the row it lies in; and blind indexes to find it.

A sealed value is `key id (1 byte length + id) + nonce (12) + ciphertext and tag`. Moving it to another row,
column or table makes it unreadable (the binding is authenticated, NIST SP 800-38D).
"""

import base64
import os
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings


@lru_cache
def _key(key_id: str) -> AESGCM:
    return AESGCM(base64.b64decode(settings.DATA_KEYS[key_id]))


def seal(plain: bytes, *, bound_to: str) -> bytes:
    """Encrypt for one place, such as `people_person.nik:<id>`."""
    key_id = settings.DATA_KEY_ID
    nonce = os.urandom(12)
    name = key_id.encode()
    return bytes([len(name)]) + name + nonce + _key(key_id).encrypt(nonce, plain, bound_to.encode())


def key_of(sealed: bytes) -> str:
    """The name of the key a sealed value lies under."""
    return sealed[1 : 1 + sealed[0]].decode()


def seal_many(plains: list[str], *, places: list[str]) -> list[bytes]:
    """Each text for its own place. Chance is asked for once."""
    key_id = settings.DATA_KEY_ID
    name, encrypt = key_id.encode(), _key(key_id).encrypt
    head, chance = bytes([len(name)]) + name, os.urandom(12 * len(plains))
    sealed = []
    for at, (plain, place) in enumerate(zip(plains, places, strict=True)):
        nonce = chance[12 * at : 12 * at + 12]
        sealed.append(head + nonce + encrypt(nonce, plain.encode(), place.encode()))
    return sealed


def unseal(sealed: bytes, *, bound_to: str) -> bytes:
    """Decrypt. Raises `cryptography.exceptions.InvalidTag` when the value was moved or changed."""
    size, key_id = sealed[0], key_of(sealed)
    nonce, body = sealed[1 + size : 13 + size], sealed[13 + size :]
    return _key(key_id).decrypt(nonce, body, bound_to.encode())


def blind_index(kind: str, value: str) -> str:
    """A keyed fingerprint (HMAC-SHA-256, hex) to find an exact value without storing it readable."""
    return _fingerprint(_keyed(kind), value)


def blind_indexes(kind: str, values: list[str]) -> list[str]:
    """Of each value; of "" none. The key is worked in once for all."""
    keyed = _keyed(kind)
    return [_fingerprint(keyed.copy(), value) if value else "" for value in values]


def _keyed(kind: str) -> HMAC:
    begun = HMAC(_index_key(settings.INDEX_KEY), SHA256())
    begun.update(f"{kind}:".encode())
    return begun


def _fingerprint(begun: HMAC, value: str) -> str:
    begun.update(value.encode())
    return begun.finalize().hex()


@lru_cache(maxsize=4)
def _index_key(sealed: str) -> bytes:
    return base64.b64decode(sealed)


def blind_number(kind: str, value: str) -> int:
    """The first 64 bits of a blind index as a signed number, for arrays of many that are searched together."""
    return int.from_bytes(bytes.fromhex(blind_index(kind, value)[:16]), signed=True)
