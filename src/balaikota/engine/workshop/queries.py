"""Reading what is being made: its text, its faults and where they belong, its letter as it will look."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.methods import Change
from balaikota.engine.catalogue.methods import difference as compared
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.questions.contract import ServiceFileError, parse
from balaikota.engine.questions.methods import View, evaluate
from balaikota.engine.questions.models import Definition
from balaikota.engine.wording import methods as wording
from balaikota.engine.workshop import methods, rules
from balaikota.engine.workshop.methods import Table
from balaikota.engine.workshop.models import ServiceDraft
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.audit.models import Event
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Desk
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import found

#: Stands for an uploaded file in an example: no such file exists.
A_FILE = "00000000-0000-4000-8000-000000000001"


# --- drafts ---------------------------------------------------------------------------------------


def drafts(viewer: Person) -> list[ServiceDraft]:
    """What is being made, newest first: all of it for whoever operates the systems, a head's own desks'."""
    rows = ServiceDraft.objects.filter(published=None).select_related("by", "based_on").order_by("-saved_at")
    return [draft for draft in rows[:200] if rules.may_write(viewer, draft)]


def draft(id: UUID, *, viewer: Person) -> ServiceDraft:
    rows = ServiceDraft.objects.select_related("by", "based_on__service", "published__service")
    draft = found(rows.filter(pk=id).first())
    return found(draft if rules.may_write(viewer, draft) else None)


def locked(draft: ServiceDraft) -> ServiceDraft:
    rows = ServiceDraft.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("by", "based_on__service").get(pk=draft.pk)


def unfinished(service: Service, viewer: Person) -> ServiceDraft | None:
    """A change of this service that somebody has begun already."""
    return next(
        (one for one in drafts(viewer) if one.based_on and one.based_on.service_id == service.pk), None
    )


def services(viewer: Person) -> QuerySet[Service]:
    """What this person may write anew."""
    rows = catalogue.all_services().order_by("name")
    return rows if rules.operates(viewer) else rows.filter(desk__code__in=rules.headed(viewer))


def desks(viewer: Person) -> list[Desk]:
    rows = organisations.desks()
    return [desk for desk in rows if rules.may_write_for(viewer, desk.code)]


def in_force(slug: str) -> Edition | None:
    """The edition in force of the service with this code, when the city has it."""
    service = catalogue.all_services().filter(slug=slug).first()
    return catalogue.newest_edition(service) if service else None


def life_events() -> list[str]:
    """The life events that services are found under already."""
    return sorted(event for event in catalogue.by_life_event() if event)


# --- the file -------------------------------------------------------------------------------------


def text(draft: ServiceDraft) -> str:
    return methods.toml_of(draft.definition)


def definition(draft: ServiceDraft) -> Definition | None:
    """The draft as a definition, once nothing in it is wrong."""
    try:
        return parse(text(draft))
    except ServiceFileError:
        return None


@dataclass(frozen=True)
class Fault:
    """What is wrong, and the page on which it is put right."""

    sentence: str
    section: str
    part: str = ""
    key: str = ""
    href: str = ""


def faults(draft: ServiceDraft) -> list[Fault]:
    """Every fault of the file and of its examples, each with its place."""
    return [place(sentence, draft) for sentence in catalogue.faults_of(text(draft))]


def place(sentence: str, draft: ServiceDraft) -> Fault:
    named = {
        part: (key, [(methods.key_of(part, row), row) for row in methods.items(draft.definition, part)])
        for part, (key, _class, _name) in methods.PARTS.items()
    }
    section, part, key = wording.place_of(sentence, named)
    name = {"isian": "outline", "contoh": "examples", "surat": "letter", "tentang": "about"}.get(section)
    if key:
        return Fault(sentence, section, part, key, reverse("workshop:item", args=[draft.pk, part, key]))
    where = [draft.pk] if name else [draft.pk, section]
    return Fault(sentence, section, href=reverse(f"workshop:{name or 'listing'}", args=where))


def faults_in(draft: ServiceDraft, section: str) -> list[Fault]:
    """The faults of one section that belong to none of its items in particular."""
    return [fault for fault in faults(draft) if fault.section == section and not fault.key]


def sections(draft: ServiceDraft) -> list[dict[str, Any]]:
    """The way through a draft: what each part holds, and what is still wrong in it."""
    table, wrong = draft.definition, faults(draft)
    count = {part: len(methods.items(table, part)) for part in methods.PARTS}
    letter = (table.get("letter") or {}).get("title")
    number = bool(table.get("example")) + len(more_examples(table))
    asked = _("%(pages)s halaman, %(questions)s pertanyaan")
    words = {
        "tentang": (_("Tentang layanan"), "about", str(table.get("summary") or _("belum ditulis"))),
        "isian": (
            _("Halaman dan pertanyaan"),
            "outline",
            asked % {"pages": count["halaman"], "questions": count["pertanyaan"]},
        ),
        "dokumen": (_("Berkas"), "", _("%s berkas") % count["dokumen"]),
        "aturan": (_("Aturan"), "", _("%s aturan") % count["aturan"]),
        "langkah": (_("Langkah di meja"), "", _("%s langkah") % count["langkah"]),
        "surat": (_("Surat"), "letter", str(letter or _("tanpa surat"))),
        "contoh": (_("Contoh"), "examples", _("%s contoh") % number),
    }
    rows = []
    for section, (title, name, told) in words.items():
        arguments = [draft.pk] if name else [draft.pk, section]
        mine = [fault for fault in wrong if fault.section == section]
        href = reverse(f"workshop:{name or 'listing'}", args=arguments)
        rows.append({"title": title, "href": href, "told": told, "wrong": mine})
    return rows


def item(draft: ServiceDraft, part: str, key: str) -> Table:
    return found(methods.item(draft.definition, part, key) if part in methods.PARTS else None)


def kept_or_posted(draft: ServiceDraft, part: str, key: str, posted: Mapping[str, Any]) -> Table:
    """The item; when a colleague dropped it meanwhile, as much of it as its form must know to take what was typed."""
    row = methods.item(draft.definition, part, key) if part in methods.PARTS else None
    if row is not None:
        return row
    begun = methods.begun(part, str(posted.get("page", "")), key.rpartition(".")[0])
    return begun | ({"kind": str(posted["kind"])} if "kind" in posted else {})


def item_page(draft: ServiceDraft, part: str, row: Table) -> dict[str, Any]:
    """What the page of an item says beside its form: its condition in words, and what is wrong with it."""
    key, asked = methods.key_of(part, row), methods.items(draft.definition, "pertanyaan")
    return {
        "key": key,
        "item": row,
        "called": methods.called(row),
        "part_name": methods.PARTS[part][2],
        "words": wording.in_words(str(row.get("when") or ""), asked),
        "wrong": [fault for fault in faults(draft) if key and (fault.part, fault.key) == (part, key)],
    }


def last_change(draft: ServiceDraft) -> Event | None:
    """Who changed the draft last, and when."""
    return audit.story(draft).filter(name="workshop.changed").last()


def comparable(draft: ServiceDraft, part: str, key: str) -> list[Table]:
    """The questions a condition of this item may speak about: not itself, no columns, no notes."""
    rows = methods.items(draft.definition, "pertanyaan")
    mine = (part == "pertanyaan" and key, part == "halaman" and key)
    return [
        row
        for row in rows
        if not row.get("group")
        and row.get("kind") != "note"
        and (row.get("name"), row.get("page")) != mine
        and row.get("name") != mine[0]
        and row.get("page") != mine[1]
    ]


def condition_of(draft: ServiceDraft, part: str, key: str) -> dict[str, Any]:
    """The item a condition belongs to, the condition as it is kept, and in words."""
    row = item(draft, part, key)
    source = str(row.get("when") or "")
    words = wording.in_words(source, methods.items(draft.definition, "pertanyaan"))
    named = {"part": part, "key": key, "name": methods.called(row)}
    return {"item": row, "source": source, "words": words, **named}


def after_adding(draft: ServiceDraft, part: str, key: str, kind: str) -> str:
    """Where to go on: to what is still to be said of it, or back to the list."""
    if part == "aturan":
        return reverse("workshop:condition", args=[draft.pk, part, key])
    if kind in ("choice", "group", "file"):
        return reverse("workshop:item", args=[draft.pk, part, key])
    if part in ("halaman", "pertanyaan"):
        return reverse("workshop:outline", args=[draft.pk])
    return reverse("workshop:listing", args=[draft.pk, part])


def difference(draft: ServiceDraft) -> list[Change] | None:
    """What is different from the edition in force, in words; None while the draft cannot be read."""
    form = definition(draft)
    return _changes(form, draft.definition) if form else None


def _changes(form: Definition, table: Table) -> list[Change]:
    edition = in_force(form.code)
    asked = methods.items(table, "pertanyaan")
    changes = compared(catalogue.definition(edition), form) if edition else []
    return [_spoken(change, asked) for change in changes]


def _spoken(change: Change, asked: list[Table]) -> Change:
    """A changed condition is read as a sentence, not as CEL."""
    if change.field != _("syarat"):
        return change
    before, after = (wording.in_words(source, asked) for source in (change.before, change.after))
    return replace(change, before=before, after=after)


def looked_over(toml_text: str) -> dict[str, Any]:
    """What a service file from elsewhere says, and what it would change. Raises `ServiceFileError`."""
    form, table = parse(toml_text), methods.table_of(toml_text)
    is_new = in_force(form.code) is None
    return {"difference": _changes(form, table), "text": toml_text, "definition": form, "is_new": is_new}


def outline(draft: ServiceDraft) -> list[dict[str, Any]]:
    """Pages with their questions, and groups with their columns, each with its condition in words."""
    table = draft.definition
    asked = methods.items(table, "pertanyaan")
    wrong = {(fault.part, fault.key): fault.sentence for fault in reversed(faults(draft))}

    def told(part: str, row: Table) -> dict[str, Any]:
        key = methods.key_of(part, row)
        words = wording.in_words(str(row["when"]), asked) if row.get("when") else ""
        return {"row": row, "key": key, "words": words, "fault": wrong.get((part, key), "")}

    pages = []
    for page in methods.items(table, "halaman"):
        rows = []
        for row in (one for one in asked if one.get("page") == page.get("name") and not one.get("group")):
            columns = [one for one in asked if one.get("group") == row.get("name")]
            rows.append({**told("pertanyaan", row), "columns": [told("pertanyaan", one) for one in columns]})
        pages.append({**told("halaman", page), "questions": rows})
    return pages


def listing(draft: ServiceDraft, part: str) -> list[dict[str, Any]]:
    """The items of a list, each with its condition in words and what is wrong with it."""
    asked = methods.items(draft.definition, "pertanyaan")
    wrong = {(fault.part, fault.key): fault.sentence for fault in reversed(faults(draft))}
    rows = []
    for row in methods.items(draft.definition, part):
        key = methods.key_of(part, row)
        words = wording.in_words(str(row.get("when") or ""), asked)
        fault = wrong.get((part, key), "")
        rows.append({"row": row, "key": key, "called": methods.called(row), "words": words, "fault": fault})
    return rows


# --- examples -------------------------------------------------------------------------------------


def more_examples(table: Table) -> list[Table]:
    rows = table.get("examples")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def answers_of(table: Table, which: int) -> dict[str, Any]:
    """The answers of an example: 0 is the complete one, the others are laid over it."""
    base = dict(table.get("example") or {})
    if which == 0:
        return base
    row = found(next(iter(more_examples(table)[which - 1 : which]), None))
    left_out = set(row.get("without") or [])
    return {name: value for name, value in base.items() if name not in left_out} | dict(
        row.get("answers") or {}
    )


def seen(draft: ServiceDraft, which: int = 0) -> View | None:
    """The real form as this example fills it in; None while the file has faults."""
    if (form := definition(draft)) is None:
        return None
    row = more_examples(draft.definition)[which - 1] if which else {}
    facts = row.get("facts") or {}
    day = timezone.localdate()
    with suppress(ValueError):
        day = type(day).fromisoformat(str(row.get("today") or day))
    return evaluate(form, answers_of(draft.definition, which), facts, day)


def told(view: View) -> list[dict[str, Any]]:
    """What this example leads to, for the reader: papers, remarks, steps, and whether it may be sent."""
    named = {question.name: question for question in view.definition.asked}
    missing = [named[name.partition(".")[0]].label for name in view.missing]
    return [
        {"title": _("Halaman yang ditanyakan"), "rows": [page.title for page in view.pages]},
        {"title": _("Berkas yang diminta"), "rows": [need.label for need in view.documents]},
        {"title": _("Aturan yang berbicara"), "rows": [finding.sentence for finding in view.findings]},
        {"title": _("Langkah"), "rows": [step.label for step in view.steps]},
        {"title": _("Masih kosong atau salah"), "rows": missing},
    ]


def example_page(draft: ServiceDraft, which: int) -> dict[str, Any]:
    """What the page of an example shows."""
    answers_of(draft.definition, which)
    view = seen(draft, which)
    row = more_examples(draft.definition)[which - 1] if which else {}
    title = row.get("title") or _("Contoh lengkap")
    return {"view": view, "title": title, "row": row, "told": told(view) if view else []}


def with_sample_files(view: View, page: str, typed: dict[str, Any]) -> dict[str, Any]:
    """The example's answers after one page was filled in; a stand-in where a file would be uploaded."""
    names = {question.name for question in view.definition.questions_on(page) if question.kind == "file"}
    now = {**view.answers, **typed} | {name: [A_FILE] for name in names}
    after = evaluate(view.definition, now, view.facts, view.today)
    # What was typed wrong is kept as typed: the example says so until it is put right.
    return {name: value for name, value in now.items() if name in after.visible} | after.clean()


def lacks_only_files(view: View, page: str, wrong: Iterable[str]) -> bool:
    """Uploads need no file here: an example only says that there is one."""
    names = {question.name for question in view.definition.questions_on(page) if question.kind == "file"}
    return set(wrong) <= names


def after_answering(draft: ServiceDraft, which: int, page: str) -> str:
    """The next page that this example is asked, or what it leads to."""
    view = seen(draft, which)
    names = [each.name for each in view.pages] if view else []
    place = names.index(page) + 1 if page in names else len(names)
    if place < len(names):
        return reverse("workshop:example_page", args=[draft.pk, which, names[place]])
    return reverse("workshop:example", args=[draft.pk, which])


# --- the letter -----------------------------------------------------------------------------------


def placeholders(draft: ServiceDraft) -> list[tuple[str, str]]:
    """What may stand in braces, and what it becomes."""
    asked = methods.items(draft.definition, "pertanyaan")
    rows = [
        (str(q.get("name")), methods.called(q))
        for q in asked
        if not q.get("group") and q.get("kind") != "note"
    ]
    given = [
        ("pemohon", _("Nama pemohon")),
        ("nomor_permohonan", _("Nomor permohonan")),
        ("tanggal_putusan", _("Tanggal putusan")),
    ]
    return [*rows, *given]


def words_of(draft: ServiceDraft) -> set[str]:
    return {name for name, _label in placeholders(draft)}
