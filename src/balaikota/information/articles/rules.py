"""Who writes, who reviews, and what may happen at which stage."""

from balaikota.foundation.people.models import Person
from balaikota.information.articles.models import Article
from balaikota.information.review import rules as duties
from balaikota.information.review.models import Stage


def may_withdraw(person: Person, article: Article) -> bool:
    """What is public, or would be by itself."""
    return duties.may_publish(person) and (article.is_public or article.stage == Stage.APPROVED)


def may_confirm(person: Person, article: Article) -> bool:
    """Whoever works at the desk may say that a public text is still true; their name stands there."""
    return duties.may_enter(person) and article.is_public
