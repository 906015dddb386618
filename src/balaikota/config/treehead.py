"""The key that signs heads of the audit chain: Ed25519, in the home's signing folder, made once."""

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def _place() -> Path:
    return Path(settings.SIGNING_FOLDER) / "tree-head.pem"


def key() -> Ed25519PrivateKey:
    """This city's key for tree heads."""
    path = _place()
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
        draft.rename(path)
    loaded = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(loaded, Ed25519PrivateKey)  # noqa: S101 – we wrote it
    return loaded


def public_pem() -> str:
    public = key().public_key()
    return public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def sign(said: bytes) -> bytes:
    return key().sign(said)
