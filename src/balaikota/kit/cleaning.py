"""Clean copies of pictures and PDFs: what a clerk needs to read, without what should not travel with it.

Pictures are decoded and packed anew (no EXIF, no place, no second file hidden behind the first); PDFs lose
their scripts, actions, attachments and metadata. Runs in the limited process of the files room.
"""

import codecs
import io
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pillow_heif
from PIL import (
    ExifTags,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

PIXELS = 64_000_000
PAGES = 200
STREAM_LIMIT = 64 << 20
TOTAL_LIMIT = 1 << 30

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/webp": "WEBP"}
# Imported before root is given up: afterwards a .venv below /root can no longer be read. Pillow would ask for the
# TIFF plugin at the first EXIF, for the MPO plugin at the first photo with a preview.
_PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
_CODECS = [codecs.lookup(name) for name in ("latin-1", "utf-16", "utf-16-be", "utf-16-le", "cp1252")]
Image.preinit()

pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.options.AUX_IMAGES = False
Image.MAX_IMAGE_PIXELS = PIXELS


class Unclean(Exception):
    """Why no clean copy can be made, in one word."""


@dataclass(frozen=True)
class Clean:
    """The clean copy."""

    content: bytes
    content_type: str
    pages: int | None = None
    notes: dict[str, Any] = field(default_factory=dict)  # what a photo said of its moment and place


def clean(content: bytes, content_type: str) -> Clean:
    """A clean copy of a PDF, JPEG, PNG, HEIC or WebP. Raises `Unclean`."""
    return clean_pdf(content) if content_type == "application/pdf" else clean_picture(content, content_type)


def clean_picture(content: bytes, content_type: str) -> Clean:
    """The first frame, upright, in sRGB, packed anew. HEIC becomes JPEG, which every computer opens."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[content_type]]) as opened:
            if opened.width * opened.height > PIXELS:
                raise Unclean("pixels")
            opened.load()
            notes = photo_notes(opened.getexif())
            picture = _plain(ImageOps.exif_transpose(opened))
    except Unclean:
        raise
    except Image.DecompressionBombError as bomb:
        raise Unclean("pixels") from bomb
    except MemoryError:
        raise
    except Exception as broken:  # Pillow and libheif raise many kinds for a broken picture
        raise Unclean("broken") from broken
    packed = io.BytesIO()
    if content_type == "image/png":
        picture.save(packed, "PNG", compress_level=6)
        return Clean(packed.getvalue(), "image/png", notes=notes)
    if content_type == "image/webp":
        picture.save(packed, "WEBP", quality=88, method=2)
        return Clean(packed.getvalue(), "image/webp", notes=notes)
    picture.convert("L" if picture.mode == "L" else "RGB").save(packed, "JPEG", quality=88, progressive=True)
    return Clean(packed.getvalue(), "image/jpeg", notes=notes)


def photo_notes(exif: Image.Exif) -> dict[str, Any]:
    """When and where a camera says that it took the photo (EXIF 2.32): `taken`, `offset`, `lat`, `lon`.

    Whatever is missing or makes no sense is left out; a strange note never costs the photo.
    """
    notes: dict[str, Any] = {}
    try:
        shot, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        if taken := _text(shot.get(ExifTags.Base.DateTimeOriginal)):
            notes["taken"] = taken
            notes["offset"] = _text(shot.get(ExifTags.Base.OffsetTimeOriginal))
        lat, lon = (_degrees(place, each) for each in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude))
        if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon):
            notes |= {"lat": round(lat, 6), "lon": round(lon, 6)}
    except (AttributeError, KeyError, OSError, SyntaxError, TypeError, ValueError, ZeroDivisionError):
        return notes
    return notes


def _text(value: Any) -> str:
    return value.strip("\0 ")[:40] if isinstance(value, str) else ""


def _degrees(place: dict[int, Any], tag: int) -> float | None:
    """Degrees with their sign from degrees, minutes and seconds; the tag before says N or S, E or W."""
    if tag not in place:
        return None
    degrees, minutes, seconds = (float(part) for part in place[tag])
    size = degrees + minutes / 60 + seconds / 3600
    if math.isnan(size) or size > 180:
        return None
    return -size if _text(place.get(tag - 1)).upper() in ("S", "W") else size


def _plain(picture: Image.Image) -> Image.Image:
    """Pixels only: sRGB without a profile, no information chunks."""
    profile = picture.info.get("icc_profile")
    mode = (
        picture.mode
        if picture.mode in ("L", "RGB", "RGBA")
        else "RGBA"
        if "transparency" in picture.info
        else "RGB"
    )
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            picture = turned or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile is left out like any other
    plain = picture.convert(mode)
    plain.info = {}
    return plain


# Everything that runs, opens, sends, hides or names. Kept: pages, fonts, pictures, links inside the paper.
_DROPPED = (
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/RF", "/XFA", "/Collection",
    "/RichMediaContent", "/RichMediaSettings", "/Metadata", "/PieceInfo", "/Perms", "/DSS", "/SpiderInfo",
    "/URI", "/URLS", "/Renditions", "/Requirements", "/Extensions", "/LastModified",
)  # fmt: skip
_DROPPED_NOTES = ("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")


def clean_pdf(content: bytes) -> Clean:
    """The same pages without scripts, actions, attachments and metadata. Raises `Unclean`."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages = _counted(pdf)
            _weighed(pdf)
            _disarm(pdf)
            packed = io.BytesIO()
            pdf.save(packed, fix_metadata_version=False, encryption=False, compress_streams=True)
    except (Unclean, MemoryError):
        raise
    except pikepdf.PasswordError as locked:
        raise Unclean("password") from locked
    except RecursionError as deep:
        raise Unclean("heavy") from deep
    except Exception as broken:  # qpdf reports many kinds of damage, some as RuntimeError
        raise Unclean("heavy" if "alloc" in str(broken) else "broken") from broken
    return Clean(packed.getvalue(), "application/pdf", pages)


def _counted(pdf: pikepdf.Pdf) -> int:
    count = len(pdf.pages)
    if count == 0:
        raise Unclean("broken")
    if count > PAGES:
        raise Unclean("pages")
    return count


def _weighed(pdf: pikepdf.Pdf) -> None:
    """No stream and no picture may unpack into more than a page can need."""
    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if (
            thing.get("/Subtype") == "/Image"
            and int(thing.get("/Width", 0)) * int(thing.get("/Height", 0)) > PIXELS
        ):
            raise Unclean("pixels")
        total += _unpacked_size(thing)
        if total > TOTAL_LIMIT:
            raise Unclean("heavy")


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """How large a Flate stream gets, counted without keeping it; packed twice is nobody's honest page."""
    named = stream.get("/Filter", pikepdf.Array())
    filters = [str(each) for each in named] if isinstance(named, pikepdf.Array) else [str(named)]
    packers = [
        each for each in filters if each in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode")
    ]
    if len(packers) > 1:
        raise Unclean("heavy")
    limit = PIXELS * 4 if stream.get("/Subtype") == "/Image" else STREAM_LIMIT
    if filters[:1] not in (["/FlateDecode"], ["/Fl"]):
        return 0 if not packers else _checked(len(stream.read_bytes()), limit)
    size, unpacker, rest = 0, zlib.decompressobj(), stream.read_raw_bytes()
    while rest and not unpacker.eof:
        try:
            size += len(unpacker.decompress(rest, 1 << 20))
        except zlib.error:
            break  # a damaged stream shows as a damaged page; the paper around it may still be read
        rest = unpacker.unconsumed_tail
        _checked(size, limit)
    return size


def _checked(size: int, limit: int) -> int:
    if size > limit:
        raise Unclean("heavy")
    return size


def _disarm(pdf: pikepdf.Pdf) -> None:
    """Take out what `_DROPPED` names, every action but a jump inside the paper, and notes that carry more."""
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for thing in pdf.objects:
        for dictionary in _dictionaries(thing):
            _disarm_one(dictionary)
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == "/DCTDecode":
            _without_notes_in(thing)
    for page in pdf.pages:
        if "/Annots" in page:
            kept = [note for note in page.Annots if note.get("/Subtype") not in _DROPPED_NOTES]
            page.Annots = pikepdf.Array(kept)


def _disarm_one(dictionary: Any) -> None:
    for key in _DROPPED:
        if key in dictionary:
            del dictionary[key]
    for key in ("/A", "/Next", "/PA"):
        if _acts(dictionary.get(key)):
            del dictionary[key]


def _without_notes_in(photo: pikepdf.Stream) -> None:
    plain = _without_notes(photo.read_raw_bytes())
    photo.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=photo.get("/DecodeParms"))


def _without_notes(jpeg: bytes) -> bytes:
    """A photo inside a PDF without its EXIF and comments; a strange one is left as it is."""
    kept, at = bytearray(jpeg[:2]), 2
    while jpeg[at : at + 1] == b"\xff" and len(jpeg) >= at + 4:
        mark, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if mark == 0xDA:  # from here on it is picture
            return bytes(kept + jpeg[at:])
        is_note = mark == 0xFE or (0xE1 <= mark <= 0xEF and mark != 0xEE)  # 0xEE: how colours are meant
        if not is_note:
            kept += jpeg[at : at + 2 + size]
        at += 2 + size
    return jpeg


def _acts(value: Any) -> bool:
    """An action, or a list of them, that does more than jump. (An outline's /Next is a titled neighbour.)"""
    if isinstance(value, pikepdf.Array):
        return True
    return isinstance(value, pikepdf.Dictionary) and value.get("/S") != "/GoTo" and "/Title" not in value


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Every dictionary written inside one object; what it only refers to comes by itself."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            inner = [value for _, value in each.items()]
        elif isinstance(each, pikepdf.Array):
            inner = list(each)
        else:
            continue
        waiting.extend(value for value in inner if not getattr(value, "is_indirect", False))
