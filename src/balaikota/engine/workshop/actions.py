"""Writing services: every change of a draft, its publication, and the letters of services made here."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue import queries as published
from balaikota.engine.catalogue.models import Edition, Service
from balaikota.engine.workshop import methods, queries, rules
from balaikota.engine.workshop.methods import Table
from balaikota.engine.workshop.models import ServiceDraft
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import Refusal, require
from balaikota.kit.lines import fingerprint

Change = Callable[[Table], Table]


# --- drafts ---------------------------------------------------------------------------------------


@transaction.atomic
def begin(name: str, *, by: Person) -> ServiceDraft:
    """A new service with nothing but its name, one page and the two steps most services have."""
    require(rules.may_enter(by), _("Bengkel layanan hanya untuk pengelola sistem dan kepala dinas."))
    return _create(methods.first_table(name), by=by)


@transaction.atomic
def revise(service: Service, *, by: Person) -> ServiceDraft:
    """Write on at the edition in force; a change that was begun already is gone on with."""
    require(rules.may_write_for(by, service.desk.code), _("Layanan ini milik meja lain."))
    service = published.locked(service)
    if (begun := queries.unfinished(service, by)) is not None:
        return begun
    edition = published.current_edition(service)
    return _create(methods.table_of(edition.source), based_on=edition, by=by)


@transaction.atomic
def bring_in(toml_text: str, *, by: Person) -> ServiceDraft:
    """A service file from elsewhere becomes a draft; of a service the city has, a change of its edition."""
    table = methods.table_of(toml_text)
    desk = str(table.get("desk") or "")
    require(rules.may_write_for(by, desk), _("Berkas ini untuk meja lain, atau mejanya belum ditulis."))
    return _create(table, based_on=queries.in_force(str(table.get("code") or "")), by=by)


def _create(table: Table, *, by: Person, based_on: Edition | None = None) -> ServiceDraft:
    name = str(table.get("name") or "")[:160]
    draft = ServiceDraft.objects.create(name=name, definition=table, based_on=based_on, by=by)
    audit.record("workshop.begun", draft, by=by, service=str(table.get("code") or ""))
    return draft


@transaction.atomic
def discard(draft: ServiceDraft, *, by: Person) -> None:
    """Throw a draft away. What is published stays as it is."""
    draft = _writable(draft, by)
    audit.record("workshop.discarded", draft, by=by, service=str(draft.definition.get("code") or ""))
    draft.delete()


def _writable(draft: ServiceDraft, by: Person) -> ServiceDraft:
    draft = queries.locked(draft)
    require(draft.published_id is None, _("Konsep ini sudah terbit dan tidak dapat diubah lagi."), status=409)
    require(rules.may_write(by, draft), _("Konsep ini milik meja lain."))
    return draft


# --- changes --------------------------------------------------------------------------------------


@transaction.atomic
def change(draft: ServiceDraft, part: str, how: Change, *, by: Person) -> ServiceDraft:
    """Change one part of the file, whatever stands in the others."""
    draft = _writable(draft, by)
    draft.definition = how(draft.definition)
    draft.name, draft.saved_at = str(draft.definition.get("name") or "")[:160], timezone.now()
    draft.save(update_fields=["definition", "name", "saved_at"])
    audit.record("workshop.changed", draft, by=by, part=part)
    return draft


def describe(draft: ServiceDraft, values: Table, *, by: Person) -> None:
    """What stands at the head of the file: name, desk, limit, fee, law."""
    require(
        not values.get("desk") or rules.may_write_for(by, str(values["desk"])),
        _("Pilih meja yang Anda pimpin."),
    )
    change(draft, "tentang", lambda table: methods.laid_over(table, values), by=by)


def write_letter(draft: ServiceDraft, values: Table, *, by: Person) -> None:
    change(draft, "surat", lambda table: methods.laid_over(table, values), by=by)


def put(draft: ServiceDraft, part: str, key: str, values: Table, *, by: Person) -> str:
    """Change one item of a list, or add one; answers with its key."""
    keys = []

    def how(table: Table) -> Table:
        table, new = methods.put(table, part, key, values)
        keys.append(new)
        return table

    change(draft, part, how, by=by)
    return keys[0]


def put_unless_changed(
    draft: ServiceDraft, part: str, key: str, values: Table, *, seen: str, by: Person
) -> bool:
    """The same, unless a colleague changed or dropped the item since it was `seen`; False when nothing was written."""
    is_same = True

    def how(table: Table) -> Table:
        nonlocal is_same
        kept = methods.item(table, part, key)
        changed, _key = methods.put(table, part, key, values) if kept is not None else (table, key)
        # Two who wrote the same do not disagree.
        is_same = kept is not None and (fingerprint(kept) == seen or methods.item(changed, part, key) == kept)
        if not is_same:
            raise _Changed
        return changed

    try:
        change(draft, part, how, by=by)
    except _Changed:
        return False
    return is_same


class _Changed(Exception):
    """Undoes the transaction of a change that would have overwritten a colleague's."""


def move(draft: ServiceDraft, part: str, key: str, *, up: bool, by: Person) -> None:
    change(draft, part, lambda table: methods.move(table, part, key, up), by=by)


def drop(draft: ServiceDraft, part: str, key: str, *, by: Person) -> None:
    """Take one item out; a page goes only when nothing is asked on it."""
    asked = methods.items(draft.definition, "pertanyaan")
    is_used = part == "halaman" and any(row.get("page") == key for row in asked)
    sentence = _("Halaman ini masih berisi pertanyaan. Hapus atau pindahkan pertanyaannya dahulu.")
    require(not is_used, sentence, status=422)
    change(draft, part, lambda table: methods.drop(table, part, key), by=by)


def answer(draft: ServiceDraft, which: int, answers: Table, *, by: Person) -> None:
    """Answers of an example; of the further ones only what differs from the complete one is kept."""
    change(draft, "contoh", lambda table: methods.with_answers(table, which, answers), by=by)


def add_example(draft: ServiceDraft, title: str, *, by: Person) -> int:
    """A further example, which answers as the complete one does until it is told otherwise."""
    changed = change(draft, "contoh", lambda table: methods.with_example(table, title), by=by)
    return len(queries.more_examples(changed.definition))


def drop_example(draft: ServiceDraft, which: int, *, by: Person) -> None:
    change(draft, "contoh", lambda table: methods.without_example(table, which), by=by)


def expect(draft: ServiceDraft, which: int, *, by: Person) -> None:
    """From now on this example must lead to what it leads to today."""
    view = queries.seen(draft, which)
    if view is None or not which:
        raise Refusal(_("Perbaiki dahulu kesalahan pada konsep ini."), status=422)
    expected = {
        "pages": [page.name for page in view.pages],
        "documents": [need.name for need in view.documents],
        "findings": [finding.rule for finding in view.findings],
        "steps": view.step_names,
        "missing": list(view.missing),
        "blocked": bool(view.blocks),
    }
    change(draft, "contoh", lambda table: methods.with_expectation(table, which, expected), by=by)


# --- publishing -----------------------------------------------------------------------------------


@transaction.atomic
def publish(draft: ServiceDraft, *, drafts: str, cases: str, by: Person) -> Edition:
    """Put the draft in force as a new edition; refused while the file or one of its examples is wrong."""
    draft = _writable(draft, by)
    wrong = queries.faults(draft)
    require(
        not wrong, _("Belum dapat terbit: ") + " ".join(fault.sentence for fault in wrong[:5]), status=422
    )
    edition = catalogue.publish(queries.text(draft), by=by, drafts=drafts, cases=cases)
    draft.published, draft.saved_at = edition, timezone.now()
    draft.save(update_fields=["published", "saved_at"])
    audit.record("workshop.published", draft, by=by, service=edition.service.slug, number=edition.number)
    return edition
