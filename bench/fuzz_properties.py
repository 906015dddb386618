"""What must hold of each parser whatever it is given. Beyond "nothing breaks": what we print we read back, and what is
damaged gives no value."""

import io
import math
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from balaikota.complaints.forwarding import methods as forwarding
from balaikota.economy.workbooks import methods as statistics
from balaikota.economy.workbooks import sheets as statistic_sheets
from balaikota.engine.questions import contract as service_files
from balaikota.engine.retention import methods as retention
from balaikota.engine.wording import methods as wording
from balaikota.engine.work import methods as work
from balaikota.enterprises.cells import methods as cells
from balaikota.foundation.lexicon import methods as lexicon
from balaikota.foundation.people import methods as people
from balaikota.foundation.search import methods as search
from balaikota.information.agenda.methods import Month
from balaikota.information.places import methods as places
from balaikota.innovation.library import methods as library
from balaikota.kit import cleaning, names, prose, rupiah, spreadsheets, tables, typed
from balaikota.kit.rupiah import Basis
from balaikota.kit.typed import Unfit
from balaikota.products.offers import sheets as offers
from balaikota.training.packages import methods as packages
from balaikota.training.rubrics import methods as rubrics
from bench import fuzz_seeds as seeds

SOURCE = Path(cells.__file__).parents[2]


@dataclass(frozen=True)
class Parser:
    """How one is looked at, where to begin, and words that lead further in."""

    look: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    words: tuple[str, ...] = ()


def _text(given: bytes) -> str:
    return given.decode("utf-8", "replace")


def _float(given: bytes) -> float:
    return float(struct.unpack("<d", given[:8].ljust(8, b"\0"))[0])


# --- what people type -----------------------------------------------------------------------------


def amounts(given: bytes) -> None:
    for said in (_text(given), _float(given)):
        found = rupiah.read(said)
        is_told = found.review or found.refusal or found.basis != Basis.FIXED
        assert found.value is not None or is_told, "neither an amount nor a reason"
        if found.is_certain:
            assert found.value is None or 0 <= found.value < rupiah.MOST, "an amount beyond its bounds"
            # "3 for 10rb" is printed as so much for three pieces.
            said_in_full = replace(found, unit="buah") if found.quantity > 1 and not found.unit else found
            assert rupiah.read(str(found)) == said_in_full, "not read back as printed"
        else:
            assert found.value is None, "a value beside a doubt"
        with suppress(Unfit):
            value = rupiah.whole(said)
            assert rupiah.whole(rupiah.written(value)) == value, "not read back as written"


def numbers(given: bytes) -> None:
    for said in (_text(given), _float(given)):
        with suppress(Unfit):
            assert math.isfinite(typed.number(said)), "no finite number"
        with suppress(Unfit):
            assert abs(typed.whole_number(said)) < 10**15, "a number no column holds"
        with suppress(Unfit):
            assert len(typed.text(said, most=40)) <= 40, "longer than it may be"


def dates(given: bytes) -> None:
    said = _text(given)
    parts = [*said.split("|"), "", "", ""]
    for value in (said, dict(zip(("hari", "bulan", "tahun"), parts, strict=False))):
        with suppress(Unfit):
            day = date.fromisoformat(typed.day(value))
            assert typed.day(f"{day.day}/{day.month}/{day.year}") == day.isoformat(), "not read back"
    with suppress(Unfit):
        assert typed.clock(typed.clock(said)) == typed.clock(said), "not read back"
    for cell in (said, _float(given)):
        with suppress(Unfit):
            cells.day(cell)
        with suppress(Unfit):
            cells.year(2026, cell)
    retention.read_day(said)
    work.read_key(said)
    if month := Month.read(said):
        assert Month.read(month.key) == month, "not read back"
    with suppress(Unfit):
        spans = places.spans_of(said)
        assert places.spans_of(places.hours_text(spans)) == spans, "not read back"


def phones(given: bytes) -> None:
    said = _text(given)
    for read in (typed.phone, cells.phone, places.telephone):
        with suppress(Unfit, cells.Remark):
            number = read(said)
            assert read(number) == number, f"{read.__module__} does not read back what it gave"
    people.clean_phone(said)
    with suppress(Unfit):
        typed.email(said)
    with suppress(cells.Remark):
        cells.mail(said)


def identity(given: bytes) -> None:
    said = _text(given)
    for faults in (people.nik_faults(said), people.kk_faults(said, date(2026, 11, 29))):
        assert all(str(fault.sentence) for fault in faults), "a fault without a sentence"
    people.nik_versus(said, date(1990, 1, 2), "perempuan", kk=said, kecamatan=said)
    people.name_findings(said)
    for cell in (said, _float(given)):
        for read, sizes in ((cells.nik, (16,)), (cells.nib, (13,)), (cells.npwp, (15, 16))):
            with suppress(Unfit, cells.Remark):
                digits = read(cell)
                assert len(digits) in sizes, "a number of another length"
                assert digits.isascii() and digits.isdigit(), "no digits"
                assert not isinstance(cell, float) or abs(cell) <= 2**53, "a number of a rounded cell"
        for other in (cells.heads, cells.sex, lambda cell: cells.money("Modal", 1, cell), cells.is_blank):
            with suppress(Unfit, cells.Remark):
                other(cell)


lexicon.adds(lexicon.Own)  # without the city's places and wares, which lie in tables
_TSQUERY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_&|():* ")


def words(given: bytes) -> None:
    said = _text(given)
    for as_typed in (False, True):
        asked = lexicon.understood(said, as_typed=as_typed)
        assert set(asked.tsquery + asked.any_tsquery) <= _TSQUERY, (
            "a sign PostgreSQL could take for an operator"
        )
        assert len(asked.terms) <= lexicon.MOST_TERMS, "more terms than may be"
        wanted = frozenset(way for term in asked.terms for word in term.words for way in term.ways(word))
        assert "".join(piece for piece, _is in search.marked(said, wanted)) == said, "marking lost something"
    search.vector("service", said, [said], said, said)
    half = len(said) // 2
    assert names.compare(said[:half], said[half:]) == names.compare(said[half:], said[:half]), "order counted"


# --- what people upload ---------------------------------------------------------------------------


def _sheets(content: bytes, name: str) -> None:
    with suppress(Unfit):
        rows = spreadsheets.rows_of(content, name)
        assert all(isinstance(cell, str) for _at, row in rows for cell in row.values()), (
            "a cell that is no text"
        )
    with suppress(Unfit):
        for sheet in tables.sheets_of(content, name):
            if head := tables.head_of(sheet, cells.is_known):
                tables.filled_down(sheet, head.first)


def csv(given: bytes) -> None:
    _sheets(given, "daftar.csv")


def xlsx(given: bytes) -> None:
    """The bytes are the sheet, the words before a NUL its shared strings, inside a sound workbook; and as they are."""
    sheet, _nul, strings = given.partition(b"\0")
    _sheets(seeds.book(sheet, strings), "daftar.xlsx")
    _sheets(given, "daftar.xlsx")


def shop_files(given: bytes) -> None:
    with suppress(Unfit):
        brought = offers.brought(given, "produk.csv")
        for offer in brought.offers:
            assert offer.fields or offer.reasons, "an offer that says nothing"


_readers = cells.readers(this_year=2026, codes={"10794": 1})


def businesses(given: bytes) -> None:
    """Every reader of a cell, with a cell as text and as a number."""
    for cell in (_text(given), _float(given)):
        for read in _readers.values():
            with suppress(Unfit, cells.Remark):
                assert read(cell) is not None, "read as nothing"
        with suppress(Unfit, cells.Remark):
            cells.place({}, cell, cell)
        cells.is_head(str(cell))
        cells.is_no_business([cell, cell])


def places_list(given: bytes) -> None:
    """A row of the list of places, its columns filled from the bytes; the names of villages are not asked."""
    from balaikota.information.places import sheets

    parts = _text(given).split("|")
    row = {name: parts[at % len(parts)] for at, name in enumerate(sheets.COLUMNS)}
    for read in (sheets._point, sheets._website, sheets._access, sheets._keeps, sheets._week):
        with suppress(Unfit):
            read(row)
    with suppress(Unfit):
        places.telephone_text(places.telephone(row["telepon"]))


def statistics_tables(given: bytes) -> None:
    with suppress(Unfit):
        for grid in statistic_sheets.grids(given):
            statistics.read(grid, {"pertanian": "A", "jumlah": "T"})


# --- what officers and other cities send ----------------------------------------------------------


def services(given: bytes) -> None:
    service_files.parse.cache_clear()
    with suppress(service_files.ServiceFileError):
        service_files.parse(_text(given))


def conditions(given: bytes) -> None:
    from balaikota.engine.conditions import methods as cel

    said = _text(given)
    questions = [
        {"name": "umur", "kind": "integer"},
        {"name": "jenis", "kind": "choice"},
        {"name": "lahir", "kind": "date"},
    ]
    told = wording.read_back(said, questions)
    if told is not None:
        assert wording.read_back(wording.written(*told), questions) == told, "not read back as written"
    with suppress(Exception):  # who compiles one takes any of them for a fault of the file; a panic is none
        cel.condition(said)


def learning_packages(given: bytes) -> None:
    for name in ("imsmanifest.xml", "cmi5.xml"):
        with suppress(packages.Unplayable):
            packages.read(io.BytesIO(seeds.package(name, given)))
    with suppress(packages.Unplayable):
        packages.read(io.BytesIO(given))
    said = _text(given)
    packages.seconds(said)
    packages.duration(said)
    packages.is_inside(said)


def feeds(given: bytes) -> None:
    for kind in ("json", "xml"):
        with suppress(ValueError):
            assert all(isinstance(row, dict) for row in forwarding.rows(given, kind)), "a row that is none"
    with suppress(ValueError):
        forwarding.codes(_text(given))
    with suppress(Unfit):
        offers.brought(b"<?xml" + given if not given.startswith(b"<") else given, "umpan.xml")


def json_files(given: bytes) -> None:
    with suppress(library.Unreadable):
        library.read(given, {name: {"digital"} for name in library.CHOICES})
    with suppress(rubrics.Fault):
        rubric = rubrics.read(_text(given))
        assert rubrics.read(rubrics.written(rubric)) == rubric, "not read back as written"


def pictures(given: bytes) -> None:
    for kind in ("image/jpeg", "image/png", "image/webp"):
        with suppress(cleaning.Unclean):
            found = cleaning.clean(given, kind)
            assert b"Exif" not in found.content, "a note of the camera was kept"


def pdfs(given: bytes) -> None:
    with suppress(cleaning.Unclean):
        found = cleaning.clean(given, "application/pdf")
        assert b"app.alert" not in found.content, "a script was kept"


def prose_texts(given: bytes) -> None:
    made = prose.render(_text(given)).lower()
    for never in ("<script", "<img", "<iframe", "<style", 'href="javascript:', 'href="data:'):
        assert never not in made, f"{never} came through"
    prose.plain(_text(given))


MONEY = ("Rp", "rb", "ribu", "juta", "jt", "miliar", "setengah", "belas", "puluh", "ratus", "nego", "mulai dari", ",-",
         "/kg", " for ", "-", ".000", "e+", "triliun", "１", "٣", "½")  # fmt: skip
PARSERS: dict[str, Parser] = {
    "amounts": Parser(amounts, seeds.amounts, MONEY),
    "numbers": Parser(numbers, seeds.amounts, ("1.000", ",5", "Rp", "\u0301", "\u202e", "nan", "inf")),
    "dates": Parser(dates, seeds.dates, (*typed.MONTHS, "|", "0001", "/", "2026-", "31", "00:00", "tutup", "08.00-16.00")),
    "phones": Parser(phones, seeds.phones, ("+62", "08", "(061)", "ext", "@", ".id", "/", "atau", "112")),
    "identity": Parser(identity, seeds.identity, ("1271", "41", "E+15", "0000", "-", " ", "'", "S.H.", "Muh.", "orang")),
    "words": Parser(words, seeds.words, ("ktp", "bin", "Haji ", "kripik", "ADU-2026-00012", "nya", "jalan bolong", "'")),
    "csv": Parser(csv, seeds.sheets, ("sep=;", '"', "\r\n", "Nama Usaha", "NIK", ";", "\t", "\ufeff")),
    "xlsx": Parser(xlsx, seeds.sheet_parts, ("<row r=", "<c r=", 't="s"', "<v>", "nan", "1e999", "A1048576", "<mergeCell")),
    "shop_files": Parser(shop_files, seeds.shop_files, ("Nama produk", "Harga", ",", "rb", "=", "SKU", "Varian 1 nama")),
    "businesses": Parser(businesses, seeds.identity, (*MONEY, "Binjai, 31-12-1980", "L", "orang", "10794", "1271")),
    "places_list": Parser(places_list, seeds.dates, ("|", "08.00-16.00", "http://", "://[", "nan", "3,58", "ya", "112")),
    "statistics": Parser(statistics_tables, seeds.sheets, ("2023", "2024*", "miliar", "konstan", "Triwulan I", "(", "**")),
    "service_files": Parser(services, lambda: seeds.service_files(SOURCE), ("[[questions]]", "when =", "[limit]", "[[steps]]")),
    "conditions": Parser(conditions, seeds.conditions, ("umur", "hari_ini", "hari_antara(", "ada(", "&&", "||", "'", "==")),
    "packages": Parser(learning_packages, seeds.manifests, ("<item", "identifierref=", "href=", "<au", "PT1H", "schemaversion")),
    "feeds": Parser(feeds, seeds.feeds, ("<item>", "<service_requests>", "encoding=", "<!ENTITY", "[{", "g:id", "utf-16")),
    "json_files": Parser(json_files, seeds.json_files, ("balaikota-inovasi/1", "innovation", "{", "[", "|", "1e999")),
    "pictures": Parser(pictures, seeds.pictures),
    "pdfs": Parser(pdfs, seeds.pdfs, ("/OpenAction", "/JS", "/FlateDecode", "obj", "stream", "/Next", "/Kids")),
    "prose": Parser(prose_texts, seeds.prose, ("](", "javascript:", "<script>", "![", "&#", "|---|", "data:", "**")),
}  # fmt: skip
