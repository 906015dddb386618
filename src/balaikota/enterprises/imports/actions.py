"""Bringing a list in, step by step, and taking it out again."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.cells import methods
from balaikota.enterprises.imports import queries, rules
from balaikota.enterprises.imports.models import Import, Mapping, Outcome, Row, State
from balaikota.enterprises.register import actions as register
from balaikota.enterprises.register import queries as register_queries
from balaikota.enterprises.register.methods import Lines, copied
from balaikota.enterprises.rows import methods as rows
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

ROWS = frozenset(("imports.row",))
#: So many businesses of the register are held in memory while a list is read.
HELD = 50_000
NULL = "\\N"  # as COPY reads it


@transaction.atomic
def bring(name: str, content: bytes, sheets: list[dict[str, Any]], *, by: Person) -> Import:
    """Keep a file whose tables were found; nothing of it is in the register yet."""
    require(rules.may_import(by), _("Daftar dimasukkan oleh petugas pendata."))
    digest = hashlib.sha256(content).hexdigest()
    before = queries.same_file(digest)
    require(
        before is None,
        _("Berkas yang sama persis sudah dimasukkan. Buka impor itu, atau batalkan dulu."),
        status=422,
    )
    brought = Import.objects.create(name=name[:200], content=content, sha256=digest, sheets=sheets, by=by)
    audit.record("imports.brought", brought, by=by, sheets=len(sheets))
    return brought


@transaction.atomic
def map_columns(brought: Import, mappings: list[dict[str, int] | None], *, by: Person) -> None:
    """Say which column is what on each sheet (None leaves the sheet out), remember it, and have every row checked."""
    brought = queries.locked(brought)
    require(rules.may_import(by) and rules.may_map(brought), _("Kolom berkas ini tidak dapat diubah lagi."))
    require(any(mappings), _("Pilih sedikitnya satu lembar yang berisi daftar usaha."), status=422)
    for sheet, mapping in zip(brought.sheets, mappings, strict=True):
        sheet["is_left_out"] = not mapping
        if not mapping:
            continue
        has_name = methods.NEEDED in mapping
        require(has_name, _("Lembar “%s”: pilih kolom nama usaha.") % sheet["name"], status=422)
        sheet["mapping"] = mapping
        head = methods.fingerprint(sheet["columns"])
        Mapping.objects.update_or_create(head=head, defaults={"columns": mapping, "used_at": timezone.now()})
    brought.state, brought.done = State.CHECKING, 0
    brought.total = sum(each["rows"] - each["first"] for each in brought.sheets if not each["is_left_out"])
    brought.save(update_fields=["state", "done", "total", "sheets"])
    Row.objects.filter(brought=brought).delete()
    audit.record("imports.mapped", brought, by=by, rows=brought.total)


class Register:
    """The register while one list is read: what it knew at the beginning is asked once, if it is no more than a list may
    hold, and stands as long as nobody else draws a number. Else every block asks for its own rows.

    Another list draws its numbers before its rows can be seen: beside one nothing is held.
    """

    def __init__(self, brought: Import) -> None:
        self.lock, self.last = Lock(), register.last_number()
        is_alone = not queries.others_running(brought)
        self.known = register_queries.all_numbers_by_key(HELD) if is_alone else None

    def numbers(self, block: rows.Block) -> dict[int, str]:
        """Of businesses it knows, by the places of the rows that name them."""
        with self.lock:
            if self.known is not None and register.last_number() != self.last:
                self.known = None
        return queries.in_register(block, self.known)

    def draw(self, count: int) -> list[str]:
        """Numbers for rows that come in, before they do: whoever else wants one does not wait until all is written."""
        with self.lock:
            numbers = register.draw_numbers(count) if count else []
            if numbers and int(numbers[-1].rsplit("-", 1)[1]) != self.last + count:
                self.known = None
            self.last += count
        return numbers


@transaction.atomic
def note_checked(brought: Import, block: rows.Block, last: int, known: Register) -> dict[str, int]:
    """Keep what there is to say about these rows; `last` is how far the check has come. Counts them by outcome."""
    kept, told = rows.settled(block, known.numbers(block))
    _keep_rows(brought, told, {})
    Import.objects.filter(pk=brought.pk).update(done=last)
    said = Counter(each.outcome for each in told)
    return {**said, Outcome.ARRIVED.value: len(kept) - said[Outcome.NOTED]}


@transaction.atomic
def announce(brought: Import, tally: dict[str, int]) -> None:
    """The check is over: so many rows will come in."""
    brought = queries.locked(brought)
    brought.announced = tally[Outcome.ARRIVED] + tally[Outcome.NOTED]
    brought.noted, brought.refused, brought.skipped = (
        tally[Outcome.NOTED], tally[Outcome.REFUSED], tally[Outcome.SKIPPED])  # fmt: skip
    brought.state, brought.done = State.READY, brought.total
    brought.save(update_fields=["announced", "noted", "refused", "skipped", "state", "done"])
    audit.record("imports.announced", brought, by=None, announced=brought.announced, refused=brought.refused)


@transaction.atomic
def begin(brought: Import, *, by: Person) -> None:
    """Have the checked rows brought into the register."""
    brought = queries.locked(brought)
    require(
        rules.may_import(by) and rules.may_begin(brought), _("Berkas ini belum siap dimasukkan."), status=422
    )
    require(
        queries.same_file(brought.sha256) is None, _("Berkas yang sama persis sudah dimasukkan."), status=422
    )
    brought.state, brought.done = State.RUNNING, 0
    brought.save(update_fields=["state", "done"])
    Row.objects.filter(brought=brought).delete()
    audit.record("imports.begun", brought, by=by, announced=brought.announced)


def take_in(
    brought: Import, block: rows.Block, known: Register, *, turn: Callable[[], object] = lambda: None
) -> None:
    """Bring these rows into the register and note what became of each, or none of it.

    Another block may be written beside this one; `turn` comes back when this one may be committed, and raises when it
    may not.
    """
    kept, told = rows.settled(block, known.numbers(block))
    numbers = known.draw(len(kept))
    lines = block.lines if block.lines is None or len(kept) == len(block.rows) else block.lines.of(kept)
    _write(
        brought,
        block.count,
        lines if kept else None,
        numbers,
        _Said(told, _noted(block, kept, told, lines)),
        turn,
    )


@dataclass(frozen=True)
class _Said:
    """What there is to say of rows, and by row the businesses that came in with a remark."""

    told: Sequence[rows.Told]
    keys: dict[int, str]


@transaction.atomic
def _write(
    brought: Import,
    count: int,
    lines: Lines | None,
    numbers: list[str],
    said: _Said,
    turn: Callable[[], object],
) -> None:
    _commit_without_waiting()
    if lines:
        register.bring_in(lines, numbers)
    _keep_rows(brought, said.told, said.keys)
    _ask_constraints()  # now, and not while the next block waits for its turn
    turn()
    Import.objects.filter(pk=brought.pk).update(done=F("done") + count)


def _commit_without_waiting() -> None:
    """For the disk, this once: a block that a falling machine loses is brought again, and `finish` waits for all of them."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")


def _ask_constraints() -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def _noted(
    block: rows.Block, kept: list[int], told: Sequence[rows.Told], lines: Lines | None
) -> dict[int, str]:
    noted = {each.row for each in told if each.outcome == rows.NOTED}
    if not noted or lines is None:
        return {}
    return {block.rows[at]: key for at, key in zip(kept, lines.keys, strict=True) if block.rows[at] in noted}


def _keep_rows(brought: Import, told: Sequence[rows.Told], keys: dict[int, str]) -> None:
    """Into the table of rows by COPY: there may be a hundred thousand. `keys` are businesses by row."""
    if not told:
        return
    lines = [
        f"{brought.pk}\t{each.sheet}\t{each.row}\t{each.outcome}\t{copied(each.reason)}\t{keys.get(each.row, NULL)}\n"
        for each in told
    ]
    columns = 'brought_id, sheet, "row", outcome, reason, enterprise_id'
    with connection.cursor() as cursor, cursor.copy(f"copy imports_row ({columns}) from stdin") as copy:
        copy.write("".join(lines))


@transaction.atomic
def finish(brought: Import) -> None:
    """Count what really lies in the register now; it must be what was announced, and the page says if it is not."""
    brought = queries.locked(brought)
    brought.arrived = queries.taken_in(brought).count()
    tally = queries.counts(brought)
    brought.noted, brought.refused, brought.skipped = (
        tally[Outcome.NOTED], tally[Outcome.REFUSED], tally[Outcome.SKIPPED])  # fmt: skip
    brought.state, brought.done, brought.ended_at = State.DONE, brought.total, timezone.now()
    brought.save(update_fields=["arrived", "noted", "refused", "skipped", "state", "done", "ended_at"])
    audit.record("imports.arrived", brought, by=None, announced=brought.announced, arrived=brought.arrived)


@transaction.atomic
def ask_undo(brought: Import, *, by: Person) -> None:
    """Have everything this file brought taken out again, but what somebody works with already."""
    brought = queries.locked(brought)
    require(rules.may_import(by) and rules.may_undo(brought), _("Impor ini tidak dapat dibatalkan."))
    brought.state, brought.done = State.UNDOING, 0
    brought.save(update_fields=["state", "done"])
    audit.record("imports.undo_asked", brought, by=by, arrived=brought.arrived)


@transaction.atomic
def take_out(brought: Import, ids: list[Any], last: int) -> None:
    """Take some of its businesses out of the register; `last` is how far the undo has come. May be repeated.

    Others may be taken out beside these: what points to them is asked before this import's own row is held.
    """
    register.take_out(ids, besides=ROWS)
    _ask_constraints()
    Import.objects.filter(pk=brought.pk).update(done=Greatest("done", last))


@transaction.atomic
def finish_undo(brought: Import) -> None:
    """What is still there is in use."""
    brought = queries.locked(brought)
    brought.kept = queries.taken_in(brought).count()
    brought.state, brought.done, brought.ended_at = State.UNDONE, brought.total, timezone.now()
    brought.save(update_fields=["kept", "state", "done", "ended_at"])
    audit.record("imports.undone", brought, by=None, kept=brought.kept)


@transaction.atomic
def erase_file(brought: Import) -> None:
    """What was uploaded is no longer needed, nor what was said of its cells. What came in says itself where it came from."""
    brought = queries.locked(brought)
    if rules.is_busy(brought):  # somebody went on with it in between
        return
    for sheet in brought.sheets:
        sheet["sample"] = []
    brought.content, brought.file_erased_at = b"", timezone.now()
    brought.save(update_fields=["content", "sheets", "file_erased_at"])
    Row.objects.filter(brought=brought).update(reason="")
    audit.record("imports.file_erased", brought, by=None)
