"""Bringing a list in, step by step, and taking it out again."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.imports import methods, queries, rules
from balaikota.enterprises.imports.models import Import, Mapping, Outcome, Row, State
from balaikota.enterprises.register import actions as register
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

if TYPE_CHECKING:
    from balaikota.enterprises.imports.sheets import Read

ROWS = frozenset(("imports.row",))


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


@transaction.atomic
def note_checked(brought: Import, reads: "Sequence[Read]", last: int) -> None:
    """Keep what there is to say about these rows; `last` is how far the check has come."""
    _keep_rows(brought, [each for each in reads if each.reason], [])
    Import.objects.filter(pk=brought.pk).update(done=last)


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


@transaction.atomic
def take_in(brought: Import, reads: "Sequence[Read]") -> None:
    """Bring these rows into the register and note what became of each, or none of it."""
    good = [each for each in reads if each.outcome in (Outcome.ARRIVED, Outcome.NOTED)]
    keys = register.bring_in([_brought(each.values) for each in good], by=brought.by)
    _keep_rows(brought, [each for each in reads if each.outcome in (Outcome.REFUSED, Outcome.SKIPPED)], [])
    _keep_rows(brought, good, keys)
    brought.done += len(reads)
    Import.objects.filter(pk=brought.pk).update(done=brought.done)


def _keep_rows(brought: Import, reads: "Sequence[Read]", keys: Sequence[Any]) -> None:
    """Into the table of rows by COPY: a list may have a hundred thousand."""
    if not reads:
        return
    ids: Sequence[Any] = keys or ["\\N"] * len(reads)
    lines = [
        f"{brought.pk}\t{each.sheet}\t{each.row}\t{each.outcome}\t{register.copied(each.reason)}\t{key}\n"
        for each, key in zip(reads, ids, strict=True)
    ]
    columns = 'brought_id, sheet, "row", outcome, reason, enterprise_id'
    with connection.cursor() as cursor, cursor.copy(f"copy imports_row ({columns}) from stdin") as copy:
        copy.write("".join(lines))


def _brought(values: dict[str, Any]) -> register.Brought:
    say = partial(_said, values)
    owner = say(
        nik="nik",
        nik_index="nik_index",
        phone="telepon",
        tanggal_lahir="tanggal_lahir",
        jenis_kelamin="jenis_kelamin",
    )
    condition = say(workers_male="pekerja_laki", workers_female="pekerja_perempuan", capital="modal", assets="aset",
                    sales_year="omzet_tahun")  # fmt: skip
    if "omzet_bulan" in values:
        condition.setdefault("sales_year", values["omzet_bulan"])
    name = values.get("nama_pemilik")
    return register.Brought(
        name=values[methods.NEEDED],
        kelurahan_id=values.get("kelurahan"),
        kbli_id=values.get("kbli"),
        facts=say(nib="nib", phone="telepon", email="email", address="alamat"),
        started_year=values.get("tahun_mulai"),
        npwp=values.get("npwp", ""),
        ware=values.get("produk", ""),
        owner={"name": name or _("(tidak disebut)")} | owner if name or owner else {},
        condition=condition,
    )


def _said(values: dict[str, Any], **names: str) -> dict[str, Any]:
    return {theirs: values[ours] for theirs, ours in names.items() if ours in values}


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
    """Take some of its businesses out of the register; `last` is how far the undo has come. May be repeated."""
    register.take_out(ids, besides=ROWS)
    Import.objects.filter(pk=brought.pk).update(done=last)


@transaction.atomic
def finish_undo(brought: Import) -> None:
    """What is still there is in use."""
    brought = queries.locked(brought)
    brought.kept = queries.taken_in(brought).count()
    brought.state, brought.done, brought.ended_at = State.UNDONE, brought.total, timezone.now()
    brought.save(update_fields=["kept", "state", "done", "ended_at"])
    audit.record("imports.undone", brought, by=None, kept=brought.kept)
