"""Arranging servers, handing a report over once, and keeping what the other side says of it."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.complaints.forwarding import methods, queries, rules
from balaikota.complaints.forwarding.contract import News, Receipt
from balaikota.complaints.forwarding.models import Relay, Server, State
from balaikota.complaints.reports.methods import masked
from balaikota.complaints.reports.models import Report
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require
from balaikota.kit.outbound import address_fault

#: After this many tries that took nothing a relay stays failed and visible.
PATIENCE = 8


# --- servers --------------------------------------------------------------------------------------


@transaction.atomic
def arrange(server: Server | None, said: dict[str, Any], *, by: Person) -> Server:
    """Make a server known, or change what is known of it; an empty key leaves the key that stands."""
    require(rules.may_arrange(by), _("Server lembaga lain hanya diatur oleh pengelola sistem."))
    said = {**said, "name": " ".join(said["name"].split())}
    taken = queries.is_name_taken(said["name"], but=server)
    require(not taken, _("Lembaga dengan nama ini sudah ada."), status=409)
    is_fit = not address_fault(said["url"], plain=bool(settings.DEMO))
    require(is_fit, _("Tulis alamat lengkap yang mulai dengan https://, tanpa nama pengguna."), status=422)
    key = said.pop("api_key", "")
    row = server or Server()
    for name, value in said.items():
        setattr(row, name, value)
    if key:
        row.api_key = key
    row.save()
    audit.record("forwarding.arranged", row, by=by, server=row.name)
    return row


# --- handing over ---------------------------------------------------------------------------------


@transaction.atomic
def plan(report: Report) -> Relay | None:
    """Hand a forwarded report to the server of the office it went to, if there is one; once, however often asked."""
    server = queries.server_named(report.forwarded_to)
    if server is None or not rules.may_leave(report):
        return None
    relay, is_new = Relay.objects.get_or_create(report=report, server=server)
    if is_new:
        audit.record("forwarding.planned", relay, by=None, server=server.name)
    return relay


@transaction.atomic
def begin(relay: Relay) -> tuple[bool, bool]:
    """Write down that a report is about to leave. Answers: may it be sent, and must it be looked for instead?

    An earlier try that ended without a word may have arrived: it is looked for, never sent again.
    """
    row = queries.locked(relay)
    if row.state != State.WAITING:
        return False, False
    if row.begun_at is not None:
        return False, True
    row.begun_at, row.attempts = timezone.now(), row.attempts + 1
    row.save(update_fields=["begun_at", "attempts"])
    return True, False


@transaction.atomic
def note_taken(relay: Relay, receipt: Receipt, *, by: Person | None = None) -> None:
    """The other server has it, under its number or a token for it. Written in the report's history."""
    row = queries.locked(relay)
    now = timezone.now()
    row.state, row.why, row.sent_at, row.next_at = State.SENT, "", row.begun_at or now, now
    row.remote_id, row.token = receipt.remote_id, receipt.token
    row.save(update_fields=["state", "why", "sent_at", "next_at", "remote_id", "token"])
    told = {"server": row.server.name, "remote_id": row.remote_id}
    audit.record("forwarding.taken", row.report, by=by, subject=row.report.reporter, **told)


@transaction.atomic
def note_failure(relay: Relay, why: str, *, is_final: bool) -> bool:
    """It was not taken. Answers whether another try makes sense; after the last one it is the coordinator's."""
    row = queries.locked(relay)
    row.begun_at, row.why = None, why[:30]
    if is_final or row.attempts >= PATIENCE:
        row.state = State.FAILED
    row.save(update_fields=["begun_at", "why", "state"])
    if row.state == State.FAILED:
        audit.record("forwarding.failed", row, by=None, server=row.server.name, why=row.why)
    return row.state == State.WAITING


@transaction.atomic
def hold(relay: Relay, why: str) -> None:
    """Nobody knows whether it arrived: it waits for a person, and is not sent again by itself."""
    row = queries.locked(relay)
    row.state, row.why = State.HELD, why[:30]
    row.save(update_fields=["state", "why"])
    audit.record("forwarding.held", row, by=None, server=row.server.name, why=row.why)


@transaction.atomic
def send_again(relay: Relay, *, by: Person) -> None:
    """The coordinator has asked: it did not arrive."""
    row = _stuck(relay, by)
    row.state, row.begun_at, row.attempts, row.why = State.WAITING, None, 0, ""
    row.save(update_fields=["state", "begun_at", "attempts", "why"])
    audit.record("forwarding.sent_again", row, by=by, server=row.server.name)


@transaction.atomic
def settle(relay: Relay, remote_id: str, *, by: Person) -> None:
    """The coordinator has asked: it arrived, under this number."""
    row = _stuck(relay, by)
    require(bool(remote_id.strip()), _("Tulis nomor laporan di lembaga itu."), status=422)
    note_taken(row, Receipt(remote_id=remote_id.strip()[:200]), by=by)


def _stuck(relay: Relay, by: Person) -> Relay:
    require(rules.may_watch(by), _("Penerusan diurus oleh koordinator pengaduan."))
    row = queries.locked(relay)
    require(rules.is_stuck(row), _("Penerusan ini tidak tertahan lagi."), status=409)
    return row


# --- what the other side says ---------------------------------------------------------------------


@transaction.atomic
def note_number(relay: Relay, remote_id: str) -> None:
    """The number behind a token."""
    row = queries.locked(relay)
    if not row.remote_id:
        row.remote_id = remote_id[:200]
        row.save(update_fields=["remote_id"])
        told = {"server": row.server.name, "remote_id": row.remote_id}
        audit.record("forwarding.numbered", row.report, by=None, subject=row.report.reporter, **told)


@transaction.atomic
def note_news(relay: Relay, news: News | None) -> None:
    """Keep what the other server says, and when it is asked again. A change is written in the report's history."""
    row, now = queries.locked(relay), timezone.now()
    row.asked_at = now
    row.next_at = methods.next_question(row.sent_at or now, now)
    if news is not None:
        notes = masked(news.notes)[:500]
        is_new = (news.status, notes) != (row.remote_status, row.remote_notes)
        row.remote_status, row.remote_notes = news.status, notes
        if is_new:
            told = {"server": row.server.name, "status": news.status}
            audit.record("forwarding.answered", row.report, by=None, subject=row.report.reporter, **told)
    row.save(update_fields=["asked_at", "next_at", "remote_status", "remote_notes"])
