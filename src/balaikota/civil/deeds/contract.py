"""What the rooms above tell about the registers they keep, so that a deed can be corrected and drawn again here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Register:
    """How the kutipan of a register is drawn from an entry, and which blank holds what a correction names.

    `content(rincian)` gives what the Typst template prints. `blanks` maps a part of form F-2.01's correction
    (`nama_subjek`, `tanggal_lahir`, `nama_ibu` …, see pembetulan-akta.toml) to the name in `rincian`.
    """

    content: Callable[[dict[str, Any]], dict[str, Any]]
    blanks: Mapping[str, str]


_registers: dict[str, Register] = {}


def keep(jenis: str, content: Callable[[dict[str, Any]], dict[str, Any]], blanks: Mapping[str, str]) -> None:
    """Called in `apps.ready` by the room that enters deeds of this kind."""
    _registers[str(jenis)] = Register(content, blanks)


def register_of(jenis: str) -> Register | None:
    """None when no room has told: then a note can be added, and nothing else changes on the paper."""
    return _registers.get(str(jenis))
