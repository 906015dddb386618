"""Reading a service file (TOML): every fault becomes one sentence that names its place."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from django.utils.translation import gettext as _

from balaikota.engine.conditions.methods import CEL_FUNCTIONS, FUNCTIONS, GIVEN, Circular, condition, day
from balaikota.engine.questions.models import (
    EARLIER,
    EFFECTS,
    KINDS,
    Answers,
    Definition,
    DocumentNeed,
    Example,
    Facts,
    Fee,
    Limit,
    Page,
    Question,
    Rule,
    Step,
)
from balaikota.foundation.organisations.models import Duty
from balaikota.kit.reader import Reader

__all__ = [
    "Answers",
    "Definition",
    "DocumentNeed",
    "Example",
    "Facts",
    "Fee",
    "Limit",
    "Page",
    "Question",
    "Rule",
    "ServiceFileError",
    "Step",
    "parse",
]

CHECKS = {"name", "nik", "kk", "past_date", "future_date"}
LEVELS = {"province", "regency", "district", "village"}
ACCEPT = {"pdf", "jpg", "png", "heic"}
VERDICTS = {"passed", "granted", "refused"}
RUNGS = {"remind", "raise", "superior"}
MOST_VOTES = 9
FATES = {"musnah", "permanen"}
MOST_YEARS = 100

_NAME = re.compile(r"[a-z][a-z0-9_]{0,49}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_RESERVED = (
    GIVEN
    | FUNCTIONS.keys()
    | CEL_FUNCTIONS
    | {"true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if",
       "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
       "list", "map", "bool", "bytes", "uint", "type", "dyn", "timestamp", "duration"}
)  # fmt: skip


class ServiceFileError(ValueError):
    """A service file with faults; each is one sentence that names its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@lru_cache(maxsize=256)
def parse(toml_text: str) -> Definition:
    """The definition in a service file. Raises `ServiceFileError` with every fault found."""
    try:
        table = tomllib.loads(toml_text)
    except (ValueError, RecursionError) as fault:  # also a number of more digits than Python reads
        raise ServiceFileError([_("Berkas ini bukan TOML yang benar: %s.") % fault]) from None
    reader = Reader()
    definition = reader.build(Definition, table, _("berkas layanan"))
    if definition is None:
        raise ServiceFileError(reader.faults)
    faults = [*reader.faults, *_faults(definition)]
    if faults:
        raise ServiceFileError(faults)
    return definition


def _faults(definition: Definition) -> Iterator[str]:
    """Everything that is wrong although every part by itself is well formed."""
    yield from _head_faults(definition)
    yield from _twice(_("halaman"), (page.name for page in definition.pages))
    yield from _twice(_("langkah"), (step.name for step in definition.steps))
    yield from _twice(_("pertanyaan"), (q.name for q in definition.asked))
    yield from _twice(_("dokumen"), (need.name for need in definition.documents))
    yield from _twice(_("aturan"), (rule.id for rule in definition.rules))
    yield from _twice(_("contoh"), (example.title for example in definition.examples))
    for question in definition.questions:
        place = _("pertanyaan “%s”") % question.name
        yield from (f"{place}: {fault}" for fault in _place_faults(definition, question))
        yield from (f"{place}: {fault}" for fault in _question_faults(question))
    yield from _page_and_step_faults(definition)
    yield from _pointer_faults(definition)
    yield from _subject_faults(definition)
    yield from _letter_faults(definition)
    broken = list(_condition_faults(definition))
    yield from broken
    if not broken:
        yield from _circles(definition)


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield _("%(what)s “%(name)s” ada %(times)s kali.") % {"what": what, "name": name, "times": times}


def _head_faults(definition: Definition) -> Iterator[str]:
    for key in ("code", "desk"):
        if not _SLUG.fullmatch(getattr(definition, key)):
            yield _("berkas layanan, %s: hanya huruf kecil, angka, dan tanda hubung.") % key
    if not _PREFIX.fullmatch(definition.number_prefix):
        yield _("berkas layanan, number_prefix: dua sampai enam huruf besar.")
    if definition.limit.hours <= 0:
        yield _("berkas layanan, limit: hours harus lebih dari 0.")
    if not definition.steps:
        yield _("berkas layanan: paling sedikit satu langkah (steps).")
    yield from _retention_faults(definition)
    yield from _example_faults(definition)


def _retention_faults(definition: Definition) -> Iterator[str]:
    """Years that are years, at least one of them, and a fate the schedule knows."""
    said = definition.retention
    if said.fate not in FATES:
        yield _("retensi (retention): fate harus musnah atau permanen.")
    if any(years is not None and not 0 <= years <= MOST_YEARS for years in (said.active, said.inactive)):
        yield _("retensi (retention): active dan inactive dalam tahun, 0 sampai %d.") % MOST_YEARS
    if said.is_said and not said.is_permanent and said.years < 1:
        yield _("retensi (retention): paling sedikit satu tahun.")


def _example_faults(definition: Definition) -> Iterator[str]:
    """Names in the examples that stand for nothing, or a day that is none."""
    known = {
        "answers": {question.name for question in definition.asked},
        "pages": {page.name for page in definition.pages},
        "documents": {need.name for need in definition.documents},
        "steps": {step.name for step in definition.steps},
    }
    for name in definition.example.keys() - known["answers"]:
        yield _("contoh (example): pertanyaan “%s” tidak ada.") % name
    for example in definition.examples:
        said = [("answers", example.answers), ("answers", example.without), ("pages", example.pages)]
        said += [("pages", example.skips), ("documents", example.documents), ("steps", example.steps)]
        place = _("contoh “%s”") % example.title
        for key, names in said:
            for name in sorted(set(names or ()) - known[key]):
                yield _("%(place)s: “%(name)s” tidak ada.") % {"place": place, "name": name}
        if example.today and day(example.today) is None:
            yield _("%s: today harus tanggal seperti 2026-11-25.") % place


def _place_faults(definition: Definition, question: Question) -> Iterator[str]:
    """On which page, or in which group."""
    pages = {page.name for page in definition.pages}
    if not question.group:
        if question.page not in pages:
            yield _("halaman “%s” tidak ada.") % (question.page or "?")
        return
    groups = {q.name for q in definition.asked if q.kind == "group"}
    if question.group not in groups:
        yield _("kelompok “%s” tidak ada.") % question.group
    if question.kind in ("group", "file", "note"):
        yield _("jenis “%s” tidak dapat berada di dalam kelompok.") % question.kind
    if question.locked or question.prefill:
        yield _("isian di dalam kelompok tidak dapat diisi lebih dahulu.")
    if any(question.name == other.name for other in definition.asked):
        yield _("nama ini juga dipakai di luar kelompok.")
    if sum(question.name == other.name for other in definition.columns(question.group)) > 1:
        yield _("nama ini ada dua kali di kelompok “%s”.") % question.group


def _question_faults(question: Question) -> Iterator[str]:
    if question.kind not in KINDS:
        near = get_close_matches(question.kind, KINDS, 1)
        yield _("jenis “%s” tidak dikenal.") % question.kind + (f" ({near[0]}?)" if near else "")
    if not _NAME.fullmatch(question.name) or question.name in _RESERVED:
        yield _("nama hanya huruf kecil, angka, dan garis bawah, diawali huruf, dan bukan kata CEL.")
    if not question.label:
        yield _("“label” belum ada.")
    for key, known in (("check", CHECKS), ("level", LEVELS)):
        value = getattr(question, key)
        if value and value not in known:
            yield _("%(key)s “%(value)s” tidak dikenal.") % {"key": key, "value": value}
    if question.locked and not question.prefill:
        yield _("dikunci (locked) tanpa asal isian (prefill).")
    yield from _measure_faults(question)


def _measure_faults(question: Question) -> Iterator[str]:
    if question.kind == "choice" and not question.choices:
        yield _("pilihan (choices) belum ada.")
    for value, times in Counter(value for value, _label in question.choices).items():
        if times > 1:
            yield _("pilihan “%s” ada lebih dari sekali.") % value
    if unknown := set(question.accept) - ACCEPT:
        yield _("jenis berkas %s tidak diterima.") % ", ".join(sorted(unknown))
    if question.min is not None and question.max is not None and question.min > question.max:
        yield _("min lebih besar dari max.")
    if question.max_length is not None and question.max_length < 1:
        yield _("max_length paling sedikit 1.")
    if not 0 <= question.min_rows <= question.max_rows <= 50:
        yield _("jumlah baris: 0 ≤ min_rows ≤ max_rows ≤ 50.")


def _page_and_step_faults(definition: Definition) -> Iterator[str]:
    for page in definition.pages:
        if not _SLUG.fullmatch(page.name.replace("_", "-")):
            yield _("halaman “%s”: nama hanya huruf kecil, angka, dan tanda hubung.") % page.name
        if not definition.questions_on(page.name):
            yield _("halaman “%s” tidak berisi pertanyaan.") % page.name
    for question in definition.asked:
        if question.kind == "group" and not definition.columns(question.name):
            yield _("kelompok “%s” tidak berisi pertanyaan.") % question.name
    yield from _step_faults(definition)


def _step_faults(definition: Definition) -> Iterator[str]:
    for step in definition.steps:
        place = _("langkah “%s”") % step.name
        if not _SLUG.fullmatch(step.name):
            yield _("%s: nama hanya huruf kecil, angka, dan tanda hubung.") % place
        for duty in [step.duty, *(one.duty for one in step.instead if one.duty)]:
            if duty not in Duty.values:
                yield _("%(step)s: tugas “%(duty)s” tidak dikenal.") % {"step": place, "duty": duty}
        yield from (f"{place}: {fault}" for fault in _turn_faults(step))
        yield from (f"{place}: {fault}" for fault in _order_faults(definition, step))
    yield from _ending_faults(definition)


def _turn_faults(step: Step) -> Iterator[str]:
    """What is wrong with a step by itself: its measures, its reasons, its ladder."""
    if step.desk and not _SLUG.fullmatch(step.desk):
        yield _("desk: hanya huruf kecil, angka, dan tanda hubung.")
    if step.hours is not None and step.hours <= 0:
        yield _("hours harus lebih dari 0.")
    if not 1 <= step.votes <= MOST_VOTES:
        yield _("votes: 1 sampai %d petugas.") % MOST_VOTES
    for verdict in sorted(set(step.reasons) - VERDICTS):
        yield _("reasons: “%s” bukan passed, granted, atau refused.") % verdict
    for _hours, rung in step.escalate:
        if rung not in RUNGS:
            yield _("escalate: “%s” bukan remind, raise, atau superior.") % rung
    climbed = [hours for hours, _rung in step.escalate]
    if climbed != sorted(set(climbed)) or any(hours <= 0 for hours in climbed):
        yield _("escalate: jam harus lebih dari 0 dan makin besar.")


def _order_faults(definition: Definition, step: Step) -> Iterator[str]:
    """Steps named by a step: the one it runs beside, and those whose finisher may not do it."""
    names = [other.name for other in definition.steps]
    mains = {other.name for other in definition.steps if not other.beside}
    for name in step.not_by:
        if name != EARLIER and (name not in names or name == step.name):
            yield _("not_by: langkah “%s” tidak ada.") % name
    if step.beside and step.beside not in mains:
        yield _("beside: “%s” bukan langkah utama.") % step.beside


def _ending_faults(definition: Definition) -> Iterator[str]:
    """The last step decides. It belongs to the desk that answers for the service."""
    mains = [step for step in definition.steps if not step.beside]
    if definition.steps and not mains:
        yield _("berkas layanan: paling sedikit satu langkah utama (tanpa beside).")
    if mains and mains[-1].desk not in ("", definition.desk):
        yield _("langkah “%s”: putusan diambil di meja layanan itu sendiri.") % mains[-1].name


#: What a letter may use besides the answers.
IN_LETTERS = {"pemohon", "nomor_permohonan", "tanggal_putusan"}
_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def _letter_faults(definition: Definition) -> Iterator[str]:
    """A title that anyone may read, and blanks for answers that are asked."""
    letter = definition.letter
    if _BLANK.search(letter.title):
        yield _("surat (letter): judul terbaca siapa saja, jadi tidak memuat jawaban.")
    if bool(letter.title) != bool(letter.paragraphs):
        yield _("surat (letter): tulis judul dan isinya.")
    known = {question.name for question in definition.asked} | IN_LETTERS
    for name in dict.fromkeys(_BLANK.findall(" ".join(letter.paragraphs))):
        if name not in known:
            yield _("surat (letter): tidak ada pertanyaan “%s”.") % name


def _subject_faults(definition: Definition) -> Iterator[str]:
    """Parts of the subject that point at no question."""
    known = {question.name for question in definition.asked}
    for part, name in vars(definition.subject).items():
        if part != "event" and name and name not in known:
            yield _("subjek (subject), %(part)s: pertanyaan “%(name)s” tidak ada.") % {
                "part": part,
                "name": name,
            }


def _pointer_faults(definition: Definition) -> Iterator[str]:
    """Names that point at a question which is not there."""
    by_name = {question.name: question for question in definition.asked}
    for need in definition.documents:
        if not need.question:
            continue
        if need.question not in by_name or by_name[need.question].kind != "file":
            yield _("dokumen “%(need)s”: pertanyaan berkas “%(name)s” tidak ada.") % {
                "need": need.name,
                "name": need.question,
            }
    for rule in definition.rules:
        if rule.effect not in EFFECTS:
            yield _("aturan “%(rule)s”: akibat “%(effect)s” tidak dikenal.") % {
                "rule": rule.id,
                "effect": rule.effect,
            }
        if rule.audience not in ("all", "officer"):
            yield _("aturan “%s”: audience harus all atau officer.") % rule.id
        if rule.question and rule.question not in by_name:
            yield _("aturan “%(rule)s”: pertanyaan “%(name)s” tidak ada.") % {
                "rule": rule.id,
                "name": rule.question,
            }


def _conditions(definition: Definition) -> Iterator[tuple[str, str, set[str]]]:
    """Every condition: its place, its source, and the extra names it may use."""
    for page in definition.pages:
        yield _("halaman “%s”") % page.name, page.when, set()
    for question in definition.questions:
        row = {column.name for column in definition.columns(question.group)} if question.group else set()
        place = _("pertanyaan “%s”") % question.name
        yield place, question.when, row
        if isinstance(question.required, str):
            yield place, question.required or " ", row
    for need in definition.documents:
        yield _("dokumen “%s”") % need.name, need.when, set()
    for rule in definition.rules:
        yield _("aturan “%s”") % rule.id, rule.when or " ", set()
    for step in definition.steps:
        for one in step.instead:
            yield _("langkah “%s”") % step.name, one.when or " ", set()


def _condition_faults(definition: Definition) -> Iterator[str]:
    named = {question.name for question in definition.asked} | GIVEN
    for place, source, row in _conditions(definition):
        if not source:
            continue
        try:
            compiled = condition(source)
        except Exception as fault:  # the CEL parser raises more than it documents
            yield _("%(place)s: syarat tidak dapat dibaca (%(fault)s).") % {
                "place": place,
                "fault": str(fault).splitlines()[0][:200],
            }
            continue
        for name in sorted(compiled.names - named - row):
            near = get_close_matches(name, named | row, 1)
            meant = _(" Mungkin maksudnya “%s”?") % near[0] if near else ""
            yield (
                _("%(place)s: nama “%(name)s” pada syarat tidak dikenal.")
                % {
                    "place": place,
                    "name": name,
                }
                + meant
            )
        called = {name for name in compiled.functions if name[0].isalpha()}
        for name in sorted(called - FUNCTIONS.keys() - CEL_FUNCTIONS):
            yield _("%(place)s: fungsi “%(name)s” tidak dikenal.") % {"place": place, "name": name}


def _circles(definition: Definition) -> Iterator[str]:
    try:
        for sorting in ("columns_in_order", "in_order"):
            getattr(definition, sorting)
    except Circular as circle:
        yield _("Syarat saling menunggu: %s.") % circle
