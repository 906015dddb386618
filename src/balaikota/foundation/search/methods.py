"""An entry as PostgreSQL keeps it, and how well a row answers what was asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from rapidfuzz.distance import OSA

from balaikota.foundation.lexicon.methods import (
    Asked,
    Term,
    begun,
    fold,
    is_around,
    is_protected,
    lexemes_of,
    plain,
    understood,
    words,
)


def vector(kind: str, title: str, names: Iterable[str], summary: str, body: str) -> str:
    """The lexemes of an entry as PostgreSQL reads a tsvector; each once, with the letter of its best place."""
    letters: dict[str, str] = {}
    fields = [("A", [title]), ("B", list(names)), ("C", [summary]), ("D", _pieces(body))]
    for letter, texts in fields:
        for text in texts:
            for lexeme in lexemes_of(text) if letter != "D" else lexemes_of.__wrapped__(text):
                letters.setdefault(lexeme, letter)
    letters[f"K{kind.replace('-', '')}"] = "D"
    return " ".join(f"{lexeme}:1{letter}" for lexeme, letter in letters.items())


def _pieces(body: str) -> list[str]:
    return [body[:60_000]] if body else []


@dataclass(frozen=True)
class Hit:
    """One entry as it is shown, what was asked for marked in its texts."""

    kind: str
    key: str
    url: str
    title: str
    told: SafeString
    summary: SafeString
    rating: float


#: A row of the index with how well it answers.
Rated = tuple[float, dict[str, Any]]


def hits(asked: Asked, rated: list[Rated]) -> list[Hit]:
    """Rows of the index as they are shown, with what was asked for marked."""
    wanted = frozenset(way for term in asked.terms for word in term.words for way in term.ways(word))
    wanted |= {ask for term in asked.terms for ask in term.asks}
    return [
        Hit(
            row["kind"], row["key"], row["url"], row["title"], _as_html(marked(row["title"], wanted)),
            _as_html(marked(row["summary"], wanted)), points,
        )
        for points, row in rated
    ]  # fmt: skip


def _as_html(pieces: list[tuple[str, bool]]) -> SafeString:
    """Here and not in a template: a page of results has some hundred pieces. Every piece is escaped."""
    told = [f"<mark>{escape(piece)}</mark>" if is_asked else escape(piece) for piece, is_asked in pieces]
    return mark_safe("".join(told))


def marked(text: str, wanted: frozenset[str]) -> list[tuple[str, bool]]:
    """The text in pieces: those with a word that was asked for, and those between."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    starts = tuple(way[:-2] for way in wanted if way.endswith(":*"))
    for word in re.finditer(r"[^\W_]+(?:[-./'’][^\W_]+)*", text):
        lexemes = lexemes_of(word.group())
        if lexemes & wanted or (starts and plain(word.group()).startswith(starts)):
            pieces += [(text[at : word.start()], False), (word.group(), True)]
            at = word.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


#: How well a word answers, by how it was found; and by where.
EXACT, SPELLED, SAME, BEGUN = 1.0, 0.95, 0.8, 0.7
IN_TITLE, IN_NAMES, IN_TEXT = 1.0, 0.9, 0.35
#: What is shown although it was not asked for as written answers at least this much of the query.
LEAST = 0.3


def rated(asked: Asked, rows: list[dict[str, Any]], language: str) -> list[Rated]:
    """Rows of the index, the best first."""
    scored = [(rating(asked, row, language), row) for row in rows]
    scored.sort(key=lambda pair: (-pair[0], -pair[1]["rank"], pair[1]["key"]))
    return [pair for pair in scored if pair[0] > 0]


def rating(asked: Asked, row: dict[str, Any], language: str) -> float:
    """How well a row answers: what was found of each term and where, and how much of the title it is."""
    told = zip(asked.terms, row["met"], strict=True)
    total = sum(len(term.words) * found(term, row, is_met) for term, is_met in told)
    mine = 1.0 if row["language"] == language else 0.9
    return float(
        total / len(asked.terms) * (0.8 + 0.2 * _covered(asked, row["title"])) * row["weight"] * mine
    )


def found(term: Term, row: dict[str, Any], is_met: bool) -> float:
    """How well one term is found in a row, from 0 to 1."""
    in_head = how(term, lexemes_of(row["title"]), row["heads"])
    in_names = how(term, lexemes_of(" ".join(row["names"])), row["names"])
    return max(in_head * IN_TITLE, in_names * IN_NAMES, IN_TEXT if is_met else 0)


def how(term: Term, lexemes: frozenset[str], row: list[str]) -> float:
    """How a term is found among these lexemes; 0 when it is not."""
    if len(term.words) > 1:
        return _how_said(term, lexemes)
    if term.words[0] in lexemes:
        return EXACT
    if term.folds and term.folds[0] in lexemes:
        return SPELLED
    if term.bare and f"F{fold(term.bare)}" in lexemes:
        return SPELLED
    if term.asks & lexemes:
        return SAME
    if term.is_open and len(term.words[-1]) > 2:
        last = term.words[-1]
        if any(word.startswith(last) for word in row) or lexemes.intersection(begun(last)):
            return BEGUN
    return 0


def _how_said(term: Term, lexemes: frozenset[str]) -> float:
    """A saying: as a saying, or its words here and there (*mati lampu* is not yet *lampu jalan mati*)."""
    if term.asks & lexemes:
        return SPELLED
    ways = [{word, f"F{fold(word)}"} for word in term.words]
    return BEGUN if all(way & lexemes for way in ways) else 0


def _covered(asked: Asked, title: str) -> float:
    """How much of a title was asked for, from 0 to 1: *Akta Kelahiran* before *Akta Kelahiran Orang Asing*."""
    content = [word for word in words(title) if not is_around(word)]
    if not content:
        return 0
    wanted = {way for term in asked.terms for word in term.words for way in term.ways(word)}
    wanted |= {ask for term in asked.terms for ask in term.asks}
    return sum(1 for word in content if lexemes_of(word) & wanted) / len(content)


def nearly(asked: Asked, rows: list[dict[str, Any]], language: str) -> tuple[list[Rated], str]:
    """Rows that were not asked for as written: with slips of the finger mended first, else with part of it.

    Answers with the rows and the query they were taken from ("" when no word was mended).
    """
    best: dict[tuple[str, str], tuple[float, dict[str, Any], dict[str, str]]] = {}
    for row in rows:
        points, instead = _mended(asked, row)
        rate = (
            points * (0.8 + 0.2 * _covered(understood(_with(asked, instead)), row["title"])) * row["weight"]
        )
        rate *= 1.0 if row["language"] == language else 0.9
        key = (row["kind"], row["key"])
        if rate >= LEAST and rate > best.get(key, (0,))[0]:
            best[key] = (rate, row, instead)
    ranked = sorted(best.values(), key=lambda one: (-one[0], one[1]["key"]))
    if not ranked:
        return [], ""
    first, _row, instead = ranked[0]
    near = [(rate, row) for rate, row, _instead in ranked if rate > first / 2]
    return near, _with(asked, instead) if instead else ""


def _with(asked: Asked, instead: dict[str, str]) -> str:
    return " ".join(instead.get(word, word) for word in words(asked.text))


def _mended(asked: Asked, row: dict[str, Any]) -> tuple[float, dict[str, str]]:
    """How much of the query a row answers when slips of the finger are mended, and which words were meant."""
    instead: dict[str, str] = {}
    total = 0.0
    for term, is_met in zip(asked.terms, row["met"], strict=True):
        word = term.words[-1]
        if is_met or len(term.words) > 1 or is_protected(word):
            total += len(term.words) * found(term, row, is_met)
            continue
        near = max(
            ((_alike(word, other), other) for other in [*row["heads"], *row["names"]]), default=(0, "")
        )
        if near[0]:
            instead[word] = near[1]
        total += near[0]
    return total / asked.size, instead


def _alike(word: str, other: str) -> float:
    """From 0 to 1, when one or two slips of the finger lie between; short words and their first letter are strict."""
    allowed = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    slips = OSA.distance(word, other, score_cutoff=allowed)
    if not allowed or slips > allowed or (slips > 1 and word[0] != other[0]):
        return 0
    return 1 - slips / len(word)
