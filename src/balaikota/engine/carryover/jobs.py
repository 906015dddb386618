"""After a new edition: draft by draft and case by case, each in its own transaction. Restarting goes on."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import ObjectDoesNotExist

from balaikota.engine.carryover import actions, queries
from balaikota.engine.cases import queries as cases
from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Edition, Rule
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.people.models import Person
from balaikota.kit.reactions import every, on

log = structlog.get_logger()


@on("catalogue.published")
def carry_over(event_id: int) -> None:
    """Meet every draft, then every case; what fails is tried again by the next run, and keeps no other out."""
    edition = catalogue.edition(int(audit.event(event_id).about_id))
    if edition is None:
        return
    failed: list[Any] = []
    if edition.drafts_rule != Rule.FINISH:
        failed += _each(queries.drafts_to_meet, actions.meet_draft, edition)
    if edition.cases_rule != Rule.FINISH:
        failed += _each(queries.cases_to_meet, actions.meet_case, edition)
    if failed:
        raise RuntimeError(f"{len(failed)} drafts or cases were not carried over to edition {edition.pk}")


def _each(
    batch: Callable[..., list[Any]], meet: Callable[[Any, Edition], Any], edition: Edition
) -> list[Any]:
    met: set[Any] = set()
    failed = []
    while waiting := batch(edition, met):
        for thing in waiting:
            met.add(thing.pk)
            try:
                meet(thing, edition)
            except ObjectDoesNotExist:
                continue  # thrown away meanwhile
            except Exception:  # one faulty case keeps no other from going on
                log.exception("carryover.failed", edition=edition.pk, about=str(thing.pk))
                failed.append(thing.pk)
    return failed


@on("cases.repaired")
def carry_after_repair(event_id: int) -> None:
    """A case that waited for its applicant when the edition came out is met now."""
    case = cases.case_of(event_id)
    edition = catalogue.newest_edition(case.edition.service)
    if edition is not None and edition.cases_rule == Rule.CARRY:
        actions.meet_case(case, edition)


@on("carryover.asked")
def ask_the_applicant(event_id: int) -> None:
    _tell(event_id, "carryover/letters/asked.txt")


@on("carryover.settled")
def tell_what_changed(event_id: int) -> None:
    """Whoever clicked knows; whoever was carried over is told."""
    if audit.event(event_id).by_id is None:
        _tell(event_id, "carryover/letters/carried.txt")


def _tell(event_id: int, letter: str) -> None:
    event = audit.event(event_id)
    carry = queries.by_id(event.about_id)
    to: Person | None = event.subject
    if carry is not None and to is not None:
        notifications.send(
            to,
            letter=letter,
            event_id=event_id,
            url=carry.get_absolute_url(),
            carry=carry,
            service=carry.edition.service,
        )


@every("23 1 * * *")
def stop_waiting(timestamp: int) -> None:
    """Whoever did not answer in time stays on the older edition."""
    for carry in queries.overdue():
        actions.expire(carry)
