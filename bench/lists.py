"""A list of businesses as a city may bring it: as many rows as wanted, with faults in it, always the same."""

from pathlib import Path
from random import Random

import xlsxwriter

from balaikota.config.demo import names

HEAD = ("No", "Nama Usaha", "Nama Pemilik", "NIK", "No HP/WA", "Alamat Usaha", "Kelurahan", "Kecamatan", "Jenis Usaha",
        "Kode KBLI", "NIB", "Tahun Berdiri", "TK L", "TK P", "Modal", "Omzet per Tahun")  # fmt: skip
WARES = (
    "keripik singkong",
    "bolu",
    "kopi bubuk",
    "jahit",
    "warung kelontong",
    "bengkel",
    "sate",
    "ikan asin",
    "tempe",
)
CODES = ("10794", "10710", "10761", "14120", "47111", "45407", "56104", "10211", "10391")
#: Of each hundred rows: one NIK as a power, one doubtful amount, one NIB too short, one unknown kelurahan.
FAULTS = {7: "nik", 31: "amount", 53: "nib", 71: "place"}


def write(path: Path, rows: int, villages: list[tuple[str, str]]) -> None:
    """An .xlsx with a letterhead, a head, and so many rows."""
    dice = Random(2026)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Data")
    sheet.write_string(0, 0, "DATA UMKM KOTA")
    sheet.write_row(2, 0, HEAD)
    for number in range(rows):
        for column, cell in enumerate(_row(number, dice, villages)):
            (sheet.write_number if isinstance(cell, int) else sheet.write_string)(number + 3, column, cell)
    book.close()


def _row(number: int, dice: Random, villages: list[tuple[str, str]]) -> tuple[str | int, ...]:
    kind, fault = dice.randrange(len(WARES)), FAULTS.get(number % 100, "")
    owner = f"{dice.choice(names.BATAK.women)} {dice.choice(names.BATAK.families)}"
    kelurahan, kecamatan = dice.choice(villages)
    day, year = dice.randint(41, 68), dice.randint(60, 99)
    nik = f"127101{day:02}{dice.randint(1, 12):02}{year:02}{number % 9999 + 1:04}"
    sales = dice.randrange(12, 900) * 1_000_000
    written = (
        f"Rp {sales:,}".replace(",", "."),
        f"{sales // 1_000_000} juta",
        str(sales),
        f"{sales // 1_000_000}jt",
    )
    return (
        number + 1, f"{WARES[kind].title()} {owner.split()[0]} {number}", owner, "1.27E+15" if fault == "nik" else nik,
        f"0812{number + 10_000_000}", f"Jl. Karya No. {number % 400}", "Antah Berantah" if fault == "place" else kelurahan,
        kecamatan, WARES[kind], CODES[kind], "12345" if fault == "nib" else f"{10**12 + number}",
        str(dice.randint(1990, 2025)),
        dice.randrange(4), dice.randrange(6), f"{dice.randrange(1, 90)} jt",
        "15,000" if fault == "amount" else dice.choice(written),
    )  # fmt: skip


def expected(rows: int) -> dict[str, int]:
    """What must become of the rows: refused for three faults, with a remark for one, the others clean."""
    of = [FAULTS.get(number % 100, "") for number in range(rows)]
    noted = of.count("place")
    refused = sum(1 for fault in of if fault in ("nik", "amount", "nib"))
    return {"arrived": rows - noted - refused, "noted": noted, "refused": refused}
