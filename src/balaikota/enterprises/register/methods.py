"""How large a business is, by the law of a day; and many businesses of a list as lines that PostgreSQL copies in."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from balaikota.kit.ids import uuid7s
from balaikota.kit.secrets import blind_indexes, seal_many

FILE = Path(__file__).parent / "data" / "sizes.toml"
OLD = "UU 20/2008"
LARGE = "besar"
CODES = ("mikro", "kecil", "menengah", LARGE)


@dataclass(frozen=True)
class Size:
    """A class (`mikro`, `kecil`, `menengah`, `besar`), the test that gave it (`capital` or `sales`), and the law."""

    code: str
    test: str
    law: str


@lru_cache
def _laws() -> list[dict[str, Any]]:
    laws: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["laws"]
    return laws


def size_of(*, capital: int | None, sales: int | None, on: date) -> Size | None:
    """The class on a day: by yearly sales when the business runs and tells them, else by capital (PP 7/2021 art. 35).

    Rupiah; capital without land and building. None when neither is known.
    """
    for law in _laws():
        if law.get("valid_from", date.min) <= on <= law.get("valid_to", date.max):
            return _by(law, capital, sales)
    return None


def size_before(*, capital: int | None, sales: int | None) -> Size | None:
    """The class by UU 20/2008, whose counts cannot be joined to those of PP 7/2021."""
    return _by(next(law for law in _laws() if law["law"] == OLD), capital, sales)


def _by(law: dict[str, Any], capital: int | None, sales: int | None) -> Size | None:
    test, amount = ("sales", sales) if sales is not None else ("capital", capital)
    if amount is None:
        return None
    for row in law["classes"]:
        if amount <= row[f"{test}_max"]:
            return Size(row["code"], test, law["law"])
    return Size(LARGE, test, law["law"])


def sized(condition: dict[str, Any], on: date) -> dict[str, str]:
    """The class fields of a `Condition`, by the law of that day and by the law before, kept apart."""
    said = {"capital": condition.get("capital"), "sales": condition.get("sales_year")}
    now, before = size_of(**said, on=on), size_before(**said)
    if now is None or before is None:
        return {}
    return {"size": now.code, "size_test": now.test, "size_law": now.law, "size_before": before.code}


# --- many at once ---------------------------------------------------------------------------------

NULL = "\\N"  # as COPY reads it

#: What a list says of its businesses, column by column; None where it says nothing.
Columns = dict[str, list[Any]]


@dataclass(frozen=True)
class Stamp:
    """What all businesses of one list have in common. Who brought them is said by the list, once."""

    list_key: str
    at: str
    on: date
    stage: str
    badan_usaha: str
    source: str


@dataclass(slots=True)
class Lines:
    """A text for each table: of each business a line, an empty one where it has none there. Numbers come last, when drawn.

    Four texts go from one process to another, and into COPY, sooner than twenty thousand lines.
    """

    enterprises: str
    owners: str
    wares: str
    conditions: str

    def of(self, kept: list[int]) -> "Lines":
        """Those at these places alone."""
        split = [text.split("\n") for text in (self.enterprises, self.owners, self.wares, self.conditions)]
        return Lines(*("\n".join([lines[at] for at in kept]) for lines in split))

    @property
    def keys(self) -> list[str]:
        return [line.split("\t", 1)[0] for line in self.enterprises.split("\n")]


ENTERPRISE = (
    "id,name,started_year,kbli_id,nib,npwp,npwp_index,phone,email,address,kelurahan_id,list_sheet,list_row,story,stage,"
    "badan_usaha,source,registered_at,is_sample,list_key,number"
)
OWNER = "id,enterprise_id,name,nik,nik_index,phone,tanggal_lahir,jenis_kelamin"
WARE = "enterprise_id,name,unit,permit_class,is_made"
CONDITION = (
    'enterprise_id,workers_male,workers_female,capital,assets,sales_year,size,size_test,size_law,size_before,"on",'
    "source,recorded_at"
)


def lines(said: Columns, count: int, stamp: Stamp, keys: Iterator[str]) -> Lines:
    """So many businesses as lines of COPY's text format; NIK and NPWP sealed for their rows.

    `keys` are those that were made before, in order: two for each business, or fewer.
    """
    texts, ids, own = _Texts(said, count), _drawn(keys, count), _drawn(keys, count)
    wares = [
        f"{key}\t{ware}\tbuah\t\tt" if ware else "" for key, ware in zip(ids, texts("ware"), strict=True)
    ]
    made = (_enterprises(ids, texts, stamp), _owners(own, ids, texts), wares, _conditions(ids, texts, stamp))
    return Lines(*map("\n".join, made))


def _drawn(keys: Iterator[str], count: int) -> list[str]:
    made = list(islice(keys, count))
    return made + uuid7s(count - len(made))


def copied(text: str) -> str:
    """A text as COPY reads it (PostgreSQL, "COPY": text format). What was checked has no tabs and no line ends."""
    return text.replace("\\", "\\\\")


class _Texts:
    """The columns as COPY reads them; one that the list does not have is empty."""

    def __init__(self, said: Columns, count: int) -> None:
        self.said, self.count = said, count

    def __call__(self, name: str) -> list[str]:
        """Texts, "" for nothing."""
        if name not in self.said:
            return [""] * self.count
        said = [text or "" for text in self.said[name]]
        return [copied(text) for text in said] if "\\" in "".join(said) else said

    def values(self, name: str) -> list[str]:
        """Numbers and days, NULL for nothing."""
        if name not in self.said:
            return [NULL] * self.count
        said = self.said[name]
        distinct = set(said)
        if 2 * len(distinct) > len(said):
            return [NULL if value is None else str(value) for value in said]
        texts = {value: NULL if value is None else str(value) for value in distinct}
        return list(map(texts.__getitem__, said))

    def sealed(self, name: str, place: str, keys: list[str]) -> list[str]:
        """Each sealed for its own row."""
        plains = self.said.get(name) or [None] * self.count
        places = [f"{place}:{key}" for key, plain in zip(keys, plains, strict=True) if plain]
        made = iter(seal_many([plain for plain in plains if plain], places=places))
        return [f"\\\\x{next(made).hex()}" if plain else NULL for plain in plains]


def _enterprises(keys: list[str], texts: _Texts, stamp: Stamp) -> list[str]:
    npwps = [plain or "" for plain in texts.said.get("npwp") or [""] * texts.count]
    columns = zip(
        keys, texts("name"), texts.values("started_year"), texts.values("kbli"), texts("nib"),
        texts.sealed("npwp", "register_enterprise.npwp", keys), blind_indexes("npwp", npwps), texts("phone"),
        texts("email"), texts("address"), texts.values("kelurahan"), texts.values("list_sheet"),
        texts.values("list_row"), strict=True,
    )  # fmt: skip
    alike = f"\t\t{stamp.stage}\t{stamp.badan_usaha}\t{stamp.source}\t{stamp.at}\tf\t{stamp.list_key}"
    return ["\t".join(row) + alike for row in columns]


def _owners(own: list[str], keys: list[str], texts: _Texts) -> list[str]:
    """Nobody, where the list says nothing of an owner."""
    nobody = _("(tidak disebut)")
    names, niks, born = (
        texts("owner"),
        texts.sealed("nik", "register_owner.nik", own),
        texts.values("tanggal_lahir"),
    )
    phones, sexes = texts("phone"), texts("jenis_kelamin")
    called = [name or nobody for name in names] if "" in names else names
    made = _joined(own, keys, called, niks, texts("nik_index"), phones, born, sexes)
    if "" in names:
        for n, (name, nik, phone, day, sex) in enumerate(zip(names, niks, phones, born, sexes, strict=True)):
            if not (name or phone or sex) and nik == day == NULL:
                made[n] = ""
    return made


def _conditions(keys: list[str], texts: _Texts, stamp: Stamp) -> list[str]:
    columns = [
        texts.values(name) for name in ("workers_male", "workers_female", "capital", "assets", "sales_year")
    ]
    end = f"\t{stamp.on}\t{stamp.source}\t{stamp.at}"
    classes: dict[tuple[str | None, str | None], str] = {}
    # capital says nothing beside sales
    tested = [
        (None, sales) if sales != NULL else (capital, None)
        for capital, sales in zip(*columns[2::2], strict=True)
    ]
    for each in set(tested):
        classes[each] = _classes(each, stamp.on) + end
    made = _joined(keys, *columns, list(map(classes.__getitem__, tested)))
    if all(NULL in column for column in columns):
        for n, row in enumerate(zip(*columns, strict=True)):
            if set(row) == {NULL}:
                made[n] = ""
    return made


def _joined(*columns: list[str]) -> list[str]:
    return list(map("\t".join, zip(*columns, strict=True)))


@lru_cache(maxsize=50_000)  # amounts are alike all over a list
def _classes(tested: tuple[str | None, str | None], on: date) -> str:
    told = [int(amount) if amount and amount != NULL else None for amount in tested]
    known = sized({"capital": told[0], "sales_year": told[1]}, on)
    return "\t".join(known.get(name, "") for name in ("size", "size_test", "size_law", "size_before"))
