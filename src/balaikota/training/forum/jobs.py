"""At the end of the working day whoever has unread posts hears of them: one message a day for all classes together."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from balaikota.foundation.notifications import actions as notifications
from balaikota.kit.reactions import every, on
from balaikota.training.forum import actions, queries

#: What nobody was told of in a week is old news.
A_WEEK = timedelta(days=7)


@every("7 9 * * *")  # 16:07 WIB
def tell_of_the_day(timestamp: int) -> None:
    now = timezone.now()
    for person, news in queries.to_tell(now, since=now - A_WEEK):
        actions.digest(person, news, until=now)


@on("forum.digested")
def tell(event_id: int) -> None:
    """Numbers of classes and of posts: no name and no word of the forum leaves it."""
    row = queries.digest_of_event(event_id)
    address = reverse("forum:forum", args=[row.news[0][0]])
    count = sum(each for _number, each in row.news)
    notifications.send(
        row.person,
        letter="forum/letters/digest.txt",
        event_id=event_id,
        url=address,
        news=row.news,
        count=count,
    )
