"""What follows a turn of an article, and the clock: scheduled pages go out, old ones are to be checked."""

from balaikota.foundation.audit import queries as audit
from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.organisations.models import Duty
from balaikota.foundation.people.models import Person
from balaikota.information.articles import actions, queries
from balaikota.information.review import queries as review
from balaikota.information.review.models import Stage
from balaikota.kit.reactions import every, on


@on("articles.sent")
def ask_for_a_review(event_id: int) -> None:
    """Nobody is asked to read what was read or taken back meanwhile."""
    article = queries.of_event(event_id)
    people = review.reviewers(article) if article.stage == Stage.WAITING else []
    for person in people:
        _tell(person, "sent", event_id)


@on("articles.returned")
def tell_what_to_mend(event_id: int) -> None:
    _tell_the_writer("returned", event_id)


@on("articles.published")
def tell_that_it_is_out(event_id: int) -> None:
    _tell_the_writer("published", event_id)


@on("articles.fell_due")
def ask_for_a_check(event_id: int) -> None:
    for person in organisations.holders_of(Duty.EDIT):
        _tell(person, "fell_due", event_id)


def _tell_the_writer(what: str, event_id: int) -> None:
    article, acted = queries.of_event(event_id), audit.event(event_id).by
    if article.head is not None and article.head.by != acted:
        _tell(article.head.by, what, event_id)


def _tell(person: Person, what: str, event_id: int) -> None:
    article = queries.of_event(event_id)
    letter = f"articles/letters/{what}.txt"
    notifications.send(person, letter=letter, event_id=event_id, url=article.desk_url, article=article)


@every("* * * * *")
def publish_what_is_due(timestamp: int) -> None:
    actions.publish_due()


@every("17 0 * * *")
def ask_for_old_pages(timestamp: int) -> None:
    """In the morning (07:17 WIB)."""
    actions.ask_for_checks()
