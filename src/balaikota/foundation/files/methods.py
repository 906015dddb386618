"""Looking into an upload: what it is by content, and a clean copy of it. Pure; no tables, no Django.

The parsers of strangers' formats run in a process of their own (`python -m …files.methods`): it reads the
upload on stdin, writes the clean copy to stdout and one line of JSON to stderr, has no secrets in its
environment, limited memory, time and output, and no root. `inspect_upload` starts that process.
"""

import json
import os
import re
import subprocess
import sys
import threading
import unicodedata
from dataclasses import dataclass, field
from typing import IO, Any

from balaikota.kit.composing import composed

PDF, JPEG, PNG, HEIC, WEBP = "application/pdf", "image/jpeg", "image/png", "image/heic", "image/webp"
ENDINGS = {PDF: ("pdf",), JPEG: ("jpg", "jpeg"), PNG: ("png",), WEBP: ("webp",)}

MEMORY = 1 << 30
SECONDS = 20


# Each inspection may take MEMORY; more of them at once wait their turn.
_turns = threading.BoundedSemaphore(2)


class Fault(Exception):
    """Why an upload cannot be kept: one word, for which `contract.SENTENCES` has a sentence."""


@dataclass(frozen=True)
class Finding:
    """What the inspection found: the type of the clean copy, its pages, a photo's own notes."""

    content_type: str
    pages: int | None
    notes: dict[str, Any] = field(default_factory=dict)


def kind_of(head: bytes) -> str:
    """The type by the first bytes; the name and what the browser claims are not asked."""
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in (
        b"heic",
        b"heix",
        b"hevc",
        b"hevx",
        b"heim",
        b"heis",
        b"mif1",
        b"msf1",
    ):
        return HEIC
    if not head:
        raise Fault("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Fault("archive")
    raise Fault("type")


# Unseen or direction-changing signs: soft hyphen, zero width, bidi embeddings, overrides, isolates, BOM.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


def shown_name(raw: str) -> str:
    """The name as a person may see it: no path, nothing unseen, no odd spaces. Never used on disk."""
    name = _UNSEEN.sub("", composed(raw)).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in name)
    name = " ".join(name.split()).lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8 or " " in ending.strip():
        stem, ending = name, ""  # a full stop in a sentence is not the start of an ending
    ending = ending.strip()
    stem = stem[:120].strip() or "berkas"
    return f"{stem}.{ending}" if ending else stem


def download_name(shown: str, content_type: str) -> str:
    """The shown name with an ending that tells the truth: a HEIC kept as JPEG is saved as .jpg."""
    endings = ENDINGS.get(content_type, ())
    stem, dot, ending = shown.rpartition(".")
    if not endings or (dot and ending.lower() in endings):
        return shown
    return f"{stem or shown}.{endings[0]}"


def inspect_upload(source: IO[bytes], clean: IO[bytes]) -> Finding:
    """Write a clean copy of `source` to `clean` (both real files), in a limited process. Raises `Fault`."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-P", "-m", __name__, str(clean_limit(source))]
    try:
        with _turns:
            done = subprocess.run(
                command,
                stdin=source,
                stdout=clean,
                stderr=subprocess.PIPE,
                env=environment,
                timeout=SECONDS * 2,
                cwd="/",
                check=False,
            )
    except subprocess.TimeoutExpired as slow:
        raise Fault("heavy") from slow
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    try:
        report = json.loads(lines[-1])
    except (IndexError, ValueError) as killed:
        raise Fault("heavy") from killed  # the limits ended it before it could speak
    if fault := report.get("fault"):
        raise Fault(fault)
    return Finding(report["content_type"], report["pages"], report["notes"])


def clean_limit(source: IO[bytes]) -> int:
    """A clean copy may be larger than what came (a picture packed anew), but not without end."""
    return max(os.fstat(source.fileno()).st_size * 4, 20 << 20)


def confine(output_limit: int) -> None:
    """Give up memory, time, output and root for the rest of this process."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output_limit, output_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def main() -> int:
    """Child side of `inspect_upload`."""
    from balaikota.kit import cleaning

    confine(int(sys.argv[1]))
    try:
        content = sys.stdin.buffer.read()
        finding = cleaning.clean(content, kind_of(content[:32]))
        report = {"content_type": finding.content_type, "pages": finding.pages, "notes": finding.notes}
        sys.stdout.buffer.write(finding.content)
        sys.stdout.buffer.flush()
    except (Fault, cleaning.Unclean) as fault:
        report = {"fault": str(fault)}
    except MemoryError:
        report = {"fault": "heavy"}
    except OSError:
        report = {"fault": "heavy"}
    sys.stderr.write("\n" + json.dumps(report) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
