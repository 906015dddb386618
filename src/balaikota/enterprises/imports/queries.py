"""Every read of imports, and what a list is compared with."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from psycopg import Cursor

from balaikota.enterprises.cells import methods as cells
from balaikota.enterprises.imports import methods, rules
from balaikota.enterprises.imports.models import Import, Mapping, Outcome, Row, State
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import queries as register
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found

if TYPE_CHECKING:
    from balaikota.enterprises.register.models import Enterprise
    from balaikota.enterprises.rows.methods import Block
    from balaikota.foundation.people.models import Person

SHOWN = 50


def visible_to(viewer: "Person") -> QuerySet[Import]:
    """To those who record businesses, every import."""
    rows = Import.objects.defer("content").select_related("by")
    return rows if rules.may_import(viewer) else rows.none()


def newest(viewer: "Person") -> QuerySet[Import]:
    return visible_to(viewer).order_by("-at")[:30]


def one(pk: uuid.UUID, *, viewer: "Person") -> Import:
    return found(visible_to(viewer).filter(pk=pk).first())


def of_event(event_id: int) -> Import:
    return Import.objects.defer("content").get(pk=audit.event(event_id).about_id)


def locked(brought: Import) -> Import:
    return Import.objects.select_for_update(no_key=True).defer("content").get(pk=brought.pk)


def same_file(sha256: str) -> Import | None:
    """The same bytes brought before and not taken out again."""
    in_use = (State.RUNNING, State.DONE, State.UNDOING)
    return Import.objects.filter(sha256=sha256, state__in=in_use).defer("content").first()


def others_running(brought: Import) -> bool:
    """Whether another list is coming in now."""
    return Import.objects.filter(state=State.RUNNING).exclude(pk=brought.pk).exists()


def content_of(brought: Import) -> bytes:
    """What was uploaded, as long as it is kept."""
    found(brought if rules.has_file(brought) else None)
    connection.ensure_connection()
    asked = "select content from imports_import where id = %s"
    # As bytes: ten megabytes written out as text take a tenth of a second.
    ((content,),) = Cursor(connection.connection).execute(asked, [brought.pk], binary=True).fetchall()
    return bytes(content)


def kept_until(brought: Import) -> datetime:
    """When what was uploaded is erased."""
    return methods.kept_until(brought.ended_at or brought.at)


def with_old_files(now: datetime) -> QuerySet[Import]:
    """Imports at rest, whose file nobody needed for long: it came in, or out again, or nobody ever went on with it."""
    at_rest = Import.objects.exclude(state__in=(State.CHECKING, State.RUNNING, State.UNDOING))
    needed = Coalesce("ended_at", "at")
    return (
        at_rest.filter(file_erased_at=None)
        .alias(needed=needed)
        .filter(needed__lt=methods.erased_before(now))
        .defer("content")
    )


def remembered(names: list[str]) -> dict[str, int] | None:
    """How somebody mapped a file with these columns before."""
    row = Mapping.objects.filter(head=cells.fingerprint(names)).first()
    return {ours: int(place) for ours, place in row.columns.items()} if row else None


def known_things() -> dict[str, Any]:
    """The city's kelurahan and the KBLI codes, by name, as keys."""
    villages = regions.villages_of_city().values_list("pk", "name", "parent__name")
    return {
        "villages": cells.villages_by_name(villages),
        "codes": codes.keys(),
        "this_year": timezone.localdate().year,
    }


def in_register(block: "Block", known: dict[tuple[str, str], str] | None = None) -> dict[int, str]:
    """Register numbers of the businesses that rows of this block name, by the rows' places in it; `known` are all numbers
    of the register by key, where somebody has them."""
    if known == {}:
        return {}
    columns = [said.split("\n") for said in (block.names, block.nibs, block.niks, block.phones)]
    if known is None:
        nibs, niks, phones = (list(filter(None, column)) for column in columns[1:])
        known = register.numbers_by_key(nibs=nibs, nik_indexes=niks, phones=phones)
    found: dict[int, str] = {}
    for at, (name, nib, nik, phone) in enumerate(zip(*columns, strict=True)):
        called = name.casefold()
        keys = (("nib", nib), ("nik", f"{nik}|{called}"), ("phone", f"{phone}|{called}"))
        if number := next((known[key] for key in keys if key in known), ""):
            found[at] = number
    return found


def counts(brought: Import) -> dict[str, int]:
    rows = Row.objects.filter(brought=brought).values_list("outcome").annotate(n=Count("pk"))
    return {**dict.fromkeys(Outcome.values, 0), **dict(rows)}


def told_rows(brought: Import) -> QuerySet[Row]:
    """The rows there is something to say about, in the order of the file."""
    return Row.objects.filter(brought=brought).exclude(reason="").order_by("sheet", "row")


def taken_in(brought: Import) -> "QuerySet[Enterprise]":
    """Businesses that are in the register because of this import."""
    return register.of_list(brought.pk)
