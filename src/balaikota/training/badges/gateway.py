"""The private keys of badges: one file each in the home's signing folder, for this user's eyes only."""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from balaikota.training.badges import methods


@dataclass
class FileKey:
    """A key with both halves in memory."""

    kid: str
    public: dict[str, str]
    private: ec.EllipticCurvePrivateKey

    def sign(self, payload: Mapping[str, Any], issuer: str) -> str:
        return methods.signed(payload, self.private, f"{issuer}#{self.kid}")


class KeyFolder:
    """Where keys are kept. A key that was lost with its disk is replaced; what it signed stays verifiable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """One job at a time makes keys."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def opened(self, kid: str) -> FileKey | None:
        """The key of this name, if its file is here."""
        path = self.folder / f"{kid}.pem"
        if not path.exists():
            return None
        private = serialization.load_pem_private_key(path.read_bytes(), None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{path} does not hold an elliptic-curve key")
        return FileKey(kid, methods.jwk(private.public_key()), private)

    def made(self) -> FileKey:
        """A new one, on the disk before it is used."""
        private = ec.generate_private_key(ec.SECP256R1())
        public = methods.jwk(private.public_key())
        kid = methods.thumbprint(public)
        pem = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self.folder / f"{kid}.pem"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        return FileKey(kid, public, private)
