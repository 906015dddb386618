"""Who is told what: the reviewers of a proposal, the proposer of what was decided."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.foundation.organisations import queries as organisations
from balaikota.foundation.people.models import Person
from balaikota.innovation.life import queries, rules
from balaikota.kit.reactions import on


@on("life.proposed")
def tell_the_reviewers(event_id: int) -> None:
    row = queries.of_event(event_id)
    desk = next((desk for desk in organisations.desks() if desk.code == rules.DESK), None)
    people = [tenure.person for tenure in organisations.staff_of(desk)] if desk else []
    for person in people:
        if rules.may_judge(person, row, queries.members_of(row)):
            _tell(person, "proposed", event_id)


@on("life.returned")
def tell_what_to_mend(event_id: int) -> None:
    _tell_the_proposer("returned", event_id)


@on("life.unfit")
def tell_that_it_is_unfit(event_id: int) -> None:
    _tell_the_proposer("unfit", event_id)


@on("life.fit")
def tell_that_it_is_fit(event_id: int) -> None:
    _tell_the_proposer("fit", event_id)


@on("life.adopted")
def tell_that_it_is_adopted(event_id: int) -> None:
    _tell_the_proposer("adopted", event_id)


def _tell_the_proposer(what: str, event_id: int) -> None:
    row = queries.of_event(event_id)
    if row.proposer is not None:
        _tell(row.proposer, what, event_id)


def _tell(person: Person, what: str, event_id: int) -> None:
    row = queries.of_event(event_id)
    letter = f"life/letters/{what}.txt"
    notifications.send(person, letter=letter, event_id=event_id, url=row.get_absolute_url(), innovation=row)
