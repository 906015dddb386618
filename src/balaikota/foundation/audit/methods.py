"""An event's digest as SQL, the same text in the trigger and in the check; and what a tree head says."""

import json
from datetime import UTC, datetime

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
