"""Telling whoever decides that a plan waits, and whoever wrote it what was decided."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.kit.reactions import on
from balaikota.training.plans import queries


@on("plans.submitted")
def ask_for_approval(event_id: int) -> None:
    plan = queries.of_event(event_id)
    for person in organisations.heads_of(plan.agency):
        if person.pk != plan.submitted_by_id:
            notifications.send(
                person, letter="plans/letters/submitted.txt", event_id=event_id, url=plan.get_absolute_url(),
                plan=plan,
            )  # fmt: skip


@on("plans.approved")
def tell_that_it_stands(event_id: int) -> None:
    _tell("approved", event_id)


@on("plans.sent_back")
def tell_what_to_change(event_id: int) -> None:
    _tell("sent_back", event_id)


def _tell(what: str, event_id: int) -> None:
    plan = queries.of_event(event_id)
    for person in {each.pk: each for each in (plan.drafted_by, plan.submitted_by) if each}.values():
        notifications.send(
            person,
            letter=f"plans/letters/{what}.txt",
            event_id=event_id,
            url=plan.get_absolute_url(),
            plan=plan,
        )
