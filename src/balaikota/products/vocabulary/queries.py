"""What the words of a query are to the catalogue."""

from dataclasses import dataclass

from django.db.models import Q

from balaikota.foundation.lexicon.methods import Asked, fold, words
from balaikota.products.vocabulary import methods
from balaikota.products.vocabulary.models import Word

#: A word that asks for a group (kaus, t-shirt, oblong) is as common as its group, which is not counted.
OF_A_GROUP = 5_000


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
    is_near = Q(key__in={*keys.values(), *keys}) | Q(slips__overlap=near)
    rows = list(Word.objects.filter(is_near).order_by("-n").values_list("word", "key", "n")[:400])
    counts = {word: sum(n for _word, each, n in rows if each == key) for word, key in keys.items()}
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
