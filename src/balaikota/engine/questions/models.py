"""What a form is made of: questions, pages, steps, rules and their conditions. Plain values, no tables."""

import re
import types
from collections.abc import Hashable
from dataclasses import MISSING, asdict, dataclass, field, fields
from datetime import date, time
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import cel
import structlog
from django.utils.translation import gettext as _

T = TypeVar("T")

Answers = dict[str, Any]
Facts = dict[str, Any]

KINDS = {
    "text", "longtext", "integer", "decimal", "date", "time", "choice", "yesno",
    "file", "nik", "kk", "phone", "email", "region", "person", "group", "note",
}  # fmt: skip
EFFECTS = {"block", "warn", "offer", "require", "info", "spawn", "route", "deadline"}
GIVEN = {"fakta", "hari_ini"}

log = structlog.get_logger()

_MACRO = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*([A-Za-z_]\w*)\s*,")
_TEXT = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")


class Condition:
    """One CEL sentence about the answers. It holds, or it does not; it never fails."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.program = cel.compile(source)
        bound = set(_MACRO.findall(_TEXT.sub("''", source)))
        self.names: frozenset[str] = frozenset(set(self.program.variables()) - bound)
        self.functions: frozenset[str] = frozenset(self.program.functions())

    def holds(self, scope: dict[str, Any], functions: dict[str, Any]) -> bool:
        """True only when the sentence is true. What cannot be said about a missing answer is not true."""
        known = {name: scope.get(name) for name in self.names}
        try:
            return self.program.execute(cel.Context(variables=known, functions=functions)) is True
        except Exception as fault:  # the library raises many kinds; a form must open all the same
            if None not in known.values() and not isinstance(fault, KeyError):
                # The sentence and the kind of fault only: answers are personal data.
                log.warning("questions.condition_failed", condition=self.source, fault=type(fault).__name__)
            return False


@lru_cache(maxsize=8192)
def condition(source: str) -> Condition:
    """The compiled condition. A published edition never changes, so each is compiled once per process."""
    return Condition(source)


@dataclass(frozen=True)
class Question:
    """One blank: what is asked, of which kind, and when."""

    name: str
    kind: str
    label: str = ""
    page: str = ""
    hint: str = ""
    required: bool | str = False
    when: str = ""
    max_length: int | None = None
    min: int | float | None = None
    max: int | float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    check: str = ""
    prefill: str = ""
    locked: bool = False
    level: str = ""
    accept: tuple[str, ...] = ()
    multiple: bool = False
    min_rows: int = 0
    max_rows: int = 10
    group: str = ""
    form: str = ""
    autocomplete: str = ""
    basis: str = ""
    confidence: str = ""

    @property
    def least_rows(self) -> int:
        return max(self.min_rows, 1 if self.required is True else 0)


@dataclass(frozen=True)
class Page:
    """One step of the form, with one title."""

    name: str
    title: str
    help: str = ""
    when: str = ""


@dataclass(frozen=True)
class Instead:
    """Who does a step when the case is a special one."""

    when: str
    duty: str = ""
    label: str = ""
    basis: str = ""


#: In `not_by`: whoever finished any earlier step (four eyes, as long as the file says nothing else).
EARLIER = "*"


@dataclass(frozen=True)
class Step:
    """One turn of the case at a desk: the service's own, unless it names another desk of the city."""

    name: str
    label: str
    duty: str
    instead: tuple[Instead, ...] = ()
    desk: str = ""
    hours: int | float | None = None  # working hours this step may take
    votes: int = 1  # so many different officers must say the same
    beside: str = ""  # runs at the same time as that step
    not_by: tuple[str, ...] = (EARLIER,)  # steps whose finisher may not do this one
    reasons: tuple[str, ...] = ()  # verdicts that need a written reason besides refusing
    escalate: tuple[tuple[int | float, str], ...] = ()  # [working hours in this step, what happens]


@dataclass(frozen=True)
class DocumentNeed:
    """A paper the city asks for, when, and how it is handled."""

    name: str
    label: str
    when: str = ""
    handling: str = ""
    question: str = ""
    form: str = ""
    basis: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Rule:
    """What follows when something is so, in a sentence the person reads."""

    id: str
    effect: str
    sentence: str
    when: str = "true"
    question: str = ""
    audience: str = "all"
    basis: str = ""
    confidence: str = ""
    source: str = ""


@dataclass(frozen=True)
class Finding:
    """What a rule or a check says about the answers, and where it is shown."""

    rule: str
    effect: str
    sentence: str
    question: str = ""
    page: str = ""
    audience: str = "all"
    basis: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Limit:
    """How long the city may take, counted on the working calendar from the complete file."""

    hours: int | float
    target_hours: int | float | None = None
    basis: str = ""
    confidence: str = ""

    @property
    def is_verified(self) -> bool:
        return self.confidence in ("high", "medium")


@dataclass(frozen=True)
class Fee:
    """What the service costs, in rupiah."""

    amount: int = 0
    basis: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole service file, parsed and found without fault."""

    code: str
    name: str
    summary: str
    desk: str
    number_prefix: str
    limit: Limit
    steps: tuple[Step, ...]
    pages: tuple[Page, ...] = ()
    questions: tuple[Question, ...] = ()
    documents: tuple[DocumentNeed, ...] = ()
    rules: tuple[Rule, ...] = ()
    fee: Fee = field(default_factory=Fee)
    life_events: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    document: str = ""
    public: bool = True
    law: tuple[str, ...] = ()
    output: str = ""
    who: str = ""
    example: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Definition":
        """As kept in an edition, which was parsed and checked before it was published."""
        reader = Reader()
        definition = reader.build(cls, value, "edition")
        if definition is None:
            raise ValueError("; ".join(reader.faults))
        return definition

    def to_json(self) -> dict[str, Any]:
        """As kept in an edition."""
        return asdict(self)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that stand on a page; columns of groups stand inside their group."""
        return tuple(question for question in self.questions if not question.group)

    @cached_property
    def _by_name(self) -> dict[str, Question]:
        return {question.name: question for question in self.asked}

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.name: page for page in self.pages}

    def question(self, path: str) -> Question:
        """By name, or a column of a group by path (`saksi.0.nama`)."""
        name, _, column = path.partition(".")
        if column:
            return next(q for q in self.columns(name) if q.name == column.rpartition(".")[2])
        return self._by_name[name]

    def page(self, name: str) -> Page:
        return self._pages[name]

    def columns(self, group: str) -> tuple[Question, ...]:
        """The questions of each row of a group, as they stand on paper."""
        return self._columns.get(group, ())

    def questions_on(self, page: str) -> tuple[Question, ...]:
        return tuple(question for question in self.asked if question.page == page)

    @cached_property
    def _columns(self) -> dict[str, tuple[Question, ...]]:
        groups: dict[str, list[Question]] = {}
        for question in self.questions:
            if question.group:
                groups.setdefault(question.group, []).append(question)
        return {name: tuple(columns) for name, columns in groups.items()}

    @cached_property
    def columns_in_order(self) -> dict[str, tuple[Question, ...]]:
        """The columns of each group, each after those its conditions speak about."""
        return {name: tuple(in_order(list(columns), {})) for name, columns in self._columns.items()}

    @cached_property
    def in_order(self) -> tuple[Question, ...]:
        """Every question after those its conditions speak about."""
        page_when = {page.name: page.when for page in self.pages}
        extra = {q.name: [page_when.get(q.page, "")] for q in self.asked}
        for question in self.asked:
            extra[question.name] += [column.when for column in self.columns(question.name)]
        return tuple(in_order(list(self.asked), extra))


class Circular(ValueError):
    """Questions whose conditions wait for each other."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


def in_order(questions: list[Question], extra: dict[str, list[str]]) -> list[Question]:
    """Questions sorted so that each comes after those its conditions speak about. Raises `Circular`."""
    by_name = {question.name: question for question in questions}
    done: dict[str, Question] = {}
    trail: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in trail:
            raise Circular([*trail[trail.index(name) :], name])
        trail.append(name)
        for source in [by_name[name].when, *extra.get(name, [])]:
            for other in sorted(condition(source).names & by_name.keys()) if source else []:
                visit(other)
        trail.pop()
        done[name] = by_name[name]

    for question in questions:
        visit(question.name)
    return list(done.values())


@lru_cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return get_type_hints(cls)


class Reader:
    """Builds the dataclasses from tables, collecting faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def build(self, cls: type[T], table: Any, place: str) -> T | None:
        if not isinstance(table, dict):
            self.faults.append(_("%(place)s harus berupa tabel.") % {"place": place})
            return None
        if isinstance(name := table.get("name") or table.get("id"), str) and cls is not Definition:
            place = f"{place} “{name}”"
        before = len(self.faults)
        self._unknown(cls, table, place)
        values, hints = {}, _hints(cast(Hashable, cls))
        for part in fields(cls):  # type: ignore[arg-type]
            if part.name in table:
                inner = f"{place}, {part.name}"
                values[part.name] = self.read(hints[part.name], table[part.name], inner)
            elif part.default is MISSING and part.default_factory is MISSING:
                self.faults.append(_("%(place)s: “%(key)s” belum ada.") % {"place": place, "key": part.name})
        return cls(**values) if len(self.faults) == before else None

    def _unknown(self, cls: type, table: dict[str, Any], place: str) -> None:
        known = [part.name for part in fields(cls)]
        for key in table.keys() - set(known):
            near = get_close_matches(key, known, 1)
            meant = _(" Mungkin maksudnya “%s”?") % near[0] if near else ""
            self.faults.append(
                _("%(place)s: “%(key)s” tidak dikenal.") % {"place": place, "key": key} + meant
            )

    def read(self, hint: Any, value: Any, place: str) -> Any:
        """The value as the hint wants it, or a fault."""
        if get_origin(hint) is tuple:
            return self._many(get_args(hint), value, place)
        if hasattr(hint, "__dataclass_fields__"):
            return self.build(hint, value, place)
        if get_origin(hint) is dict:
            if isinstance(value, dict):
                return {str(key): _as_json(inner) for key, inner in value.items()}
        elif _fits(hint, value):
            return value.strip() if isinstance(value, str) else value
        self.faults.append(_("%(place)s: isinya salah jenis.") % {"place": place})
        return None

    def _many(self, inner: tuple[Any, ...], value: Any, place: str) -> Any:
        if not isinstance(value, list | tuple):
            self.faults.append(_("%(place)s: harus berupa daftar.") % {"place": place})
            return ()
        if inner[-1] is not Ellipsis:
            if len(value) != len(inner):
                self.faults.append(_("%(place)s: harus pasangan [nilai, tulisan].") % {"place": place})
                return ()
            return tuple(self.read(hint, one, place) for hint, one in zip(inner, value, strict=True))
        rows = [self.read(inner[0], one, f"{place} {row}") for row, one in enumerate(value, 1)]
        return tuple(row for row in rows if row is not None)


def _fits(hint: Any, value: Any) -> bool:
    if get_origin(hint) in (Union, types.UnionType):
        return any(_fits(one, value) for one in get_args(hint))
    if hint is type(None):
        return value is None
    if hint in (int, float) and isinstance(value, bool):
        return False
    if isinstance(value, float) and value != value:  # noqa: PLR0124  NaN is no limit
        return False
    return isinstance(value, hint)


def _as_json(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    return [_as_json(inner) for inner in value] if isinstance(value, list) else value
