"""Announcing, changing and cancelling happenings. Nothing that was saved is ever overwritten."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.information.agenda import methods, queries, rules
from balaikota.information.agenda.models import CONTENT, Happening, Stage, Version
from balaikota.kit import changes
from balaikota.kit.errors import require

Content = Mapping[str, Any]


@transaction.atomic
def begin(content: Content, *, by: Person, is_sample: bool = False) -> Happening:
    """A new happening with its first version. Its address comes from its name and stays."""
    require(rules.may_write(by), _only_writers())
    slug = changes.slug_of(content["title"], queries.is_taken)
    happening = Happening.objects.create(slug=slug, is_sample=is_sample)
    _add(happening, content, by=by)
    audit.record("agenda.begun", happening, by=by)
    return happening


@transaction.atomic
def revise(happening: Happening, content: Content, *, based_on: int, by: Person) -> Version:
    """Keep a new version; kept aside when a colleague saved after `based_on`. Takes back a review."""
    require(rules.may_write(by), _only_writers())
    happening = queries.locked(happening)
    head = queries.head_of(happening)
    said = [name for name in CONTENT if name in content]
    if not changes.differing(queries.content(head), content, said):
        return head
    if based_on != head.number:
        version = _written(happening, content, by=by, is_aside=True)
        audit.record("agenda.set_aside", happening, by=by, version=version.number)
        return version
    version = _add(happening, content, by=by)
    audit.record("agenda.revised", happening, by=by, version=version.number)
    return version


def _add(happening: Happening, content: Content, *, by: Person) -> Version:
    version = _written(happening, content, by=by)
    happening.head, happening.stage, happening.touched_at = version, Stage.DRAFT, version.at
    happening.save(update_fields=["head", "stage", "touched_at"])
    return version


def _written(happening: Happening, content: Content, *, by: Person, **more: Any) -> Version:
    said = {name: content[name] for name in CONTENT if name in content}
    require(said["ends_at"] >= said["starts_at"], _("Waktu selesai mendahului waktu mulai."), status=422)
    number = queries.last_number(happening) + 1
    return Version.objects.create(happening=happening, number=number, by=by, **said, **more)


def _only_writers() -> str:
    return _("Agenda ditulis oleh petugas pusat informasi yang bertugas menulis.")


@transaction.atomic
def send(happening: Happening, *, by: Person) -> None:
    """Ask a second person to read it."""
    happening = queries.locked(happening)
    require(rules.may_send(by, happening), _("Naskah ini tidak sedang ditulis, jadi tidak dapat dikirim."))
    happening.stage, happening.returned_reason, happening.touched_at = Stage.WAITING, "", timezone.now()
    happening.save(update_fields=["stage", "returned_reason", "touched_at"])
    audit.record("agenda.sent", happening, by=by, version=queries.head_of(happening).number)


@transaction.atomic
def publish(happening: Happening, number: int, *, by: Person) -> None:
    """The reviewer lets version `number` out. Calendars that know it already see that it changed."""
    happening = _under_review(happening, number, by=by)
    said, now = queries.head_of(happening), timezone.now()
    happening.sequence += 1 if happening.is_public else 0
    happening.live, happening.stage = said, Stage.PUBLISHED
    happening.starts_at, happening.last_at = said.starts_at, methods.last_end(said)
    happening.public_at = happening.public_at or now
    happening.changed_at = happening.touched_at = now
    happening.cancelled_at, happening.cancelled_reason = None, ""
    happening.save()
    search.put(queries.entry(happening))
    audit.record("agenda.published", happening, by=by, version=number)


@transaction.atomic
def send_back(happening: Happening, number: int, *, reason: str, by: Person) -> None:
    """Not yet: the writer reads why."""
    require(bool(reason.strip()), _("Tulis apa yang perlu diperbaiki, agar penulisnya tahu."), status=422)
    happening = _under_review(happening, number, by=by)
    happening.stage, happening.returned_reason = Stage.RETURNED, reason.strip()
    happening.touched_at = timezone.now()
    happening.save(update_fields=["stage", "returned_reason", "touched_at"])
    audit.record("agenda.returned", happening, by=by, version=number)


def _under_review(happening: Happening, number: int, *, by: Person) -> Happening:
    happening = queries.locked(happening)
    is_same = happening.stage == Stage.WAITING and queries.head_of(happening).number == number
    sentence = _("Naskah ini berubah atau sudah diperiksa sejak Anda membukanya. Baca lagi yang terbaru.")
    require(is_same, sentence, status=409)
    allowed = rules.may_review(by, happening, queries.writers(happening))
    require(allowed, _("Naskah diperiksa petugas lain yang bertugas menerbitkan, bukan penulisnya sendiri."))
    return happening


@transaction.atomic
def cancel(happening: Happening, *, reason: str, by: Person) -> None:
    """It does not take place. Its page and its entry in calendars stay, and say so."""
    require(bool(reason.strip()), _("Tulis alasannya; warga yang berniat datang membacanya."), status=422)
    happening = queries.locked(happening)
    allowed = rules.may_cancel(by, happening)
    require(allowed, _("Kegiatan yang sudah diumumkan dibatalkan oleh petugas yang bertugas menerbitkan."))
    happening.cancelled_at, happening.cancelled_reason = timezone.now(), reason.strip()
    happening.sequence += 1
    happening.changed_at = happening.touched_at = happening.cancelled_at
    happening.save(update_fields=["cancelled_at", "cancelled_reason", "sequence", "changed_at", "touched_at"])
    search.put(queries.entry(queries.public(happening.slug)))
    audit.record("agenda.cancelled", happening, by=by)
