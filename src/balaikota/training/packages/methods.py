"""Reading a package that a stranger made: its zip and its manifest. Pure; no tables, no Django.

SCORM 1.2 and 2004: Content Packaging (`imsmanifest.xml`); cmi5: `cmi5.xml`, its chapters 13 and 14.
"""

import mimetypes
import posixpath
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.etree import ElementTree

from balaikota.kit import markup

SCORM12, SCORM2004, CMI5 = "scorm-1.2", "scorm-2004", "cmi5"
ENTRIES, UNPACKED, RATIO, MANIFEST = 5_000, 500 << 20, 200, 3 << 20
ITEMS = 2_000  # cmi5 10.2.5: an LMS takes courses of more than 1,000 AUs
READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
LONGEST = 10**9  # seconds: no length of time beyond it is believed
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, RuntimeError, NotImplementedError, OSError,
    ValueError,  # a name that is no text, an address that is none
)  # fmt: skip
MOVE_ON = ("Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable")

#: What a launch adds to the address of a unit (cmi5 8.1); its own query may not use these names.
OURS = {"endpoint", "fetch", "actor", "registration", "activityId"}


class Unplayable(Exception):
    """Why a package cannot be taken: one word, for which `contract.SENTENCES` has a sentence, and a detail."""

    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(fault)
        self.fault, self.detail = fault, detail


@dataclass
class Item:
    """One thing that can be started: a SCO, an asset, or an assignable unit."""

    id: str
    title: str
    href: str
    parameters: str = ""
    depth: int = 0
    mastery: float | None = None  # percent in SCORM 1.2, 0..1 (-1..1) elsewhere
    threshold: float | None = None  # SCORM 2004: progress that completes
    launch_data: str = ""
    max_seconds: int | None = None
    ends_on_time: bool = False  # the time limit ends it; otherwise it only warns
    is_asset: bool = False  # says nothing of itself: seen is completed
    move_on: str = "NotApplicable"
    own_window: bool = False
    entitlement: str = ""
    blocks: list[str] = field(default_factory=list)


@dataclass
class Manifest:
    standard: str
    title: str
    course_id: str
    items: list[Item]
    blocks: list[dict[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [asdict(each) for each in self.items]


# --- the zip --------------------------------------------------------------------------------------


def read(source: IO[bytes]) -> Manifest:
    """What the package says of itself. Raises `Unplayable`; nothing is unpacked to the disk."""
    try:
        with zipfile.ZipFile(source) as book:
            _measured(book)
            names = {each.filename for each in book.infolist()}
            if "imsmanifest.xml" in names:
                manifest = _scorm(_parsed(book, "imsmanifest.xml"))
            elif "cmi5.xml" in names:
                manifest = _cmi5(_parsed(book, "cmi5.xml"))
            else:
                raise Unplayable("manifest")
        _whole(manifest, names)
    except BROKEN as broken:
        raise Unplayable("broken") from broken
    return manifest


def _measured(book: zipfile.ZipFile) -> None:
    """Before anything is opened: how many files, how large, and none that points out of the package."""
    entries = book.infolist()
    unpacked, packed = sum(each.file_size for each in entries), sum(each.compress_size for each in entries)
    if len(entries) > ENTRIES:
        raise Unplayable("many", str(len(entries)))
    if unpacked > UNPACKED or unpacked > max(packed, 1) * RATIO:
        raise Unplayable("bomb")
    for each in entries:
        if each.flag_bits & 1:
            raise Unplayable("locked")
        if each.compress_type not in READABLE:
            raise Unplayable("broken")
        is_link = (each.external_attr >> 16) & 0o170000 == 0o120000
        if is_link or not is_inside(each.filename):
            raise Unplayable("path", each.filename[:80])


def is_inside(name: str) -> bool:
    """A plain relative path: not from the root, not upwards, no backslashes, no drive."""
    parts = name.split("/")
    return not (name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or ":" in parts[0])


def _parsed(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A manifest needs no declarations; one that has any is refused, so nothing is expanded or fetched."""
    if book.getinfo(name).file_size > MANIFEST:
        raise Unplayable("bomb")
    try:
        return markup.tree(book.read(name))
    except markup.Declared as declared:
        raise Unplayable("doctype") from declared
    except markup.Damaged as broken:
        raise Unplayable("xml", str(broken)) from broken


def _whole(manifest: Manifest, names: set[str]) -> None:
    """Something can be started, each under its own id, and what it starts is in the package."""
    if not manifest.items:
        raise Unplayable("empty")
    if len(manifest.items) > ITEMS:
        raise Unplayable("many", str(len(manifest.items)))
    _all_differ(each.id for each in manifest.items)
    for each in manifest.items:
        if _is_abroad(each.href):
            raise Unplayable("abroad", each.href[:80])
        if entry_of(each.href, names) is None:
            raise Unplayable("missing", each.href[:80])


def _all_differ(ids: Iterable[str]) -> None:
    key, count = Counter(ids).most_common(1)[0]
    if count > 1:
        raise Unplayable("twice", key[:80])


def _is_abroad(href: str) -> bool:
    parts = urlsplit(href)
    return bool(parts.scheme or parts.netloc)


def path_of(href: str) -> str:
    """The file an address in a manifest means, whatever follows it."""
    return unquote(urlsplit(href).path)


def entry_of(href: str, names: "set[str] | list[str]") -> str | None:
    return _named(path_of(href), names)


def _named(path: str, names: "set[str] | list[str]") -> str | None:
    """Packages made on Windows mix capital letters."""
    plain = posixpath.normpath(path).lstrip("/")
    if plain in names:
        return plain
    folded = plain.casefold()
    return next((each for each in names if each.casefold() == folded), None)


KINDS = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".htm": "text/html", ".html": "text/html",
    ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    ".woff": "font/woff", ".mp4": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt", ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4", ".xml": "text/xml", ".webp": "image/webp", ".wasm": "application/wasm",
}  # fmt: skip


def content_type(name: str) -> str:
    ending = posixpath.splitext(name)[1].lower()
    return KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def opened(place: Path, path: str) -> tuple[zipfile.ZipFile, zipfile.ZipInfo] | None:
    """The open zip and the entry, or nothing."""
    book = zipfile.ZipFile(place)
    name = _named(path, book.namelist())
    if name is None or name.endswith("/"):
        book.close()
        return None
    return book, book.getinfo(name)


# --- imsmanifest.xml ------------------------------------------------------------------------------


def _name(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2].lower()


def _attribute(node: ElementTree.Element, name: str) -> str:
    """By its name alone: 1.2 and 2004 put the same ones into different namespaces."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2].lower() == name), "")


def _children(node: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in node if _name(each) == name)


def _text(node: ElementTree.Element, name: str) -> str:
    child = next(_children(node, name), None)
    return " ".join("".join(child.itertext()).split()) if child is not None else ""


def _within(node: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((each for each in node.iter() if _name(each) == name), None)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if -1e6 < number < 1e6 else None


def _scorm(root: ElementTree.Element) -> Manifest:
    version = _within(root, "schemaversion")
    said = "".join(version.itertext()).strip() if version is not None else ""
    is_2004 = (
        "2004" in said
        or said == "CAM 1.3"
        or any("adlcp_v1p3" in each.tag + str(each.attrib) for each in root.iter())
    )
    organizations = _within(root, "organizations")
    resources = _within(root, "resources")
    if _name(root) != "manifest" or organizations is None or resources is None:
        raise Unplayable("structure")
    offered = list(_children(organizations, "organization"))
    default = _attribute(organizations, "default")
    chosen = next(
        (each for each in offered if _attribute(each, "identifier") == default), next(iter(offered), None)
    )
    if chosen is None:
        raise Unplayable("structure")
    known = {_attribute(each, "identifier"): each for each in _children(resources, "resource")}
    base = _base(root) + _base(resources)
    items = list(_items(chosen, known, base, is_2004=is_2004, depth=0))
    standard = SCORM2004 if is_2004 else SCORM12
    title = _text(chosen, "title") or _attribute(root, "identifier")
    return Manifest(standard, title[:200], _attribute(root, "identifier")[:2000], items)


def _base(node: ElementTree.Element) -> str:
    return node.attrib.get("{http://www.w3.org/XML/1998/namespace}base", "")


def _items(
    node: ElementTree.Element, known: dict[str, ElementTree.Element], base: str, *, is_2004: bool, depth: int
) -> Iterator[Item]:
    """Those that start something, in the order of the tree."""
    if depth > 30:
        raise Unplayable("structure")
    for each in _children(node, "item"):
        resource = known.get(_attribute(each, "identifierref"))
        if resource is not None and _attribute(resource, "href"):
            yield _item(each, resource, base, is_2004=is_2004, depth=depth)
        yield from _items(each, known, base, is_2004=is_2004, depth=depth + 1)


def _item(
    node: ElementTree.Element, resource: ElementTree.Element, base: str, *, is_2004: bool, depth: int
) -> Item:
    key = _attribute(node, "identifier")
    limit = _text(node, "maxtimeallowed") or _limit_2004(node)
    threshold = next(_children(node, "completionthreshold"), None)
    by_measure = threshold is not None and _attribute(threshold, "completedbymeasure") == "true"
    least = _attribute(threshold, "minprogressmeasure") if threshold is not None else ""
    return Item(
        id=key[:2000], title=(_text(node, "title") or key)[:300],
        href=base + _base(resource) + _attribute(resource, "href"),
        parameters=_attribute(node, "parameters")[:1000], depth=depth,
        mastery=_mastery_2004(node) if is_2004 else _number(_text(node, "masteryscore")),
        threshold=_number(least or "1.0") if by_measure else None,
        launch_data=(_text(node, "datafromlms"))[:4096], max_seconds=seconds(limit) if limit else None,
        ends_on_time=_text(node, "timelimitaction").startswith("exit"),
        is_asset=_attribute(resource, "scormtype").lower() == "asset",
    )  # fmt: skip


def _mastery_2004(node: ElementTree.Element) -> float | None:
    """Only the primary objective of the item itself, and only when it is judged by measure."""
    own = next(_children(node, "sequencing"), None)
    primary = _within(own, "primaryobjective") if own is not None else None
    if primary is None or _attribute(primary, "satisfiedbymeasure") != "true":
        return None
    measure = _within(primary, "minnormalizedmeasure")
    return _number("".join(measure.itertext()).strip()) if measure is not None else 1.0


def _limit_2004(node: ElementTree.Element) -> str:
    own = next(_children(node, "sequencing"), None)
    conditions = _within(own, "limitconditions") if own is not None else None
    return _attribute(conditions, "attemptabsolutedurationlimit") if conditions is not None else ""


_CLOCK = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?")
_SPAN = re.compile(
    r"P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.\d{1,9})?S)?)?"
)  # fmt: skip


def seconds(text: str) -> int | None:
    """A length of time as 1.2 (0000:30:00) or 2004 (PT30M) writes it, in whole seconds."""
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(each) for each in clock.groups())
        return hours * 3600 + minutes * 60 + rest
    return duration(text)


def duration(text: object) -> int | None:
    """Whole seconds of an ISO 8601 duration, None when it is none."""
    told = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if told is None:
        return None
    years, months, weeks, days, hours, minutes, rest = (int(each or 0) for each in told.groups())
    whole = ((years * 365 + months * 30 + weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + rest
    return min(whole, LONGEST)


# --- cmi5.xml -------------------------------------------------------------------------------------


def _cmi5(root: ElementTree.Element) -> Manifest:
    course = next(_children(root, "course"), None)
    if _name(root) != "coursestructure" or course is None:
        raise Unplayable("structure")
    blocks: list[dict[str, str]] = []
    items = list(_units(root, [], blocks))
    objectives = [_iri(each) for above in _children(root, "objectives") for each in above]
    ids = [_iri(course), *(each["id"] for each in blocks), *(each.id for each in items), *objectives]
    _all_differ(ids)
    return Manifest(CMI5, (_words(course) or ids[0])[:200], ids[0], items, blocks)


def _units(node: ElementTree.Element, above: list[str], blocks: list[dict[str, str]]) -> Iterator[Item]:
    if len(above) > 30:
        raise Unplayable("structure")
    for each in node:
        if _name(each) == "block":
            key = _iri(each)
            blocks.append({"id": key, "title": _words(each)[:300], "parent": above[-1] if above else ""})
            yield from _units(each, [*above, key], blocks)
        elif _name(each) == "au":
            yield _unit(each, above)


def _unit(node: ElementTree.Element, above: list[str]) -> Item:
    move_on = _attribute(node, "moveon") or "NotApplicable"
    mastery = _attribute(node, "masteryscore")
    score = _number(mastery) if mastery else None
    if move_on not in MOVE_ON or (mastery and (score is None or not 0 <= score <= 1)):
        raise Unplayable("structure")
    key, own = _iri(node), _attribute(node, "launchmethod") == "OwnWindow"
    if OURS & {name for name, _value in parse_qsl(urlsplit(_text(node, "url")).query)}:
        raise Unplayable("query")
    return Item(
        id=key, title=(_words(node) or key)[:300], href=_text(node, "url"), depth=len(above), mastery=score,
        launch_data=_text(node, "launchparameters")[:4096], move_on=move_on, own_window=own,
        entitlement=_text(node, "entitlementkey")[:1000], blocks=above,
    )  # fmt: skip


def _iri(node: ElementTree.Element) -> str:
    key = _attribute(node, "id").strip()
    if not is_iri(key):
        raise Unplayable("iri", key[:80])
    return key


def is_iri(value: object) -> bool:
    shape = r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]{1,1900}"
    return isinstance(value, str) and re.fullmatch(shape, value) is not None


def _words(node: ElementTree.Element) -> str:
    """The title in Indonesian, else in the first language given."""
    title = next(_children(node, "title"), None)
    told = [] if title is None else list(_children(title, "langstring"))
    ours = next((each for each in told if _attribute(each, "lang").startswith("id")), next(iter(told), None))
    return " ".join("".join(ours.itertext()).split()) if ours is not None else ""
