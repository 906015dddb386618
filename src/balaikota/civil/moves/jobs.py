"""What follows in this room after an event, and by the clock."""

from datetime import timedelta

from django.utils import timezone

from balaikota.civil.moves import actions, queries
from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on

#: A letter is often printed as valid for 100 days (unverified); its holder hears of it while time is left.
WORD_AFTER = timedelta(days=60)


@every("37 1 * * *")
def remind_of_letters(timestamp: int) -> None:
    """Once for each letter nobody has arrived by, as far as this city can know."""
    for move in queries.due_for_a_word(timezone.now() - WORD_AFTER):
        actions.remind(move)


@on("moves.reminded")
def tell_the_mover(event_id: int) -> None:
    move = queries.of_event(event_id)
    url = move.case.get_absolute_url()
    notifications.send(
        move.case.applicant, letter="moves/letters/reminded.txt", event_id=event_id, url=url, move=move
    )
