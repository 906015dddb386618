"""Every read of businesses that leaves the room."""

import json
import uuid
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from balaikota.enterprises.register import contract, rules
from balaikota.enterprises.register.models import Condition, Enterprise, Owner, Sales, Source, Stage
from balaikota.foundation.people import contract as home
from balaikota.foundation.people import queries as people
from balaikota.kit import prepared, typed
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person


def _owned(person: "Person | uuid.UUID") -> Q:
    return Q(Exists(Owner.objects.filter(enterprise=OuterRef("pk"), person=person, until_on=None)))


def standing() -> QuerySet[Enterprise]:
    """Every business that is not another's double."""
    return Enterprise.objects.filter(merged_into=None)


def visible_to(viewer: "Person") -> QuerySet[Enterprise]:
    """One's own; to officers of the register, all. Views have no other way to reach one."""
    rows = Enterprise.objects.select_related("kbli", "kelurahan__parent", "merged_into")
    return rows if rules.is_officer(viewer) else rows.filter(_owned(viewer))


def enterprise(number: str, *, viewer: "Person") -> Enterprise:
    return found(visible_to(viewer).filter(number=number).first())


def owned_by(person: "Person | uuid.UUID") -> QuerySet[Enterprise]:
    """The businesses this person (or whose key this is) owns today, oldest first."""
    rows = standing().filter(_owned(person)).select_related("kbli", "kelurahan__parent")
    return rows.order_by("registered_at", "number")


def own(number: str, *, viewer: "Person") -> Enterprise:
    """One of the viewer's own businesses; anybody else's is a 404, to officers too."""
    return found(owned_by(viewer).filter(number=number).first())


def owns(person: "Person", enterprise: Enterprise) -> bool:
    return enterprise.owners.filter(person=person, until_on=None).exists()


def people_of(enterprise: Enterprise) -> "list[Person]":
    """The owners the city is certain of: those who are told things."""
    rows = enterprise.owners.filter(until_on=None, person__isnull=False).select_related("person")
    return [row.person for row in rows.order_by("id") if row.person]


def people_of_each(ids: Collection[uuid.UUID]) -> "dict[uuid.UUID, list[Person]]":
    """The same of many businesses, by business; one query."""
    rows = Owner.objects.filter(enterprise__in=ids, until_on=None, person__isnull=False)
    told: dict[uuid.UUID, list[Person]] = {}
    for row in rows.select_related("person").order_by("id"):
        if row.person:
            told.setdefault(row.enterprise_id, []).append(row.person)
    return told


def locked(enterprise: Enterprise) -> Enterprise:
    return Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise.pk)


def locked_pair(one: Enterprise, other: Enterprise) -> tuple[Enterprise, Enterprise]:
    """Both, locked in the order of their keys, so that two officers never wait for each other."""
    rows = Enterprise.objects.select_for_update(no_key=True).filter(pk__in=(one.pk, other.pk)).order_by("pk")
    found_now = {row.pk: row for row in rows}
    return found_now[one.pk], found_now[other.pk]


def by_id(pk: uuid.UUID | str) -> Enterprise | None:
    return Enterprise.objects.filter(pk=pk).first()


def locked_owner(owner: Owner) -> Owner:
    return (
        Owner.objects.select_for_update(no_key=True, of=("self",))
        .select_related("enterprise")
        .get(pk=owner.pk)
    )


def _claimed_by(person: "Person") -> Q:
    """Recorded under this person's NIK, by those whose NIK was compared with their KTP."""
    is_known = person.nik_index is not None and people.is_checked(person)
    return Q(nik_index=person.nik_index) if is_known else Q(pk__in=())  # nothing is asked for an empty list


def may_be_theirs(owner: Owner, person: "Person") -> bool:
    return bool(person.nik_index) and people.is_checked(person) and owner.nik_index == person.nik_index


def to_confirm(person: "Person") -> QuerySet[Owner]:
    """Businesses an officer or a list recorded under this person's NIK, which they have not confirmed yet."""
    return _unconfirmed().filter(_claimed_by(person))


def _unconfirmed() -> QuerySet[Owner]:
    rows = Owner.objects.filter(person=None, until_on=None, enterprise__merged_into=None)
    return rows.select_related("enterprise__kelurahan").order_by("id")


def owner_to_confirm(pk: uuid.UUID, *, viewer: "Person") -> Owner:
    return found(to_confirm(viewer).filter(pk=pk).first())


def latest_condition(enterprise: Enterprise) -> Condition | None:
    return Condition.objects.filter(enterprise=enterprise).order_by("-on", "-pk").first()


def sales(enterprise: Enterprise) -> QuerySet[Sales]:
    """What it sold, newest period first."""
    return Sales.objects.filter(enterprise=enterprise).order_by("-period", "source")


def last_months() -> list[tuple[Enterprise, str]]:
    """Running businesses that sold something in some month, each with the last month it did (`2026-10`)."""
    sold = Max("sales__period", filter=Q(sales__period__contains="-", sales__amount__gt=0))
    rows = standing().filter(stage=Stage.RUNNING).annotate(last_month=sold).exclude(last_month=None)
    return [(row, row.last_month) for row in rows]


def described() -> QuerySet[Enterprise]:
    """Every business that counts, with its size as last said: `size` by the law of that day, `size_before` by the older."""
    latest = Condition.objects.filter(enterprise=OuterRef("pk")).order_by("-on", "-pk")
    rows = standing().filter(stage__in=(Stage.RUNNING, Stage.PAUSED))
    return rows.annotate(
        size=Subquery(latest.values("size")[:1]), size_before=Subquery(latest.values("size_before")[:1])
    )


def with_last_said() -> QuerySet[Enterprise]:
    """The same with `last_workers_male`, `last_workers_female` and `last_sales_year` as last said; null if never."""
    latest = Condition.objects.filter(enterprise=OuterRef("pk")).order_by("-on", "-pk")
    fields = ("workers_male", "workers_female", "sales_year")
    told = {f"last_{name}": Subquery(latest.values(name)[:1]) for name in fields}
    return described().annotate(**told)


def monthly_sales(first: str, last: str) -> dict[uuid.UUID, dict[str, int]]:
    """What each business sold in the months from `2026-05` to `2026-10`; of several sources the highest, never their sum."""
    rows = Sales.objects.filter(period__gte=first, period__lte=last, period__contains="-")
    found: dict[uuid.UUID, dict[str, int]] = {}
    for pk, month, amount in rows.values_list("enterprise", "period").annotate(amount=Max("amount")):
        found.setdefault(pk, {})[month] = amount
    return found


def sales_by_book(ids: Collection[uuid.UUID], months: Collection[str]) -> dict[uuid.UUID, dict[str, int]]:
    """What the closed months of their books told of these businesses. Whether they agreed is for the caller to know."""
    rows = Sales.objects.filter(enterprise__in=ids, period__in=months, source=Source.BOOKS)
    told: dict[uuid.UUID, dict[str, int]] = {}
    for pk, month, amount in rows.values_list("enterprise", "period", "amount"):
        told.setdefault(pk, {})[month] = amount
    return told


# --- the officers' list ---------------------------------------------------------------------------

PAGE = 30
#: What an officer may ask for by one word.
FLAGS: dict[str, Q] = {
    "kbli": Q(kbli=None),
    "periksa": Q(checked_at=None),
    "nib": Q(nib=""),
    "tempat": Q(kelurahan=None),
}


def _sized() -> Subquery:
    latest = Condition.objects.filter(enterprise=OuterRef("pk")).order_by("-on", "-pk")
    return Subquery(latest.values("size")[:1])


def sieved(said: dict[str, str], *, viewer: "Person") -> QuerySet[Enterprise]:
    """The officers' list through their sieve: words of the name or a number, kecamatan, size, stage, source, a lack."""
    rows = standing() if rules.is_officer(viewer) else Enterprise.objects.none()
    rows = rows.filter(_words(said["q"])) if said.get("q") else rows
    wanted = {"kelurahan__parent__code": "kecamatan", "stage": "stage", "source": "source"}
    rows = rows.filter(**{path: said[name] for path, name in wanted.items() if said.get(name)})
    if said.get("size"):
        rows = rows.annotate(size=_sized()).filter(size=said["size"])
    return rows.filter(FLAGS[said["lacks"]]) if said.get("lacks") in FLAGS else rows


def _words(typed: str) -> Q:
    words, digits = typed.split(), "".join(sign for sign in typed if sign.isdigit())
    if typed.upper().startswith("UMK-"):
        return Q(number=typed.upper())
    if len(digits) == 13:
        return Q(nib=digits)
    wanted = Q()
    for word in words[:6]:
        wanted &= Q(name__icontains=word)
    return wanted


def named_or_called(said: str, *, viewer: "Person") -> QuerySet[Enterprise]:
    """By an owner's NIK, telephone or name. Asked in a POST, so that it stands in no address."""
    rows = standing() if rules.is_officer(viewer) else Enterprise.objects.none()
    digits = "".join(sign for sign in said if sign.isdigit())
    if len(digits) == 16:
        return rows.filter(owners__nik_index=blind_index("nik", digits)).distinct()
    try:
        number = typed.phone(said)
        return rows.filter(Q(phone=number) | Q(owners__phone=number)).distinct()
    except typed.Unfit:
        return rows.filter(owners__name__icontains=said, owners__until_on=None).distinct()


def listed(rows: QuerySet[Enterprise], *, after: str = "") -> tuple[list[dict[str, Any]], str]:
    """One page of plain rows, newest first, and the number after which the next begins (empty at the end)."""
    rows = rows.filter(number__lt=after) if after else rows
    names = {
        "kbli_title": F("kbli__title"),
        "place": F("kelurahan__name"),
        "district": F("kelurahan__parent__name"),
    }
    owners = Owner.objects.filter(enterprise=OuterRef("pk"), until_on=None).order_by("id").values("name")[:1]
    fields = ("number", "name", "stage", "source", "nib", "checked_at", "registered_at", "is_sample")
    shown = list(
        rows.order_by("-number").values(*fields, **names, owner=Subquery(owners), latest_size=_sized())[
            : PAGE + 1
        ]
    )
    return shown[:PAGE], shown[PAGE - 1]["number"] if len(shown) > PAGE else ""


AT_HOME = prepared.Planned(lambda person: owned_by(person)[:5], "person")
TO_CONFIRM_AT_HOME = prepared.Planned(
    lambda person: _unconfirmed().filter(nik_index__in=people.nik_index_of(person))[:3], "person"
)


def own_items(person: "Person") -> list[home.Item]:
    """The person's businesses, for "Rumah saya"; one recorded under their NIK waits for their word."""
    own = [
        home.Item(row.name, row.get_absolute_url(), note=row.kbli.title if row.kbli else "", number=row.number,
                  badge=row.get_stage_display(), tone="ok" if row.stage == Stage.RUNNING else "info")
        for row in AT_HOME(person=person.pk)
    ]  # fmt: skip
    waiting = [
        home.Item(row.enterprise.name, "/umkm/saya/", note=_("Tercatat atas NIK Anda. Benar usaha Anda?"),
                  number=row.enterprise.number, is_waiting=True, tone="wait")
        for row in (TO_CONFIRM_AT_HOME(person=person.pk) if people.is_checked(person) else ())
    ]  # fmt: skip
    return waiting + own


def pack(person: "Person") -> home.Pack:
    """Everything the register keeps of this person's businesses, to take home."""
    rows = list(owned_by(person).prefetch_related("wares", "conditions", "sales", "outlets"))
    if rows:
        told = json.dumps([_told(row) for row in rows], default=str, ensure_ascii=False, indent=1)
        yield "usaha/usaha.json", told.encode()


def _told(row: Enterprise) -> dict[str, Any]:
    fields = ("number", "name", "story", "stage", "badan_usaha", "started_year", "nib", "npwp", "phone", "email", "address",
              "lat", "lon", "registered_at", "checked_at")  # fmt: skip
    said = ("on", "workers_male", "workers_female", "capital", "assets", "sales_year", "size", "size_law",
            "source")  # fmt: skip
    return {name: getattr(row, name) for name in fields} | {
        "kbli": str(row.kbli or ""),
        "wares": [ware.name for ware in row.wares.all()],
        "conditions": [{name: getattr(each, name) for name in said} for each in row.conditions.all()],
        "sales": [
            {"period": each.period, "amount": each.amount, "source": each.source} for each in row.sales.all()
        ],
    }


# --- many at once ---------------------------------------------------------------------------------


def numbers_by_key(
    *, nibs: list[str], nik_indexes: list[str], phones: list[str]
) -> dict[tuple[str, str], str]:
    """Register numbers of standing businesses by NIB; by an owner's NIK and the name; by telephone and the name."""
    return _by_key(ASKED, [",".join(keys) for keys in (nibs, nik_indexes, phones)])


def all_numbers_by_key(most: int) -> dict[tuple[str, str], str] | None:
    """The same of every standing business; None where there are more than `most`."""
    if Enterprise.objects.filter(merged_into=None)[: most + 1].count() > most:
        return None
    return _by_key(KNOWN.format(nib="nib <> ''", nik="o.nik_index <> ''", phone="phone <> ''"), [])


def _by_key(statement: str, values: list[str]) -> dict[tuple[str, str], str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return {
        (kind, key if kind == "nib" else f"{key}|{name.casefold()}"): number
        for kind, key, name, number in rows
    }


KNOWN = """select 'nib', nib, name, number from register_enterprise
        where {nib} and merged_into_id is null
    union all select 'nik', o.nik_index, e.name, e.number from register_owner o
        join register_enterprise e on e.id = o.enterprise_id
        where {nik} and o.until_on is null and e.merged_into_id is null
    union all select 'phone', phone, name, number from register_enterprise
        where {phone} and merged_into_id is null"""
#: Arrays, not lists of parameters: thousands of values are asked about at once. They are digits and hex, so that one text
#: holds them: psycopg writes an array value by value.
GIVEN = "any(string_to_array(%s, ','))"
ASKED = KNOWN.format(nib=f"nib = {GIVEN}", nik=f"o.nik_index = {GIVEN}", phone=f"phone = {GIVEN}")


def of_list(key: uuid.UUID) -> QuerySet[Enterprise]:
    """Businesses that came with this list, in the order they came."""
    return Enterprise.objects.filter(list_key=key).order_by("pk")


#: What a list brings with a business; anything else that points to one means that somebody works with it.
FROM_A_LIST = frozenset(("register.owner", "register.condition", "register.ware"))


def untouched(ids: list[uuid.UUID], *, besides: frozenset[str] = frozenset()) -> QuerySet[Enterprise]:
    """Of these, the businesses about which nobody has said anything since a list brought them, in any room.

    `besides` are models, as labels, of the room that asks: its own rows do not count.
    """
    rows = Enterprise.objects.filter(pk__in=ids, checked_at=None, merged_into=None, source=Source.IMPORT)
    rows = rows.exclude(Exists(Owner.objects.filter(enterprise=OuterRef("pk"), person__isnull=False)))
    rows = rows.exclude(
        Exists(Condition.objects.filter(enterprise=OuterRef("pk")).exclude(source=Source.IMPORT))
    )
    silent = silent_about(besides)
    for model, name in _pointing_at(Enterprise):
        if model._meta.label_lower not in silent:
            rows = rows.exclude(Exists(model._default_manager.filter(**{name: OuterRef("pk")})))
            continue
        for child, of in _pointing_at(model):  # an officer's verdict on one of its products, say
            rows = rows.exclude(Exists(child._default_manager.filter(**{f"{of}__{name}": OuterRef("pk")})))
    return rows


def silent_about(besides: frozenset[str]) -> frozenset[str]:
    """Models, as labels, whose rows do not mean that somebody works with a business a list brought."""
    return FROM_A_LIST | besides | contract.guesses()


def _pointing_at(model: Any) -> Iterator[tuple[Any, str]]:
    """Every model with a key to this one, and the name of that key."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            yield relation.related_model, relation.remote_field.name


def tables_beside(besides: frozenset[str]) -> list[tuple[str, str]]:
    """Tables and columns from which a business goes before it goes itself, when nobody has touched it."""
    silent = silent_about(besides)
    return [
        (model._meta.db_table, model._meta.get_field(name).column)
        for model, name in _pointing_at(Enterprise) if model._meta.label_lower in silent
    ]  # fmt: skip


def for_linkage() -> Iterator[dict[str, Any]]:
    """Every standing business with its first owner, as plain rows, a few thousand at a time."""
    owners = Owner.objects.filter(enterprise=OuterRef("pk"), until_on=None).order_by("id")
    rows = standing().annotate(
        owner=Subquery(owners.values("name")[:1]),
        owner_phone=Subquery(owners.values("phone")[:1]),
        nik_index=Subquery(owners.values("nik_index")[:1]),
    )
    fields = ("pk", "name", "phone", "nib", "address", "kelurahan_id", "owner", "owner_phone", "nik_index")
    plain: Iterator[dict[str, Any]] = rows.order_by("pk").values(*fields).iterator(chunk_size=5_000)
    return plain


#: What two records of one business are compared by, as an officer reads it.
COMPARED = (
    ("name", _("Nama usaha")), ("owners", _("Pemilik")), ("wares", _("Produk")), ("kbli", "KBLI"), ("nib", "NIB"),
    ("phone", _("Telepon")), ("address", _("Alamat")), ("kelurahan", _("Kelurahan")), ("started_year", _("Mulai")),
    ("source", _("Dicatat oleh")), ("registered_at", _("Terdaftar")),
)  # fmt: skip
