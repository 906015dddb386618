"""What a column is called, and what one cell of it says. Pure: each reader gives a value, a remark, or a reason.

What identifies or measures (NIK, NIB, NPWP, dates, money, heads) is refused when it cannot be read for certain, and the
row with it. What can be mended later (telephone, place, KBLI, mail) is left out with a remark.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.foundation.people import methods as numbers
from balaikota.kit import rupiah, tables, typed
from balaikota.kit.typed import Unfit

FILE = Path(__file__).parent / "data" / "columns.toml"
NEEDED = "nama_usaha"
#: Below this, a yearly or monthly amount probably counts thousands: it is asked about.
LEAST = 10_000
#: Excel keeps fifteen digits (its documentation: "Number precision 15 digits"); the sixteenth becomes 0.
EXCEL_DAY_ONE = date(1899, 12, 30)


class Remark(Exception):
    """The cell is left out, and the row comes in without it."""


_BESIDE = ("wajib", "opsional", "diisi", "contoh")
_ASIDE = re.compile(rf"\b(?:{'|'.join(_BESIDE)})\b")

# --- columns --------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def columns() -> dict[str, dict[str, Any]]:
    """Each of our columns: its label, and the names lists give it."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name: ours for ours, said in columns().items() for name in said["names"]}


def is_known(name: str) -> bool:
    return _bare(name) in _by_name()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(name[:BEGINNING] for name in (*_by_name(), *_BESIDE))


#: So many signs of a cell tell most often that it is no name of a column.
BEGINNING = 4


def may_be_head(first: str) -> bool:
    """Whether a cell that begins with these signs may be the name of a column."""
    first = first.lower()
    is_word = len(first) == BEGINNING and first.isascii() and first.isalpha()
    return not is_word or first in _beginnings()


def is_head(cell: str) -> bool:
    """Whether a cell is the name of a column. What begins unlike all of them is not looked at further."""
    return may_be_head(cell[:BEGINNING]) and is_known(tables.plain(cell))


def _bare(name: str) -> str:
    """Without what stands beside the name: "omzet rp juta 2025" stays, "nama usaha wajib" loses its last word."""
    return _ASIDE.sub("", name).strip()


def suggested(names: Iterable[str]) -> dict[str, int]:
    """Our columns, each with the place of the first column that bears one of its names."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        ours = _by_name().get(_bare(tables.plain(name)))
        if ours is not None:
            found.setdefault(ours, place)
    return found


def sector(sheet: str, mapping: dict[str, int]) -> str:
    """One sheet for each sector: its name says what its businesses do, unless a column does."""
    is_plain = re.fullmatch(r"(?:sheet|lembar|tabel|data)\s?\d*", sheet.strip(), re.IGNORECASE)
    return "" if "produk" in mapping or is_plain else sheet.strip()[:120]


def fingerprint(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(tables.plain(name) for name in names).encode()).hexdigest()


# --- cells ----------------------------------------------------------------------------------------

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?\s?e\s?\+?\s?\d+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_MOBILE = re.compile(r"(?:\+?62|0)?(8[1-9]\d{7,10})", re.ASCII)
_WORDS = re.compile(r"(?:[a-z](?<!ext)){3}", re.IGNORECASE)
_EMPTY = frozenset(
    ("", "-", "--", "–", "n/a", "na", "tidak ada", "tdk ada", "belum ada", "belum", "kosong", "0", "null")
)


def _said(cell: Any) -> str:
    """A cell as text; a whole number without its `.0`."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def is_blank(cell: Any) -> bool:
    return cell == "" or cell is None or (isinstance(cell, str) and cell.strip().lower() in _EMPTY)


def text(most: int, cell: Any) -> str:
    if type(cell) is str and cell.isascii() and cell.isprintable() and "  " not in cell and len(cell) <= most:
        return cell.strip()  # the usual shape: nothing in it to compose or to take out
    return typed.text(_said(cell), most=most)


def _number(cell: Any, label: str) -> str:
    """The digits of a number that a spreadsheet must not have touched. A damaged one is refused, never guessed."""
    if isinstance(cell, str) and _ROUNDED.fullmatch(cell.strip()):
        raise Unfit(
            _("%s rusak: lembar kerja menyingkatnya menjadi pangkat (E+). Salin ulang dari KTP.") % label
        )
    if isinstance(cell, float | int) and (not float(cell).is_integer() or abs(cell) > 2**53):
        raise Unfit(_("%s rusak: tersimpan sebagai angka. Salin ulang sebagai teks.") % label)
    said = _said(cell).lstrip("'`’")
    if isinstance(cell, float | int) and len(said) == 16 and said.endswith("0"):
        raise Unfit(
            _("%s tersimpan sebagai angka, dan angka terakhirnya mungkin hilang. Salin ulang sebagai teks.")
            % label
        )
    return numbers.clean_number(said)


_DAY = r"(?:[04][1-9]|[15]\d|[26][0-8])(?:0[1-9]|1[0-2])\d\d"  # one that every month has
#: Usual shapes, in brackets what is kept; what is typed to type something has none, and others are looked at in full. None
#: is one digit over and over: 0000 is no serial, and of the others a NIK with a day could only be all 1.
_SHAPES = {
    "nik": rf"(?!1{{16}})([1-9]\d{{5}}{_DAY}(?!0000)\d{{4}})",
    "nib": rf"(?!{'|'.join(f'{digit}{{13}}' for digit in range(10))})(\d{{13}})",
    "telepon": r"0(8[1-9]\d{7,10})",
}
_NIK, _NIB, _PHONE = (re.compile(shape, re.ASCII) for shape in _SHAPES.values())
#: The same, of a cell a line.
_LINES = {name: re.compile(rf"^{shape}$|^.*$", re.ASCII | re.MULTILINE) for name, shape in _SHAPES.items()}


def nik(cell: Any) -> str:
    return str(cell) if isinstance(cell, str) and _NIK.fullmatch(cell) else nik_in_full(cell)


def nik_in_full(cell: Any) -> str:
    digits = _number(cell, "NIK")
    if numbers.is_placeholder(digits):
        raise Remark(_("NIK berisi angka pengganti (%s), dibiarkan kosong.") % f"{digits[:4]}…")
    faults = [fault for fault in numbers.nik_faults(digits) if fault.effect == "block"]
    if faults:
        raise Unfit(_("NIK: %s") % faults[0].sentence)
    return digits


def nib(cell: Any) -> str:
    return str(cell) if isinstance(cell, str) and _NIB.fullmatch(cell) else nib_in_full(cell)


def nib_in_full(cell: Any) -> str:
    digits = _number(cell, "NIB")
    if len(set(digits)) == 1:
        raise Remark(_("NIB berisi angka pengganti, dibiarkan kosong."))
    if not (len(digits) == 13 and _DIGITS.fullmatch(digits)):
        raise Unfit(_("NIB harus 13 angka, tertulis “%s”.") % digits[:20])
    return digits


def npwp(cell: Any) -> str:
    digits = re.sub(r"[.\-\s]", "", _number(cell, "NPWP"))
    if len(set(digits)) == 1:
        raise Remark(_("NPWP berisi angka pengganti, dibiarkan kosong."))
    if not (len(digits) in (15, 16) and _DIGITS.fullmatch(digits)):
        raise Unfit(_("NPWP harus 15 atau 16 angka."))
    return digits


def phone(cell: Any) -> str:
    """E.164. Of two telephones in a cell the first is kept."""
    match = _PHONE.fullmatch(cell) if isinstance(cell, str) else None
    return f"+62{match[1]}" if match else phone_in_full(cell)


def phone_in_full(cell: Any) -> str:
    said = _said(cell)
    parts = [part for part in re.split(r"\s*(?:/|;|,|\bdan\b|\batau\b)\s*", said) if part]
    plain = re.sub(r"[\s.\-()'`’]", "", parts[0] if parts else "")
    if match := _MOBILE.fullmatch(plain):
        return f"+62{match[1]}"
    try:
        if _WORDS.search(plain):  # a parser of telephones would take letters for digits, as on the keys
            raise Unfit("")
        return typed.phone(plain if plain.startswith(("0", "+", "62")) else f"0{plain}")
    except Unfit:
        raise Remark(_("Telepon “%s” tidak terbaca, dibiarkan kosong.") % said[:30]) from None


def mail(cell: Any) -> str:
    try:
        return typed.email(_said(cell))
    except Unfit:
        raise Remark(_("Surel “%s” tidak terbaca, dibiarkan kosong.") % _said(cell)[:40]) from None


def sex(cell: Any) -> str:
    first = _said(cell).lower()[:1]
    said = {"l": "laki-laki", "p": "perempuan", "w": "perempuan"}.get(first)
    if said is None:
        raise Remark(_("Jenis kelamin “%s” tidak dikenal, dibiarkan kosong.") % _said(cell)[:20])
    return said


def day(cell: Any) -> date:
    """31/12/1980, 31 Desember 1980, 1980-12-31, Binjai 31-12-1980, a date cell, or the day number of a spreadsheet."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and 1 <= cell < 80_000 and float(cell).is_integer():
        return EXCEL_DAY_ONE + timedelta(days=int(cell))
    said = re.sub(r"\s00:00(?::00)?$", "", _said(cell))
    placed = re.fullmatch(r"[^\d,]{2,40}[,\s]\s*(\d.*)", said)
    try:
        return date.fromisoformat(typed.day((placed[1] if placed else said).replace(",", " ")))
    except Unfit as unfit:
        raise Unfit(_("Tanggal “%(said)s”: %(why)s") % {"said": said[:30], "why": unfit.sentence}) from None


def year(this_year: int, cell: Any) -> int:
    said = _said(cell)
    found = int(said) if re.fullmatch(r"\d{4}", said, re.ASCII) else 0
    found = found or day(cell).year
    if not 1900 <= found <= this_year:
        raise Unfit(_("Tahun mulai “%s” tidak mungkin.") % said[:20])
    return found


def heads(cell: Any) -> int:
    match = re.fullmatch(r"(\d{1,5})(?:\s?(?:orang|org|or))?", _said(cell).lower(), re.ASCII)
    if match is None:
        raise Unfit(_("Jumlah pekerja “%s” tidak terbaca. Tulis angka saja.") % _said(cell)[:20])
    return int(match[1])


def money(label: str, times: int, cell: Any) -> int:
    try:
        return rupiah.whole(cell, least=LEAST) * times
    except Unfit as unfit:
        raise Unfit(_("%(label)s “%(said)s”: %(why)s") % {
            "label": label, "said": _said(cell)[:30], "why": unfit.sentence}) from None  # fmt: skip


def place(villages: dict[tuple[str, str], int], kelurahan: Any, kecamatan: Any) -> int:
    """The key of a kelurahan of this city, alone or with its kecamatan."""
    wanted = _place_name(kelurahan), _place_name(kecamatan)
    found = villages.get(wanted) or villages.get((wanted[0], "")) if wanted[0] else None
    if found is None:
        raise Remark(_("Kelurahan “%s” tidak dikenal di kota ini, dibiarkan kosong.") % _said(kelurahan)[:40])
    return found


def _place_name(cell: Any) -> str:
    """`Kel. Sei Rengas I` and `SEI RENGAS 1` are compared as one."""
    plain = re.sub(r"^(?:kelurahan|kel|desa|kecamatan|kec)\b", "", tables.plain(cell)).strip()
    roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
    words = [roman.get(word, word) if at else word for at, word in enumerate(plain.split())]
    return "".join(words)


def villages_by_name(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """From (key, kelurahan, kecamatan); a name that two kecamatan share is only found with its kecamatan."""
    found: dict[tuple[str, str], str] = {}
    alone: dict[str, list[str]] = {}
    for key, kelurahan, kecamatan in rows:
        found[_place_name(kelurahan), _place_name(kecamatan)] = key
        alone.setdefault(_place_name(kelurahan), []).append(key)
    return found | {(name, ""): keys[0] for name, keys in alone.items() if len(keys) == 1}


def code(codes: dict[str, int], cell: Any) -> int:
    """The key of a KBLI code of the version in force."""
    match = re.search(r"(?<!\d)\d{5}(?!\d)", _said(cell), re.ASCII)
    if match is None or match[0] not in codes:
        raise Remark(_("KBLI “%s” tidak ada dalam KBLI 2020, dibiarkan kosong.") % _said(cell)[:30])
    return codes[match[0]]


#: Longest of each line of text. No word for "nothing" is as long as SHORT.
LINES = {"nama_usaha": 160, "nama_pemilik": 120, "alamat": 250, "produk": 120}
SHORT = 10


def usual(name: str, column: Sequence[Any]) -> list[str | None]:
    """What the cells of the usual shape say, each in its place; None for every other, which is read by its reader."""
    if set(map(type, column)) != {str}:
        return [None] * len(column)
    if name in LINES:
        return _usual_lines(LINES[name], column)
    if name not in _LINES:
        return [None] * len(column)
    said = _LINES[name].findall("\n".join(column))
    if len(said) != len(column):  # a cell of several lines
        return [None] * len(column)
    first = "+62" if name == "telepon" else ""
    return [first + each if each else None for each in said]


def _usual_lines(most: int, column: Sequence[str]) -> list[str | None]:
    """All at once, when nothing in them is to be composed, taken out or refused."""
    whole = "\t".join(column)
    is_plain = whole.isascii() and "  " not in whole and whole.count("\t") == len(column) - 1
    if not is_plain or not "".join(column).isprintable() or max(map(len, column)) > most:
        return [None] * len(column)
    said: list[str | None] = list(map(str.strip, column))
    short = {each for each in said if each is not None and len(each) < SHORT and is_blank(each)}
    return [None if each in short else each for each in said] if short else said


Reader = Callable[[Any], Any]


def readers(*, this_year: int, codes: dict[str, int]) -> dict[str, Reader]:
    """How each of our columns is read. The place needs two columns and is read by `place`."""
    return {
        **{name: partial(text, most) for name, most in LINES.items()},
        "nik": nik, "nib": nib, "npwp": npwp, "telepon": phone, "email": mail,
        "tanggal_lahir": day, "jenis_kelamin": sex, "tahun_mulai": partial(year, this_year), "pekerja_laki": heads,
        "pekerja_perempuan": heads, "modal": partial(money, _("Modal"), 1), "aset": partial(money, _("Aset"), 1),
        "omzet_tahun": partial(money, _("Omzet setahun"), 1), "omzet_bulan": partial(money, _("Omzet sebulan"), 12),
        "kbli": partial(code, codes),
    }  # fmt: skip


_TOTAL = re.compile(
    r"(?:sub ?)?(?:total|jumlah)\b|mengetahui\b|kepala dinas\b|keterangan\b|catatan\b|sumber\b|nip\b"
)


def is_no_business(cells: list[Any]) -> bool:
    """A total, a signature, or a note under the table: few cells, or a word that says so."""
    said = [tables.plain(cell) for cell in cells if cell != ""]
    return len(said) <= 1 or any(_TOTAL.match(text) for text in said if not text.isdigit())
