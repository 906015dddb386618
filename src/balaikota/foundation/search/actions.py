"""Keeping the index: a room puts and drops its own entries in the transaction that changes the thing itself."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction

from balaikota.foundation.lexicon.methods import words_and_parts
from balaikota.foundation.search import contract, methods, queries
from balaikota.foundation.search.contract import Entry
from balaikota.foundation.search.models import Build, Row
from balaikota.kit.logs import without_numbers

KEPT = ["url", "title", "summary", "language", "weight", "heads", "names", "plain", "lexemes"]


@transaction.atomic
def put(entry: Entry) -> None:
    """Let this be found; an entry of the same kind and key is replaced."""
    _write([entry])


@transaction.atomic
def drop(kind: str, key: str) -> None:
    """Let it be found no more; what was not there may be dropped too."""
    Row.objects.filter(kind=kind, key=key).delete()


@transaction.atomic
def rebuild(kinds: Iterable[str] = ()) -> dict[str, int]:
    """Build the index anew from the rooms' sources (all, or of these kinds); how many entries each brought.

    Readers see the old index until the new one is whole.
    """
    wanted = set(kinds)
    counts: dict[str, int] = {}
    for source in contract.sources():
        if wanted and source.kind not in wanted:
            continue
        Row.objects.filter(kind=source.kind).delete()
        counts[source.kind] = 0
        entries = source.entries()
        while batch := list(islice(entries, 500)):
            counts[source.kind] += _write(batch)
    if not wanted:
        Row.objects.exclude(kind__in=counts).delete()
        Build.objects.create(lexicon=queries.fingerprint(), rows=sum(counts.values()))
    return counts


def _write(entries: Iterable[Entry]) -> int:
    rows = {(entry.kind, entry.key): _row(entry) for entry in entries}
    Row.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["kind", "key"], update_fields=KEPT
    )
    return len(rows)


def _row(entry: Entry) -> Row:
    """A NIK or a telephone number that slipped into a text is neither kept nor found."""
    title, summary = (without_numbers(text) for text in (entry.title, entry.summary))
    heads = words_and_parts(title)
    names = list(dict.fromkeys(word for name in entry.words for word in words_and_parts(name)))
    return Row(
        kind=entry.kind,
        key=entry.key,
        url=entry.url,
        title=title[:300],
        summary=summary[:400],
        language=entry.language,
        weight=entry.weight,
        heads=heads,
        names=names,
        plain=" ".join(dict.fromkeys([*heads, *names]))[:900],
        lexemes=methods.vector(entry.kind, title, entry.words, summary, entry.body),
    )
