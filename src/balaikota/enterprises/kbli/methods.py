"""Which codes people mean by their everyday words: "jual keripik singkong" is 10794."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "everyday.toml"
#: Words that say that something is sold or made, not what.
EMPTY = frozenset({
    "jual", "jualan", "menjual", "dagang", "usaha", "bikin", "buat", "membuat", "produksi", "industri", "dan", "di",
    "untuk", "yang", "lain", "lainnya", "toko", "warung", "rumah", "perdagangan", "eceran", "jasa", "aktivitas",
    "sejenisnya", "khas", "medan", "enak",
})  # fmt: skip
#: `menjahit` and `penjahitan` are about `jahit`.
_PREFIX = re.compile(r"^(?:meng|mem|men|peng|pem|pen)(?=[a-z]{4})")
_TRADE = frozenset(["jual", "jualan", "menjual", "dagang", "toko", "warung", "kios", "kedai"])


@lru_cache(maxsize=1)
def _everyday() -> tuple[list[dict[str, Any]], str]:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for row in told["words"]:
        row["heads"] = {frozenset(_words(example)) for example in row["examples"]}
        row["all"] = set().union(*row["heads"], _words(row["name"]))
    return told["words"], told["version"]


def _words(text: str) -> list[str]:
    """Lower-case words that say what; `kripik` is `keripik`."""
    words = re.findall(r"[a-z]{2,}", text.lower().replace("kripik", "keripik"))
    return [_PREFIX.sub("", word) for word in words if word not in EMPTY]


def _alike(asked: str, known: str) -> bool:
    """The same word, or one is the other with an ending: `jahit` and `jahitan`."""
    return asked == known or (
        min(len(asked), len(known)) >= 4 and (known.startswith(asked) or asked.startswith(known))
    )


def ranked(said: str, titles: Iterable[tuple[str, str]], version: str, *, most: int = 6) -> list[str]:
    """The likeliest codes, best first: everyday words count more than words of a title. None when nothing is alike."""
    asked = _words(said)
    scores: dict[str, float] = {}
    rows, everyday_version = _everyday()
    for row in rows if version == everyday_version else ():
        score = _everyday_score(asked, row)
        for place, code in enumerate(row["codes"]):
            scores[code] = max(scores.get(code, 0), score - place / 10)
    is_trade = bool(_TRADE.intersection(said.lower().split()))
    for code, title in titles:
        hits = _hits(asked, _words(title))
        if hits:
            scores[code] = (
                scores.get(code, 0) + hits - len(title) / 1000 + (0.2 if is_trade and code[:2] == "47" else 0)
            )
    best = sorted((-score, code) for code, score in scores.items() if score > 0)
    return [code for _score, code in best[:most]]


def _everyday_score(asked: list[str], row: dict[str, Any]) -> float:
    whole = any(head and head <= set(asked) for head in row["heads"])
    return 1.5 * _hits(asked, row["all"]) + (2 if whole else 0)


def _hits(asked: list[str], known: Iterable[str]) -> int:
    known = list(known)
    return sum(any(_alike(word, other) for other in known) for word in asked)
