"""Packages that strangers made: what is read from them, and which are refused before anything is opened."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balaikota.training.packages import contract, methods
from balaikota.training.packages.tests import zips

NAMELESS = zips.MANIFEST2004.replace('"satu"', '""').replace('"dua"', '""')


def read(content: bytes) -> methods.Manifest:
    return methods.read(io.BytesIO(content))


def fault_of(content: bytes) -> str:
    with pytest.raises(methods.Unplayable) as caught:
        read(content)
    assert caught.value.fault in contract.SENTENCES
    return caught.value.fault


def test_scorm_1_2_tells_its_item_mastery_and_time() -> None:
    more = (
        "<adlcp:masteryscore>70</adlcp:masteryscore><adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,no message</adlcp:timelimitaction><adlcp:datafromlms>a=1</adlcp:datafromlms>"
    )
    manifest = read(zips.scorm12(more))
    (item,) = manifest.items
    assert (manifest.standard, manifest.title, item.href) == (methods.SCORM12, "Paket uji 1.2", "index.html")
    assert (item.mastery, item.max_seconds, item.ends_on_time) == (70, 1800, True)
    assert (item.launch_data, item.parameters) == ("a=1", "?awal=1")


def test_scorm_2004_tells_its_bars_and_its_order() -> None:
    manifest = read(zips.scorm2004())
    one, two = manifest.items
    assert manifest.standard == methods.SCORM2004
    assert (one.mastery, one.threshold, one.max_seconds, one.ends_on_time) == (0.8, 0.5, 1800, False)
    assert (two.title, two.mastery, two.threshold) == ("Bagian dua", None, None)


def test_cmi5_tells_units_blocks_and_what_moves_on() -> None:
    manifest = read(zips.cmi5())
    one, two = manifest.items
    assert (manifest.title, manifest.course_id) == ("Paket uji cmi5", "https://contoh.invalid/kursus")
    assert (one.move_on, one.mastery, one.blocks) == ("Passed", 0.7, ["https://contoh.invalid/blok"])
    assert (two.move_on, two.blocks, one.own_window) == ("CompletedAndPassed", [], False)
    assert [each["title"] for each in manifest.blocks] == ["Blok"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "broken"),
        (b"PK\x03\x04 setengah", "broken"),
        (zips.zipped(index_html="x"), "manifest"),
        (zips.zipped(imsmanifest_xml="<manifest", index_html="x"), "xml"),
        (zips.zipped(imsmanifest_xml="<lain/>"), "structure"),
        (zips.zipped(imsmanifest_xml=zips.MANIFEST12.format(more="")), "missing"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("index.html?gaya=a", "https://lain.invalid/"), index_html="x"), "abroad"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("?gaya=a", "?actor=x"), index_html="x"), "query"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("https://contoh.invalid/au/1", "au-1"), index_html="x"), "iri"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("/au/2", "/au/1"), index_html="x"), "twice"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("index.html?gaya=a", "http://[x"), index_html="x"), "broken"),
        (zips.zipped(imsmanifest_xml=NAMELESS, index_html="x"), "twice"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace("0.7", "7"), index_html="x"), "structure"),
        (zips.zipped(cmi5_xml=zips.COURSE.replace('"Passed"', '"Nanti"'), index_html="x"), "structure"),
    ],
    ids=lambda said: said if isinstance(said, str) else "isi",  # a zip tells when it was made: two processes would differ
)  # fmt: skip
def test_what_is_not_whole_is_refused_with_a_sentence(content: bytes, fault: str) -> None:
    assert fault_of(content) == fault


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_manifest_brings_declarations(encoding: str) -> None:
    """Neither a file of the server nor a billion laughs: nothing is declared, so nothing is expanded."""
    body = zips.MANIFEST12.format(more="").removeprefix('<?xml version="1.0"?>')
    evil = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>{body}'
    assert fault_of(zips.zipped(imsmanifest_xml=evil.encode(encoding), index_html="x")) == "doctype"


def test_a_bomb_is_not_opened() -> None:
    assert fault_of(zips.zipped(imsmanifest_xml=zips.MANIFEST12, index_html=b"0" * (30 << 20))) == "bomb"


def test_a_lie_about_its_size_opens_no_more_than_it_said() -> None:
    """Whoever writes a small size into the directory gets that much and no more."""
    honest = zips.zipped(index_html=b"0123456789" * 100)
    at = honest.rindex(b"PK\x01\x02")
    lying = honest[: at + 24] + struct.pack("<L", 10) + honest[at + 28 :]
    book = zipfile.ZipFile(io.BytesIO(lying))
    with contextlib.suppress(zipfile.BadZipFile):  # its checksum no longer fits
        assert len(book.read("index.html")) <= 10


def test_what_could_not_be_opened_later_is_refused_now() -> None:
    """A name that is no text although it says so; a way to compress that we cannot read."""
    honest = zips.zipped(index_html="x", aħ_txt="x")
    at = honest.rindex(b"PK\x01\x02") + 10
    assert fault_of(honest.replace("ħ".encode(), b"\xff\xff")) == "broken"
    assert fault_of(honest[:at] + b"\x09\0" + honest[at + 2 :]) == "broken"


def test_too_many_files_are_not_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for number in range(methods.ENTRIES + 1):
            book.writestr(f"{number}.txt", "")
    assert fault_of(packed.getvalue()) == "many"


@pytest.mark.parametrize("name", ["../luar.html", "/etc/passwd", "a/../../b", "c:/x", "a\\..\\b", "..\\b"])
def test_nothing_points_out_of_a_package(name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        book.writestr(entry, "x")
        book.writestr("imsmanifest.xml", zips.MANIFEST12.format(more=""))
    assert fault_of(packed.getvalue()) == "path"


def test_a_link_inside_a_zip_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        entry = zipfile.ZipInfo("rahasia")
        entry.external_attr = 0o120777 << 16
        book.writestr(entry, "/etc/passwd")
    assert fault_of(packed.getvalue()) == "path"


@given(st.text(max_size=40))
def test_no_path_leaves_the_package(path: str) -> None:
    names = ["index.html", "media/a b.png"]
    assert methods.entry_of(path, names) in (None, *names)
    assert methods.entry_of("Media/A%20B.PNG?x=1#y", names) == "media/a b.png"


@given(st.integers(0, 9_999 * 3600))
def test_lengths_of_time_are_read_as_they_were_written(total: int) -> None:
    hours, minutes, rest = total // 3600, total // 60 % 60, total % 60
    assert methods.seconds(f"{hours:04d}:{minutes:02d}:{rest:02d}") == total
    assert methods.seconds(f"PT{hours}H{minutes}M{rest}S") == total


def test_no_length_of_time_is_longer_than_can_be_kept() -> None:
    assert methods.seconds("P999999999Y") == methods.LONGEST


@pytest.mark.parametrize("text", ["", "P", "PT", "30 menit", "PT1", "-PT5S", "1:2", "P" + "1" * 100 + "D"])
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    assert methods.seconds(text) is None
