"""ClamAV's daemon, over its socket (clamd INSTREAM)."""

import socket
import struct
from contextlib import closing
from typing import BinaryIO

_PIECE = 65_536


class ClamAV:
    """Asks clamd at `unix:/run/clamav/clamd.ctl` or `host:port`. The bytes go to it, the name does not."""

    def __init__(self, address: str, *, patience: float = 60) -> None:
        self.address = address
        self.patience = patience

    def finds_malware(self, content: BinaryIO) -> bool:
        """Raises `OSError` when clamd is not there, or answers neither yes nor no."""
        with closing(self._call()) as line:
            line.sendall(b"zINSTREAM\0")
            while piece := content.read(_PIECE):
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = b""
            while not answer.endswith(b"\0") and (more := line.recv(4096)):
                answer += more
        said = answer.rstrip(b"\0").decode(errors="replace")
        if said.endswith(" FOUND"):
            return True
        if said.endswith(" OK"):
            return False
        raise OSError(f"clamd: {said[:200]}")

    def _call(self) -> socket.socket:
        if self.address.startswith("unix:"):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(self.patience)
            line.connect(self.address.removeprefix("unix:"))
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), self.patience)
