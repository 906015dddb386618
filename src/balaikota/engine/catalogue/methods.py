"""Finding a service by what people call it."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

# Said around the thing that is wanted, in a search box as at a counter.
_AROUND = frozenset({
    "cara", "mau", "ingin", "saya", "kami", "untuk", "di", "ke", "dan", "atau", "yang", "dengan", "buat",
    "bikin", "membuat", "urus", "mengurus", "pengurusan", "daftar", "mendaftar", "syarat", "layanan",
    "online", "surat", "tolong", "bagaimana", "gimana", "dimana", "minta", "dapat", "perlu", "baru",
})  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+")
_NEAR = 0.78


def words(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def score(query: str, name: str, rest: Iterable[str]) -> float:
    """How well a service answers a query; 0 when a word of it is found nowhere. A name counts thrice."""
    asked = words(query)
    asked = [word for word in asked if word not in _AROUND] or asked
    in_name, in_rest = words(name), words(" ".join(rest))
    total = 0.0
    for word in asked:
        found = max(3 * _best(word, in_name), _best(word, in_rest))
        if not found:
            return 0
        total += found
    return total / len(asked) if asked else 0


def _best(word: str, among: list[str]) -> float:
    return max((_alike(word, other) for other in among), default=0)


def _alike(word: str, other: str) -> float:
    """1 when equal, less for a beginning, a part, or a slip of the finger."""
    if word == other:
        return 1
    if len(word) >= 3 and other.startswith(word):
        return 0.9
    if len(word) >= 4 and (word in other or (len(other) >= 4 and other in word)):
        return 0.7
    if len(word) < 4:
        return 0
    near = SequenceMatcher(None, word, other).ratio()
    return near * 0.6 if near >= _NEAR else 0


_PARTS = re.compile(r"^(before|after)\s*=\s*\[(.*?)\]\s*$", re.MULTILINE | re.DOTALL)
_TABLE = re.compile(r"^\[", re.MULTILINE)


def parts_named(text: str, side: str) -> list[str]:
    """The parts a service file wants before or after its own tables."""
    return [
        name
        for found, names in _PARTS.findall(_TABLE.split(text)[0])
        if found == side
        for name in re.findall(r'"([^"]+)"', names)
    ]


def split_head(text: str) -> tuple[str, str]:
    """The keys of the service itself, without the naming of its parts, and everything from the first table."""
    first = _TABLE.search(text)
    place = first.start() if first else len(text)
    return _PARTS.sub("", text[:place]), text[place:]
