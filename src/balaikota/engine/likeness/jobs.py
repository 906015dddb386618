"""After a person was written down or a case came in, they are compared; at night the cases from before the guard."""

from balaikota.engine.cases import queries as cases
from balaikota.engine.likeness import actions, queries
from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.people import queries as people
from balaikota.kit.reactions import every, on


def _watch_applicant_and(event_id: int) -> None:
    case = cases.case_of(event_id)
    actions.watch_case(case.pk)
    actions.watch_person(case.applicant_id)


@on("cases.submitted")
def compare_a_new_case(event_id: int) -> None:
    _watch_applicant_and(event_id)


@on("cases.repaired")
def compare_a_mended_case(event_id: int) -> None:
    actions.watch_case(cases.case_of(event_id).pk)


@on("carryover.carried")
def compare_a_carried_case(event_id: int) -> None:
    actions.watch_case(cases.case_of(event_id).pk)


@on("cases.linked")
def compare_a_linked_case(event_id: int) -> None:
    actions.watch_case(cases.case_of(event_id).pk)


@on("cases.decided")
def forget_what_a_closed_case_was_like(event_id: int) -> None:
    """A refused one repeats nothing any more; a granted one is still the event it registered."""
    actions.watch_case(cases.case_of(event_id).pk)


@on("cases.withdrawn")
def forget_what_a_withdrawn_case_was_like(event_id: int) -> None:
    actions.watch_case(cases.case_of(event_id).pk)


@on("people.recorded")
def compare_a_recorded_person(event_id: int) -> None:
    actions.watch_person(audit.event(event_id).about_id)


@on("people.described")
def compare_a_described_person(event_id: int) -> None:
    actions.watch_person(audit.event(event_id).about_id)


@on("people.changed")
def compare_a_changed_person(event_id: int) -> None:
    actions.watch_person(audit.event(event_id).about_id)


@on("people.nik_set")
def compare_a_numbered_person(event_id: int) -> None:
    actions.watch_person(audit.event(event_id).about_id)


@on("likeness.merged")
def tell_and_compare_anew(event_id: int) -> None:
    """The one whose record was kept is told, once."""
    event = audit.event(event_id)
    if event.subject is None or str(event.subject.pk) != event.detail["kept"]:
        return
    actions.watch_person(event.subject.pk)
    if event.subject.has_login:
        letter = "likeness/letters/merged.txt"
        notifications.send(event.subject, letter=letter, event_id=event_id, url="/akun/")


@on("likeness.unmerged")
def compare_both_again(event_id: int) -> None:
    event = audit.event(event_id)
    if event.subject is not None and people.person(event.subject.pk) is not None:
        actions.watch_person(event.subject.pk)


@every("41 18 * * *")
def compare_what_was_there_before(timestamp: int) -> None:
    """At night (01:41 WIB): people and cases from before the guard, a thousand at a time."""
    while people_ids := queries.untraced_people(1000):
        for id in people_ids:
            actions.watch_person(id)
    while ids := queries.untraced_cases(1000):
        for id in ids:
            actions.watch_case(id)
