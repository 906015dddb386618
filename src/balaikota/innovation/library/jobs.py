"""The original team is told who takes their innovation over."""

from balaikota.foundation.notifications import actions as notifications
from balaikota.innovation.life import queries as life
from balaikota.kit.reactions import on


@on("library.taken_over")
def tell_the_original_team(event_id: int) -> None:
    row = life.of_event(event_id)
    original = row.parent
    if original is None:
        return
    for member in original.members.select_related("person"):
        letter = "library/letters/taken_over.txt"
        url = original.get_absolute_url()
        notifications.send(
            member.person, letter=letter, event_id=event_id, url=url, innovation=row, original=original
        )
