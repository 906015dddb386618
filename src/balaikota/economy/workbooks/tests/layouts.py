"""Workbooks as BPS prints them, built from descriptions of real ones. Each layout has its own traps."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import xlsxwriter

from balaikota.economy.accounts.actions import DATA

Table = dict[str, dict[str, Decimal]]


def industries() -> list[dict[str, str]]:
    with (DATA / "industries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(area: str = "12.71") -> Table:
    """The city's own table, by year and industry."""
    found: Table = {}
    with (DATA / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["area"] == area and row["indicator"] == "pdrb" and row["basis"] == "ADHK" and row["item"]:
                found.setdefault(row["period"], {})[row["item"]] = Decimal(row["value"])
    return {year: parts for year, parts in found.items() if len(parts) == 17}


TABLE = values()
YEARS = list(TABLE)


def book(write: Callable[..., None]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as opened:
        write(opened.add_worksheet("Tabel"))
    return packed.getvalue()


def indonesian(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def total(year: str) -> Decimal:
    return sum(TABLE[year].values(), Decimal(0))


def classic() -> bytes:
    """A merged title, stars at the newest years, letter and two languages in one cell, numbers as numbers."""

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(
            0,
            0,
            0,
            5,
            "[Seri 2010] PDRB Atas Dasar Harga Konstan 2010 Menurut Lapangan Usaha (Miliar Rupiah), 2021-2025",
        )
        sheet.write_row(2, 0, ["Lapangan Usaha/Industry", *YEARS[:3], "2024*", "2025**"])
        for at, row in enumerate(industries(), 3):
            sheet.write(at, 0, f"{row['code']} {row['name_id']}/{row['name_en']}")
            for column, year in enumerate(YEARS, 1):
                sheet.write_number(at, column, float(TABLE[year][row["code"]]))
        sheet.write(20, 0, "Produk Domestik Regional Bruto/Gross Regional Domestic Product")
        for column, year in enumerate(YEARS, 1):
            sheet.write_number(20, column, float(total(year)))
        sheet.write(22, 0, "Catatan: * angka sementara, ** angka sangat sementara")

    return book(write)


def quarterly() -> bytes:
    """Years merged over quarters and a yearly sum, decimal commas, thousands points, millions."""

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "PDRB Triwulanan Atas Dasar Harga Berlaku Menurut Lapangan Usaha")
        sheet.write(1, 0, "(Juta Rupiah)")
        sheet.merge_range(3, 0, 4, 0, "Lapangan Usaha")
        for place, year in enumerate(("2024", "2025*")):
            sheet.merge_range(3, 1 + 5 * place, 3, 5 + 5 * place, year)
            sheet.write_row(4, 1 + 5 * place, ["I", "II", "III", "IV", "Jumlah"])
        for at, row in enumerate([*industries(), None], 5):
            sheet.write(at, 0, f"{row['code']}. {row['name_id']}" if row else "PDRB")
            for place, year in enumerate(("2024", "2025")):
                whole = (TABLE[year][row["code"]] if row else total(year)) * 1000
                parts = [whole / 4] * 4 if row else [total(year) * 250] * 4
                sheet.write_row(at, 1 + 5 * place, [indonesian(value) for value in (*parts, whole)])

    return book(write)


def two_prices() -> bytes:
    """Current and constant prices side by side over their years; `-` for what is not published; no total."""

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "PDRB menurut lapangan usaha (miliar rupiah)")
        sheet.merge_range(1, 1, 1, 2, "Atas Dasar Harga Berlaku")
        sheet.merge_range(1, 3, 1, 4, "Atas Dasar Harga Konstan 2010")
        sheet.write_row(2, 0, ["Lapangan Usaha", "2023", "2024", "2023", "2024"])
        for at, row in enumerate(industries(), 3):
            sheet.write(at, 0, row["name_id"])
            figures = [TABLE[year][row["code"]] * factor for factor in (2, 1) for year in ("2023", "2024")]
            sheet.write_row(at, 1, [f"{value:.2f}".replace(".", ",") for value in figures])

    return book(write)


def with_details() -> bytes:
    """The letter in a column of its own, numbered columns, sub-rows, a subtotal without oil and gas, years as numbers."""

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "Tabel 3.2 PDRB Kota ADHK 2010 (Rp miliar)")
        sheet.write_row(2, 0, ["Kode", "Lapangan Usaha", 2023, 2024])
        sheet.write_row(3, 0, ["(1)", "(2)", "(3)", "(4)"])
        at = 4
        for row in industries():
            both = [float(TABLE[year][row["code"]]) for year in ("2023", "2024")]
            sheet.write_row(at, 0, [row["code"], row["name_id"], *both])
            at += 1
            if row["code"] == "A":
                for label in ("1. Pertanian, Peternakan, Perburuan dan Jasa Pertanian", "a. Tanaman Pangan"):
                    sheet.write_row(at, 1, [label, *[value / 2 for value in both]])
                    at += 1
        sheet.write_row(at, 1, ["PDRB Tanpa Migas", *(float(total(year)) for year in ("2023", "2024"))])
        sheet.write_row(at + 1, 1, ["PDRB", *(float(total(year)) for year in ("2023", "2024"))])
        sheet.write(at + 3, 0, "Sumber: Badan Pusat Statistik")

    return book(write)


def glued() -> bytes:
    """Letters glued to names, names of older files, English numbers as text, marks behind the numbers."""
    odd = {"E": "Penyedian Air dan Pengelolaan Sampah", "L": "Perumahan", "G": "Perdagangan & Retail",
           "O": "Adm Pemerintahan, Pertahanan, dan Jamsos", "C": "Industri Pengolahan;Manufaktur"}  # fmt: skip

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write(0, 0, "GRDP at constant 2010 prices (billion rupiah)")
        sheet.write_row(1, 0, ["Lapangan Usaha", "2024", "2025"])
        for at, row in enumerate(industries(), 2):
            name = odd.get(row["code"], f"{row['code']}{row['name_id']}/{row['name_en']}")
            sheet.write_row(
                at, 0, [name, f"{TABLE['2024'][row['code']]:,.2f}", f"{TABLE['2025'][row['code']]:,.2f}**"]
            )
        sheet.write_row(19, 0, ["Total", f"{total('2024'):,.2f}", f"{total('2025'):,.2f}"])

    return book(write)


def semicolons(*, spoil: Decimal = Decimal(0)) -> bytes:
    """CSV with semicolons and decimal commas, saved with a byte order mark; one line may be spoilt."""
    lines = ["PDRB Atas Dasar Harga Konstan 2010, miliar rupiah;;", "Lapangan Usaha;2024;2025"]
    for row in industries():
        figures = [TABLE[year][row["code"]] for year in ("2024", "2025")]
        if row["code"] == "H":
            figures[1] += spoil
        lines.append(
            ";".join([f"{row['code']} {row['name_id']}".replace(";", ","), *map(indonesian, figures)])
        )
    lines.append(
        ";".join(["Produk Domestik Regional Bruto", *(indonesian(total(year)) for year in ("2024", "2025"))])
    )
    return "\n".join(lines).encode("utf-8-sig")
