"""Registering a business, and what is said of it afterwards."""

import uuid
from dataclasses import dataclass, field
from datetime import date
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
from balaikota.kit.ids import uuid7
from balaikota.kit.secrets import blind_index, seal
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


def sized(condition: dict[str, Any], on: date) -> dict[str, str]:
    """The class fields of a `Condition`, by the law of that day and by the law before, kept apart."""
    said = {"capital": condition.get("capital"), "sales": condition.get("sales_year")}
    now, before = methods.size_of(**said, on=on), methods.size_before(**said)
    if now is None or before is None:
        return {}
    return {"size": now.code, "size_test": now.test, "size_law": now.law, "size_before": before.code}


def _describe(enterprise: Enterprise, source: Source, condition: dict[str, Any], *, by: Person) -> Condition:
    on = condition.get("on") or timezone.localdate()
    fields = condition | {"on": on} | sized(condition, on)
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


@dataclass(frozen=True)
class Brought:
    """A business out of an office's list, already checked; keys are those of the tables."""

    name: str
    kelurahan_id: int | None = None
    kbli_id: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    started_year: int | None = None
    npwp: str = ""
    ware: str = ""
    owner: dict[str, Any] = field(default_factory=dict)
    condition: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def bring_in(rows: list[Brought], *, by: Person) -> list[str]:
    """Many businesses at once, by COPY. Who calls records one event for the list. Gives their keys, in order."""
    numbers, keys = draw_numbers(len(rows)), [str(uuid7()) for _row in rows]
    together = list(zip(keys, numbers, rows, strict=True))
    end = f"{Source.IMPORT.value}\t{timezone.now().isoformat()}\t{by.pk}"
    _copy("register_enterprise", ENTERPRISE, [_enterprise_line(*each) + f"{end}\tf" for each in together])
    _copy("register_owner", OWNER, [_owner_line(key, row.owner) for key, _n, row in together if row.owner])
    wares = [f"{key}\t{copied(row.ware)}\tbuah\t\tt" for key, _n, row in together if row.ware]
    _copy("register_ware", WARE, wares)
    today = timezone.localdate()
    told = [(key, row.condition) for key, _n, row in together if row.condition]
    _copy("register_condition", CONDITION, [_condition_line(key, said, today) + end for key, said in told])
    return keys


ENTERPRISE = (
    "id,number,name,story,stage,badan_usaha,started_year,kbli_id,nib,npwp,npwp_index,phone,email,address,kelurahan_id,"
    "source,registered_at,registered_by_id,is_sample"
)
OWNER = "id,enterprise_id,name,nik,nik_index,phone,tanggal_lahir,jenis_kelamin"
WARE = "enterprise_id,name,unit,permit_class,is_made"
CONDITION = (
    'enterprise_id,"on",workers_male,workers_female,capital,assets,sales_year,size,size_test,size_law,size_before,'
    "source,recorded_at,by_id"
)


def _copy(table: str, columns: str, lines: list[str]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        if lines:
            copy.write("\n".join(lines) + "\n")


def copied(text: str) -> str:
    """A text as COPY reads it (PostgreSQL, "COPY": text format). What was checked has no tabs and no line ends."""
    return text.replace("\\", "\\\\") if "\\" in text else text


def _or_null(value: Any) -> Any:
    return "\\N" if value is None else value


def _sealed(plain: str, place: str) -> str:
    return f"\\\\x{seal(plain.encode(), bound_to=place).hex()}" if plain else "\\N"


def _enterprise_line(key: str, number: str, row: Brought) -> str:
    npwp = _sealed(row.npwp, f"register_enterprise.npwp:{key}")
    index, say = blind_index("npwp", row.npwp) if row.npwp else "", row.facts.get
    return (
        f"{key}\t{number}\t{copied(row.name)}\t\t{Stage.RUNNING.value}\t{BadanUsaha.PERORANGAN.value}\t"
        f"{_or_null(row.started_year)}\t{_or_null(row.kbli_id)}\t{say('nib', '')}\t{npwp}\t{index}\t{say('phone', '')}\t"
        f"{copied(say('email', ''))}\t{copied(say('address', ''))}\t{_or_null(row.kelurahan_id)}\t"
    )


def _owner_line(enterprise: str, owner: dict[str, Any]) -> str:
    key, say = uuid7(), owner.get
    return (
        f"{key}\t{enterprise}\t{copied(owner['name'])}\t{_sealed(say('nik', ''), f'register_owner.nik:{key}')}\t"
        f"{say('nik_index', '')}\t{say('phone', '')}\t{_or_null(say('tanggal_lahir'))}\t{say('jenis_kelamin', '')}"
    )


def _condition_line(enterprise: str, said: dict[str, int], on: date) -> str:
    names = ("workers_male", "workers_female", "capital", "assets", "sales_year")
    size = sized(said, on)
    numbers = "\t".join(str(said.get(name, "\\N")) for name in names)
    classes = "\t".join(size.get(name, "") for name in ("size", "size_test", "size_law", "size_before"))
    return f"{enterprise}\t{on}\t{numbers}\t{classes}\t"


@transaction.atomic
def take_out(ids: list[uuid.UUID], *, besides: frozenset[str]) -> int:
    """Undo what a list brought: businesses nobody has touched since are gone as if they had never come. Says how many."""
    gone = list(
        queries.untouched(ids, besides=besides)
        .select_for_update(no_key=True, of=("self",))
        .values_list("pk", flat=True)
    )
    Enterprise.objects.filter(pk__in=gone).delete()
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
