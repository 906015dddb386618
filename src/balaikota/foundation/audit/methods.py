"""An event's digest as SQL, the same text in the trigger and in the check; and what a tree head says."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

if TYPE_CHECKING:
    from balaikota.foundation.audit.models import TreeHead

# jsonb prints its keys in a fixed order, so the text is canonical. Times are taken as UTC microseconds.
DIGEST_SQL = (
    "sha256(convert_to(jsonb_build_object("
    "'id', {row}.id, 'name', {row}.name, 'at', (extract(epoch from {row}.at) * 1000000)::bigint, "
    "'by', {row}.by_id, 'capacity', {row}.capacity, 'about_type', {row}.about_type, "
    "'about_id', {row}.about_id, 'subject', {row}.subject_id, 'purpose', {row}.purpose, "
    "'detail', {row}.detail, 'request_id', {row}.request_id"
    ")::text, 'UTF8'))"
)


def statement(position: int, digest: bytes, at: datetime) -> bytes:
    """What is signed when the head of the chain is published, byte for byte."""
    said = {"panjang": position, "digest": digest.hex(), "pada": at.astimezone(UTC).isoformat()}
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def witness(head: "TreeHead") -> dict[str, str]:
    """A head as whoever keeps it gets it: the very bytes that were signed, the signature (base64) and the key (PEM)."""
    return {
        "pernyataan": statement(head.position, bytes(head.digest), head.at).decode(),
        "tanda_tangan": base64.b64encode(bytes(head.signature)).decode(),
        "kunci_umum": head.public_key,
        "sidik_kunci": head.key_fingerprint,
    }


def read_witness(kept: dict[str, str]) -> tuple[int, bytes]:
    """Position and digest of a head that somebody kept. Raises `ValueError` when it is none, or its signature is not of
    the key beside it."""
    try:
        said, signature = kept["pernyataan"], base64.b64decode(kept["tanda_tangan"], validate=True)
        told = json.loads(said)
        position, digest = int(told["panjang"]), bytes.fromhex(told["digest"])
        pem = str(kept["kunci_umum"])
    except (KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError(f"{type(fault).__name__}: {fault}") from None
    if pem and not is_signed(said.encode(), signature, pem):
        raise ValueError(f"tanda tangan pada mata rantai {position} tidak sah")
    return position, digest


def fingerprint(public_pem: str) -> str:
    """By which a key is known: SHA-256 of its PEM, hex."""
    return hashlib.sha256(public_pem.encode()).hexdigest()


def is_signed(said: bytes, signature: bytes, public_pem: str) -> bool:
    """Did the owner of this key (Ed25519, RFC 8032) sign these very bytes?"""
    try:
        key = load_pem_public_key(public_pem.encode())
    except ValueError:
        return False
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, said)
    except InvalidSignature:
        return False
    return True
