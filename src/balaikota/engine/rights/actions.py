"""Asking, answering, and taking everything home."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balaikota.engine.deadlines import queries as deadlines
from balaikota.engine.rights import methods, queries, rules
from balaikota.engine.rights.models import Outcome, Request, TakeHome
from balaikota.foundation.audit import actions as audit
from balaikota.foundation.files import actions as files
from balaikota.foundation.people.models import Person
from balaikota.kit.errors import require

#: How long a copy of everything lies ready.
KEEP = timedelta(days=7)


@transaction.atomic
def ask(right: methods.Right, text: str, *, by: Person) -> Request:
    """Make use of a right. The clock of the law runs from now (UU 27/2022 pasal 30, 32, 40, 41)."""
    asked = queries.is_asked(by, right.slug)
    sentence = _(
        "Permintaan Anda tentang hak ini masih menunggu jawaban. Tambahkan keterangan setelah dijawab."
    )
    require(not asked, sentence, status=409)
    require(bool(text.strip()), _("Tulis apa yang Anda minta."), status=422)
    now = timezone.now()
    law = now + timedelta(hours=right.hours)
    request = Request.objects.create(
        number=methods.new_number(),
        person=by,
        right=right.slug,
        text=text.strip(),
        asked_at=now,
        due_at=law if right.is_law else deadlines.due_at(now, 24 * right.days),
        is_law=right.is_law,
        is_sample=by.is_sample,
    )
    audit.record("rights.asked", request, by=by, subject=by, right=right.slug)
    return request


@transaction.atomic
def answer(request: Request, outcome: Outcome, *, reason: str, ground: str = "", by: Person) -> None:
    """Answer once. What is not granted in full names the law that stands against it."""
    request = queries.locked(request)
    require(request.is_open, _("Permintaan ini sudah dijawab."), status=409)
    require(
        rules.may_answer(by, request),
        _("Permintaan ini dijawab oleh pengelola sistem, bukan oleh pemintanya."),
    )
    is_no = outcome != Outcome.GRANTED
    fits = ground in {each.slug for each in methods.grounds_for(request.right)}
    require(not is_no or fits, _("Pilih dasar hukum mengapa tidak dapat dipenuhi."), status=422)
    require(bool(reason.strip()), _("Tulis jawabannya: apa yang dilakukan, atau mengapa tidak."), status=422)
    request.outcome, request.ground, request.answer = outcome, ground if is_no else "", reason.strip()
    request.answered_by, request.closed_at = by, timezone.now()
    request.save(update_fields=["outcome", "ground", "answer", "answered_by", "closed_at"])
    audit.record(
        "rights.answered", request, by=by, subject=request.person, outcome=outcome, ground=request.ground
    )


@transaction.atomic
def withdraw(request: Request, *, by: Person) -> None:
    """The person wants it no longer."""
    request = queries.locked(request)
    require(rules.may_withdraw(by, request), _("Permintaan ini tidak dapat dicabut lagi."), status=409)
    request.outcome, request.closed_at = Outcome.WITHDRAWN, timezone.now()
    request.save(update_fields=["outcome", "closed_at"])
    audit.record("rights.withdrawn", request, by=by, subject=by)


@transaction.atomic
def remind(request: Request) -> None:
    """The office is told once that a limit is near."""
    if not queries.is_reminded(request):
        audit.record("rights.reminded", request, by=None, subject=request.person)


@transaction.atomic
def ask_take_home(*, by: Person) -> TakeHome:
    """Ask for everything as one ZIP; a job makes it. Once a day, one at a time."""
    last = queries.last_take_home(by)
    sentence = _("Unduhan Anda yang terakhir belum sehari. Minta lagi besok, atau pakai yang sudah ada.")
    require(rules.may_ask_again(last), sentence, status=429)
    if last is not None and last.ended_at is None:
        end(last)
    row = TakeHome.objects.create(person=by)
    audit.record("rights.take_home_asked", row, by=by, subject=by)
    return row


@transaction.atomic
def pack(row: TakeHome) -> None:
    """Gather everything and say that it is ready. Run twice it does nothing more."""
    row = queries.locked_take_home(row)
    if row.file_id is not None or row.ended_at is not None:
        return
    day = timezone.localdate()
    row.file = files.store_bytes(
        queries.packed(row.person),
        name=f"data-saya-{day:%Y-%m-%d}.zip",
        content_type="application/zip",
        about=row,
        owner=row.person,
    )
    row.ready_at, row.until_at = timezone.now(), timezone.now() + KEEP
    row.save(update_fields=["file", "ready_at", "until_at"])
    audit.record("rights.take_home_ready", row, by=None, subject=row.person)


@transaction.atomic
def take(row: TakeHome, *, by: Person) -> None:
    """Write down that its owner took it."""
    row.taken_at = timezone.now()
    row.save(update_fields=["taken_at"])
    audit.record("rights.taken_home", row, by=by, subject=by)


@transaction.atomic
def end(row: TakeHome) -> None:
    """It can be taken no longer; the file is erased."""
    row = queries.locked_take_home(row)
    if row.ended_at is not None:
        return
    if row.file is not None:
        files.erase(row.file)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    audit.record("rights.take_home_ended", row, by=None, subject=row.person)
