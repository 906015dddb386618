"""Names of people as Indonesians write them: what is a title, what is a spelling, and how alike two names are.

Titles stand on a Kartu Keluarga but never on a deed (Permendagri 73/2022 pasal 5), so the same person has both
forms; they are left out. Tengku, Teuku, Datuk, Raden, Andi, Cut are not titles here: they are inherited and printed
as part of the name, on deeds too. Which letters are one sound (EYD 1972: oe=u, dj=j, tj=c, j=y, nj=ny, sj=sy, ch=kh)
comes from the spelling reform; how near two names must be is set by us and measured in `engine/likeness/tests`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from balaikota.kit.composing import composed

# Titles, academic and religious, as they are written before or after a name; no deed bears them (rule N3).
TITLES_BEFORE = frozenset({
    "prof", "profesor", "dr", "drg", "drh", "dra", "drs", "ir", "h", "hj", "haji", "hajjah", "kh",
    "kyai", "kiai", "ust", "ustad", "ustadz", "ustaz", "ustazah", "ustadzah", "pdt", "pendeta",
    "pastor", "suster", "tgk", "tuanku", "apt", "ns", "brigjen", "mayjen", "letjen", "kol", "letkol",
})  # fmt: skip
TITLES_AFTER = frozenset({
    "sh", "spd", "sag", "ssi", "sked", "skep", "skom", "sip", "sos", "ssos", "skm", "spt", "shut",
    "spsi", "sfarm", "skg", "ssn", "sst", "strkeb", "strkep", "amd", "amdkeb", "amk", "mh", "mm", "mpd",
    "msi", "mkn", "mkom", "mkes", "mag", "mhum", "msc", "mba", "mt", "mph", "phd", "lc", "spog", "spa",
    "sppd", "bsc",
})  # fmt: skip
#: What else may stand there in an application: forms of address, and degrees that are also names.
BEFORE = TITLES_BEFORE | {
    "ny", "tn", "nn", "sdr", "sdri", "alm", "almh", "almarhum", "almarhumah", "ps", "bapak", "ibu",
}  # fmt: skip
AFTER = TITLES_AFTER | {
    "st", "se", "spdi", "ners", "sik", "stp", "ss", "sp", "amkeb", "akt", "ma", "sstp", "cpns", "sth",
}  # fmt: skip
#: What stands between a person and their father (bin, binti), clan (boru) or other name (alias).
BETWEEN = {"bin", "binti", "bt", "bte", "al", "als", "alias"}
CLAN_MARKS = {"br", "boru", "borou"}
MUHAMMAD = {
    "muhammad", "mohammad", "mohamad", "muhamad", "mochammad", "mochamad", "muchammad", "muchamad", "mohamed",
    "muhammed", "muhamed", "mohammed", "mhd", "muh", "moh", "moch", "much", "mohd", "muhd", "mochd", "md",
}  # fmt: skip
SHORT = {"abd": "abdul", "abdl": "abdul", "abdoel": "abdul", "achm": "ahmad", "chr": "kristian", "st": "siti"}
_ABDUL = re.compile(r"^abd(?:u[lrnsztdy]|oe[lrnsztd])([a-z]{4,})$")
_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("chr", "kr"), ("ch", "kh"))
_SOUNDS = (
    ("kh", "h"), ("sy", "s"), ("sh", "s"), ("dh", "d"), ("th", "t"), ("ph", "p"), ("gh", "g"), ("ck", "k"), ("x", "ks"),
    ("q", "k"), ("v", "p"), ("f", "p"), ("z", "s"), ("ie", "i"), ("ee", "i"), ("oo", "u"), ("y", "i"), ("j", "i"),
)  # fmt: skip

#: From here on two tokens are the same word, written in two ways.
CLOSE = 0.85


@dataclass(frozen=True)
class Name:
    """A name taken apart: the words it is known by, and those another paper may leave out."""

    words: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.words + self.optional


def letters(text: str) -> str:
    """Small letters without accents and marks: how names are compared and looked for."""
    plain = composed(text.casefold(), "NFKD")
    return "".join(char for char in plain if not unicodedata.combining(char))


def fold(word: str) -> str:
    """The word in today's spelling: `Soetjipto` and `Sucipto` are one."""
    for old, new in _OLD:
        word = word.replace(old, new)
    return word


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """How a word sounds, roughly: Rizki, Rizky, Riski and Rizqi are one. `j` and `y` fall together (Jusuf, Yusuf)."""
    said = fold(word)
    for written, heard in _SOUNDS:
        said = said.replace(written, heard)
    said = said[:1] + said[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", said)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The first letter and the consonants of a word's sound, six at most: what a slip of a vowel leaves alone."""
    said = sound(word)
    return (said[:1] + re.sub(r"[aiueo]", "", said[1:]))[:6]


@lru_cache(maxsize=20_000)
def parse(text: str) -> Name:
    """A written name as words in today's spelling, without titles. Never fails; an empty text has no words."""
    said = letters(text)
    head, _comma, tail = said.partition(",")
    words = _split(head) or _split(tail)
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1] in AFTER:
        words = words[:-1]
    known: list[str] = []
    optional: list[str] = []
    is_known = True
    for place, word in enumerate(words):
        if place and word in BETWEEN:
            is_known = False
        elif not (place and word in CLAN_MARKS):
            (known if is_known else optional).extend(_whole(word, place, len(words)))
    if len(known) > 1 and known[0] == "muhammad":
        known, optional = known[1:], ["muhammad", *optional]
    return Name(tuple(known), tuple(optional))


def _split(text: str) -> list[str]:
    """Words; dots between single letters of a degree are closed up first (`S.Kom` is `skom`)."""
    closed = re.sub(r"\b((?:[a-z]{1,2}\.)+)([a-z]{1,4})\b(?=\.?\s*$|\.?,)", _closed, text.strip())
    return re.findall(r"[a-z]+", re.sub(r"[’'`´-]", "", closed))


def _closed(found: re.Match[str]) -> str:
    """Closed up only when it is a degree: `M.Rizki` is a name."""
    whole = found[0].replace(".", "")
    return whole if whole in AFTER else found[0]


def _whole(word: str, place: int, many: int) -> list[str]:
    """A word without its abbreviation: Mhd. and a leading M. are Muhammad, Abdurrahman is Abdul Rahman."""
    if word in MUHAMMAD or (word == "m" and place == 0 and many > 1):
        return ["muhammad"]
    if (split := _ABDUL.match(word)) and word != "abdullah":
        return ["abdul", fold(split[1])]
    return [SHORT.get(word, fold(word))]


def _is_pair_of_sexes(a: str, b: str) -> bool:
    """Putra and Putri, Fitra and Fitri: one letter apart, and two people."""
    return len(a) == len(b) and a[:-1] == b[:-1] and {a[-1], b[-1]} in ({"a", "i"}, {"o", "i"}, {"n", "h"})


@lru_cache(maxsize=50_000)
def word_likeness(a: str, b: str) -> float:
    """0 to 1: the same word, the same sound, an initial, a slip of the pen, or another word (0)."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.86 if a[0] == b[0] else 0.0
    if sound(a) == sound(b):
        return 0.97
    if _is_pair_of_sexes(a, b):
        return 0.5
    slips, size = OSA.distance(a, b), min(len(a), len(b))
    if (slips == 1 and size >= 5) or (slips == 2 and size >= 8):
        return min(0.95, max(CLOSE, JaroWinkler.similarity(a, b)))
    return 0.0


def _matched(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[float], list[str], list[str]]:
    """Each word with its best partner, the best pairs first; and the words of either that found none."""
    pairs = sorted(
        ((word_likeness(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True
    )
    mine, theirs, likeness = set(range(len(a))), set(range(len(b))), []
    for alike, i, j in pairs:
        if alike >= CLOSE and -i in mine and -j in theirs:
            mine.discard(-i)
            theirs.discard(-j)
            likeness.append(alike)
    return likeness, [a[i] for i in sorted(mine)], [b[j] for j in sorted(theirs)]


def compare(a: str, b: str) -> str:
    """`same`, `same_single`, `alike`, `near`, `different`; empty when either is no name. Order does not matter."""
    one, two = sorted((parse(a), parse(b)), key=lambda name: (len(name.words), name.words, name.optional))
    if not one.words or not two.words:
        return ""
    likeness, lost, more = _matched(one.words, two.words)
    if not lost and not more:
        return _level_of_whole(one, two, min(likeness))
    if sound("".join(one.words)) == sound("".join(two.words)):
        return "alike"
    if not lost:
        # Everything in the shorter name stands in the longer one. Two words in common are hardly chance.
        unexplained = [word for word in more if word not in one.optional]
        return "alike" if len(one.words) > 1 and len(unexplained) <= 1 else "near"
    best = word_likeness(one.words[0], two.words[0])
    shared = len(likeness) / max(len(one.words), len(two.words))
    return "near" if best >= CLOSE and shared > 0.5 and len(lost) <= 1 and len(more) <= 1 else "different"


def _level_of_whole(one: Name, two: Name, least: float) -> str:
    """Every word has its partner; the weakest pair and what was left out decide."""
    if sorted(one.optional) != sorted(two.optional):
        return "alike" if len(one.words) > 1 and least >= 0.97 else "near"
    if least == 1.0:
        return "same" if len(one.all) > 1 else "same_single"
    return "alike" if len(one.all) > 1 or least >= 0.9 else "near"


# --- places ---------------------------------------------------------------------------------------


def place(text: str) -> str:
    """A place without what kind it is: `Kota Binjai` and `Binjai` are one."""
    words = text.casefold().replace(".", " ").split()
    return " ".join(word for word in words if word not in ("kota", "kabupaten", "kab", "adm"))


def compare_places(a: str, b: str) -> str:
    """`same`, `alike` (a slip, an old spelling), `different`; empty when either is not known."""
    one, two = place(a), place(b)
    if not one or not two:
        return ""
    if one == two:
        return "same"
    is_slip = OSA.distance(one, two) == 1 and min(len(one), len(two)) >= 5
    return "alike" if is_slip or sound(one) == sound(two) else "different"
