"""The clock of retention: announce, tell, erase what was confirmed, and keep the list of what is gone."""

from collections import Counter

import structlog
from django.urls import reverse
from django.utils import timezone

from balaikota.engine.cases import queries as cases
from balaikota.engine.retention import actions, gateway, queries
from balaikota.engine.retention.models import Batch
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Agency
from balaikota.kit.errors import Refusal
from balaikota.kit.reactions import every, on

log = structlog.get_logger()


@every("11 19 * * *")
def announce(timestamp: int) -> None:
    """Each night (02.11 WIB): what falls due within the notice is put on the list, and its applicants are told."""
    counts: Counter[Agency] = Counter()
    for case in queries.coming_due(timezone.localdate()):
        if actions.announce(case) is not None:
            counts[case.desk.agency] += 1
    for agency, count in counts.items():
        actions.tell_office(agency, count)


@every("41 19 * * *")
def clear_away(timestamp: int) -> None:
    """Drafts left alone for long, after their owners were told; uploads that no draft names."""
    for draft in queries.drafts_to_announce(timezone.localdate()):
        actions.announce_draft(draft)
    now = timezone.now()
    for stale in queries.stale_drafts(now):
        actions.erase_draft(stale)
    for file in queries.loose_uploads(now):
        actions.discard_upload(file)


@on("retention.announced")
def tell_the_applicant(event_id: int) -> None:
    _tell_applicant(event_id, "retention/letters/announced.txt")


@on("retention.erased")
def tell_that_it_is_gone(event_id: int) -> None:
    _tell_applicant(event_id, "retention/letters/erased.txt")


def _tell_applicant(event_id: int, letter: str) -> None:
    case = cases.case_of(event_id)
    url = case.get_absolute_url()
    notifications.send(
        case.applicant, letter=letter, event_id=event_id, url=url, case=case, due=queries.due(case)
    )


@on("retention.office_told")
def tell_the_office(event_id: int) -> None:
    event = audit.event(event_id)
    agency = next(one for one in organisations.agencies() if str(one.pk) == event.about_id)
    told = {"event_id": event_id, "url": reverse("retention:index"), "count": event.detail["count"]}
    for head in organisations.heads_of(agency):
        notifications.send(head, letter="retention/letters/office_told.txt", agency=agency, **told)


@on("retention.draft_announced")
def tell_the_owner(event_id: int) -> None:
    event = audit.event(event_id)
    draft = queries.draft_named(event.about_id)
    if draft is not None:
        told = {"draft": draft, "day": (queries.notice(draft) or {}).get("day")}
        letter, url = "retention/letters/draft_announced.txt", draft.get_absolute_url()
        notifications.send(draft.person, letter=letter, event_id=event_id, url=url, **told)


@on("retention.confirmed")
def carry_out(event_id: int) -> None:
    _carry_out(queries.batch_of(event_id))


@every("27 * * * *")
def go_on(timestamp: int) -> None:
    """Whatever interrupted a list that was confirmed: an hour later it goes on where it stood."""
    for batch in queries.unfinished():
        try:
            _carry_out(batch)
        except Refusal as refusal:  # nobody can sign today; the other lists go on
            log.warning("retention.unsigned", batch=str(batch.pk), why=refusal.sentence)


def _carry_out(batch: Batch) -> None:
    """Case by case; one that may not go comes off the list, one that fails stays for the next hour."""
    for due_id in queries.left_on(batch):
        try:
            actions.erase(due_id)
        except Refusal as refusal:
            actions.leave_out(due_id, refusal.sentence)
        except Exception:  # one faulty case keeps no other from going
            log.exception("retention.failed", due=due_id)
    actions.finish(batch)


@on("retention.erased")
def note_case(event_id: int) -> None:
    gateway.note(queries.erasure_told(event_id))


@on("retention.draft_erased")
def note_draft(event_id: int) -> None:
    gateway.note(queries.erasure_told(event_id))


@on("files.discarded")
def note_upload(event_id: int) -> None:
    gateway.note(queries.erasure_told(event_id))
