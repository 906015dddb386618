"""Packages of our own, small and whole, for tests and journeys. What is in them lies in `sample/`."""

import io
import zipfile
from pathlib import Path

SAMPLE = Path(__file__).parent / "sample"
PAGE, SCORM_JS, CMI5_JS, MANIFEST12, MANIFEST2004, COURSE = (
    (SAMPLE / name).read_text()
    for name in (
        "index.html", "scorm.js", "cmi5.js", "imsmanifest-1.2.xml", "imsmanifest-2004.xml", "cmi5.xml",
    )
)  # fmt: skip


def zipped(**files: str | bytes) -> bytes:
    """A zip of these files; `__` in a name stands for a slash, the last `_` for a full stop."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in files.items():
            stem, _line, ending = name.replace("__", "/").rpartition("_")
            book.writestr(f"{stem}.{ending}", content)
    return packed.getvalue()


def scorm12(more: str = "<adlcp:masteryscore>70</adlcp:masteryscore>") -> bytes:
    return zipped(imsmanifest_xml=MANIFEST12.format(more=more), index_html=PAGE, js__isi_js=SCORM_JS % "API")


def scorm2004() -> bytes:
    return zipped(imsmanifest_xml=MANIFEST2004, index_html=PAGE, js__isi_js=SCORM_JS % "API_1484_11")


def cmi5() -> bytes:
    return zipped(cmi5_xml=COURSE, index_html=PAGE, js__isi_js=CMI5_JS)
