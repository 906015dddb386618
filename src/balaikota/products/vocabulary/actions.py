"""Learning words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from balaikota.foundation.lexicon.methods import fold, words
from balaikota.products.vocabulary.methods import slips
from balaikota.products.vocabulary.models import Slip, Word


@transaction.atomic
def learn(titles: Iterable[str]) -> None:
    """Words of titles that were not known yet; how often each is used is counted by the clock."""
    said = {word for title in titles for word in words(title) if len(word) > 1 and not word.isdigit()}
    known = set(Word.objects.filter(word__in=said).values_list("word", flat=True))
    new = sorted(said - known)
    Word.objects.bulk_create([Word(word=word, key=fold(word)) for word in new], ignore_conflicts=True)
    rows = [Slip(slip=slip, word_id=word) for word in new for slip in slips(word)]
    Slip.objects.bulk_create(rows, ignore_conflicts=True, batch_size=10_000)


@transaction.atomic
def recount(titles_with: Mapping[str, int]) -> None:
    """In how many titles each word stands; one that stands in none any more is forgotten."""
    given: dict[str, Any] = {"words": list(titles_with), "times": list(titles_with.values())}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
    Word.objects.exclude(word__in=list(titles_with)).delete()


COUNT = """
update vocabulary_word w set n = told.n from unnest(%(words)s::text[], %(times)s::int[]) told (word, n)
where told.word = w.word and told.n <> w.n
"""
