"""Reporting a training taken elsewhere, and checking its proof."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.files.models import StoredFile
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.training.ledger import queries, rules
from balaikota.training.ledger.models import Outside, State


def keep_proof(upload: Any, *, by: Person) -> StoredFile:
    """A clean copy of the proof; raises `UnusableFile` with a sentence."""
    return files.receive(upload, owner=by, by=by)


@transaction.atomic
def report(facts: dict[str, Any], proof: StoredFile, *, by: Person) -> Outside:
    """A person tells of a training elsewhere; it counts once it was checked."""
    require(
        facts["ends_on"] <= timezone.localdate(),
        _("Pelatihan yang belum selesai belum dapat dilaporkan."),
        status=422,
    )
    row = Outside.objects.create(person=by, **facts)
    files.attach(proof, row, by=by)
    audit.record("ledger.reported", row, by=by, subject=by)
    return row


@transaction.atomic
def accept(row: Outside, *, by: Person) -> None:
    """The proof is sound: its JP count."""
    _check(row, State.ACCEPTED, "", "ledger.accepted", by=by)


@transaction.atomic
def refuse(row: Outside, reason: str, *, by: Person) -> None:
    require(bool(reason.strip()), _("Tuliskan alasan, supaya pegawai dapat memperbaikinya."), status=422)
    _check(row, State.REFUSED, reason, "ledger.refused", by=by)


def _check(row: Outside, state: State, reason: str, event: str, *, by: Person) -> None:
    held = queries.locked(row)
    require(rules.may_check(by, held), _("Laporan ini diperiksa penyelenggara lain, satu kali."))
    held.state, held.reason = state, reason.strip()[:300]
    held.checked_by, held.checked_at = by, timezone.now()
    held.save(update_fields=["state", "reason", "checked_by", "checked_at"])
    audit.record(event, held, by=by, subject=held.person)
