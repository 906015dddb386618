"""Lists as offices really have them, constructed after public reports of such files; no line is copied from one.

Each: what is ugly about it, the file, how many rows come in, with a remark, not at all, and are no data; and what is said
of which row. NIKs are invented (serials 999…).
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

HERE = Path(__file__).parent / "files"


@dataclass(frozen=True)
class Ugly:
    name: str
    what: str
    content: bytes
    counts: tuple[int, int, int, int]  # arrived, with a remark, refused, no data
    said: dict[int, str] = field(default_factory=dict)
    finds: dict[str, Any] = field(default_factory=dict)


def nik(day: int, serial: int, month: int = 3, year: int = 85) -> str:
    return f"127121{day:02}{month:02}{year:02}{serial:04}"


def xlsx(
    *sheets: tuple[str, list[list[Any]]],
    merged: dict[str, list[tuple[int, int, int, int, str]]] | None = None,
) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets:
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), dates)
                elif isinstance(cell, int | float):
                    page.write_number(number, column, cell)
                elif cell != "":
                    page.write_string(number, column, cell)
        for first, left, last, right, text in (merged or {}).get(name, []):
            page.merge_range(first, left, last, right, text)
    book.close()
    return out.getvalue()


def ods(name: str, rows: list[list[Any]]) -> bytes:
    """The smallest OpenDocument table (ISO/IEC 26300) that readers open."""

    def cell(value: Any) -> str:
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        if value == "":
            return "<table:table-cell/>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = "manifest:file-entry manifest:full-path"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><{entry}="/" '
        f'manifest:media-type="{kind}"/><{entry}="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("mimetype", kind, zipfile.ZIP_STORED)
        book.writestr("content.xml", content)
        book.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def letterhead() -> Ugly:
    rows: list[list[Any]] = [
        ["PEMERINTAH KOTA CONTOH"],
        ["DINAS KOPERASI DAN UKM"],
        ["DATA UMKM BINAAN TAHUN 2025"],
        [],
        ["No", "Nama Usaha", "Nama Pemilik", "NIK", "Tenaga Kerja", "", "Omzet", ""],
        ["", "", "", "", "L", "P", "Per Bulan", "Keterangan"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["1", "Keripik Melati", "Melati Siregar", nik(41, 9901), "1", "2", "Rp 8.000.000,-", ""],
        ["2", "Kedai Kopi Anggrek", "Anggrek Lubis", nik(42, 9902), "2", "0", "15 jt", ""],
        ["3", "Jahit Mawar", "Mawar Purba", nik(43, 9903), "-", "1", "15", "?"],
        ["Jumlah", "", "", "", "3", "3", "23.000.000", ""],
        [],
        ["", "", "", "", "", "Kota Contoh, 5 Januari 2026"],
        ["", "", "", "", "", "Kepala Dinas,"],
    ]
    merged = {"Data": [(0, 0, 0, 7, "PEMERINTAH KOTA CONTOH"), (4, 4, 4, 5, "Tenaga Kerja")]}
    return Ugly(
        "kop-surat.xlsx",
        "letterhead, two merged heads, numbered columns, a total, a signature",
        xlsx(("Data", rows), merged=merged),
        (2, 0, 1, 3),
        {10: "ribuan", 11: "Bukan baris", 14: "Bukan baris"},
        {"Keripik Melati": {"sales_year": 96_000_000, "workers_female": 2}},
    )


def by_sector() -> Ugly:
    head = ["No", "Nama UMKM", "Pemilik", "Kecamatan", "No. HP/WA"]
    food: list[list[Any]] = [
        head,
        [1, "Lemper Bu Ani", "Ani", "Medan Kota", "0812-6000-1111"],
        [2, "Risol Bu Ida", "Ida", "", "+62 812 6000 1112"],
    ]
    craft: list[list[Any]] = [
        ["Sektor kriya"],
        head,
        [1, "Anyaman Toba", "Ria", "Medan Baru", "62 813 6000 1113"],
    ]
    recap: list[list[Any]] = [["Rekapitulasi"], ["Kuliner", 2], ["Kriya", 1]]
    return Ugly(
        "per-sektor.xlsx",
        "a sheet for each sector and a recapitulation; kecamatan merged downwards",
        xlsx(
            ("Kuliner", food),
            ("Kriya", craft),
            ("Rekap", recap),
            merged={"Kuliner": [(1, 3, 2, 3, "Medan Kota")]},
        ),
        (3, 0, 0, 0),
        finds={"Anyaman Toba": {"ware": "Kriya", "phone": "+6281360001113"}},
    )


def semicolons() -> Ugly:
    lines = [
        "\ufeffDaftar pelaku usaha;;;;",
        "Nama Usaha;Nama Pemilik;No Telp;Omzet Tahun;Modal Usaha",
        "Tempe Pak Kardi;Kardi;(0812) 6000 2221;96 juta;2,5 jt",
        "Tahu Bu Sum;Sumiati;8126000 2222;Rp 120.000.000;setengah juta",
        '"Roti ""Manis""";Doli;0812.6000.2223 / 0813.6000.2224;15,000;1.000.000',
        "Sate Madura;Cak Din;+62-812-6000-2225;Rp 1.5OO.000;",
        "Mi Gomak;Tiur;telp rumah;36jt;800rb",
    ]
    text = (
        lines[0] + "\r\n" + lines[1] + "\n" + "\r".join(lines[2:4]) + "\r\n" + "\n".join(lines[4:]) + "\r\n"
    )
    return Ugly(
        "titik-koma.csv",
        "BOM, semicolons, three kinds of line end, amounts and telephones in ten styles",
        text.encode(),
        (2, 1, 2, 0),
        {5: "Maksudnya Rp15.000", 6: "huruf O", 7: "telp rumah"},
        {
            "Tahu Bu Sum": {"capital": 500_000, "phone": "+6281260002222"},
            "Mi Gomak": {"sales_year": 36_000_000},
        },
    )


def rounded_niks() -> Ugly:
    text = (
        "NAMA PEMILIK,NIK,NAMA USAHA,ALAMAT USAHA\r\n"
        'Sari,1.27E+15,Kue Sari,"Jl. Karya 1\nLingkungan 2"\r\n'
        'Budi,"1,27122E+15",Bakso Budi,Jl. Karya 2\r\n'
        "Citra,1111111111111111,Caf\u00e9 Citra,Jl. Karya 3\r\n"
        f"Dewi,'{nik(44, 9904)},Dodol Dewi,Jl. Karya 4\r\n"
        "Eka,127121,Es Eka,Jl. Karya 5\r\n"
        f"Fani,1271.2145.0385.9905,Fuyunghai Fani,-\r\n"
    )
    return Ugly(
        "nik-pangkat.csv",
        "NIKs as powers, placeholders, dots, a quote; a line break in a cell; Windows-1252",
        text.encode("cp1252"),
        (2, 1, 3, 0),
        {2: "pangkat", 3: "pangkat", 4: "angka pengganti", 6: "NIK"},
        {"Dodol Dewi": {"nik": nik(44, 9904)}, "Fuyunghai Fani": {"nik": nik(45, 9905)}},
    )


def numbers_and_dates() -> Ugly:
    rows: list[list[Any]] = [
        ["Nama Usaha", "Nama", "No. KTP", "Tanggal Lahir", "HP", "Tahun Berdiri"],
        ["Satu", "A", nik(1, 9911), date(1985, 3, 1), 81260003331, 2019],
        ["Dua", "B", float(nik(2, 9912)), 31108, "0812 6000 3332", "12/05/2018"],
        ["Tiga", "C", float(nik(3, 9910)), "3 Maret 1985", "081260003333", "2020"],
        ["Empat", "D", nik(4, 9914), "1985-03-04", "0812.6000.3334", "-"],
        ["Lima", "E", nik(5, 9915), "Medan, 05-03-1985", "6281260003335", ""],
        ["Enam", "F", nik(6, 9916), "03/31/1985", "0812-6000-3336", ""],
        ["Tujuh", "G", nik(7, 9917), "07/03/85", "0812-6000-3337", ""],
    ]
    return Ugly(
        "angka-dan-tanggal.xlsx",
        "NIKs and telephones as numbers, dates in five styles and two that are refused",
        xlsx(("Sheet1", rows)),
        (4, 0, 3, 0),
        {4: "angka terakhirnya", 7: "03/31/1985", 8: "07/03/85"},
        {"Dua": {"nik": nik(2, 9912), "born": date(1985, 3, 2)}, "Satu": {"phone": "+6281260003331"}},
    )


def old_excel() -> Ugly:
    return Ugly(
        "lama.xls",
        "Excel 97, KBLI with words, a code that is none, an unknown kelurahan",
        (HERE / "lama.xls").read_bytes(),
        (1, 2, 1, 0),
        {4: "KBLI", 5: "Kelurahan", 6: "NIB"},
        {"Keripik Ubi": {"kbli": "10794"}},
    )


def open_document() -> Ugly:
    rows: list[list[Any]] = [
        ["ASOSIASI UMKM"],
        ["nama toko", "nama pelaku usaha", "no wa", "jumlah tenaga kerja l", "aset rp"],
        ["Toko Satu", "Nia", "0811 600 441", 2, 25000000],
        ["Toko Dua", "Oki", "-", "3 orang", "25 jt"],
        ["Toko Tiga", "Pia", "", "banyak", "Nego"],
        ["", "Tanpa nama usaha", "", 1, ""],
    ]
    return Ugly(
        "asosiasi.ods",
        "OpenDocument, small letters, heads with a word, an amount that is none",
        ods("Anggota", rows),
        (2, 0, 2, 0),
        {5: "banyak", 6: "Nama usaha kosong"},
        {"Toko Dua": {"assets": 25_000_000, "workers_male": 3}},
    )


def twice() -> Ugly:
    lines = [
        "Nama Usaha\tPemilik\tNIB\tHP",
        "Mebel Jati\tUcok\t1234567890123\t0812 6000 5551",
        "MEBEL JATI\tUcok\t1234567890123\t0812 6000 5551",
        "Mebel Jepara\tUcok\t\t0812 6000 5551",
        "mebel jepara\tUcok\t\t+62 812-6000-5551",
        "Rotan\tVera\t12345\t",
    ]
    return Ugly(
        "dua-kali.txt",
        "UTF-16, tabs, the same business twice by NIB and by telephone",
        "\r\n".join(lines).encode("utf-16"),
        (2, 0, 3, 0),
        {3: "baris 2", 5: "baris 4", 6: "13 angka"},
    )


def printed_pages() -> Ugly:
    head = ["NO.", "NAMA USAHA", "NAMA PENGUSAHA", "JENIS USAHA", "ASSET"]
    rows: list[list[Any]] = [
        ["Laporan cetak", "", "", "", "hal. 1"],
        head,
        ["1", "Warung A", "Wati", "kelontong", "10.000.000"],
        [],
        ["Sub Total", "", "", "", "10.000.000"],
        head,
        ["2", "Warung B", "Yani", "kelontong", "12,5 juta"],
        ["Mengetahui, Lurah"],
        ["Sumber: pendataan 2024"],
    ]
    return Ugly(
        "cetak-berhalaman.xlsx",
        "the head repeated on each printed page, subtotals, empty lines, sources below",
        xlsx(("Tabel 1", rows)),
        (2, 0, 0, 4),
        {6: "diulang", 5: "Bukan baris"},
        {"Warung B": {"assets": 12_500_000, "ware": "kelontong"}},
    )


def all_of_them() -> list[Ugly]:
    return [
        letterhead(),
        by_sector(),
        semicolons(),
        rounded_niks(),
        numbers_and_dates(),
        old_excel(),
        open_document(),
        twice(),
        printed_pages(),
    ]
