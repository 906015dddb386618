"""Every read of imports, and what a list is compared with."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from balaikota.enterprises.imports import methods, rules
from balaikota.enterprises.imports.models import Import, Mapping, Outcome, Row, State
from balaikota.enterprises.kbli import queries as codes
from balaikota.enterprises.register import queries as register
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found
from balaikota.kit.secrets import blind_index

if TYPE_CHECKING:
    from balaikota.foundation.people.models import Person

SHOWN = 50
Key = tuple[str, str]


def visible_to(viewer: "Person") -> QuerySet[Import]:
    """To those who record businesses, every import."""
    rows = Import.objects.defer("content").select_related("by")
    return rows if rules.may_import(viewer) else rows.none()


def newest(viewer: "Person") -> QuerySet[Import]:
    return visible_to(viewer).order_by("-at")[:30]


def one(pk: uuid.UUID, *, viewer: "Person") -> Import:
    return found(visible_to(viewer).filter(pk=pk).first())


def of_event(event_id: int) -> Import:
    return Import.objects.get(pk=audit.event(event_id).about_id)


def locked(brought: Import) -> Import:
    return Import.objects.select_for_update(no_key=True).get(pk=brought.pk)


def same_file(sha256: str) -> Import | None:
    """The same bytes brought before and not taken out again."""
    in_use = (State.RUNNING, State.DONE, State.UNDOING)
    return Import.objects.filter(sha256=sha256, state__in=in_use).defer("content").first()


def content_of(brought: Import) -> bytes:
    return bytes(Import.objects.values_list("content", flat=True).get(pk=brought.pk))


def remembered(names: list[str]) -> dict[str, int] | None:
    """How somebody mapped a file with these columns before."""
    row = Mapping.objects.filter(head=methods.fingerprint(names)).first()
    return {ours: int(place) for ours, place in row.columns.items()} if row else None


def known_things() -> dict[str, Any]:
    """The city's kelurahan and the KBLI codes, by name, as keys."""
    villages = regions.villages_of_city().values_list("pk", "name", "parent__name")
    return {
        "villages": methods.villages_by_name(villages),
        "codes": codes.keys(),
        "this_year": timezone.localdate().year,
    }


def keys_of(values: dict[str, Any]) -> list[Key]:
    """By what a business is known again: its NIB; its name with its owner's NIK, its telephone, or its owner's name."""
    name = values["nama_usaha"].casefold()
    keys = [("nib", values["nib"])] if "nib" in values else []
    if "nik_index" in values:
        keys.append(("nik", f"{values['nik_index']}|{name}"))
    if "telepon" in values:
        keys.append(("phone", f"{values['telepon']}|{name}"))
    if not keys:
        place = f"{values.get('kelurahan', '')}|{values.get('alamat', '').casefold()}"
        keys.append(("name", f"{values.get('nama_pemilik', '').casefold()}|{name}|{place}"))
    return keys


def in_register(rows: list[dict[str, Any]]) -> dict[Key, str]:
    """Register numbers of the businesses that these rows name, by key. Notes each NIK's blind index on its row."""
    for values in rows:
        if "nik" in values:
            values["nik_index"] = blind_index("nik", values["nik"])
    return register.numbers_by_key(
        nibs=[values["nib"] for values in rows if "nib" in values],
        nik_indexes=[values["nik_index"] for values in rows if "nik_index" in values],
        phones=[values["telepon"] for values in rows if "telepon" in values],
    )


def counts(brought: Import) -> dict[str, int]:
    rows = Row.objects.filter(brought=brought).values_list("outcome").annotate(n=Count("pk"))
    return {**dict.fromkeys(Outcome.values, 0), **dict(rows)}


def told_rows(brought: Import) -> QuerySet[Row]:
    """The rows there is something to say about, in the order of the file."""
    return Row.objects.filter(brought=brought).exclude(reason="").order_by("sheet", "row")


def taken_in(brought: Import) -> QuerySet[Row]:
    """Rows whose business is in the register because of this import."""
    return Row.objects.filter(brought=brought, enterprise__isnull=False).order_by("pk")
