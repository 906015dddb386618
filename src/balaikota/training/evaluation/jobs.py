"""The clock asks three and six months after a class, reminds once, and tells participants when to judge it."""

from django.urls import reverse
from django.utils import timezone

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on
from balaikota.training.classes import queries as classes
from balaikota.training.evaluation import actions, queries


@every("10 1 * * *")
def ask_about_behaviour(timestamp: int) -> None:
    """In the morning of the city."""
    today = timezone.localdate()
    for enrolment, months in queries.due(today):
        actions.ask(enrolment, months)
    for row in queries.to_remind(today):
        actions.remind(row)


@on("classes.finished")
def ask_for_reactions(event_id: int) -> None:
    cohort = classes.cohort_of_event(event_id)
    url = reverse("evaluation:reaction", args=[cohort.number])
    for row in classes.participants(cohort):
        notifications.send(
            row.person, letter="evaluation/letters/react.txt", event_id=event_id, url=url, cohort=cohort
        )


@on("evaluation.asked")
def tell_of_the_question(event_id: int) -> None:
    _tell(event_id)


@on("evaluation.reminded")
def remind_of_it(event_id: int) -> None:
    _tell(event_id)


def _tell(event_id: int) -> None:
    row = queries.behaviour_of_event(event_id)
    notifications.send(
        row.asked, letter="evaluation/letters/asked.txt", event_id=event_id, url=row.get_absolute_url(),
        row=row, cohort=row.enrolment.cohort, is_own=row.asked_id == row.enrolment.person_id,
    )  # fmt: skip
