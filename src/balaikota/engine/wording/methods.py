"""A condition (CEL) as clauses a person can choose, and any condition as a sentence. Pure."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from balaikota.kit import typed as reading

Table = dict[str, Any]


@dataclass(frozen=True)
class Clause:
    """One part of a condition: a question, how it is compared, and with what."""

    question: str
    how: str
    value: Any = None


AND, OR = "dan", "atau"
#: how → (words, CEL with {q} and {v})
HOWS: dict[str, tuple[Any, str]] = {
    "is": (gettext_lazy("adalah"), "{q} == {v}"),
    "not": (gettext_lazy("bukan"), "(ada({q}) && {q} != {v})"),
    "more": (gettext_lazy("lebih dari"), "{q} > {v}"),
    "less": (gettext_lazy("kurang dari"), "{q} < {v}"),
    "least": (gettext_lazy("paling sedikit"), "{q} >= {v}"),
    "most": (gettext_lazy("paling banyak"), "{q} <= {v}"),
    "before": (gettext_lazy("sebelum tanggal"), "{q} < {v}"),
    "after": (gettext_lazy("sesudah tanggal"), "{q} > {v}"),
    "passed": (gettext_lazy("sudah lewat lebih dari … hari"), "hari_antara({q}, hari_ini) > {v}"),
    "ahead": (gettext_lazy("masih lebih dari … hari lagi"), "hari_antara(hari_ini, {q}) > {v}"),
    "aged": (gettext_lazy("sudah berumur … tahun"), "umur({q}, hari_ini) >= {v}"),
    "younger": (
        gettext_lazy("belum berumur … tahun"),
        "(umur({q}, hari_ini) >= 0 && umur({q}, hari_ini) < {v})",
    ),
    "has": (gettext_lazy("memuat kata"), "{q}.contains({v})"),
    "filled": (gettext_lazy("sudah diisi"), "ada({q})"),
    "empty": (gettext_lazy("belum diisi"), "!ada({q})"),
}
_NUMBERS = ("is", "not", "more", "less", "least", "most", "filled", "empty")
FITTING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("integer", "decimal"), _NUMBERS),
    "choice": ("is", "not", "filled", "empty"),
    **dict.fromkeys(("file", "group", "person", "region", "nik", "kk"), ("filled", "empty")),
    "yesno": ("is", "filled", "empty"),
    "date": ("before", "after", "passed", "ahead", "aged", "younger", "filled", "empty"),
    "note": (),
}
TEXT = ("is", "not", "has", "filled", "empty")
DAYS = ("passed", "ahead", "aged", "younger")
WITHOUT_VALUE = ("filled", "empty")

_LITERAL = r"'(?:\\.|[^'\\])*'|-?\d+(?:\.\d+)?|true|false"


def _pattern(source: str) -> re.Pattern[str]:
    first, *rest = re.escape(source).split(r"\{q\}")
    named = first + r"(?P<q>[A-Za-z_]\w*)" + r"(?P=q)".join(rest)
    return re.compile(named.replace(r"\{v\}", f"(?P<v>{_LITERAL})"))


_PATTERNS = {how: _pattern(source) for how, (_words, source) in HOWS.items()}


def fitting(question: Table) -> tuple[str, ...]:
    """How a question of this kind can be compared."""
    return FITTING.get(str(question.get("kind")), TEXT)


def written(clauses: list[Clause], joiner: str) -> str:
    """The clauses as CEL."""
    sign = " || " if joiner == OR else " && "
    return sign.join(HOWS[one.how][1].format(q=one.question, v=_literal(one.value)) for one in clauses)


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"


def read_back(source: str, questions: list[Table]) -> tuple[list[Clause], str] | None:
    """The clauses in a condition that has the shape of ours; None for any other CEL."""
    pieces, signs = split(source)
    if len(set(signs)) > 1:
        return None
    kinds = {str(row.get("name")): row for row in questions if not row.get("group")}
    clauses = [_clause(piece, kinds) for piece in pieces]
    whole = [one for one in clauses if one is not None]
    if not source.strip() or len(whole) < len(pieces):
        return None
    return whole, OR if signs and signs[0] == "||" else AND


def _clause(piece: str, kinds: dict[str, Table]) -> Clause | None:
    for how, pattern in _PATTERNS.items():
        match = pattern.fullmatch(piece)
        if match and match["q"] in kinds and how in fitting(kinds[match["q"]]):
            said = match.groupdict().get("v")
            clause = Clause(match["q"], how, None if said is None else _value(said))
            # Only what we would write the same way again; anything else stays as it is written.
            return clause if written([clause], AND) == piece else None
    return None


def _value(literal: str) -> Any:
    if literal in ("true", "false"):
        return literal == "true"
    if literal.startswith("'"):
        return re.sub(r"\\(.)", r"\1", literal[1:-1])
    return float(literal) if "." in literal else int(literal)


def split(source: str) -> tuple[list[str], list[str]]:
    """A condition cut at its outermost `&&` and `||`: the pieces, and the signs between them."""
    pieces, signs, depth, begun = [], [], 0, 0
    for token in re.finditer(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|[()\[\]{}]|&&|\|\|", source):
        sign = token.group()
        if sign in ("(", "[", "{"):
            depth += 1
        elif sign in (")", "]", "}"):
            depth -= 1
        elif sign in ("&&", "||") and not depth:
            pieces.append(source[begun : token.start()].strip())
            signs.append(sign)
            begun = token.end()
    return [*pieces, source[begun:].strip()], signs


def in_words(source: str, questions: list[Table]) -> str:
    """What a condition says, in words; CEL that is not ours is put into words sign by sign."""
    if not source or source.strip() == "true":
        return _("selalu")
    said = read_back(source, questions)
    labels = {str(row.get("name")): row for row in questions if not row.get("group")}
    if said is None:
        return _sign_by_sign(source, labels)
    clauses, joiner = said
    word = _(" dan ") if joiner == AND else _(" atau ")
    return word.join(clause_in_words(one, labels[one.question]) for one in clauses)


def clause_in_words(clause: Clause, question: Table) -> str:
    words, label = str(HOWS[clause.how][0]), f"“{question.get('label') or clause.question}”"
    if clause.how in WITHOUT_VALUE:
        return f"{label} {words}"
    value = shown(clause.value, question)
    return f"{label} {words.replace('…', value)}" if "…" in words else f"{label} {words} {value}"


def shown(value: Any, question: Table) -> str:
    """A value of a condition as a person reads it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    choices = dict(choices_of(question))
    return choices.get(str(value), f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value))


def choices_of(question: Table) -> list[tuple[str, str]]:
    rows = question.get("choices") or []
    return [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]


_SIGNS = {
    "&&": gettext_lazy("dan"), "||": gettext_lazy("atau"), "!": gettext_lazy("tidak"),
    "==": gettext_lazy("adalah"), "!=": gettext_lazy("bukan"), ">": gettext_lazy("lebih dari"),
    "<": gettext_lazy("kurang dari"), ">=": gettext_lazy("paling sedikit"), "<=": gettext_lazy("paling banyak"),
    "in": gettext_lazy("termasuk"), "true": gettext_lazy("ya"), "false": gettext_lazy("tidak"),
    "null": gettext_lazy("kosong"), "ada": gettext_lazy("terisi"), "umur": gettext_lazy("umur"),
    "hari_antara": gettext_lazy("jumlah hari antara"), "hari_ini": gettext_lazy("hari ini"),
    "panjang": gettext_lazy("panjang"), "kata": gettext_lazy("jumlah kata"),
}  # fmt: skip
_TOKEN = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|fakta(?:\.\w+)*|\w+|&&|\|\||[=!<>]=|[!<>]|\S")


def _sign_by_sign(source: str, labels: dict[str, Table]) -> str:
    words = []
    for token in _TOKEN.findall(source):
        if token in labels:
            words.append(f"“{labels[token].get('label') or token}”")
        elif token.startswith("fakta."):
            words.append(_("catatan kota “%s”") % token.removeprefix("fakta.").replace(".", " · "))
        else:
            words.append(str(_SIGNS.get(token, token)))
    return re.sub(r"\s+([),])", r"\1", re.sub(r"\(\s+", "(", " ".join(words)))


# --- what was typed -------------------------------------------------------------------------------


def compared_with(question: Table, how: str, typed: str) -> Any:
    """The answer a clause compares with, as the question keeps it. Raises `Unfit`."""
    kind = str(question.get("kind"))
    if not typed.strip():
        raise reading.Unfit(_("Pilih atau tulis jawabannya."))
    if how in DAYS:
        number = reading.whole_number(typed)
        if number < 0:
            raise reading.Unfit(_("Tulis nol atau lebih."))
        return number
    if kind in ("integer", "decimal"):
        measure = reading.whole_number(typed) if kind == "integer" else reading.number(typed)
        return int(measure) if float(measure).is_integer() else measure
    if kind == "date":
        return reading.day(typed)
    if kind == "yesno":
        return typed == "ya"
    if kind == "choice" and typed not in dict(choices_of(question)):
        raise reading.Unfit(_("Pilih salah satu jawaban."))
    return reading.text(typed, most=200)


# --- where a fault belongs ------------------------------------------------------------------------

#: How the reader of service files begins a sentence about an item.
NAMED = {
    "halaman": gettext_lazy("halaman “%s”"),
    "pertanyaan": gettext_lazy("pertanyaan “%s”"),
    "dokumen": gettext_lazy("dokumen “%s”"),
    "aturan": gettext_lazy("aturan “%s”"),
    "langkah": gettext_lazy("langkah “%s”"),
}


def place_of(sentence: str, named: dict[str, tuple[str, list[tuple[str, Table]]]]) -> tuple[str, str, str]:
    """Section, part and item of a fault. `named`: by part, its key in the file and its items by their keys."""
    for part, (key, rows) in named.items():
        section = "isian" if part in ("halaman", "pertanyaan") else part
        for number, (item, row) in enumerate(rows, 1):
            place = f"{_('berkas layanan')}, {key} {number}"
            begins = (
                str(NAMED[part]) % (row.get("name") or row.get("id")),
                f"{place} ",
                f"{place}:",
                f"{place},",
            )
            if sentence.startswith(begins):
                return section, part, item
    return _section_of(sentence.lower()), "", ""


def _section_of(low: str) -> str:
    if low.startswith(("contoh", "example")):
        return "contoh"
    if low.startswith(("surat", "letter")):
        return "surat"
    if "steps" in low or low.startswith(("langkah", "step")):
        return "langkah"
    return "isian" if any(word in low for word in ("pages", "questions", "saling menunggu")) else "tentang"
