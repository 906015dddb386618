"""Words: how a text becomes lexemes, and how a query asks for them. No stemmer: see docs/decisions/0029.

A lexeme is the word itself (`kripik`), its spelling key with an F (`Fkripik`, also of *keripik*), or with a C a group
of words that ask for the same (`Chilang`). Names of places, people and brands are only ever themselves.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from balaikota.kit.composing import composed

DATA = Path(__file__).parent / "data"
FILES = ("around", "spelling", "slang", "same", "protected")
_WORD = re.compile(r"[a-z0-9]+(?:[-./'’][a-z0-9]+)*")
_PART = re.compile(r"[a-z0-9]+")
#: A number this long is somebody's (NIK, KK, a telephone, an account) and is never looked for or found.
_SOMEBODYS = re.compile(r"\d{9,}")
#: The city's own numbers are public: ADU-2026-00012, UMK-2026-000123.
_OURS = re.compile(r"[a-z]{3}-20\d\d-\d{5,6}")
LONGEST_WORD, LONGEST_SAYING, MOST_TERMS = 40, 4, 8
_CLITICS = ("nya", "ku", "mu", "lah", "kah")


def plain(text: str) -> str:
    """Lower case, without accents."""
    if text.isascii():
        return text.lower()
    spread = composed(text.lower(), "NFKD")
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The words of a text in their order. *KTP-el* and *P-IRT* are one word each: `ktpel`, `pirt`."""
    return [word for chunk in _WORD.findall(plain(text)) for word in _joined(chunk)]


def _joined(chunk: str) -> list[str]:
    parts = _PART.findall(chunk)
    whole = "".join(parts)
    if _OURS.fullmatch(chunk):
        return [whole]
    if _SOMEBODYS.search(whole):
        return []
    return (
        [whole[:LONGEST_WORD]] if len(parts) == 1 or len(whole) <= 14 else [p[:LONGEST_WORD] for p in parts]
    )


def words_and_parts(text: str) -> list[str]:
    """For the index: *KTP-el* is found as `ktpel`, `ktp` and `el`."""
    found: list[str] = []
    for chunk in _WORD.findall(plain(text)):
        whole = _joined(chunk)
        parts = _PART.findall(chunk)
        found += whole + ([part[:LONGEST_WORD] for part in parts if part not in whole] if whole else [])
    return found


@dataclass(frozen=True)
class Lexicon:
    """What the city knows of words. `groups` lead from a spelling key, or several in a row, to what they ask
    for; `begins` are their first."""

    around: frozenset[str]
    spelling: dict[str, str]
    protected: frozenset[str]
    groups: dict[tuple[str, ...], frozenset[str]]
    begins: set[str]
    checksum: str


@dataclass(frozen=True)
class Own:
    """What rooms add: names that are never altered, groups that ask for the same, and words of the street."""

    names: frozenset[str] = frozenset()
    same: dict[str, list[str]] = field(default_factory=dict)
    slang: dict[str, list[str]] = field(default_factory=dict)


_own: list[Callable[[], Own]] = []


def adds(own: Callable[[], Own]) -> None:
    """Called once by search when it opens; asked when the lexicon is first read."""
    _own[:] = [own]
    forget()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read once per process."""
    texts = [(DATA / f"{name}.toml").read_text(encoding="utf-8") for name in FILES]
    around, spelling, slang, same, protected = (tomllib.loads(text) for text in texts)
    own = _own[0]() if _own else Own()
    common = frozenset(protected["common"].split())
    names = {word for name in own.names for word in words(name) if word not in common}
    to_formal = {other: formal for formal, others in spelling["spelling"].items() for other in others}
    for formal, others in (*slang["slang"].items(), *own.slang.items()):
        to_formal |= dict.fromkeys(others, formal)
    groups = [*same["same"].items(), *own.same.items()]
    everyday = {word for _group, sayings in groups for saying in sayings for word in words(saying)}
    told = Lexicon(
        around=frozenset(around["around"].split()),
        spelling=to_formal,
        protected=frozenset(protected["names"].split()) | (names - to_formal.keys() - everyday),
        groups={},
        begins=set(),
        checksum=hashlib.sha256(repr((texts, own.same, own.slang, sorted(names))).encode()).hexdigest(),
    )
    grouped: dict[tuple[str, ...], set[str]] = {}
    for group, sayings in groups:
        for saying in sayings:
            key = tuple(_fold(word, told) for word in words(saying))
            grouped.setdefault(key, set()).add(f"C{group}")
    told.begins.update(key[0] for key in grouped if key)
    told.groups.update({key: frozenset(found) for key, found in grouped.items()})
    return told


def forget() -> None:
    """Read everything anew, for tests and when words were added."""
    lexicon.cache_clear()
    fold.cache_clear()
    begun.cache_clear()
    asked_by_beginning.cache_clear()
    lexemes_of.cache_clear()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The key two spellings of a word share. A protected word has only itself."""
    return _fold(word, lexicon())


#: Old and loose spellings of one sound (EYD 1972: oe=u, dj=j, tj=c; souvenir, kaos, taxi), and double letters.
_SOUNDS = [(re.compile(one), other) for one, other in (
    ("oe", "u"), ("ou", "u"), ("dj", "j"), ("tj", "c"), ("ao", "au"), ("x", "ks"), ("q", "k"), ("v", "f"),
    (r"([a-z])\1+", r"\1"), (r"^([kpbtgs])e([rl][aiueo])", r"\1\2"),
)]  # fmt: skip


def _fold(word: str, told: Lexicon) -> str:
    if word in told.protected or len(word) < 2 or word.isdigit():
        return word
    formal = told.spelling.get(word, word)
    formal = told.spelling.get(formal, formal)
    if len(formal) >= 4:
        for sound, other in _SOUNDS:
            formal = sound.sub(other, formal)
    return formal


@lru_cache(maxsize=1_000)
def begun(word: str) -> list[str]:
    """Spelling keys of the words of the street that begin so: while *ila* is typed, *ilang* already means hilang."""
    known = lexicon().spelling
    return sorted({f"F{fold(formal)}" for other, formal in known.items() if other.startswith(word)})[:5]


@lru_cache(maxsize=1_000)
def asked_by_beginning(word: str) -> frozenset[str]:
    """What words that begin so ask for: *bol* is on its way to *bolong*. Nothing when that could be too much."""
    told = lexicon().groups
    found = {ask for key, asks in told.items() if len(key) == 1 and key[0].startswith(word) for ask in asks}
    return frozenset(found) if len(found) <= 3 else frozenset()


def is_protected(word: str) -> bool:
    return word in lexicon().protected


def is_around(word: str) -> bool:
    """Said around the thing that is wanted, also in slang (*gmn*)."""
    told = lexicon()
    return word in told.around or told.spelling.get(word) in told.around


def groups(folds: list[str]) -> Iterable[tuple[int, int, frozenset[str]]]:
    """Where in a row of spelling keys a saying begins, how many words it has, and what it asks for."""
    told, begins = lexicon().groups, lexicon().begins
    for begin, first in enumerate(folds):
        if first not in begins:
            continue
        for size in range(1, min(LONGEST_SAYING, len(folds) - begin) + 1):
            if found := told.get(tuple(folds[begin : begin + size])):
                yield begin, size, found


@lru_cache(maxsize=20_000)
def lexemes_of(text: str) -> frozenset[str]:
    """Everything a short text is found by: its words, their spelling keys, and what they ask for."""
    whole, every = words(text), words_and_parts(text)
    found = set(every)
    for row in (whole, every) if len(every) > len(whole) else (every,):
        folds = [fold(word) for word in row]
        found |= {f"F{key}" for word, key in zip(row, folds, strict=True) if not is_protected(word)}
        for _begin, _size, asked in groups(folds):
            found |= asked
    return frozenset(found)


# --- asking ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, or a saying of several words (`jalan bolong`)."""

    words: tuple[str, ...]
    asks: frozenset[str] = frozenset()
    is_open: bool = False  # the reader is still typing it
    bare: str = ""  # without -nya, -ku, -mu

    @property
    def folds(self) -> tuple[str, ...]:
        return tuple(f"F{fold(word)}" for word in self.words if not is_protected(word))

    def ways(self, word: str) -> list[str]:
        """One of its words, and whatever is the same word otherwise written."""
        ways = [word] if is_protected(word) else [word, f"F{fold(word)}"]
        if self.bare:
            ways += [f"F{fold(self.bare)}"]
        if self.is_open and word == self.words[-1] and len(word) > 2:
            ways += [f"{word}:*", *begun(word)]
        return ways

    @property
    def tsquery(self) -> str:
        """As PostgreSQL reads it."""
        every = " & ".join("(" + " | ".join(self.ways(word)) + ")" for word in self.words)
        return "(" + " | ".join([f"({every})", *sorted(self.asks)]) + ")"


@dataclass(frozen=True)
class Asked:
    """A query, understood."""

    text: str
    terms: tuple[Term, ...] = field(default=())

    @property
    def key(self) -> str:
        """The same for all ways of saying it: what a pin is found by. Order does not count."""
        return " ".join(sorted(min(term.asks) if term.asks else " ".join(sorted(term.folds or term.words))
                               for term in self.terms))  # fmt: skip

    @property
    def tsquery(self) -> str:
        """All of it; of three words or more one may be missing, but never a saying."""
        each = [term.tsquery for term in self.terms]
        if len(each) < 2 or self.size < 3:
            return " & ".join(each)
        gaps = [at for at, term in enumerate(self.terms) if len(term.words) == 1]
        every = [each[:gap] + each[gap + 1 :] for gap in gaps] or [each]
        return " | ".join("(" + " & ".join(some) + ")" for some in every)

    @property
    def size(self) -> int:
        """How many words it has, those of sayings too."""
        return sum(len(term.words) for term in self.terms)

    @property
    def any_tsquery(self) -> str:
        return " | ".join(term.tsquery for term in self.terms)


def understood(text: str, *, as_typed: bool = False) -> Asked:
    """A query as terms. What is said around is left out, unless nothing else is said."""
    row = words(text)
    folds = [fold(word) for word in row]
    covered, terms = _sayings(row, folds)
    is_typing = as_typed and not text.endswith(" ")
    for at, word in enumerate(row):
        if at in covered or (is_around(word) and not (is_typing and at == len(row) - 1 and not terms)):
            continue
        terms.append((at, _term(word, folds[at], is_open=is_typing and at == len(row) - 1)))
    if not terms:
        terms = [(at, _term(word, folds[at])) for at, word in enumerate(row)]
    unique = dict.fromkeys(term for _at, term in sorted(terms, key=lambda pair: pair[0]))
    return Asked(text, tuple(unique)[:MOST_TERMS])


def _term(word: str, key: str, *, is_open: bool = False) -> Term:
    asks = frozenset() if is_protected(word) else lexicon().groups.get((key,), frozenset())
    if is_open and not asks and len(word) > 2:
        asks = asked_by_beginning(word)
    bare = _bare(word)
    if bare and not asks:
        asks = lexicon().groups.get((fold(bare),), frozenset())
    return Term((word,), asks, is_open, bare)


def _bare(word: str) -> str:
    """*ktpku*, *suratnya* without the ending; only for asking, and never for a name."""
    if is_protected(word) or word in lexicon().spelling or (fold(word),) in lexicon().groups:
        return ""
    return next(
        (word[: -len(end)] for end in _CLITICS if word.endswith(end) and len(word) - len(end) >= 3), ""
    )


def _sayings(row: list[str], folds: list[str]) -> tuple[set[int], list[tuple[int, Term]]]:
    """The longest sayings, from left to right, and the places they cover."""
    covered: set[int] = set()
    terms = []
    found = [one for one in groups(folds) if one[1] > 1]
    for begin, size, asks in sorted(found, key=lambda one: (-one[1], one[0])):
        places = range(begin, begin + size)
        if not covered.intersection(places):
            covered.update(places)
            terms.append((begin, Term(tuple(row[begin : begin + size]), asks)))
    return covered, terms
