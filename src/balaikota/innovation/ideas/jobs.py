"""Who had an idea is told that it was answered."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.innovation.ideas import queries
from balaikota.kit.reactions import on


@on("ideas.answered")
def tell(event_id: int) -> None:
    idea = queries.of_event(event_id)
    letter = "ideas/letters/answered.txt"
    notifications.send(idea.by, letter=letter, event_id=event_id, url=idea.get_absolute_url(), idea=idea)
