"""Every read of pairs, and the register made comparable."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from balaikota.enterprises.linkage import methods, rules
from balaikota.enterprises.linkage.models import Pair, Verdict
from balaikota.enterprises.register import queries as register
from balaikota.enterprises.register.models import Enterprise
from balaikota.foundation.audit import queries as audit
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

PAGE = 30
#: What stands where a NIK should: under these nobody is found alike (see also `people.methods.is_placeholder`).
PLACEHOLDERS = (*(digit * 16 for digit in "0123456789"), "1234567890123456", "1234567890123450")


def visible_to(viewer: "Person") -> QuerySet[Pair]:
    rows = Pair.objects.select_related(
        "a__kelurahan__parent", "b__kelurahan__parent", "a__kbli", "b__kbli", "settled_by"
    )
    return rows if rules.may_settle(viewer) else rows.none()


def waiting(viewer: "Person") -> QuerySet[Pair]:
    """The likeliest first; a pair of which one is gone already is not asked about."""
    rows = visible_to(viewer).filter(verdict=Verdict.OPEN, a__merged_into=None, b__merged_into=None)
    return rows.order_by("-bits", "pk")


def settled(viewer: "Person") -> QuerySet[Pair]:
    return visible_to(viewer).exclude(verdict=Verdict.OPEN).order_by("-settled_at")[:PAGE]


def pair(pk: uuid.UUID, *, viewer: "Person") -> Pair:
    return found(visible_to(viewer).filter(pk=pk).first())


def locked(pair: Pair) -> Pair:
    return (
        Pair.objects.select_for_update(no_key=True, of=("self",))
        .select_related("a", "b", "kept")
        .get(pk=pair.pk)
    )


def records() -> list[dict[str, str | None]]:
    """Every standing business, made comparable."""
    rows = [methods.record(str(row["pk"]), _said(row)) for row in register.for_linkage()]
    return methods.without_shared(rows, frozenset(blind_index("nik", number) for number in PLACEHOLDERS))


def _said(row: dict[str, Any]) -> dict[str, str]:
    return {
        "name": row["name"],
        "owner": row["owner"] or "",
        "phone": row["phone"] or row["owner_phone"] or "",
        "nik": row["nik_index"] or "",
        "nib": row["nib"],
        "place": str(row["kelurahan_id"] or ""),
        "where": row["address"],
    }


def known() -> set[tuple[str, str]]:
    return {(str(a), str(b)) for a, b in Pair.objects.values_list("a_id", "b_id")}


def is_settled(pair: Pair) -> bool:
    return pair.verdict != Verdict.OPEN


def side_by_side(pair: Pair) -> list[tuple[str, Any, Any]]:
    """Both businesses, field by field, as an officer compares them."""
    return [(str(label), _shown(pair.a, field), _shown(pair.b, field)) for field, label in register.COMPARED]


def _shown(one: Enterprise, field: str) -> Any:
    if field == "owners":
        return ", ".join(owner.name for owner in one.owners.filter(until_on=None).order_by("id"))
    if field == "wares":
        return ", ".join(ware.name for ware in one.wares.filter(is_made=True).order_by("pk"))
    if field == "source":
        return one.get_source_display()
    return getattr(one, field)


def of_event(event_id: int) -> "Person | None":
    return audit.event(event_id).by
