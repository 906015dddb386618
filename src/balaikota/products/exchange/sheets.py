"""Files that go out: a workbook or a text in a dialect, and our own template. Nothing in them is a formula."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from balaikota.kit.spreadsheets import BROKEN
from balaikota.kit.typed import Unfit
from balaikota.products.feeds import methods as feeds
from balaikota.products.feeds.methods import Good
from balaikota.products.listings.models import Availability, Delivery, Halal, Storage
from balaikota.products.mirrors import methods

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8"}
#: Where the rows of the shops that explain their columns begin, as the program shows it.
FIRST = {"shopee-baru": 7, "shopee-harga": 7}


def text(slug: str, goods: Iterable[Good], ending: str = "csv") -> Iterator[str]:
    """A dialect as CSV or TSV, line by line; Excel is told that it is UTF-8."""
    rows = (row for good in goods for row in methods.rows(slug, good))
    lines = feeds.table(methods.columns(slug), rows, "\t" if ending == "tsv" else ",")
    yield "\ufeff" if ending == "csv" else ""
    yield from lines


def book(slug: str, goods: Iterable[Good]) -> bytes:
    """A dialect as XLSX, written row by row."""
    import xlsxwriter

    out = io.BytesIO()
    opened = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True, "strings_to_formulas": False,
                                       "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    page = opened.add_worksheet("Template" if slug in FIRST else "Produk")
    columns = methods.columns(slug)
    at = _head(page, slug, columns, opened.add_format({"bold": True}))
    for good in goods:
        for row in methods.rows(slug, good):
            _write(page, at, row)
            at += 1
    opened.close()
    return out.getvalue()


def _head(page: Any, slug: str, columns: Iterable[str], bold: Any) -> int:
    """The names of the columns, and under Shopee's keys what they mean. Gives the place of the first product."""
    names = list(columns)
    if slug not in FIRST:
        page.write_row(0, 0, names, bold)
        return 1
    page.write_row(0, 0, [name.split(" (")[0] for name in names])
    page.write_row(1, 0, ["Balaikota"])
    page.write_row(2, 0, [methods.LABELS.get(name, name) for name in names], bold)
    page.write_row(3, 0, ["Wajib" if name in methods.NEEDED else "Opsional" for name in names])
    return FIRST[slug] - 1


def _write(page: Any, at: int, row: Iterable[Any]) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            page.write_number(at, place, cell)
        elif cell != "":
            page.write_string(at, place, str(cell)[:32_000])


# --- our template ---------------------------------------------------------------------------------

_EXAMPLES: tuple[dict[str, Any], ...] = (
    {"SKU": "KRP-250", "Nama produk": "Contoh: Keripik singkong pedas", "Keterangan": "Singkong pilihan, digoreng kering.",
     "Kategori": "MKN-01 Keripik, kerupuk & camilan gurih", "Harga": "Rp15.000", "Satuan": "bungkus", "Isi bersih": "250 g",
     "Berat kirim (g)": 280, "Stok": 40, "Ketersediaan": "siap kirim", "Bahan": "Singkong, minyak, cabai, garam",
     "Cara menerima": "diambil di tempat, diantar penjual", "Harga grosir": "10=14000; 50=13000"},
    {"SKU": "KAOS-01", "Nama produk": "Contoh: Kaus sablon kota kita", "Kategori": "", "Harga": "85rb", "Satuan": "pcs",
     "Varian 1 nama": "ukuran", "Varian 1 isi": "M", "Varian 2 nama": "warna", "Varian 2 isi": "hitam",
     "SKU varian": "KAOS-01-M"},
    {"SKU": "KAOS-01", "Nama produk": "Contoh: Kaus sablon kota kita", "Harga": "90rb", "Satuan": "pcs",
        "Varian 1 nama": "ukuran",
     "Varian 1 isi": "XL", "Varian 2 nama": "warna", "Varian 2 isi": "hitam", "SKU varian": "KAOS-01-XL"},
)  # fmt: skip


def template_text() -> str:
    rows = ([example.get(name, "") for name in methods.OURS] for example in _EXAMPLES)
    return "\ufeff" + "".join(feeds.table(methods.OURS, rows, ","))


def template_book(categories: list[str]) -> bytes:
    """Our template with examples, what may stand in each column, and lists to choose from."""
    import xlsxwriter

    out = io.BytesIO()
    opened = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page, lists = opened.add_worksheet("Produk"), opened.add_worksheet("Pilihan")
    page.write_row(0, 0, methods.OURS, opened.add_format({"bold": True, "bg_color": "#E6F0EC"}))
    page.freeze_panes(1, 3)
    page.set_column(0, len(methods.OURS) - 1, 18)
    for at, example in enumerate(_EXAMPLES, 1):
        _write(page, at, [example.get(name, "") for name in methods.OURS])
    for place, (name, values) in enumerate(_choices(categories).items()):
        lists.write_row(0, place, [name])
        for at, value in enumerate(values, 1):
            lists.write_string(at, place, value)
        letter, column = chr(65 + place), methods.OURS.index(name)
        several = name == "Cara menerima"
        page.data_validation(1, column, 2000, column, {
            "validate": "list", "source": f"=Pilihan!${letter}$2:${letter}${len(values) + 1}",
            "error_type": "information", "show_error": not several})  # fmt: skip
    _explain(lists, len(_choices(categories)) + 1)
    opened.close()
    return out.getvalue()


def _choices(categories: list[str]) -> dict[str, list[str]]:
    with override("id"):
        said = {
            "Kategori": categories,
            "Satuan": ["pcs", "bungkus", "pak", "kg", "botol", "kotak", "porsi", "pasang", "set", "jasa"],
        }
        for name, choices in (("Ketersediaan", Availability), ("Penyimpanan", Storage), ("Halal", Halal),
                              ("Cara menerima", Delivery)):  # fmt: skip
            said[name] = [str(label) for code, label in choices.choices if code]
    return said


def _explain(page: Any, column: int) -> None:
    notes = (
        _("Wajib: Nama produk dan Harga. Kolom lain boleh kosong, boleh dihapus, boleh dipindah."),
        _("Baris yang namanya diawali “Contoh:” tidak dimasukkan."),
        _("Harga ditulis seperti biasa: Rp15.000, 15rb, 15-20rb, mulai 15rb, Nego."),
        _("Satu produk dengan beberapa varian: satu baris tiap varian, dengan SKU atau nama yang sama."),
        _("Kode katalog diisi oleh kami saat ekspor. Biarkan, supaya produknya dikenali lagi."),
        _("Harga grosir: 10=14000; 50=13000 berarti mulai 10 buah Rp14.000, mulai 50 buah Rp13.000."),
    )
    for at, note in enumerate(notes):
        page.write_string(at, column, note)


# --- photos in a ZIP ------------------------------------------------------------------------------

MOST_PHOTOS = 9
MOST_ZIP, MOST_IN_ZIP, MOST_ONE = 60 * 1_048_576, 2_000, 10 * 1_048_576
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".heic")


class Album:
    """Photos of a ZIP by what they are named after. Nothing is unpacked before its product asks for it."""

    def __init__(self, content: bytes) -> None:
        self.book = zipfile.ZipFile(io.BytesIO(content)) if content else None
        self.names: dict[str, list[str]] = {}
        self.parts = {part.filename: part for part in self.book.infolist()} if self.book else {}
        for name in sorted(self.parts):
            for key in _keys(name):
                self.names.setdefault(key, []).append(name)

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """At most nine photos named after one of these SKUs, or called so; with their bytes."""
        found = dict.fromkeys(each for name in names for each in self.names.get(name.strip().casefold(), []))
        return {name: self._read(name) for name in list(found)[:MOST_PHOTOS]}

    def _read(self, name: str) -> bytes:
        """Never more than a photo may have, whatever the ZIP says of itself. A broken one is no photo later."""
        if self.book is None:
            return b""
        try:
            with self.book.open(self.parts[name]) as part:
                content = part.read(MOST_ONE + 1)
        except BROKEN:
            return b""
        return content if len(content) <= MOST_ONE else b""


def _keys(name: str) -> set[str]:
    """`KRP-250.jpg`, `KRP-250-2.jpg`, `KRP-250 (3).jpg` and `KRP-250/x.jpg` are all photos of KRP-250."""
    path = name.replace("\\", "/").casefold()
    if not path.endswith(_PICTURES) or "__macosx/" in path:
        return set()
    folder, _sign, file = path.rpartition("/")
    stem = file.rsplit(".", 1)[0]
    shorter = re.sub(r"(?:[-_ ]\d{1,2}|\s?\(\d{1,2}\))$", "", stem)
    return {file, stem, shorter, folder.rpartition("/")[2]} - {""}


def album(content: bytes) -> Album:
    """Raises `Unfit` when it is no ZIP, or one made to overwhelm."""
    if not content:
        return Album(b"")
    if len(content) > MOST_ZIP:
        raise Unfit(_("ZIP foto ini lebih dari 60 MB. Bagi menjadi beberapa berkas."))
    try:
        opened = Album(content)
    except BROKEN:
        raise Unfit(_("ZIP foto ini rusak atau terkunci. Buat ulang, tanpa kata sandi.")) from None
    if len(opened.parts) > MOST_IN_ZIP:
        raise Unfit(_("Paling banyak %d berkas dalam ZIP foto.") % MOST_IN_ZIP)
    return opened
