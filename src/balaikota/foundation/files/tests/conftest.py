"""Real files of every sort, honest and hostile."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from balaikota.foundation.files import actions
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person

MEDAN = {0: "N", 1: "S", 2: (3.0, 35.0, 42.0)}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_FOLDER = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def owner(db: None) -> Person:
    return Person.objects.create(name="Sari")


@pytest.fixture
def received(owner: Person) -> Callable[..., StoredFile]:
    def receive(content: bytes, name: str = "berkas.pdf") -> StoredFile:
        return actions.receive(SimpleUploadedFile(name, content), owner=owner, by=owner)

    return receive


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: Any) -> bytes:
    """Left half red, right half blue, so that turning it shows."""
    drawn = Image.new(mode, size, "red" if mode != "L" else 80)
    drawn.paste("blue" if mode != "L" else 160, (size[0] // 2, 0, size[0], size[1]))
    packed = io.BytesIO()
    drawn.save(packed, kind, **how)
    return packed.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Who took the photo, with what and where."""
    tags = Image.Exif()
    tags[0x0112], tags[0x010F], tags[0x013B] = orientation, "KameraRahasia", "Budi Hasibuan"
    tags.get_ifd(0x8825).update({1: "N", 2: (3.0, 35.0, 42.0)})
    return tags


def heic() -> bytes:
    packed = io.BytesIO()
    pillow_heif.from_pillow(Image.open(io.BytesIO(picture(size=(128, 96))))).save(packed)
    return packed.getvalue()


def a_pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **how: Any) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(200, 200))
            page.Contents = pdf.make_stream(b"0 0 m 10 10 l S")
        if change:
            change(pdf)
        packed = io.BytesIO()
        pdf.save(packed, **how)
    return packed.getvalue()


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("akta.pdf", b"%PDF-1.4")
    return packed.getvalue()


def swollen(head: bytes, block: bytes, times: int) -> bytes:
    """What unpacks into `head` and then `block` so many times, without packing it all."""
    packer = zlib.compressobj(9)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * times + packer.flush()


def png_bomb(side: int = 30_000) -> bytes:
    """A few kilobytes that unpack into 900 million grey points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))

    packed = swollen(b"", bytes(side // 8 + 1) * 1000, side // 1000)
    head = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def text_bomb() -> bytes:
    """A small PNG with a comment of 200 megabytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))

    small = picture("PNG")
    comment = b"Comment\0\0" + swollen(b"", bytes(1_000_000), 200)
    at = small.index(b"IDAT") - 4
    return small[:at] + chunk(b"zTXt", comment) + small[at:]


def stream_bomb(pdf: pikepdf.Pdf) -> None:
    """One page whose drawing unpacks into 500 megabytes."""
    contents = pikepdf.Stream(pdf, b"")
    contents.write(swollen(b"", bytes(1_000_000), 500), filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = contents


def object_stream_bomb() -> bytes:
    """A PDF whose own objects lie in a stream that unpacks into three gigabytes."""
    packed = swollen(b"2 0 <</Type/Pages/Kids[]/Count 0>>", b" " * 1_000_000, 3_000)
    body = b"%PDF-1.5\n"
    places = {}
    places[1] = len(body)
    body += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    places[3] = len(body)
    body += b"3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    body += packed + b"\nendstream\nendobj\n"
    places[4] = len(body)
    rows = struct.pack("!BIB", 0, 0, 0) + struct.pack("!BIB", 1, places[1], 0) + struct.pack("!BIB", 2, 3, 0)
    rows += struct.pack("!BIB", 1, places[3], 0) + struct.pack("!BIB", 1, places[4], 0)
    body += b"4 0 obj\n<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(rows)
    return body + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % places[4]


def armed(pdf: pikepdf.Pdf) -> None:
    """Everything a PDF can do that a paper should not."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('halo')")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.AA = pikepdf.Dictionary(WC=script)
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script])))
    pdf.attachments["rahasia.exe"] = b"MZ"
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=launch
    )
    web = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 9, 9]),
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://penipu.example/"),
    )
    pinned = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=pikepdf.Array([0, 0, 9, 9])
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note) for note in (link, web, pinned)])
    pdf.docinfo["/Author"] = "Budi Hasibuan"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Budi Hasibuan"]


def photographed(pdf: pikepdf.Pdf) -> None:
    """A page that is a phone's photo, as scanning apps make them."""
    photo = pikepdf.Stream(pdf, b"")
    photo.write(picture(exif=exif(), comment=b"Budi Hasibuan"), filter=pikepdf.Name.DCTDecode)
    photo.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=60,
        Height=40,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(photo)))
