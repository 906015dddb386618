"""What follows a turn of a happening."""

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.people.models import Person
from balaikota.information.agenda import queries
from balaikota.information.review import queries as review
from balaikota.information.review.models import Stage
from balaikota.kit.reactions import on


@on("agenda.sent")
def ask_for_a_review(event_id: int) -> None:
    """Nobody is asked to read what was read or taken back meanwhile."""
    happening = queries.of_event(event_id)
    people = review.reviewers(happening) if happening.stage == Stage.WAITING else []
    for person in people:
        _tell(person, "sent", event_id)


@on("agenda.returned")
def tell_what_to_mend(event_id: int) -> None:
    _tell_the_writer("returned", event_id)


@on("agenda.published")
def tell_that_it_is_out(event_id: int) -> None:
    _tell_the_writer("published", event_id)


def _tell_the_writer(what: str, event_id: int) -> None:
    happening, acted = queries.of_event(event_id), audit.event(event_id).by
    if happening.head is not None and happening.head.by != acted:
        _tell(happening.head.by, what, event_id)


def _tell(person: Person, what: str, event_id: int) -> None:
    happening = queries.of_event(event_id)
    letter = f"agenda/letters/{what}.txt"
    notifications.send(person, letter=letter, event_id=event_id, url=happening.desk_url, happening=happening)
