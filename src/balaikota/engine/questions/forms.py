"""Turning a posted page of a form into clean values. What was typed is never lost, what is locked never read.

`page_form` asks `methods.evaluate` with the posted answers laid over the earlier ones, so the page
follows what was just answered. A form whose rows or lists were only rearranged
(`restructured`) is unbound: it shows no errors yet.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from balaikota.engine.conditions.methods import EMPTY
from balaikota.engine.questions import methods, queries
from balaikota.engine.questions.methods import MOST_FILES, View, evaluate, prefilled
from balaikota.engine.questions.models import Answers, Definition, Earlier, Page, Question
from balaikota.foundation.files import actions as files_room
from balaikota.kit.errors import Refusal

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

Posted = Mapping[str, Any]

FIELDSETS = {"date", "yesno", "person", "group", "file"}
FEW = 8  # more choices than this become a list to open
FIRST_PART = {"date": "-hari", "person": "-nama", "yesno": "_0", "file": "-berkas"}
INPUT_MODES = {"integer": "numeric", "decimal": "decimal", "nik": "numeric", "kk": "numeric", "phone": "tel",
               "email": "email", "time": "numeric"}  # fmt: skip


class Blank(forms.Widget):
    """The control of one question. Its template is named after the kind."""

    def __init__(
        self, question: Question, typed: Any, view: View, rows: "list[RowForm] | None" = None
    ) -> None:
        super().__init__()
        self.question, self.typed, self.view, self.rows = question, typed, view, rows
        self.is_locked = question.name in view.locked
        self.earlier: Earlier | None = None

    @property
    def is_list(self) -> bool:
        return self.question.kind == "choice" and len(self.question.choices) > FEW

    @property
    def use_fieldset(self) -> bool:  # type: ignore[override]
        if self.is_locked or self.question.kind == "note":
            return True
        has_two = self.question.kind == "region" and self.question.level in ("", "village", "regency")
        return (
            self.question.kind in FIELDSETS
            or has_two
            or (self.question.kind == "choice" and not self.is_list)
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.typed

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def id_for_label(self, id_: str) -> str:
        """Where a link from the error summary lands: the first control."""
        if self.rows:
            wrong = next((row for row in self.rows if row.errors), self.rows[0])
            bound = next((field for field in wrong if field.errors), next(iter(wrong)))
            return str(bound.id_for_label)
        if self.question.kind == "choice" and not self.is_list:
            return f"{id_}_0"
        if self.question.kind == "region" and self.use_fieldset:
            return f"{id_}-atas"
        return id_ + FIRST_PART.get(self.question.kind, "")

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        kind = self.question.kind
        template = "locked" if self.is_locked else {"longtext": "longtext"}.get(kind, kind)
        if kind == "choice" and self.is_list:
            template = "list"
        elif template in ("text", "integer", "decimal", "time", "nik", "kk", "phone", "email"):
            template = "line"
        if self.is_locked:
            beside = {"shown": queries.display(self.question, value)}
        else:
            beside = queries.beside(self.question, value)
        context = {
            "name": name,
            "value": value,
            "attrs": attrs or {},
            "question": self.question,
            "blank": self,
        }
        control = render_to_string(f"questions/widgets/{template}.html", context | beside)
        if self.earlier is not None and value in EMPTY:
            control += render_to_string(
                "questions/widgets/_earlier.html", context | {"earlier": self.earlier}
            )
        return mark_safe(control)

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.question.kind, "")

    @property
    def may_grow(self) -> bool:
        return len(self.rows or []) < self.question.max_rows

    @property
    def may_shrink(self) -> bool:
        return len(self.rows or []) > max(1, self.question.least_rows)

    @property
    def autocomplete(self) -> str:
        """Only for what the applicant says about themself: the browser knows nobody else."""
        own = self.question.prefill.startswith("pemohon.")
        kinds = {"phone": "tel", "email": "email"}
        return self.question.autocomplete or (kinds.get(self.question.kind, "off") if own else "off")


class Asked(forms.HiddenInput):
    """Which questions this page showed. Its template also holds the button that Enter presses."""

    def __init__(self, names: str) -> None:
        super().__init__()
        self.names = names

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return mark_safe(
            render_to_string("questions/widgets/asked.html", {"name": name, "names": self.names})
        )


class BlankField(forms.Field):
    """Takes what was typed as it is; `evaluate` has already judged it."""

    def validate(self, value: Any) -> None:
        """Nothing: the form puts the sentences of the view beside the fields."""


def _field(question: Question, typed: Any, view: View, path: str, rows: Any = None) -> BlankField:
    blank = Blank(question, typed, view, rows)
    is_wanted = path in view.required or question.kind == "note"
    return BlankField(label=question.label, help_text=question.hint, required=is_wanted, widget=blank)


class RowForm(forms.Form):
    """One row of a repeating group."""

    def __init__(self, group: Question, place: int, typed: Answers, view: View, bound: bool) -> None:
        super().__init__({} if bound else None, initial=typed, prefix=f"{group.name}-{place}")
        self.use_required_attribute = False
        self.place = place
        self.title = f"{group.label} {place + 1}"
        for column in view.definition.columns(group.name):
            path = f"{group.name}.{place}.{column.name}"
            if path in view.visible:
                self.fields[column.name] = _field(column, typed.get(column.name), view, path)


class PageForm(forms.Form):
    """One page. Invalid, it shows the sentences; valid, `cleaned_data` holds the answers to keep.

    `cleaned_data` also names the page's hidden questions, with None, so that an update forgets them.
    `typed` is the same as typed, for drafts. `more_asked`: an answer opened questions not shown before.
    """

    def __init__(
        self, page: Page, view: View, typed: Answers, *, bound: bool, asked: set[str] | None
    ) -> None:
        super().__init__({} if bound else None, initial=typed)
        self.use_required_attribute = False
        self.page, self.view, self.typed = page, view, typed
        self.restructured = False
        self.upload_faults: dict[str, str] = {}
        questions = view.definition.questions_on(page.name)
        self.shown = [question for question in questions if question.name in view.visible]
        self.rows: dict[str, list[RowForm]] = {}
        self.new = {
            q.name for q in self.shown if asked is not None and q.name not in asked and q.kind != "note"
        }
        names = ",".join(question.name for question in self.shown)
        self.fields["_asked"] = forms.CharField(required=False, widget=Asked(names))
        for question in self.shown:
            value = typed.get(question.name)
            if question.kind == "group":
                self.rows[question.name] = [
                    RowForm(question, place, row, view, bound) for place, row in enumerate(value or [])
                ]
            rows = self.rows.get(question.name)
            self.fields[question.name] = _field(question, value, view, question.name, rows)

    def remind(self, earlier: Mapping[str, Earlier]) -> None:
        """Say at each empty blank what the same person answered before."""
        for question in self.shown:
            self.fields[question.name].widget.earlier = earlier.get(question.name)

    def stand(self, name: str) -> None:
        """After a button inside the form: the reader goes on where they were."""
        name = name.partition(":")[0]
        row = self.rows[name][-1] if self.rows.get(name) else self
        first = next(iter(row.fields.values())) if row is not self else self.fields.get(name)
        if first is not None:
            first.widget.attrs["autofocus"] = "autofocus"

    @property
    def more_asked(self) -> bool:
        return self.is_bound and any(name in self.view.missing for name in self.new)

    def clean(self) -> Answers:
        for question in self.shown:
            if question.name not in self.new:
                self.say(question)
        for finding in self.view.findings_on(self.page.name):
            if finding.effect == "block" and not finding.question:
                self.add_error(None, finding.sentence)
        if self.more_asked:
            self.add_error(
                None, _("Jawaban Anda membuka pertanyaan lain di halaman ini. Lengkapi, lalu lanjutkan.")
            )
        names = [q.name for q in self.view.definition.questions_on(self.page.name) if q.kind != "note"]
        return {name: self.view.values.get(name) for name in names}

    def say(self, question: Question) -> None:
        """The sentences of one question, at its field; a row's at its cell and once at its group."""
        if question.name in self.upload_faults:
            self.add_error(question.name, self.upload_faults[question.name])
        elif sentence := self.sentence(question, question.name):
            self.add_error(question.name, sentence)
        for row in self.rows.get(question.name, []):
            for name, field in row.fields.items():
                path = f"{question.name}.{row.place}.{name}"
                if sentence := self.sentence(self.view.definition.question(path), path):
                    row.add_error(name, sentence)
                    self.add_error(question.name, f"{row.title}, {field.label}: {sentence}")

    def sentence(self, question: Question, path: str) -> str:
        """What is wrong with one answer, or nothing."""
        if path in self.view.faults:
            return self.view.faults[path]
        if path in self.view.missing:
            return queries.please(question)
        blocks = (f.sentence for f in self.view.blocks if f.question == path)
        return next(blocks, "")


class Given(TypedDict, total=False):
    """What came with a request: POST, FILES, answers to show instead of the view's, who fills in and said what."""

    data: "Posted | None"
    files: "Posted | None"
    initial: "Answers | None"
    person: "Person | None"
    by: "Person"
    earlier: "Mapping[str, Earlier]"


def page_form(definition: Definition, page: Page | str, view: View, **given: Unpack[Given]) -> PageForm:
    """The form of one page; with `data`, bound to what was posted over the view's earlier answers."""
    page = definition.page(page) if isinstance(page, str) else page
    data = given.get("data")
    before = {**view.answers, **(given.get("initial") or {})}
    questions = [q for q in definition.questions_on(page.name) if q.kind != "note"]
    if data is None:
        typed = _with_rows(definition, {q.name: _known(q, before, view) for q in questions})
        now = evaluate(definition, {**view.answers, **typed}, view.facts, view.today)
        return PageForm(page, now, typed, bound=False, asked=None)
    reader = _Reader(definition, data, given)
    asked = set(str(data["_asked"]).split(",")) if data.get("_asked") is not None else None
    typed = {}
    for question in questions:
        shown = question.name not in view.locked and (asked is None or question.name in asked)
        typed[question.name] = (
            reader.read(question, before.get(question.name)) if shown else _known(question, before, view)
        )
    restructured = reader.rearrange(typed)
    typed = _with_rows(definition, typed)
    now = evaluate(definition, {**view.answers, **typed}, view.facts, view.today)
    queries.check_regions(now, page)
    form = PageForm(page, now, typed, bound=not restructured, asked=asked)
    form.restructured, form.upload_faults = restructured, reader.faults
    form.stand(str(next((data[key] for key in ("_add", "_choose", "_drop", "_take") if data.get(key)), "")))
    return form


def _known(question: Question, before: Answers, view: View) -> Any:
    """What stands in a blank before anyone types: the locked value, what was typed, or what is known."""
    if question.name in view.locked:
        return view.values[question.name]
    earlier = before.get(question.name)
    return prefilled(question, view.facts) if earlier in EMPTY and question.prefill else earlier


def _with_rows(definition: Definition, typed: Answers) -> Answers:
    """Groups show their least number of rows, and at least one."""
    typed = dict(typed)
    for question in definition.asked:
        if question.kind == "group" and question.name in typed:
            rows = typed[question.name] if isinstance(typed[question.name], list) else []
            typed[question.name] = rows + [{} for _row in range(max(1, question.least_rows) - len(rows))]
    return typed


class _Reader:
    """Reads what was posted, as typed, and keeps what was uploaded."""

    def __init__(self, definition: Definition, data: Posted, given: Given) -> None:
        self.definition, self.data, self.files = definition, data, given.get("files") or {}
        self.person, self.by = given.get("person"), given.get("by") or given.get("person")
        self.faults: dict[str, str] = {}
        self.earlier = given.get("earlier") or {}

    def read(self, question: Question, earlier: Any = None) -> Any:
        if question.kind == "file":
            return self.file(question, earlier)
        if question.kind == "group":
            return self.group(question)
        return self.one(question, question.name)

    def one(self, question: Question, name: str) -> Any:
        """One blank under its html name, as typed."""
        whole = methods.without_nul(self.data.get(name))
        if question.kind == "date" and whole is None:
            return self.parts(name, "hari", "bulan", "tahun")
        if question.kind == "person" and not isinstance(whole, dict):
            return self.parts(name, "nama", "nik")
        if (
            question.kind == "region"
            and (above := methods.without_nul(self.data.get(f"{name}-atas")))
            and not methods.lies_in(whole, above)
        ):
            return {"atas": above}
        return whole if isinstance(whole, str | dict | bool | int | float) else None

    def parts(self, name: str, *parts: str) -> Answers | None:
        values = {part: methods.without_nul(str(self.data.get(f"{name}-{part}") or "")) for part in parts}
        return values if any(value.strip() for value in values.values()) else None

    def group(self, group: Question) -> list[Answers]:
        """The rows as typed; empty ones at the end that nobody asked for are dropped."""
        numbered = re.compile(rf"{re.escape(group.name)}-(\d{{1,2}})-")
        places = {int(match[1]) for key in self.data if (match := numbered.match(key))}
        count = min(max(places, default=-1) + 1, group.max_rows)
        rows = []
        for place in range(count):
            columns = self.definition.columns(group.name)
            row = {column.name: self.one(column, f"{group.name}-{place}-{column.name}") for column in columns}
            rows.append({name: typed for name, typed in row.items() if typed not in EMPTY})
        while len(rows) > group.least_rows and not rows[-1]:
            rows.pop()
        return rows

    def file(self, question: Question, earlier: Any) -> list[str]:
        """The ids of files kept before and still wanted, and of those that came now."""
        dropped = self.data.get("_drop", "")
        ids = [
            one
            for one in map(str, methods.all_under(self.data, question.name))
            if f"{question.name}:{one}" != dropped
        ]
        already = set(earlier) if isinstance(earlier, list) else set()
        kept = queries.own_files(ids, already, self.person)
        came = [one for one in methods.all_under(self.files, question.name) if isinstance(one, UploadedFile)]
        came = came[: max(0, MOST_FILES - len(kept))] if question.multiple else came[-1:]
        fresh = [file_id for upload in came if (file_id := self.receive(question, upload))]
        return (kept + fresh)[:MOST_FILES] if question.multiple else (fresh or kept)[-1:]

    def receive(self, question: Question, upload: "UploadedFile[bytes]") -> str | None:
        if self.person is None or self.by is None:
            return None
        try:
            file = files_room.receive(upload, owner=self.person, by=self.by)
        except Refusal as refusal:
            self.faults[question.name] = refusal.sentence
            return None
        if not queries.is_accepted(question, file.content_type):
            wanted = ", ".join(ending.upper() for ending in question.accept)
            self.faults[question.name] = _("Unggah berkas %s.") % wanted
            return None
        return str(file.pk)

    def rearrange(self, typed: Answers) -> bool:
        """Add or remove a row, open a list, drop a file, take an earlier answer: did a button ask for any of it?"""
        taken = self.data.get("_take", "")
        if taken in self.earlier and typed.get(taken, ...) in EMPTY:
            typed[taken] = self.earlier[taken].value
        added, removed = self.data.get("_add", ""), self.data.get("_remove", "")
        if isinstance(typed.get(added), list):
            group = self.definition.question(added)
            rows = typed[added] + [{} for _row in range(max(1, group.least_rows) - len(typed[added]))]
            typed[added] = [*rows, {}][: group.max_rows]
        name, _dash, place = removed.rpartition("-")
        if isinstance(typed.get(name), list) and re.fullmatch("[0-9]{1,2}", place):
            typed[name] = [row for number, row in enumerate(typed[name]) if number != int(place)]
        return bool(taken or added or removed or self.data.get("_choose") or self.data.get("_drop"))
