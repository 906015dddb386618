"""A stream sealed by a passphrase: scrypt, then AES-256-GCM over numbered blocks of one mebibyte.

Each block's nonce is its number and whether it is the last (the STREAM construction of Hoang, Reyhanitabar,
Rogaway and Vizár): a block that is changed, moved, dropped or cut off at the end is noticed.

A file by itself carries its own scrypt salt. The thousands of files of one archive share a salt, so that scrypt is paid
once, and each has a key of its own by HKDF; there the file's name is sealed too: one cannot stand in for another.
"""

import io
import os
import struct
from functools import lru_cache
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"BALAIKOTA-BACKUP-1\n"
OF_ARCHIVE = b"BALAIKOTA-BACKUP-2\n"
BLOCK = 1 << 20
TAG = SALT = 16


class Unreadable(Exception):
    """Not a backup, a wrong passphrase, or a damaged file."""


@lru_cache(maxsize=8)
def _stretched(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=1 << 16, r=8, p=1).derive(passphrase.encode())


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(_stretched(passphrase, salt))


def _own_cipher(passphrase: str, shared: bytes, own: bytes) -> AESGCM:
    own_key = HKDF(algorithm=SHA256(), length=32, salt=own, info=OF_ARCHIVE)
    return AESGCM(own_key.derive(_stretched(passphrase, shared)))


def _nonce(number: int, is_last: bool) -> bytes:
    return struct.pack(">3xQ?", number, is_last)


class Sealer(io.RawIOBase):
    """Write plain bytes; sealed blocks go to `target`. Without `close` the file stays unreadable."""

    def __init__(self, target: IO[bytes], passphrase: str, *, shared: bytes = b"", name: str = "") -> None:
        salt = os.urandom(SALT)
        if shared:
            target.write(OF_ARCHIVE + shared + salt)
            self._cipher, self._bound = _own_cipher(passphrase, shared, salt), OF_ARCHIVE + name.encode()
        else:
            target.write(MAGIC + salt)
            self._cipher, self._bound = _cipher(passphrase, salt), MAGIC
        self._target, self._waiting, self._number = target, bytearray(), 0

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
        self._target.write(self._cipher.encrypt(_nonce(self._number, is_last), plain, self._bound))
        self._number += 1


class Opener(io.RawIOBase):
    """Read the plain bytes of a sealed stream."""

    def __init__(self, source: IO[bytes], passphrase: str, *, name: str = "") -> None:
        magic = source.read(len(MAGIC))
        salts = source.read({MAGIC: SALT, OF_ARCHIVE: 2 * SALT}.get(magic, 0))
        if len(salts) == SALT and magic == MAGIC:
            self._cipher, self._bound = _cipher(passphrase, salts), MAGIC
        elif len(salts) == 2 * SALT:
            self._cipher = _own_cipher(passphrase, salts[:SALT], salts[SALT:])
            self._bound = OF_ARCHIVE + name.encode()
        else:
            raise Unreadable("Berkas ini bukan cadangan Balaikota.")
        self._source = source
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
            self._plain = self._cipher.decrypt(nonce, sealed, self._bound)
        except InvalidTag:
            raise Unreadable("Kata sandi salah, atau cadangan rusak.") from None
        self._number += 1
