"""Which businesses may be one: how they are made comparable, compared, and how the result is said in words. No tables.

Weights lie in `data/weights.json`: of each level m (how often among records of one business) and u (among any two), measured
by `bench/linkage.py` on a generated set; a weight is log2(m/u) (Fellegi and Sunter, JASA 64, 1969). Nothing is trained
in the city, so that the same two records are scored alike every day and on either backend.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from balaikota.kit import names, tables

if TYPE_CHECKING:
    from splink import Linker, SettingsCreator

FILE = Path(__file__).parent / "data" / "weights.json"
#: From here on (log2 odds) a pair is shown to an officer; nothing is ever joined without one.
LEAST = 2.0
#: A number that stands with more businesses than this is an agent's or a placeholder's, and says nothing of who they are.
SHARED = 12
#: Of DuckDB, before it writes to disk.
MEMORY = "8GB"
COLUMNS = ("unique_id", "name", "owner", "phone", "nik", "nib", "address", "place", "name_key", "owner_key")
_FIRM = frozenset(
    (
        "cv",
        "pt",
        "ud",
        "toko",
        "warung",
        "kedai",
        "rm",
        "usaha",
        "umkm",
        "kelompok",
        "koperasi",
        "rumah",
        "makan",
    )
)
_ROAD = (
    ("jalan", "jl"),
    ("jln", "jl"),
    ("gang", "gg"),
    ("nomor", "no"),
    ("lingkungan", "lk"),
    ("lingk", "lk"),
    ("link", "lk"),
)


# --- one record -----------------------------------------------------------------------------------


def business_name(text: str) -> str:
    """Small letters, without what kind of firm it is; as people pronounce it."""
    words = [names.sound(word) for word in tables.plain(text).split() if word not in _FIRM]
    return " ".join(words) or tables.plain(text)


def owner_name(text: str) -> str:
    """Without titles, old spellings as new ones, words in one order."""
    return " ".join(sorted(names.parse(text).words))


def address(text: str) -> str:
    """`Jalan Karya Gang Buntu Nomor 5` and `Jl. Karya Gg Buntu No.5` are one."""
    said = f" {tables.plain(text)} "
    for long, short in _ROAD:
        said = said.replace(f" {long} ", f" {short} ")
    return re.sub(r"\b(?:jl|no)\b", "", re.sub(r"(?<=[a-z])(?=\d)", " ", said)).strip().replace("  ", " ")


def record(key: str, said: dict[str, str]) -> dict[str, str | None]:
    """One business made comparable; what is not known is None.

    `said` may have name, owner, phone, nib, place (a key), where (an address), and nik: its blind index, never the number.
    """
    say = said.get
    name, owner = business_name(say("name", "")), owner_name(say("owner", ""))
    told = {"name": name, "owner": owner, "address": address(say("where", ""))}
    told |= {column: say(column, "") for column in ("phone", "nik", "nib", "place")}
    told |= {"name_key": name.replace(" ", "")[:6], "owner_key": owner.replace(" ", "")[:6]}
    return {"unique_id": key, **{column: value or None for column, value in told.items()}}


def without_shared(
    rows: list[dict[str, str | None]], placeholders: frozenset[str] = frozenset()
) -> list[dict[str, str | None]]:
    """A telephone or NIK that many businesses bear, and a placeholder NIK, link nobody."""
    for column in ("phone", "nik", "nib"):
        held = Counter(row[column] for row in rows)
        for row in rows:
            if held[row[column]] > SHARED or (column == "nik" and row[column] in placeholders):
                row[column] = None
    return rows


# --- comparing ------------------------------------------------------------------------------------

LEVELS = {"name": (0.92, 0.8), "owner": (0.92, 0.8), "address": (0.92, 0.75)}
EXACT = ("phone", "nik", "nib", "place")


@lru_cache(maxsize=1)
def weights() -> dict[str, list[list[float]]]:
    """Of each column, m and u of its levels from the most alike to the least."""
    told: dict[str, list[list[float]]] = json.loads(FILE.read_text())["columns"]
    return told


def blocks() -> list[Any]:
    """Pairs that are compared at all: they share a number; or most of a name, in one place or with another name."""
    from splink import block_on

    return [
        block_on("nib"), block_on("nik"), block_on("phone"), block_on("owner", "place"), block_on("name", "place"),
        block_on("name", "owner"), block_on("name_key", "owner_key"), block_on("name", "address"),
    ]  # fmt: skip


def settings(*, known: bool = True) -> "SettingsCreator":
    """For Splink. `known=False` leaves the weights out, to measure them."""
    import splink.comparison_library as cl
    from splink import SettingsCreator

    kinds: dict[str, Any] = {
        column: cl.JaroWinklerAtThresholds(column, list(levels)) for column, levels in LEVELS.items()
    }
    kinds |= {column: cl.ExactMatch(column) for column in EXACT}
    for column, kind in kinds.items() if known else ():
        told = weights()[column]
        kind.configure(m_probabilities=[m for m, _u in told], u_probabilities=[u for _m, u in told])
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(kinds.values()),
        blocking_rules_to_generate_predictions=blocks(),
        probability_two_random_records_match=prior() if known else 0.0001,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )


@lru_cache(maxsize=1)
def prior() -> float:
    """How likely any two compared records are one business, before anything is compared: that of the weights' own set."""
    return float(json.loads(FILE.read_text())["prior"])


@dataclass(frozen=True)
class Likely:
    """Two keys, the smaller first; the weight in bits; and how each column came out (-1 unknown, 0 unlike, more: alike)."""

    a: str
    b: str
    bits: float
    points: dict[str, int]


def linker(table: Any) -> "Linker":
    """For a table registered with either backend."""
    from splink import Linker

    return Linker(table, settings(), log_level=None, validate_settings=False)


def likely(rows: list[dict[str, str | None]], *, least: float = LEAST) -> list[Likely]:
    """The pairs among these records, the likeliest first. What memory cannot hold lies in a folder that goes with it."""
    import tempfile

    import duckdb
    from splink import DuckDBAPI

    if len(rows) < 2:
        return []
    with (
        tempfile.TemporaryDirectory(prefix="linkage-") as folder,
        duckdb.connect(config={"temp_directory": folder, "memory_limit": MEMORY}) as connection,
    ):
        table = DuckDBAPI(connection).register(arrow(rows))
        found: Any = linker(table).inference.predict(threshold_match_weight=least)
        pairs = list(_pairs(found.as_duckdbpyrelation()))
    return sorted(pairs, key=lambda pair: (-pair.bits, pair.a, pair.b))


def arrow(rows: list[dict[str, str | None]]) -> Any:
    """The records as a table both backends read."""
    import pyarrow as pa

    return pa.table({column: pa.array([row[column] for row in rows], pa.string()) for column in COLUMNS})


_POINTED = (*LEVELS, *EXACT)


def _pairs(found: Any) -> Iterator[Likely]:
    """Some at a time: a million businesses have millions of pairs."""
    points = [f"gamma_{column}" for column in _POINTED]
    table = found.select("unique_id_l", "unique_id_r", "match_weight", *points)
    while rows := table.fetchmany(20_000):
        for left, right, bits, *levels in rows:
            a, b = sorted((str(left), str(right)))
            yield Likely(a, b, float(bits), dict(zip(_POINTED, levels, strict=True)))


# --- in words -------------------------------------------------------------------------------------


def is_one_business(points: dict[str, int]) -> bool:
    """Alike by name or number; else it is rather another business of the same owner."""
    return points.get("nib", -1) > 0 or points.get("name", -1) > 0


@dataclass(frozen=True)
class Reason:
    """One comparison as an officer reads it, and how much it speaks for (or against) in bits."""

    text: str
    bits: float

    @property
    def tone(self) -> str:
        return "ok" if self.bits > 0 else "stop" if self.bits < -0.5 else "info"


def reasons(points: dict[str, int]) -> list[Reason]:
    """The strongest first; what is not known says nothing."""
    said = [
        Reason(_text(column, level), _bits(column, level)) for column, level in points.items() if level >= 0
    ]
    return sorted(said, key=lambda reason: -abs(reason.bits))


def _bits(column: str, level: int) -> float:
    told = weights()[column]
    m, u = told[len(told) - 1 - level]
    return math.log2(m / u)


def _text(column: str, level: int) -> str:
    called = {
        "name": _("Nama usaha"), "owner": _("Nama pemilik"), "address": _("Alamat"), "phone": _("Telepon"),
        "nik": _("NIK pemilik"), "nib": "NIB", "place": _("Kelurahan"),
    }[column]  # fmt: skip
    if column in EXACT:
        return _("%s sama") % called if level else _("%s berbeda") % called
    sentences = (
        _("%s berbeda"),
        _("%s agak mirip"),
        _("%s sangat mirip"),
        _("%s sama (setelah gelar dan ejaan disamakan)"),
    )
    return sentences[level] % called


def groups(pairs: Iterable[tuple[str, str]]) -> list[frozenset[str]]:
    """Records that are one through others: connected, however long the chain."""
    root: dict[str, str] = {}

    def top(key: str) -> str:
        while root.setdefault(key, key) != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for a, b in pairs:
        root[top(a)] = top(b)
    found: dict[str, set[str]] = {}
    for key in list(root):
        found.setdefault(top(key), set()).add(key)
    return [frozenset(keys) for keys in found.values()]
