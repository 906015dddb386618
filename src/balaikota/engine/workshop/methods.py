"""A service file as a table that is changed piece by piece. Pure."""

import copy
import math
import re
import tomllib
from dataclasses import fields
from datetime import date, time
from typing import Any

import tomli_w
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.engine.questions.contract import ServiceFileError
from balaikota.engine.questions.models import Definition, DocumentNeed, Page, Question, Rule, Step
from balaikota.engine.wording.methods import choices_of

Table = dict[str, Any]

#: The lists of a service file: its key there, the class of its items, and what one is called.
PARTS: dict[str, tuple[str, type, Any]] = {
    "halaman": ("pages", Page, gettext_lazy("halaman")),
    "pertanyaan": ("questions", Question, gettext_lazy("pertanyaan")),
    "dokumen": ("documents", DocumentNeed, gettext_lazy("dokumen")),
    "aturan": ("rules", Rule, gettext_lazy("aturan")),
    "langkah": ("steps", Step, gettext_lazy("langkah")),
}
#: The lists that have a page of their own, and what it says.
LISTED = {
    "dokumen": {
        "title": gettext_lazy("Berkas"),
        "lead": gettext_lazy("Berkas yang diminta, dan bila apa. Warga melihatnya sebelum mulai mengisi."),
        "add": gettext_lazy("Tambah berkas"),
    },
    "aturan": {
        "title": gettext_lazy("Aturan"),
        "lead": gettext_lazy("Apa yang terjadi bila sesuatu benar, dalam kalimat yang dibaca pemohon."),
        "add": gettext_lazy("Tambah aturan"),
    },
    "langkah": {
        "title": gettext_lazy("Langkah di meja"),
        "lead": gettext_lazy("Siapa mengerjakan apa, berurutan. Langkah terakhir memutus."),
        "add": gettext_lazy("Tambah langkah"),
    },
}
#: Items that hang on a condition (`when`).
WITH_CONDITION = ("halaman", "pertanyaan", "dokumen", "aturan")
EMPTY: tuple[Any, ...] = (None, "", [], {})
MAY_BE_EMPTY = ("not_by",)  # an empty list there says something: nobody is kept from the step
KINDS = [
    ("text", gettext_lazy("Tulisan pendek")),
    ("longtext", gettext_lazy("Tulisan panjang")),
    ("choice", gettext_lazy("Pilihan: satu dari beberapa")),
    ("yesno", gettext_lazy("Ya atau tidak")),
    ("integer", gettext_lazy("Bilangan bulat")),
    ("decimal", gettext_lazy("Bilangan dengan koma")),
    ("date", gettext_lazy("Tanggal")),
    ("time", gettext_lazy("Jam")),
    ("file", gettext_lazy("Unggahan berkas")),
    ("phone", gettext_lazy("Nomor telepon")),
    ("email", gettext_lazy("Alamat email")),
    ("nik", gettext_lazy("NIK")),
    ("kk", gettext_lazy("Nomor Kartu Keluarga")),
    ("region", gettext_lazy("Wilayah")),
    ("person", gettext_lazy("Orang: nama dan NIK")),
    ("group", gettext_lazy("Kelompok berulang, misalnya daftar peserta")),
    ("note", gettext_lazy("Keterangan tanpa isian")),
]
IN_A_GROUP = [(kind, words) for kind, words in KINDS if kind not in ("group", "file", "note")]
EFFECTS = [
    ("block", gettext_lazy("Menahan: permohonan belum dapat dikirim")),
    ("warn", gettext_lazy("Mengingatkan, tetapi boleh dikirim")),
    ("info", gettext_lazy("Memberi tahu")),
    ("require", gettext_lazy("Mewajibkan berkas atau isian")),
    ("offer", gettext_lazy("Menawarkan pilihan lain")),
    ("spawn", gettext_lazy("Membuka permohonan lanjutan")),
    ("route", gettext_lazy("Mengubah siapa yang memutus")),
    ("deadline", gettext_lazy("Mengubah batas waktu")),
]
PREFILLS = [
    ("", gettext_lazy("Tidak diisi lebih dahulu")),
    ("pemohon.nama", gettext_lazy("Nama pemohon")),
    ("pemohon.nik", gettext_lazy("NIK pemohon")),
    ("pemohon.telepon", gettext_lazy("Telepon pemohon")),
    ("pemohon.email", gettext_lazy("Email pemohon")),
    ("pemohon.tempat_lahir", gettext_lazy("Tempat lahir pemohon")),
    ("pemohon.tanggal_lahir", gettext_lazy("Tanggal lahir pemohon")),
]
ACCEPT = [("pdf", "PDF"), ("jpg", "JPG"), ("png", "PNG"), ("heic", "HEIC (iPhone)")]
LEVELS = [
    ("village", gettext_lazy("Kelurahan")),
    ("district", gettext_lazy("Kecamatan")),
    ("regency", gettext_lazy("Kabupaten/kota")),
    ("province", gettext_lazy("Provinsi")),
]
#: What happens to drafts and open cases of the older editions.
ENDINGS = [
    ("finish", gettext_lazy("Selesaikan dengan edisi lama")),
    ("carry", gettext_lazy("Pindahkan ke edisi baru; jawaban tetap")),
    ("confirm", gettext_lazy("Tanyakan dahulu kepada pemohon")),
]


# --- the file -------------------------------------------------------------------------------------


def table_of(toml_text: str) -> Table:
    """The table in a service file, as it can be kept as JSON. Raises `ServiceFileError`."""
    try:
        table = tomllib.loads(toml_text)
    except (ValueError, RecursionError) as fault:  # also a number of more digits than Python reads
        raise ServiceFileError([_("Berkas ini bukan TOML yang benar: %s.") % fault]) from None
    return {key: as_json(value) for key, value in table.items()}


def as_json(value: Any) -> Any:
    """Dates as ISO text; what JSON cannot hold is refused with a sentence."""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    is_endless = isinstance(value, float) and not math.isfinite(value)
    if is_endless or (isinstance(value, str) and "\0" in value):
        raise ServiceFileError([_("Berkas ini memuat nilai yang tidak dapat disimpan.")])
    return value


def toml_of(table: Table) -> str:
    """The table as a service file, its keys in the order of a service file."""
    return tomli_w.dumps(_tidy(table), multiline_strings=True)


def _tidy(table: Table) -> Table:
    classes = {key: cls for key, cls, _name in PARTS.values()}
    tidy: Table = {}
    for key in sorted(table, key=_order(Definition)):
        value = table[key]
        if key in classes and isinstance(value, list):
            rows = [row for row in value if isinstance(row, dict)]
            value = [{name: row[name] for name in sorted(row, key=_order(classes[key]))} for row in rows]
        tidy[key] = value
    return {key: _full(value) for key, value in tidy.items() if value is not None}


def _full(value: Any) -> Any:
    """Without null, which TOML does not know."""
    if isinstance(value, dict):
        return {key: _full(inner) for key, inner in value.items() if inner is not None}
    return [_full(inner) for inner in value if inner is not None] if isinstance(value, list) else value


def _order(cls: type) -> Any:
    names = [part.name for part in fields(cls)]
    return lambda key: (names.index(key) if key in names else len(names), key)


# --- its items ------------------------------------------------------------------------------------


def items(table: Table, part: str) -> list[Table]:
    rows = table.get(PARTS[part][0])
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def key_of(part: str, item: Table) -> str:
    """By which an item is found again: its name; a column of a group by `group.name`."""
    name = str(item.get("id" if part == "aturan" else "name") or "")
    return f"{item['group']}.{name}" if part == "pertanyaan" and item.get("group") else name


def item(table: Table, part: str, key: str) -> Table | None:
    return next((row for row in items(table, part) if key_of(part, row) == key), None)


def begun(part: str, page: str, group: str) -> Table:
    """What a new item has before anything is said about it."""
    if part == "pertanyaan":
        return {"kind": "text", "group": group} if group else {"kind": "text", "page": page}
    return {
        "aturan": {"effect": "info", "audience": "all", "when": "true"},
        "langkah": {"duty": "verify"},
    }.get(part, {})


def called(item: Table) -> str:
    """As a person would call an item."""
    return str(item.get("label") or item.get("title") or item.get("sentence") or item.get("name") or "")


def put(table: Table, part: str, key: str, values: Table) -> tuple[Table, str]:
    """The table with one item changed, or added when `key` is empty; and the item's key. Empty values go."""
    table = copy.deepcopy(table)
    rows = items(table, part)
    row = next((row for row in rows if key_of(part, row) == key), None) if key else None
    if row is None:
        row = {_naming(part): new_name(table, part, values)}
        rows.append(row)
    for name, value in values.items():
        is_empty = value in EMPTY or value is False
        if is_empty and not (name in MAY_BE_EMPTY and value == []):
            row.pop(name, None)
        else:
            row[name] = value
    table[PARTS[part][0]] = rows
    return table, key_of(part, row)


def _naming(part: str) -> str:
    return "id" if part == "aturan" else "name"


def new_name(table: Table, part: str, values: Table) -> str:
    """A name made of the first words of what the item says, that no other item has."""
    said = str(values.get("label") or values.get("title") or values.get("sentence") or "")
    dash = "_" if part in ("pertanyaan", "dokumen", "halaman") else "-"
    words = slugify(said).split("-")[:5]
    stem = dash.join(words)[:36].strip(dash) or part
    if not stem[0].isalpha():
        stem = f"{part[0]}{dash}{stem}"
    if part == "pertanyaan" and stem in RESERVED:
        stem = f"{stem}_nya"
    taken = {str(row.get(_naming(part))) for row in items(table, part)}
    names = (f"{stem}{dash}{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


RESERVED = {"ada", "kata", "umur", "panjang", "fakta", "in", "as", "if", "list", "map", "type", "size"}


def move(table: Table, part: str, key: str, up: bool) -> Table:
    """The item one place up or down, among those it stands with: questions of a page, columns of a group."""
    table = copy.deepcopy(table)
    rows = items(table, part)
    mine = next((place for place, row in enumerate(rows) if key_of(part, row) == key), None)
    if mine is None:
        return table
    beside = [place for place, row in enumerate(rows) if _stands_with(row) == _stands_with(rows[mine])]
    other = beside.index(mine) + (-1 if up else 1)
    if 0 <= other < len(beside):
        theirs = beside[other]
        rows[mine], rows[theirs] = rows[theirs], rows[mine]
    table[PARTS[part][0]] = rows
    return table


def _stands_with(row: Table) -> tuple[Any, Any]:
    return row.get("group"), None if row.get("group") else row.get("page")


def drop(table: Table, part: str, key: str) -> Table:
    """The table without the item, a group without its columns, a document's question without the document."""
    table = copy.deepcopy(table)
    group = key if part == "pertanyaan" else None
    keep = [
        row for row in items(table, part) if key_of(part, row) != key and (row.get("group") or "") != group
    ]
    table[PARTS[part][0]] = keep
    return table


# --- what was typed, as the file keeps it ---------------------------------------------------------


def lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := " ".join(each.split()))]


def paragraphs_of(text: str) -> list[str]:
    """Paragraphs stand apart by an empty line."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [words for part in parts if (words := " ".join(part.split()))]


def slugs(text: str) -> list[str]:
    return list(dict.fromkeys(slug for word in text.split(",") if (slug := slugify(word))))


def choices_from(labels: list[str], item: Table) -> list[list[str]]:
    """Choices with their values: one whose words were only mended keeps the value that conditions speak of."""
    before = choices_of(item)
    values = {label: value for value, label in before}
    for place, label in enumerate(labels):
        mended = len(labels) == len(before) and before[place][1] not in labels
        if label not in values and mended:
            values[label] = before[place][0]
    taken: set[str] = set()
    rows = []
    for label in labels:
        stem = values.get(label) or slugify(label).replace("-", "_")[:40] or "pilihan"
        names = [stem, *(f"{stem}_{number}" for number in range(2, len(labels) + 2))]
        value = next(name for name in names if name not in taken)
        taken.add(value)
        rows.append([value, label])
    return rows


# --- the beginning, the head, the examples --------------------------------------------------------


def first_table(name: str) -> Table:
    """What a new service begins with."""
    name = " ".join(name.split())
    letters = "".join(word[0] for word in slugify(name).split("-") if word and word[0].isalpha()).upper()
    return {
        "code": slugify(name)[:50].strip("-"),
        "name": name,
        "number_prefix": (letters + "LAY")[: max(3, min(6, len(letters)))],
        "limit": {"hours": 120},
        "steps": [
            {"name": "verifikasi", "label": _("Pemeriksaan berkas"), "duty": "verify"},
            {"name": "putusan", "label": _("Putusan"), "duty": "decide"},
        ],
    }


def laid_over(table: Table, values: Table) -> Table:
    """The table with these values; empty ones go, and tables within are laid over each other."""
    table = copy.deepcopy(table)
    for name, said in values.items():
        value = said
        if isinstance(said, dict):
            below = table.get(name) if isinstance(table.get(name), dict) else {}
            value = {key: inner for key, inner in {**(below or {}), **said}.items() if inner not in EMPTY}
        if value in EMPTY:
            table.pop(name, None)
        else:
            table[name] = value
    return table


def with_answers(table: Table, which: int, answers: Table) -> Table:
    table = copy.deepcopy(table)
    answers = {name: value for name, value in answers.items() if value is False or value not in EMPTY}
    if which == 0:
        table["example"] = answers
        return table
    base, row = table.get("example") or {}, table["examples"][which - 1]
    row["answers"] = {name: value for name, value in answers.items() if base.get(name) != value}
    row["without"] = sorted(base.keys() - answers.keys())
    return table


def with_example(table: Table, title: str) -> Table:
    table = copy.deepcopy(table)
    rows = table.get("examples")
    table["examples"] = [*(rows if isinstance(rows, list) else []), {"title": title}]
    return table


def without_example(table: Table, which: int) -> Table:
    table = copy.deepcopy(table)
    if 0 < which <= len(table.get("examples") or []):
        del table["examples"][which - 1]
    return table


def with_expectation(table: Table, which: int, expected: Table) -> Table:
    table = copy.deepcopy(table)
    row = table["examples"][which - 1]
    row.update({name: value for name, value in expected.items() if value or name == "documents"})
    for name in ("missing", "blocked"):
        if not expected.get(name):
            row.pop(name, None)
    return table


# --- the letter -----------------------------------------------------------------------------------


def letter_as_typed(table: Table) -> Table:
    letter = table.get("letter") or {}
    return {"title": letter.get("title", ""), "paragraphs": "\n\n".join(letter.get("paragraphs") or [])}
