"""Finding: one statement for what is written as asked, a second one when nothing is."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import get_language

from balaikota.foundation.lexicon import methods as lexicon
from balaikota.foundation.lexicon.methods import Asked
from balaikota.foundation.search import contract, methods
from balaikota.foundation.search.methods import Hit, Rated
from balaikota.foundation.search.models import Build, Row

#: How many entries of one kind are looked at for one query; more are counted as "more than".
CAP = 500
#: Rated finely by us; the rest keeps PostgreSQL's order.
RATED = 30


@dataclass(frozen=True)
class Group:
    """What was found of one kind, the best first."""

    kind: str
    label: str | Promise
    hits: list[Hit]
    total: int

    @property
    def is_more(self) -> bool:
        return self.total > len(self.hits)

    @property
    def is_capped(self) -> bool:
        return self.total >= CAP


@dataclass(frozen=True)
class Found:
    """The answer to a query. `instead` is what it was taken for when nothing is written as asked."""

    asked: Asked
    groups: list[Group]
    pinned: list[Hit]
    instead: str = ""

    @property
    def hits(self) -> list[Hit]:
        """All in the order in which they are shown, each once."""
        every = [*self.pinned, *(hit for group in self.groups for hit in group.hits)]
        return list({(hit.kind, hit.key): hit for hit in every}.values())

    @property
    def total(self) -> int:
        return len(self.pinned) + sum(group.total for group in self.groups)

    @property
    def is_capped(self) -> bool:
        """There is more than was counted."""
        return any(group.is_capped for group in self.groups)


def find(
    text: str,
    *,
    of: Collection[str] = (),
    most: int = 5,
    as_typed: bool = False,
    pins: Sequence[tuple[str, str]] = (),
) -> Found:
    """What the city has published about this, by kind; at most `most` of each. One or two statements.

    `of` names the kinds looked through, all when empty. `pins` (kind, key) are shown first whatever the words say.
    `as_typed`: the last word may be a beginning.
    """
    asked = lexicon.understood(text, as_typed=as_typed)
    if not asked.terms:
        return Found(asked, [], [])
    chosen = [kind for kind in contract.labels() if not of or kind in of]
    rows = _rows(AS_ASKED, asked, asked.tsquery, chosen, pins)
    pinned = [row for pin in pins for row in rows if row["place"] == 0 and (row["kind"], row["key"]) == pin]
    language, read, instead = get_language() or "id", asked, ""
    rated = methods.rated(asked, [row for row in rows if row["place"]], language)
    if not rated:
        rows = _rows(NEARLY, asked, asked.any_tsquery, chosen, ())
        rated, instead = methods.nearly(asked, rows, language)
        read = lexicon.understood(instead) if instead else asked
    shown = {(row["kind"], row["key"]) for row in pinned}
    told = methods.hits(asked, [(1.0, row) for row in pinned])
    return Found(asked, _grouped(read, rated, most, shown), told, instead)


def kinds() -> list[str]:
    """Every kind that can be found in this city."""
    return list(contract.labels())


def _grouped(asked: Asked, rated: list[Rated], most: int, shown: set[tuple[str, str]]) -> list[Group]:
    """In the order of each kind's best, without what is shown above them already."""
    labels = contract.labels()
    groups = []
    for kind in dict.fromkeys(row["kind"] for _points, row in rated):
        own = [pair for pair in rated if pair[1]["kind"] == kind]
        rest = [pair for pair in own if (kind, pair[1]["key"]) not in shown]
        total = max(own[0][1]["total"], len(own)) - (len(own) - len(rest))
        if rest:
            groups.append(Group(kind, labels.get(kind, kind), methods.hits(asked, rest[:most]), total))
    return groups


COLUMNS = "kind, key, url, title, summary, language, weight, heads, names"
_RANK = "e.weight * ts_rank('{0.05, 0.2, 0.7, 1}', e.lexemes, %(any)s::tsquery, 1)"
_MET = "array(select lexemes @@ term::tsquery from unnest(%(terms)s::text[]) term)"

#: Of each kind the best; a kind with few entries is not crowded out by one with very many.
AS_ASKED = f"""
select {COLUMNS}, rank, place, total, {_MET} as met from (
    select {COLUMNS}, lexemes, rank, total, row_number() over (partition by kind order by rank desc, key) as place
    from (
        select e.*, {_RANK} as rank, count(*) over (partition by e.kind) as total
        from unnest(%(kinds)s::text[]) as sort cross join lateral (
            select * from search_row
            where lexemes @@ ((%(all)s)::tsquery && ('K' || replace(sort, '-', ''))::tsquery) limit %(cap)s
        ) e
    ) ranked
) placed where place <= %(rated)s
union all
select {COLUMNS}, 0, 0, 0, array[]::boolean[] from search_row
where (kind, key) in (select * from unnest(%(pin_kinds)s::text[], %(pin_keys)s::text[]))
"""  # noqa: S608 – only our own column names are put in

#: Words that look like those asked for (all of them), and entries with any of those asked for.
NEARLY = f"""
(select {COLUMNS}, 0 as rank, 1 as place, 0 as total, {_MET} as met from (
    select e.* from search_row e
    where e.kind = any(%(kinds)s) and {{near}} limit 300) e)
union all
(select {COLUMNS}, rank, place, total, {_MET} from (
    select e.*, {_RANK} as rank, 1 as place, 0 as total
    from unnest(%(kinds)s::text[]) as sort cross join lateral (
        select * from search_row
        where lexemes @@ ((%(all)s)::tsquery && ('K' || replace(sort, '-', ''))::tsquery) limit 300
    ) e order by rank desc limit 60) loose)
"""  # noqa: S608


def _rows(
    statement: str, asked: Asked, wanted: str, kinds: list[str], pins: Sequence[tuple[str, str]]
) -> list[dict[str, Any]]:
    words = [word for term in asked.terms for word in term.words]
    near = " and ".join(f"e.plain %%> %(word{at})s" for at in range(len(words)))
    given: dict[str, Any] = {f"word{at}": word for at, word in enumerate(words)} | {
        "all": wanted,
        "any": asked.any_tsquery,
        "terms": [term.tsquery for term in asked.terms],
        "kinds": kinds,
        "pin_kinds": [kind for kind, _key in pins],
        "pin_keys": [key for _kind, key in pins],
        "cap": CAP,
        "rated": RATED,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{near}", near), given)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def fingerprint() -> str:
    """What an index built now would be built with: the lexicon and the kinds."""
    told = lexicon.lexicon().checksum + "".join(sorted(contract.labels()))
    return hashlib.sha256(told.encode()).hexdigest()


def is_current() -> bool:
    """Was the index built with the lexicon and the kinds of this release?"""
    last = Build.objects.order_by("-pk").values_list("lexicon", flat=True).first()
    return last == fingerprint()


def counts() -> dict[str, int]:
    """How many entries of each kind there are now."""
    rows = Row.objects.values("kind").annotate(n=Count("pk")).order_by("kind")
    return dict(rows.values_list("kind", "n"))
