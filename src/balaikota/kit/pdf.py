"""Drawing papers with Typst: PDF/A-1a (kept for decades) that is also PDF/UA-1 (read aloud)."""

import io
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst

from balaikota import kit

_HOUSE = Path(kit.__file__).resolve().parent.parent


@cache
def _fonts() -> typst.Fonts:
    """Those within Typst, read once."""
    return typst.Fonts(include_system_fonts=False)


def draw(template: Path, data: dict[str, Any], *, example: bool = False, at: datetime | None = None) -> bytes:
    """The paper as PDF. `data` reaches the template as JSON, so no text in it can be markup.

    Only the fonts within Typst are used and only the house's own folder can be read: the same data gives the
    same paper on every machine. `example=True` marks it across the page as sample data.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "example": "yes" if example else ""}
    drawn: bytes = typst.compile(
        str(template.resolve()),
        root=str(_HOUSE),
        format="pdf",
        pdf_standards=["a-1a", "ua-1"],
        sys_inputs=inputs,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()) if at else None,
    )
    return _archivable(drawn)


def pictures(template: Path, data: dict[str, Any], *, example: bool = False, dots: int = 96) -> list[bytes]:
    """The paper's pages as PNG, to be looked at while it is being written; nothing of it is kept."""
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "example": "yes" if example else ""}
    drawn: bytes | list[bytes] = typst.compile(
        str(template.resolve()),
        root=str(_HOUSE),
        format="png",
        ppi=dots,
        sys_inputs=inputs,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )
    return drawn if isinstance(drawn, list) else [drawn]


# Typst puts all metadata in one description. The same facts in two read alike, and strict readers (PDFBox)
# find the words of PDF/UA explained before they are used.
_BEFORE, _EXTENSION, _AFTER = b"<rdf:Description ", b"<pdfaExtension:schemas>", b"</pdfaExtension:schemas>"


def _archivable(drawn: bytes) -> bytes:
    """Say twice what strict archive readers want said plainly; the pages are untouched."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(_explained_first(metadata))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and isinstance(thing.get("/Dest"), pikepdf.Array):
                thing["/Dest"] = pikepdf.Array(list(thing["/Dest"]))
        packed = io.BytesIO()
        pdf.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            fix_metadata_version=False,
            deterministic_id=True,
        )
    return packed.getvalue()


def _explained_first(metadata: bytes) -> bytes:
    """Move the extension schemas into a description of their own, before the rest."""
    if metadata.count(_EXTENSION) != 1:
        return metadata
    head, rest = metadata.split(_BEFORE, 1)
    opening, body = rest.split(b">", 1)
    facts, extension = body.split(_EXTENSION, 1)
    extension, more = extension.split(_AFTER, 1)
    opened = _BEFORE + opening + b">"
    return head + opened + _EXTENSION + extension + _AFTER + b"</rdf:Description>" + opened + facts + more
