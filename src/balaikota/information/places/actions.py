"""Keeping places: adding, changing, checking, closing for good, unusual days, and whole lists at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.information.places import queries, rules
from balaikota.information.places.methods import Facts, Spans
from balaikota.information.places.models import Import, Opening, Place, UnusualDay
from balaikota.kit.errors import require

PLAIN = ("name", "kind", "address", "lat", "lon", "phone", "website", "about", "keeps_holidays")


def _require_editor(by: Person | None) -> None:
    """`None` is the city's own machinery, such as the demo city."""
    may = by is None or rules.may_edit(by)
    require(may, _("Daftar tempat dikelola oleh penulis dan penyunting informasi."))


def _slug(facts: Facts) -> str:
    """The name, with a number behind it when another place has it."""
    plain = slugify(facts.name)[:80] or "tempat"
    taken = queries.taken_slugs(plain) | {"baru", "daftar"}  # addresses of the desk
    return next(each for each in (plain, *(f"{plain}-{n}" for n in range(2, 10_000))) if each not in taken)


@transaction.atomic
def add(facts: Facts, *, by: Person | None, is_sample: bool = False) -> Place:
    """Put a place on the list; it is public at once."""
    _require_editor(by)
    known = queries.is_known(facts.name, facts.kelurahan)
    require(not known, _("Tempat bernama ini sudah ada di kelurahan itu."), status=422)
    place = Place(slug=_slug(facts), is_sample=is_sample)
    _write(place, facts)
    place.save(force_insert=True)
    _keep_week(place, facts.week)
    search.put(queries.entry(place))
    audit.record("places.added", place, by=by, slug=place.slug)
    return place


@transaction.atomic
def change(place: Place, facts: Facts, *, seen: int, by: Person) -> None:
    """Write what the editor says now; `seen` is the version their page showed."""
    _require_editor(by)
    place = queries.locked(place)
    require(
        place.version == seen,
        _("Tempat ini baru saja diubah orang lain. Buka lagi halamannya, lalu ulangi perubahan Anda."),
        status=409,
    )
    before = {name: getattr(place, name) for name in (*PLAIN, "kelurahan_id", "access")}
    _write(place, facts)
    changed = [name for name, value in before.items() if getattr(place, name) != value]
    _touch(place)
    place.save()
    _keep_week(place, facts.week)
    if not place.is_closed:
        search.put(queries.entry(place))
    audit.record("places.changed", place, by=by, fields=changed)


def _write(place: Place, facts: Facts) -> None:
    for name in PLAIN:
        setattr(place, name, getattr(facts, name))
    place.kelurahan_id, place.access = facts.kelurahan, list(facts.access)


def _touch(place: Place) -> None:
    place.version, place.changed_at = place.version + 1, timezone.now()


def _keep_week(place: Place, week: Mapping[int, Spans]) -> None:
    Opening.objects.filter(place=place, unusual_day=None).delete()
    Opening.objects.bulk_create(
        Opening(place=place, weekday=day, begins=span.begins, ends=span.ends)
        for day, spans in week.items()
        for span in spans
    )


@transaction.atomic
def check(place: Place, *, by: Person) -> None:
    """Somebody went or called, and what stands here is right."""
    _require_editor(by)
    place = queries.locked(place)
    place.checked_on, place.checked_by, place.changed_at = timezone.localdate(), by, timezone.now()
    place.save(update_fields=["checked_on", "checked_by", "changed_at"])
    audit.record("places.checked", place, by=by)


@transaction.atomic
def close(place: Place, *, why: str, by: Person) -> None:
    """The place is no more: it leaves the list, its page stays and says why."""
    place = queries.locked(place)
    require(rules.may_close(by, place), _("Menutup tempat selamanya adalah tugas penyunting informasi."))
    require(not place.is_closed, _("Tempat ini sudah tercatat tutup."), status=409)
    require(bool(why.strip()), _("Tuliskan apa sebabnya, dan ke mana warga pergi sekarang."), status=422)
    place.closed_on, place.closed_why = timezone.localdate(), why.strip()[:200]
    _touch(place)
    place.save(update_fields=["closed_on", "closed_why", "version", "changed_at"])
    search.drop("place", place.slug)
    audit.record("places.closed", place, by=by, why=place.closed_why)


@transaction.atomic
def reopen(place: Place, *, by: Person) -> None:
    """It was closed by mistake, or opens again."""
    place = queries.locked(place)
    require(rules.may_close(by, place), _("Membuka kembali tempat adalah tugas penyunting informasi."))
    require(place.is_closed, _("Tempat ini tidak tercatat tutup."), status=409)
    place.closed_on, place.closed_why = None, ""
    _touch(place)
    place.save(update_fields=["closed_on", "closed_why", "version", "changed_at"])
    search.put(queries.entry(place))
    audit.record("places.reopened", place, by=by)


@transaction.atomic
def set_day(place: Place, *, on: date, spans: Spans, reason: str, by: Person | None) -> None:
    """One date has hours of its own, or none; what was said of that date before is replaced."""
    _require_editor(by)
    require(bool(reason.strip()), _("Tuliskan sebabnya, misalnya: rapat pegawai."), status=422)
    place = queries.locked(place)
    UnusualDay.objects.filter(place=place, on=on).delete()
    day = UnusualDay.objects.create(place=place, on=on, reason=reason.strip()[:120])
    Opening.objects.bulk_create(
        Opening(place=place, unusual_day=day, begins=span.begins, ends=span.ends) for span in spans
    )
    _touch(place)
    place.save(update_fields=["version", "changed_at"])
    audit.record("places.day_set", place, by=by, on=str(on), reason=day.reason)


@transaction.atomic
def clear_day(place: Place, *, on: date, by: Person) -> None:
    """That date is like its weekday again."""
    _require_editor(by)
    place = queries.locked(place)
    gone, _rows = UnusualDay.objects.filter(place=place, on=on).delete()
    require(bool(gone), _("Tanggal itu sudah seperti biasa."), status=409)
    _touch(place)
    place.save(update_fields=["version", "changed_at"])
    audit.record("places.day_cleared", place, by=by, on=str(on))


@transaction.atomic
def upload(file_name: str, rows: list[dict[str, Any]], faults: list[Any], *, by: Person) -> Import:
    """Keep what a list holds, good and bad, until its uploader has looked at it."""
    _require_editor(by)
    sheet = Import.objects.create(file_name=file_name[:120], rows=rows, faults=faults, by=by)
    audit.record("places.uploaded", sheet, by=by, good=len(rows), bad=len(faults))
    return sheet


@transaction.atomic
def confirm(sheet: Import, *, by: Person) -> int:
    """Add the good rows; one that has come on the list meanwhile is passed over. Answers how many were added."""
    sheet = queries.locked_import(sheet)
    require(
        rules.may_confirm(by, sheet), _("Daftar ini sudah dimasukkan, atau bukan Anda yang mengunggahnya.")
    )
    known = Facts.from_row
    fresh = [facts for facts in map(known, sheet.rows) if not queries.is_known(facts.name, facts.kelurahan)]
    for facts in fresh:
        add(facts, by=by)
    sheet.confirmed_at, sheet.added = timezone.now(), len(fresh)
    sheet.save(update_fields=["confirmed_at", "added"])
    audit.record("places.imported", sheet, by=by, added=len(fresh))
    return len(fresh)
