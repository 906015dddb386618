"""Registering a business, and what is said of it afterwards."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.enterprises.register import methods, queries, rules
from balaikota.enterprises.register.models import (
    BadanUsaha,
    Condition,
    Enterprise,
    NumberSeries,
    Owner,
    Sales,
    Source,
    Stage,
    Ware,
)
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.secrets import blind_index
from balaikota.kit.series import draw


@dataclass(frozen=True)
class Entry:
    """What is said when a business is registered. `facts` are fields of `Enterprise`, `condition` of `Condition`.

    `key` is a UUID made with the form: the same form sent twice is one business.
    """

    name: str
    facts: dict[str, Any] = field(default_factory=dict)
    condition: dict[str, Any] = field(default_factory=dict)
    npwp: str = ""
    is_sample: bool = False
    wares: tuple[str, ...] = ()
    key: uuid.UUID | None = None


@dataclass(frozen=True)
class OwnerEntry:
    """An owner as an office's list or an officer names them."""

    name: str
    nik: str = ""
    phone: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def draw_numbers(count: int) -> list[str]:
    """The next register numbers of this year, in order: `UMK-2026-000001`."""
    year = timezone.localdate().year
    return [f"UMK-{year}-{number:06d}" for number in draw(NumberSeries, year, count)]


def last_number() -> int:
    """How many were drawn this year: another figure when anybody has registered a business."""
    rows = NumberSeries.objects.filter(year=timezone.localdate().year)
    return rows.values_list("last", flat=True).first() or 0


@transaction.atomic
def register(entry: Entry, *, by: Person) -> Enterprise:
    """A person registers their own business."""
    enterprise = _made(entry, Source.OWNER, by=by)
    Owner.objects.create(enterprise=enterprise, person=by, name=by.name, phone=by.phone or "")
    audit.record("register.registered", enterprise, by=by, number=enterprise.number)
    return enterprise


@transaction.atomic
def record(entry: Entry, owner: OwnerEntry, *, by: Person) -> Enterprise:
    """An officer in the field records somebody's business; the owner confirms it later."""
    require(rules.is_officer(by), _("Usaha orang lain dicatat oleh petugas pendata."))
    enterprise = _made(entry, Source.OFFICER, by=by)
    Owner.objects.create(enterprise=enterprise, **owner_fields(owner))
    audit.record("register.recorded", enterprise, by=by, number=enterprise.number)
    return enterprise


def owner_fields(owner: OwnerEntry) -> dict[str, Any]:
    """The fields of an `Owner` row as claimed."""
    index = blind_index("nik", owner.nik) if owner.nik else ""
    return {
        "name": owner.name,
        "nik": owner.nik or None,
        "nik_index": index,
        "phone": owner.phone,
    } | owner.facts


def _made(entry: Entry, source: Source, *, by: Person) -> Enterprise:
    (number,) = draw_numbers(1)
    checked = timezone.now() if source == Source.OFFICER else None
    enterprise = Enterprise(
        number=number, name=entry.name, source=source, registered_by=by,
        checked_at=checked, is_sample=entry.is_sample, **entry.facts,
    )  # fmt: skip
    if entry.key:
        enterprise.pk = entry.key
    if entry.npwp:
        enterprise.npwp, enterprise.npwp_index = entry.npwp, blind_index("npwp", entry.npwp)
    enterprise.save(force_insert=True)
    Ware.objects.bulk_create(Ware(enterprise=enterprise, name=name[:120]) for name in entry.wares if name)
    if entry.condition:
        _describe(enterprise, source, entry.condition, by=by)
    return enterprise


@transaction.atomic
def describe(enterprise: Enterprise, condition: dict[str, Any], *, by: Person) -> Condition:
    """What is true of the business today: workers, capital, assets, sales of a year. What was said before stays."""
    enterprise = queries.locked(enterprise)
    is_own = queries.owns(by, enterprise)
    require(rules.may_change(by, enterprise, owns=is_own), _("Usaha ini diubah pemiliknya atau petugas."))
    row = _describe(enterprise, Source.OWNER if is_own else Source.OFFICER, condition, by=by)
    audit.record("register.described", enterprise, by=by, size=row.size)
    return row


def _describe(enterprise: Enterprise, source: Source, condition: dict[str, Any], *, by: Person) -> Condition:
    on = condition.get("on") or timezone.localdate()
    fields = condition | {"on": on} | methods.sized(condition, on)
    return Condition.objects.create(enterprise=enterprise, source=source, by=by, **fields)


@transaction.atomic
def tell_sales(
    enterprise: Enterprise, period: str, amount: int, *, source: Source, orders: int | None = None
) -> Sales:
    """What it sold in a month or a year (rupiah), as this source says; said again, it replaces what that source said."""
    row, _made_now = Sales.objects.update_or_create(
        enterprise=enterprise,
        period=period,
        source=source,
        defaults={"amount": amount, "orders": orders, "recorded_at": timezone.now()},
    )
    return row


@transaction.atomic
def confirm(owner: Owner, *, by: Person) -> Owner:
    """Somebody whose identity was compared with their KTP says that the business recorded under their NIK is theirs."""
    owner = queries.locked_owner(owner)
    require(
        owner.person_id is None and queries.may_be_theirs(owner, by),
        _("Usaha ini tidak tercatat atas NIK Anda."),
    )
    owner.person, owner.name = by, by.name
    owner.save(update_fields=["person", "name"])
    audit.record("register.confirmed", owner.enterprise, by=by, number=owner.enterprise.number)
    return owner


@transaction.atomic
def check(enterprise: Enterprise, *, by: Person) -> None:
    """An officer has seen the business where it says it is."""
    enterprise = queries.locked(enterprise)
    require(rules.is_officer(by), _("Usaha diperiksa oleh petugas UMKM."))
    enterprise.checked_at = timezone.now()
    enterprise.save(update_fields=["checked_at"])
    audit.record("register.checked", enterprise, by=by, number=enterprise.number)


@transaction.atomic
def mend(enterprise: Enterprise, facts: dict[str, Any], *, wares: list[str], by: Person) -> None:
    """Its name, code, place and what it makes, as they are now; the event says which fields changed."""
    enterprise = queries.locked(enterprise)
    owns = queries.owns(by, enterprise)
    require(rules.may_change(by, enterprise, owns=owns), _("Usaha ini diubah pemiliknya atau petugas."))
    changed = [name for name, value in facts.items() if getattr(enterprise, name) != value]
    for name in changed:
        setattr(enterprise, name, facts[name])
    if changed:
        enterprise.save(update_fields=changed)
    known = set(enterprise.wares.filter(is_made=True).values_list("name", flat=True))
    enterprise.wares.filter(is_made=True).exclude(name__in=wares).update(is_made=False)
    Ware.objects.bulk_create(Ware(enterprise=enterprise, name=name) for name in wares if name not in known)
    if changed or set(wares) != known:
        audit.record("register.mended", enterprise, by=by, fields=changed, number=enterprise.number)


@transaction.atomic
def classify(ware: Ware, permit_class: str, *, by: Person) -> None:
    """Say what sort of product it is; the room of permits knows the sorts."""
    enterprise = queries.locked(ware.enterprise)
    owns = queries.owns(by, enterprise)
    require(rules.may_change(by, enterprise, owns=owns), _("Usaha ini diubah pemiliknya atau petugas."))
    ware.permit_class = permit_class
    ware.save(update_fields=["permit_class"])
    audit.record("register.classified", enterprise, by=by, ware=ware.pk, permit_class=permit_class)


# --- many at once ---------------------------------------------------------------------------------


@transaction.atomic(
    savepoint=False
)  # inside one, keys would take our own rows for somebody else's (kit.keys)
def bring_in(brought: methods.Lines, numbers: list[str]) -> None:
    """Many businesses at once, by COPY, with the numbers drawn for them. Who calls records one event for the list."""
    lines = zip(brought.enterprises.split("\n"), numbers, strict=True)
    numbered = "\n".join([f"{line}\t{number}" for line, number in lines])
    _copy("register_enterprise", methods.ENTERPRISE, numbered)
    _copy("register_owner", methods.OWNER, brought.owners)
    _copy("register_ware", methods.WARE, brought.wares)
    _copy("register_condition", methods.CONDITION, brought.conditions)


def stamp(list_key: uuid.UUID) -> methods.Stamp:
    """What the businesses of a list brought now have in common."""
    now, on = timezone.now().isoformat(), timezone.localdate()
    kinds = (Stage.RUNNING.value, BadanUsaha.PERORANGAN.value, Source.IMPORT.value)
    return methods.Stamp(str(list_key), now, on, *kinds)


def have_it_looked_at() -> None:
    """Have PostgreSQL look how long the tables have become in which a list's businesses are looked for.

    It does so by itself a minute later; until then it reads them whole for each block.
    """
    with connection.cursor() as cursor:
        cursor.execute("analyze register_enterprise, register_owner")


def _copy(table: str, columns: str, lines: str) -> None:
    if "\n\n" in lines or lines[:1] == "\n" or lines[-1:] == "\n":  # not each business has a line
        lines = "\n".join(filter(None, lines.split("\n")))
    if lines:
        with connection.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
            copy.write(lines)


@transaction.atomic
def take_out(ids: list[uuid.UUID], *, besides: frozenset[str]) -> int:
    """Undo what a list brought: businesses nobody has touched since are gone as if they had never come. Says how many.

    Table by table: one by one, twenty thousand businesses took a minute. What still points to one of them after all
    stops the whole when it is committed, for the database holds the keys.
    """
    gone = list(
        queries.untouched(ids, besides=besides)
        .select_for_update(no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    with connection.cursor() as cursor:
        for table, column in [*queries.tables_beside(besides), (Enterprise._meta.db_table, "id")]:
            cursor.execute(f"delete from {table} where {column} = any(%s)", [gone])  # noqa: S608 - our own tables
    return len(gone)


# --- one business, once ---------------------------------------------------------------------------

FILLED = ("nib", "phone", "email", "address", "kelurahan", "kbli", "started_year", "lat", "lon")


@transaction.atomic
def join(gone: Enterprise, kept: Enterprise, *, by: Person) -> dict[str, Any]:
    """`gone` was `kept` all along: it points there and is no longer counted. Says what was written into `kept`.

    What `kept` does not know is copied, and so are owners it does not have; the rest stays where it was said.
    """
    gone, kept = queries.locked_pair(gone, kept)
    require(rules.is_officer(by), _("Usaha digabung oleh petugas UMKM."))
    blank = [
        name for name in FILLED if getattr(kept, name) in ("", None) and getattr(gone, name) not in ("", None)
    ]
    for name in blank:
        setattr(kept, name, getattr(gone, name))
    kept.save(update_fields=blank)
    known = set(kept.owners.filter(until_on=None, person__isnull=False).values_list("person_id", flat=True))
    added = [
        Owner.objects.create(enterprise=kept, person=owner.person, name=owner.name, phone=owner.phone)
        for owner in gone.owners.filter(until_on=None, person__isnull=False).select_related("person")
        if owner.person_id not in known
    ]
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    audit.record("register.joined", kept, by=by, gone=gone.number)
    return {"blank": blank, "owners": [str(owner.pk) for owner in added]}


@transaction.atomic
def part(gone: Enterprise, kept: Enterprise, moved: dict[str, Any], *, by: Person) -> None:
    """Undo `join`: what it wrote into `kept` goes, unless it was changed since."""
    gone, kept = queries.locked_pair(gone, kept)
    require(rules.is_officer(by), _("Usaha digabung oleh petugas UMKM."))
    same = [name for name in moved["blank"] if getattr(kept, name) == getattr(gone, name)]
    for name in same:
        setattr(kept, name, "" if isinstance(getattr(kept, name), str) else None)
    kept.save(update_fields=same)
    Owner.objects.filter(pk__in=moved["owners"], enterprise=kept).delete()
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    audit.record("register.parted", kept, by=by, gone=gone.number)
