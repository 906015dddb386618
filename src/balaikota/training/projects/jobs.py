"""Telling markers what waits for them, and participants what was found."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on
from balaikota.training.classes import queries as classes
from balaikota.training.projects import queries
from balaikota.training.projects.models import Project


@on("projects.turned_in")
def ask_for_marks(event_id: int) -> None:
    row = queries.of_event(event_id)
    for person in classes.leaders(row.enrolment.cohort):
        if person.pk != row.enrolment.person_id:
            notifications.send(
                person, letter="projects/letters/turned_in.txt", event_id=event_id, url=row.desk_url,
                project=row, cohort=row.enrolment.cohort,
            )  # fmt: skip


@on("projects.judged")
def tell_the_mark(event_id: int) -> None:
    _tell("judged", event_id)


@on("projects.sent_back")
def tell_what_lacks(event_id: int) -> None:
    _tell("sent_back", event_id)


def _tell(what: str, event_id: int) -> None:
    row: Project = queries.of_event(event_id)
    notifications.send(
        row.enrolment.person, letter=f"projects/letters/{what}.txt", event_id=event_id,
        url=row.get_absolute_url(), project=row, cohort=row.enrolment.cohort,
    )  # fmt: skip
