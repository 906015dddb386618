"""Writing down that protection failed, whose data it was, and that everybody has been told."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.breaches import methods, queries, rules
from balaikota.engine.breaches.models import LIMIT, Breach, Concerned
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require


class Told(NamedTuple):
    """The three things a notice must say (UU 27/2022 pasal 46 ayat 2)."""

    revealed: str
    happened: str
    mending: str


@transaction.atomic
def note(told: Told, *, known_at: datetime, by: Person) -> Breach:
    """The clock of 3 x 24 hours runs from the moment the city knew, also when it is written down later."""
    require(rules.keeps(by), _("Kegagalan pelindungan data dicatat oleh pengelola sistem."))
    require(known_at <= timezone.now(), _("Saat diketahui tidak mungkin di depan."), status=422)
    breach = Breach.objects.create(
        number=methods.new_number(),
        known_at=known_at,
        due_at=known_at + LIMIT,
        by=by,
        is_sample=by.is_sample,
        **told._asdict(),
    )
    audit.record("breaches.noted", breach, by=by)
    return breach


@transaction.atomic
def add_people(breach: Breach, people: Iterable[Person], *, by: Person) -> int:
    """Their data it was, too. Whoever is on the list already stays there once; says how many are on it now."""
    breach = queries.locked(breach)
    require(
        rules.may_add_people(by, breach),
        _("Pemberitahuan sudah dikirim. Catat kegagalan baru untuk orang yang belum tercantum."),
        status=409,
    )
    rows = [Concerned(breach=breach, person=person) for person in people]
    Concerned.objects.bulk_create(rows, ignore_conflicts=True)
    count = queries.count(breach)
    audit.record("breaches.people_added", breach, by=by, count=count)
    return count


@transaction.atomic
def tell_people(breach: Breach, *, by: Person) -> None:
    """A notice to each, once; the letters leave in jobs."""
    breach = queries.locked(breach)
    allowed = rules.may_tell_people(by, breach, concerned=queries.count(breach))
    require(
        allowed,
        _("Tambahkan dahulu orang yang datanya terungkap; tiap orang diberi tahu sekali."),
        status=409,
    )
    breach.people_told_at = timezone.now()
    breach.save(update_fields=["people_told_at"])
    audit.record(
        "breaches.people_told",
        breach,
        by=by,
        count=queries.count(breach),
        is_late=breach.people_told_at > breach.due_at,
    )


@transaction.atomic
def tell_authority(breach: Breach, *, reference: str, by: Person) -> None:
    """The office has written to the authority, outside of this system, under this number."""
    breach = queries.locked(breach)
    require(rules.may_tell_authority(by, breach), _("Surat kepada lembaga sudah dicatat."), status=409)
    require(bool(reference.strip()), _("Tulis nomor suratnya."), status=422)
    breach.authority_told_at, breach.reference = timezone.now(), reference.strip()[:120]
    breach.save(update_fields=["authority_told_at", "reference"])
    audit.record("breaches.authority_told", breach, by=by, is_late=breach.authority_told_at > breach.due_at)


@transaction.atomic
def remind(breach: Breach) -> None:
    """The office is told once that a day is left, or less."""
    if not queries.is_reminded(breach):
        audit.record("breaches.reminded", breach, by=None)
