"""What the words of a query are to the catalogue."""

from dataclasses import dataclass

from django.db import connection

from balaikota.foundation.lexicon.methods import Asked, fold, is_protected, words
from balaikota.products.vocabulary import methods
from balaikota.products.vocabulary.models import Word

#: A word that asks for a group (kaus, t-shirt, oblong) is as common as its group, which is not counted.
OF_A_GROUP = 5_000


#: The words asked for, and those a slip away from them.
KNOWN = """
select word, key, n from vocabulary_word where key = any(%(keys)s)
union
select w.word, w.key, w.n from (select distinct word_id from vocabulary_slip where slip = any(%(slips)s) limit 400) s
join vocabulary_word w on w.word = s.word_id
"""


@dataclass(frozen=True)
class Reading:
    """A query beside the vocabulary: with slips mended ("" when there were none), which of its words are sold here,
    and in how many titles the rarest of them stands."""

    instead: str
    known: list[tuple[str, int]]
    rarest: int


def reading(asked: Asked) -> Reading:
    """One query. A word that is known, has its group, or is still being typed is never mended."""
    single = [term for term in asked.terms if len(term.words) == 1]
    keys = {term.words[0]: fold(term.bare or term.words[0]) for term in single}
    unsure = [term.words[0] for term in single if not term.asks and not term.is_open]
    near = sorted({slip for word in unsure for slip in methods.slips(word)})
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, {"keys": sorted({*keys.values(), *keys}), "slips": near})
        rows = cursor.fetchall()
    counts = {
        word: sum(n for each, its, n in rows if each == word or (its == key and not is_protected(each)))
        for word, key in keys.items()
    }
    meant = {word: methods.nearest(word, ((other, n) for other, _key, n in rows))
             for word in unsure if not counts[word]}  # fmt: skip
    mended = {word: other for word, other in meant.items() if other}
    rarest = [max(n, OF_A_GROUP) if term.asks else n for term in single if (n := counts[term.words[0]])]
    said = " ".join(mended.get(word, word) for word in words(asked.text)) if mended else ""
    return Reading(said, [(word, n) for word, n in counts.items() if n], min(rarest, default=0))


def begun(beginning: str, *, most: int = 4) -> list[str]:
    """Words that begin so, the most used first."""
    rows = Word.objects.filter(word__startswith=beginning).order_by("-n", "word")
    return list(rows.values_list("word", flat=True)[:most])
