"""Sample uploads: one page that says what it stands for, and that it is not real."""

import io
from functools import lru_cache

import pikepdf


@lru_cache
def sample(kind: str) -> bytes:
    """A small PDF. The words are our own and plain ASCII."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    words = f"BT /F1 24 Tf 70 700 Td (CONTOH: {kind}) Tj 0 -40 Td /F1 14 Tf (Bukan dokumen asli.) Tj ET"
    page.Contents = pdf.make_stream(words.encode("ascii"))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
