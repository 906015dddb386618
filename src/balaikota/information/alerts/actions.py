"""Warning the city, telling it that the danger is over, and keeping the emergency numbers."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.people.models import Person
from balaikota.information.alerts import queries, rules
from balaikota.information.alerts.models import Alert, EmergencyNumber, Listener
from balaikota.kit.errors import require

DATA = Path(__file__).parent / "data" / "numbers.toml"
SAID = ("kind", "level", "title_id", "title_en", "text_id", "text_en", "link", "starts_at", "ends_at")
NUMBER = ("number", "name", "name_en", "about", "about_en", "source", "is_verified", "position")
#: So many people are told in one transaction.
BATCH = 200


def _forget() -> None:
    """This process asks again what stands; the others do within ten seconds."""
    caches["near"].delete(queries.KEY)


def _require_publisher(by: Person) -> None:
    require(rules.may_raise(by), _("Peringatan dikeluarkan oleh penyunting informasi yang bertugas."))


def _require_time(said: Mapping[str, Any]) -> None:
    starts, ends = said["starts_at"] or timezone.now(), said["ends_at"]
    in_order = ends is None or ends > max(starts, timezone.now())
    require(in_order, _("Waktu selesai harus sesudah sekarang dan sesudah waktu mulai."), status=422)


@transaction.atomic
def raise_alert(
    said: Mapping[str, Any], districts: list[str], *, by: Person, is_sample: bool = False
) -> Alert:
    """Warn the city now, or at `starts_at` when that lies ahead. Without districts it concerns all of them."""
    _require_publisher(by)
    _require_time(said)
    alert = Alert(by=by, is_sample=is_sample, **{name: said[name] for name in SAID if name != "starts_at"})
    alert.starts_at = said["starts_at"] or timezone.now()
    alert.save(force_insert=True)
    alert.districts.set(queries.districts(districts))
    if alert.starts_at <= timezone.now():
        _begin(alert, by=by)
    else:
        audit.record("alerts.planned", alert, by=by, starts_at=alert.starts_at.isoformat())
    _forget()
    return alert


def _begin(alert: Alert, *, by: Person | None) -> None:
    alert.begun_at = timezone.now()
    alert.save(update_fields=["begun_at"])
    audit.record("alerts.raised", alert, by=by, kind=alert.kind, level=alert.level)


@transaction.atomic
def revise(alert: Alert, said: Mapping[str, Any], districts: list[str], *, by: Person) -> None:
    """Say more, or otherwise, while it stands; who was told before is not told again."""
    alert = queries.locked(alert)
    require(rules.may_end(by, alert), _("Peringatan ini sudah berakhir, atau bukan tugas Anda."), status=409)
    _require_time(said)
    for name in SAID:
        if name != "starts_at" or alert.is_planned:
            setattr(alert, name, said[name] or (timezone.now() if name == "starts_at" else said[name]))
    alert.save()
    alert.districts.set(queries.districts(districts))
    audit.record("alerts.revised", alert, by=by, kind=alert.kind, level=alert.level)
    _forget()


@transaction.atomic
def end(alert: Alert, *, by: Person) -> None:
    """The danger is over: the banner leaves every page. A planned one is called off."""
    alert = queries.locked(alert)
    require(rules.may_end(by, alert), _("Peringatan ini sudah berakhir, atau bukan tugas Anda."), status=409)
    alert.ended_at, alert.ended_by = timezone.now(), by
    alert.save(update_fields=["ended_at", "ended_by"])
    audit.record("alerts.ended" if alert.begun_at else "alerts.called_off", alert, by=by)
    _forget()


@transaction.atomic
def keep_time() -> None:
    """Begin what was planned and end what has run out; called by the clock."""
    for alert in queries.to_begin().select_for_update(no_key=True):
        _begin(alert, by=None)
    for alert in queries.to_end().select_for_update(no_key=True):
        alert.ended_at = alert.ends_at
        alert.save(update_fields=["ended_at"])
        audit.record("alerts.ended", alert, by=None)
    _forget()


@transaction.atomic
def tell_some(alert: Alert, event_id: int, after: int) -> int | None:
    """Tell the next of those who listen, and answer after whom to go on; None when all have been told."""
    rows = queries.listeners(alert, after, BATCH)
    for row in rows:
        notifications.send(
            row.person, letter="alerts/letters/raised.txt", event_id=event_id, url=alert.get_absolute_url(), alert=alert
        )  # fmt: skip
    return rows[-1].pk if len(rows) == BATCH else None


@transaction.atomic
def listen(district: str, *, by: Person) -> None:
    """Be told of danger at once, in one kecamatan or (without one) in the whole city."""
    (chosen,) = queries.districts([district]) or (None,)
    Listener.objects.update_or_create(person=by, defaults={"district": chosen})
    audit.record("alerts.listening", by, by=by, subject=by)


@transaction.atomic
def stop_listening(*, by: Person) -> None:
    gone, _rows = Listener.objects.filter(person=by).delete()
    if gone:
        audit.record("alerts.listening_stopped", by, by=by, subject=by)


@transaction.atomic
def load_numbers(file: Path = DATA) -> int:
    """Add the numbers of the data file that the city never had; what was changed or removed here stays so."""
    known = queries.known_codes()
    new = [row for row in tomllib.loads(file.read_text())["numbers"] if row["code"] not in known]
    if not new:
        return 0
    added = EmergencyNumber.objects.bulk_create(EmergencyNumber(**row) for row in new)
    audit.record("alerts.numbers_loaded", added[0], by=None, added=len(added))
    return len(added)


@transaction.atomic
def add_number(said: Mapping[str, Any], *, by: Person) -> EmergencyNumber:
    """One more number of the city's own."""
    _require_publisher(by)
    plain = slugify(said["name"])[:30] or "nomor"
    taken = queries.known_codes() | {"baru"}
    code = next(each for each in (plain, *(f"{plain}-{n}" for n in range(2, 1000))) if each not in taken)
    row = EmergencyNumber.objects.create(code=code, **{name: said[name] for name in NUMBER})
    audit.record("alerts.number_added", row, by=by, code=code)
    return row


@transaction.atomic
def change_number(row: EmergencyNumber, said: Mapping[str, Any], *, by: Person) -> None:
    """Write what is right today, and whether somebody made sure of it."""
    _require_publisher(by)
    for name in NUMBER:
        setattr(row, name, said[name])
    row.changed_at = timezone.now()
    row.save(update_fields=[*NUMBER, "changed_at"])
    audit.record("alerts.number_changed", row, by=by, code=row.code, verified=row.is_verified)


@transaction.atomic
def remove_number(row: EmergencyNumber, *, by: Person) -> None:
    """Nobody answers there any more."""
    _require_publisher(by)
    row.removed_at = row.changed_at = timezone.now()
    row.save(update_fields=["removed_at", "changed_at"])
    audit.record("alerts.number_removed", row, by=by, code=row.code)
