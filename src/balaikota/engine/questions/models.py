"""What a form is made of: questions, pages, steps, rules and examples. Plain values, no tables."""

from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from balaikota.engine.conditions.methods import in_order
from balaikota.kit.reader import Reader

Answers = dict[str, Any]
Facts = dict[str, Any]

KINDS = {
    "text", "longtext", "integer", "decimal", "date", "time", "choice", "yesno",
    "file", "nik", "kk", "phone", "email", "region", "person", "group", "note",
}  # fmt: skip
EFFECTS = {"block", "warn", "offer", "require", "info", "spawn", "route", "deadline"}


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
    """Who does a step when the case is a special one, and whether its applicant then comes to the counter."""

    when: str
    duty: str = ""
    label: str = ""
    basis: str = ""
    appointment: bool = False


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
    appointment: bool = False  # the applicant comes to the counter at a time they choose


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
class Earlier:
    """What the same person answered before: as people read it, and where. `value` only if it answers this question too."""

    shown: str
    value: Any = None
    where: str = ""


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
class Example:
    """What the form must say to certain answers, laid over the complete `example` of the service."""

    title: str
    answers: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    today: str = ""
    findings: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    blocked: bool = False
    missing: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    pages: tuple[str, ...] | None = None
    skips: tuple[str, ...] = ()
    steps: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Letter:
    """The paper a granted case gives, when the file says so: paragraphs with {question} where answers stand."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Subject:
    """Which blanks say whom the case is about, so that a second case about the same is noticed (engine/likeness).

    `event` names what happens once in a life (kelahiran, kematian); services with the same event are compared.
    Every other part is the name of a question.
    """

    event: str = ""
    name: str = ""
    nik: str = ""
    born_on: str = ""
    born_at: str = ""
    sex: str = ""
    mother: str = ""
    mother_nik: str = ""
    order: str = ""
    plural: str = ""  # jenis kelahiran: anything but `tunggal` says there are several
    happened_on: str = ""


@dataclass(frozen=True)
class Retention:
    """How long the papers of a closed case are kept (JRA): years of masa aktif and inaktif, and what then."""

    active: int | None = None
    inactive: int | None = None
    fate: str = "musnah"
    basis: str = ""
    confidence: str = ""

    @property
    def is_said(self) -> bool:
        return self.active is not None or self.inactive is not None or self.is_permanent

    @property
    def is_permanent(self) -> bool:
        return self.fate == "permanen"

    @property
    def years(self) -> int:
        return (self.active or 0) + (self.inactive or 0)

    @property
    def is_verified(self) -> bool:
        return self.confidence in ("high", "medium")


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
    examples: tuple[Example, ...] = ()
    letter: Letter = field(default_factory=Letter)
    subject: Subject = field(default_factory=Subject)
    retention: Retention = field(default_factory=Retention)

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
