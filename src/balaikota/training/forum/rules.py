"""Who may write in a class's forum, and how long somebody may change what they wrote."""

from datetime import datetime, timedelta

from balaikota.foundation.people.models import Person
from balaikota.training.classes.models import Cohort, Stage
from balaikota.training.forum.models import Post

WHILE = timedelta(minutes=15)


def is_open(cohort: Cohort) -> bool:
    """A class that ended or was cancelled is read only; one that was not announced has nobody in it yet."""
    return cohort.stage in (Stage.OPEN, Stage.RUNNING)


def is_over(cohort: Cohort) -> bool:
    return cohort.stage in (Stage.FINISHED, Stage.CANCELLED)


def may_edit(person: Person, post: Post, at: datetime) -> bool:
    """One's own, for a quarter of an hour, unless it was hidden."""
    is_fresh = at - post.at <= WHILE and post.hidden_at is None
    return post.by_id == person.pk and is_fresh and is_open(post.topic.cohort)
