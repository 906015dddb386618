"""What follows in this room after an event."""

from balaikota.civil.cards import queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import on


@on("cards.ready")
def tell_the_owner(event_id: int) -> None:
    card = queries.card_of_event(event_id)
    url = card.case.get_absolute_url()
    letter = "cards/letters/ready.txt"
    notifications.send(card.case.applicant, letter=letter, event_id=event_id, url=url, card=card)
