"""Working out a form: what was typed becomes clean, what is asked, what is missing, what follows.

Pure: answers, facts and a day go in, a `View` comes out. The page and the submit ask the same `evaluate`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from balaikota.engine.conditions.methods import EMPTY, Scope, condition, day
from balaikota.engine.questions.models import (
    Answers,
    Definition,
    DocumentNeed,
    Facts,
    Finding,
    Page,
    Question,
    Rule,
    Step,
)
from balaikota.foundation.people import methods as people
from balaikota.kit import typed as reading
from balaikota.kit.typed import Unfit

LEVEL_PARTS = {"province": 1, "regency": 2, "district": 3, "village": 4}
MOST_FILES = 8
SEXES = ("laki-laki", "perempuan")

_REGION = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?", re.ASCII)


def clean(question: Question, typed: Any) -> Any:
    """The answer as it is kept, None when nothing was typed. Raises `Unfit`."""
    if typed in EMPTY or question.kind == "note":
        return None
    value = _CLEANERS[question.kind](question, typed)
    return None if value in EMPTY else value


def _text(question: Question, typed: Any) -> str:
    is_long = question.kind == "longtext"
    return reading.text(typed, most=question.max_length or (4000 if is_long else 200), is_long=is_long)


def _number(question: Question, typed: Any) -> float:
    number = reading.whole_number(typed) if question.kind == "integer" else reading.number(typed)
    if question.min is not None and number < question.min:
        raise Unfit(_("Paling sedikit %s.") % f"{question.min:g}".replace(".", ","))
    if question.max is not None and number > question.max:
        raise Unfit(_("Paling banyak %s.") % f"{question.max:g}".replace(".", ","))
    return number


def _choice(question: Question, typed: Any) -> str:
    if not any(typed == value for value, _label in question.choices):
        raise Unfit(_("Pilih salah satu dari daftar."))
    return str(typed)


def _yesno(question: Question, typed: Any) -> bool:
    word = reading.written(str(typed) if isinstance(typed, bool) else typed).strip().lower()
    if word not in ("ya", "true", "1", "on", "tidak", "false", "0"):
        raise Unfit(_("Pilih “Ya” atau “Tidak”."))
    return word in ("ya", "true", "1", "on")


def _file(question: Question, typed: Any) -> list[str]:
    if not isinstance(typed, str | list):
        raise Unfit(_("Unggah berkasnya sekali lagi."))
    try:
        ids = [str(UUID(str(one))) for one in ([typed] if isinstance(typed, str) else typed)]
    except ValueError:
        raise Unfit(_("Unggah berkasnya sekali lagi.")) from None
    if len(set(ids)) > (MOST_FILES if question.multiple else 1):
        raise Unfit(_("Terlalu banyak berkas. Hapus yang tidak perlu."))
    return list(dict.fromkeys(ids))


def _sixteen(question: Question, typed: Any) -> str:
    number = people.clean_number(reading.written(typed))
    _refuse(people.nik_faults(number) if question.kind == "nik" else people.kk_faults(number, date.max))
    return number


def _refuse(faults: list[people.Finding]) -> None:
    for fault in faults:
        if fault.effect == "block":
            raise Unfit(str(fault.sentence))


def _region(question: Question, typed: Any) -> str:
    parts = LEVEL_PARTS[question.level or "village"]
    if not isinstance(typed, str) or not _REGION.fullmatch(typed) or typed.count(".") + 1 != parts:
        raise Unfit(_("Pilih wilayah dari daftar."))
    return typed


def _person(question: Question, typed: Any) -> dict[str, str] | None:
    if not isinstance(typed, dict):
        raise Unfit(_("Isi nama dan NIK."))
    name = reading.text(typed.get("nama") or "", most=question.max_length or 120)
    nik = people.clean_number(reading.written(typed.get("nik")))
    if not name:
        if nik:
            raise Unfit(_("Isi juga nama."))
        return None
    _refuse(people.nik_faults(nik) if nik else [])
    return {"nama": name, "nik": nik}


def _rows(question: Question, typed: Any) -> list[dict[str, Any]]:
    if not isinstance(typed, list) or not all(isinstance(row, dict) for row in typed):
        raise Unfit(_("Isi barisnya satu per satu."))
    if len(typed) > question.max_rows:
        raise Unfit(_("Paling banyak %d baris.") % question.max_rows)
    return typed


_CLEANERS: dict[str, Callable[[Question, Any], Any]] = {
    **dict.fromkeys(("text", "longtext"), _text),
    **dict.fromkeys(("integer", "decimal"), _number),
    **dict.fromkeys(("nik", "kk"), _sixteen),
    "date": lambda question, typed: reading.day(typed),
    "time": lambda question, typed: reading.clock(typed),
    "phone": lambda question, typed: reading.phone(typed),
    "email": lambda question, typed: reading.email(typed),
    "choice": _choice,
    "yesno": _yesno,
    "file": _file,
    "region": _region,
    "person": _person,
    "group": _rows,
}


def remarks(question: Question, value: Any, today: date) -> Iterator[people.Finding]:
    """What the question's own check says about a clean value."""
    text = value["nama"] if isinstance(value, dict) else str(value)
    if question.check == "name":
        yield from people.name_findings(text)
    if question.kind == "nik" or question.check == "nik":
        yield from people.nik_faults(text)
    if question.kind == "kk" or question.check == "kk":
        yield from people.kk_faults(text, today)
    if question.check == "past_date" and text > today.isoformat():
        sentence = _("Tanggal ini belum tiba. Periksa hari, bulan, dan tahun.")
        yield people.Finding("past_date", "block", sentence)
    if question.check == "future_date" and text < today.isoformat():
        sentence = _("Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya.")
        yield people.Finding("future_date", "block", sentence)


@dataclass
class View:
    """A form as it stands for these answers, these facts and this day."""

    definition: Definition
    answers: Answers
    facts: Facts
    today: date
    values: Answers = field(default_factory=dict)
    visible: set[str] = field(default_factory=set)
    locked: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    documents: list[DocumentNeed] = field(default_factory=list)
    documents_maybe: list[DocumentNeed] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def clean(self, answers: Answers | None = None) -> Answers:
        """The answers to keep: clean, and without any to a hidden question."""
        if answers is not None and answers is not self.answers:
            return evaluate(self.definition, answers, self.facts, self.today).clean()
        return {name: value for name, value in self.values.items() if value not in EMPTY}

    @property
    def step_names(self) -> list[str]:
        return [step.name for step in self.steps]

    @property
    def blocks(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.effect == "block"]

    @property
    def is_complete(self) -> bool:
        """Nothing missing, nothing typed wrong, no rule that says stop."""
        return not self.missing and not self.blocks

    def findings_on(self, page: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.page == page]


def evaluate(definition: Definition, answers: Answers, facts: Facts, today: date) -> View:
    """What the form asks, misses, says and wants, for these answers. The same in, the same out."""
    view = View(definition, answers, plain(facts), today)
    _Walk(view).run()
    return view


def plain(value: Any) -> Any:
    """Facts as CEL takes them: dates as ISO text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple | set) else value


def prefilled(question: Question, facts: Facts) -> Any:
    """What the city already knows for this blank, clean, or None."""
    value: Any = facts
    for part in question.prefill.split(".") if question.prefill else [""]:
        value = value.get(part) if isinstance(value, dict) else None
    try:
        return clean(question, value)
    except Unfit:
        return None


class _Walk:
    """One pass over a form, each question after those its conditions speak about."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.form = view.definition
        blank = dict.fromkeys(question.name for question in self.form.asked)
        self.scope = Scope(blank, fakta=view.facts, hari_ini=view.today.isoformat())
        # What is not settled yet; a paper that hangs on it may still be wanted.
        self.open: set[str] = set() if view.facts else {"fakta"}
        self.held: dict[str, bool] = {}

    def holds(self, source: str, row: Answers | None = None) -> bool:
        """Many questions hang on one condition. All it speaks about was taken before, so it is worked out once."""
        if not source:
            return True
        if row:
            return condition(source).holds(self.scope, row)
        if source not in self.held:
            self.held[source] = condition(source).holds(self.scope)
        return self.held[source]

    def run(self) -> None:
        pages = {page.name: page.when for page in self.form.pages}
        for question in self.form.in_order:
            if self.holds(pages[question.page]) and self.holds(question.when):
                self.ask(question)
            elif self.names(pages[question.page], question.when) & self.open:
                self.open.add(question.name)
        asked = {question.page for question in self.form.asked if question.name in self.view.visible}
        self.view.pages = [page for page in self.form.pages if page.name in asked]
        for question in self.form.asked:
            if question.name in self.view.visible:
                self.judge(question)
        self.conclude()

    def conclude(self) -> None:
        """What follows from all the answers: findings, papers, steps."""
        self.view.findings += [self.finding(rule) for rule in self.form.rules if self.follows(rule)]
        for need in self.form.documents:
            if self.holds(need.when):
                self.view.documents.append(need)
            elif self.names(need.when) & self.open:
                self.view.documents_maybe.append(need)
        self.view.steps = [self.step(step) for step in self.form.steps]

    @staticmethod
    def names(*sources: str) -> set[str]:
        return {name for source in sources if source for name in condition(source).names}

    def ask(self, question: Question) -> None:
        """A visible question: take its answer, which later conditions may speak about."""
        view = self.view
        view.visible.add(question.name)
        known = prefilled(question, view.facts) if question.locked else None
        if known is not None:
            view.locked.add(question.name)
        typed = view.answers.get(question.name) if known is None else known
        value = self.take(question, typed, question.name)
        if question.kind == "group":
            rows = [self.row(question, row, place) for place, row in enumerate(value or [])]
            self.scope[question.name] = rows
            filled = [{name: one for name, one in row.items() if one not in EMPTY} for row in rows]
            value = [row for row in filled if row]
        else:
            self.scope[question.name] = value
        view.values[question.name] = value
        if value in EMPTY:
            self.open.add(question.name)

    def take(self, question: Question, typed: Any, path: str) -> Any:
        try:
            return clean(question, typed)
        except Unfit as fault:
            self.view.faults[path] = fault.sentence
            return None

    def row(self, group: Question, typed: Answers, place: int) -> Answers:
        """One row of a group; its columns may speak about each other."""
        columns = self.form.columns_in_order[group.name]
        row: Answers = {column.name: None for column in columns}
        for column in columns:
            if self.holds(column.when, row):
                path = f"{group.name}.{place}.{column.name}"
                self.view.visible.add(path)
                row[column.name] = self.take(column, typed.get(column.name), path)
        return row

    def judge(self, question: Question) -> None:
        """What is missing or remarkable in an answer, now that all answers are known."""
        if question.kind == "group":
            self.judge_rows(question, self.scope[question.name] or [])
        else:
            self.judge_one(question, question.name, self.view.values[question.name], {})

    def judge_rows(self, group: Question, rows: list[Answers]) -> None:
        """An empty row beyond the least number is a row nobody filled in."""
        before = len(self.view.missing)
        for place, row in enumerate(rows):
            is_wanted = place < group.least_rows or any(value not in EMPTY for value in row.values())
            for column in self.form.columns(group.name) if is_wanted else ():
                if (path := f"{group.name}.{place}.{column.name}") in self.view.visible:
                    self.judge_one(column, path, row[column.name], row)
        too_few = len(self.view.values[group.name] or []) < group.least_rows
        if group.name in self.view.faults or (too_few and len(self.view.missing) == before):
            self.view.missing.append(group.name)
        if group.least_rows:
            self.view.required.add(group.name)

    def judge_one(self, question: Question, path: str, value: Any, row: Answers) -> None:
        is_wanted = question.required
        if isinstance(is_wanted, str):
            is_wanted = self.holds(is_wanted, row)
        if is_wanted:
            self.view.required.add(path)
        if path in self.view.faults or (is_wanted and value in EMPTY and question.kind != "note"):
            self.view.missing.append(path)
        if value in EMPTY or isinstance(value, list):
            return
        page = question.page or self.form.question(path.partition(".")[0]).page
        for remark in [*remarks(question, value, self.view.today), *self.compared(question, value)]:
            self.view.findings.append(Finding(remark.rule, remark.effect, str(remark.sentence), path, page))

    def compared(self, question: Question, value: Any) -> list[people.Finding]:
        """A NIK beside the same person's other blanks: `ibu_nik` and `ibu_tanggal_lahir`, `_no_kk` …"""
        whose = question.name.removesuffix("nik")
        if question.kind != "nik" or whose == question.name:
            return []
        said = [self.scope.get(whose + part) for part in ("tanggal_lahir", "jenis_kelamin", "no_kk")]
        return people.nik_versus(value, day(said[0]), said[1] if said[1] in SEXES else None, said[2])

    def follows(self, rule: Rule) -> bool:
        """A rule about a hidden question says nothing."""
        return (not rule.question or rule.question in self.view.visible) and self.holds(rule.when)

    def finding(self, rule: Rule) -> Finding:
        where, ground = (rule.question, self.page_of(rule)), (rule.audience, rule.basis, rule.confidence)
        return Finding(rule.id, rule.effect, rule.sentence, *where, *ground)

    def page_of(self, rule: Rule) -> str:
        """Where a rule is read: at its question, or on the last page it speaks about."""
        if rule.question:
            return self.form.question(rule.question).page
        spoken = self.names(rule.when)
        pages = {q.page for q in self.form.asked if q.name in spoken and q.name in self.view.visible}
        return next((page.name for page in reversed(self.view.pages) if page.name in pages), "")

    def step(self, step: Step) -> Step:
        """The step as this case takes it: the first special case that holds replaces what it says otherwise."""
        for one in step.instead:
            if self.holds(one.when):
                duty, label = one.duty or step.duty, one.label or step.label
                comes = one.appointment or step.appointment
                return replace(step, duty=duty, label=label, appointment=comes, instead=())
        return replace(step, instead=())


def lies_in(code: Any, above: str) -> bool:
    return isinstance(code, str) and code.startswith(f"{above}.")


def without_nul(typed: Any) -> Any:
    """Text without the NUL, which nobody types and PostgreSQL does not keep."""
    return typed.replace("\0", "") if isinstance(typed, str) else typed


def all_under(data: Mapping[str, Any], name: str) -> list[Any]:
    """Every value under a name, from a QueryDict or a plain dict."""
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    value = data.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]
