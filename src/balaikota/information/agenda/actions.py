"""Announcing, changing and cancelling happenings. Nothing that was saved is ever overwritten."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people import queries as people
from balaikota.foundation.people.models import Person
from balaikota.foundation.search import actions as search
from balaikota.information.agenda import methods, queries, rules
from balaikota.information.agenda.models import CONTENT, Happening, Version
from balaikota.information.review import actions as turns
from balaikota.information.review import queries as review
from balaikota.information.review import rules as duties
from balaikota.information.review.models import Stage
from balaikota.kit import changes
from balaikota.kit.errors import require

Content = Mapping[str, Any]


@transaction.atomic
def begin(
    content: Content, *, by: Person, key: uuid.UUID | None = None, is_sample: bool = False
) -> Happening:
    """A new happening with its first version. Its address comes from its name and stays.

    `key` is of the form: sent twice, also at once, it is begun once.
    """
    require(duties.may_write(by), _only_writers())
    key = key or uuid.uuid4()
    people.locked(by)
    if (known := queries.begun_with(key)) is not None:
        return known
    slug = changes.slug_of(content["title"], queries.is_taken)
    happening = Happening.objects.create(pk=key, slug=slug, is_sample=is_sample)
    _add(happening, content, by=by)
    audit.record("agenda.begun", happening, by=by)
    return happening


@transaction.atomic
def revise(happening: Happening, content: Content, *, based_on: int, by: Person) -> Version:
    """Keep a new version; kept aside when a colleague saved after `based_on`. Takes back a review."""
    require(duties.may_write(by), _only_writers())
    happening = review.locked(happening)
    head: Version = review.head_of(happening)
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
    number = review.last_number(happening) + 1
    return Version.objects.create(happening=happening, number=number, by=by, **said, **more)


def _only_writers() -> str:
    return _("Agenda ditulis oleh petugas pusat informasi yang bertugas menulis.")


@transaction.atomic
def publish(happening: Happening, number: int, *, by: Person) -> None:
    """The reviewer lets version `number` out. Calendars that know it already see that it changed."""
    happening = turns.under_review(happening, number, by=by)
    said, now = review.head_of(happening), timezone.now()
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
def cancel(happening: Happening, *, reason: str, by: Person) -> None:
    """It does not take place. Its page and its entry in calendars stay, and say so."""
    require(bool(reason.strip()), _("Tulis alasannya; warga yang berniat datang membacanya."), status=422)
    happening = review.locked(happening)
    allowed = rules.may_cancel(by, happening)
    require(allowed, _("Kegiatan yang sudah diumumkan dibatalkan oleh petugas yang bertugas menerbitkan."))
    happening.cancelled_at, happening.cancelled_reason = timezone.now(), reason.strip()
    happening.sequence += 1
    happening.changed_at = happening.touched_at = happening.cancelled_at
    happening.save(update_fields=["cancelled_at", "cancelled_reason", "sequence", "changed_at", "touched_at"])
    search.put(queries.entry(queries.public(happening.slug)))
    audit.record("agenda.cancelled", happening, by=by)
