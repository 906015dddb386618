"""A stream sealed by a passphrase: scrypt, then AES-256-GCM over numbered blocks of one mebibyte.

Each block's nonce is its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár): a block that is changed, moved, dropped or cut off at the end is noticed.
"""

import io
import os
import struct
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"BALAIKOTA-BACKUP-1\n"
BLOCK = 1 << 20
TAG = 16


class Unreadable(Exception):
    """Not a backup, a wrong passphrase, or a damaged file."""


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 16, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, is_last: bool) -> bytes:
    return struct.pack(">3xQ?", number, is_last)


class Sealer(io.RawIOBase):
    """Write plain bytes; sealed blocks go to `target`. Without `close` the file stays unreadable."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt = os.urandom(16)
        target.write(MAGIC + salt)
        self._target, self._cipher = target, _cipher(passphrase, salt)
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > BLOCK:
            self._put(bytes(self._waiting[:BLOCK]), is_last=False)
            del self._waiting[:BLOCK]
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._put(bytes(self._waiting), is_last=True)
        super().close()

    def _put(self, plain: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, is_last), plain, MAGIC))
        self._number += 1


class Opener(io.RawIOBase):
    """Read the plain bytes of a sealed stream."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        head = source.read(len(MAGIC) + 16)
        if not head.startswith(MAGIC) or len(head) != len(MAGIC) + 16:
            raise Unreadable("Berkas ini bukan cadangan Balaikota.")
        self._source, self._cipher = source, _cipher(passphrase, head[len(MAGIC) :])
        self._ahead = source.read(BLOCK + TAG)
        self._plain, self._number = b"", 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if not self._plain:
            self._next()
        taken = self._plain[: len(buffer)]
        buffer[: len(taken)] = taken
        self._plain = self._plain[len(taken) :]
        return len(taken)

    def _next(self) -> None:
        if not self._ahead:
            return
        sealed, self._ahead = self._ahead, self._source.read(BLOCK + TAG)
        try:
            nonce = _nonce(self._number, not self._ahead)
            self._plain = self._cipher.decrypt(nonce, sealed, MAGIC)
        except InvalidTag:
            raise Unreadable("Kata sandi salah, atau cadangan rusak.") from None
        self._number += 1
