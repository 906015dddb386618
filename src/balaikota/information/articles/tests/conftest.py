"""Fitri writes, Rahmat reviews; what they write."""

from typing import Any

import pytest
from tests import cast

from balaikota.foundation.people.models import Person
from balaikota.information.articles import actions
from balaikota.information.articles.models import Article
from balaikota.information.review import queries as review

SAID: dict[str, Any] = {
    "topic": "kesehatan",
    "title": "Posyandu buka setiap Sabtu",
    "summary": "Timbang dan imunisasi tanpa biaya.",
    "body": "Bawa **buku KIA**.\n\n## Jadwal\n\n- Sabtu pagi",
    "title_en": "",
    "summary_en": "",
    "body_en": "",
}
ENGLISH = {
    "title_en": "Health post opens every Saturday",
    "summary_en": "Weighing and vaccines, free.",
    "body_en": "Bring the **KIA book**.",
}


@pytest.fixture
def fitri(db: None) -> Person:
    return cast.fitri()


@pytest.fixture
def rahmat(db: None) -> Person:
    return cast.rahmat()


@pytest.fixture
def draft(fitri: Person) -> Article:
    return actions.begin("berita", SAID, by=fitri)


@pytest.fixture
def published(draft: Article, fitri: Person, rahmat: Person) -> Article:
    return out(draft, by=fitri, reviewer=rahmat)


def now(article: Article) -> Article:
    return Article.objects.select_related("head", "live").get(pk=article.pk)


def out(article: Article, *, by: Person, reviewer: Person) -> Article:
    """Through the review, to the public (or to its schedule)."""
    actions.send(article, by=by)
    actions.publish(article, review.head_of(now(article)).number, by=reviewer)
    return now(article)
