"""Finding in the catalogue: one statement for a page, and what stands beside it."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from balaikota.foundation.lexicon.methods import Asked, understood, words
from balaikota.foundation.regions import queries as regions
from balaikota.foundation.search.contract import Entry, Source
from balaikota.kit import prepared, sitemap
from balaikota.products.categories import queries as categories
from balaikota.products.display import methods as card
from balaikota.products.display import queries as cards
from balaikota.products.exposure import methods as order
from balaikota.products.exposure import queries as exposure
from balaikota.products.exposure.methods import Seen
from balaikota.products.finding import methods
from balaikota.products.finding.methods import Filters
from balaikota.products.vocabulary import queries as vocabulary

#: Cards on one page; matches looked at for one query, more are "more than"; how many of them from today's shelves.
PAGE, CAP, FROM_SHELVES = 24, 1_000, 700
#: Kelurahan that a search of something common keeps to.
AROUND = 25
EXPOSURE = _("Keterlihatan penjual")


# --- what is known without asking the cards -------------------------------------------------------


@dataclass(frozen=True)
class Shelf:
    """A category as the pages name it."""

    code: str
    slug: str
    name: str
    parent: str
    url: str


def shelves() -> dict[str, Shelf]:
    """The categories by code in their order, each before its children; asked once in five minutes and language."""
    found: dict[str, Shelf] = kept("shelves", _shelves)
    return found


def _shelves() -> dict[str, Shelf]:
    rows = [(each, "") for each in categories.tree()]
    every = [
        pair for row, _up in rows for pair in ((row, ""), *((one, row.code) for one in row.children.all()))
    ]
    return {
        row.code: Shelf(row.code, row.slug, str(row), parent, reverse("finding:category", args=[row.slug]))
        for row, parent in every
    }


def districts() -> dict[str, str]:
    """The kecamatan, by name."""
    found: dict[str, str] = kept(
        "districts", lambda: {each.code: each.name for each in regions.districts_of_city()}
    )
    return found


def _villages() -> list[tuple[str, float, float]]:
    def ask() -> list[tuple[str, float, float]]:
        rows = regions.villages_of_city().exclude(lat=None)
        return [(each.code, each.lat or 0.0, each.lon or 0.0) for each in rows]

    found: list[tuple[str, float, float]] = kept("villages", ask)
    return found


#: What this process asked, by what it is and the language; until when it is good.
_known: dict[tuple[str, str | None], tuple[float, Any]] = {}
KEEP = 300


def kept(name: str, ask: Callable[[], Any]) -> Any:
    """Asked once in five minutes; what is still empty is asked again."""
    key, now = (name, get_language()), time.monotonic()
    until, value = _known.get(key, (0.0, None))
    if until < now:
        value = ask()
        if value:
            _known[key] = now + KEEP, value
    return value


def nearest(at: tuple[float, float]) -> list[tuple[str, float]]:
    """Every kelurahan with how many kilometres its middle is away, the nearest first. No address is used."""
    return sorted(
        ((code, methods.km(at, (lat, lon))) for code, lat, lon in _villages()), key=lambda pair: pair[1]
    )


def hour() -> int:
    """Hours since 1970."""
    return int(time.time()) // 3600


def version() -> str:
    """Changes when a card changes, and every hour with the order."""
    return f"{cards.pulse()} {hour()}"


# --- finding --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """One page of products. `instead` is what the words were taken for; `known` are those of them that
    are sold here; `is_part`: nothing has them all, these have some."""

    cards: list[tuple[str, str, float | None]] = field(default_factory=list)
    after: str = ""
    counts: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    instead: str = ""
    known: list[tuple[str, int]] = field(default_factory=list)
    is_part: bool = False

    @property
    def total(self) -> int:
        return int(self.counts.get("total", 0))

    @property
    def is_capped(self) -> bool:
        """There is more than was counted."""
        return bool(self.counts.get("is_capped"))


def find(filters: Filters, *, most: int = PAGE, as_typed: bool = False) -> Found:
    """A page of cards with the counts beside it: one statement, one more for the words when there is a text, and
    another when nothing has all of them."""
    offset = filters.after[0] if filters.after else order.offset(hour())
    if not filters.text:
        return _page(_browsing(filters, offset, most), filters, offset, most)
    asked = understood(filters.text, as_typed=as_typed)
    if not asked.terms:
        return Found()
    read = vocabulary.reading(asked)
    if read.instead:
        asked = understood(read.instead, as_typed=as_typed)
    found = _page(_searching(filters, asked, offset, read.rarest, most), filters, offset, most)
    is_part = not found.cards and len(asked.terms) > 1
    if is_part:
        part = replace(filters, is_any=True)
        found = _page(_searching(part, asked, offset, read.rarest, most), part, offset, most)
    return replace(found, instead=read.instead, known=read.known, is_part=is_part and bool(found.cards))


def _page(statement: tuple[str, dict[str, Any]], filters: Filters, offset: int, most: int) -> Found:
    sql, given = statement
    away = dict(nearest(filters.near)) if filters.near else {}
    rows = prepared.rows(sql, given) if is_steady(filters) else _asked(sql, given)
    told = next((row[1] for row in rows if row[0] is None and row[1]), "")
    shown = sorted((row for row in rows if row[0] is not None), key=lambda row: row[4])
    page = shown[:most]
    after = f"{offset}.{page[-1][2]}.{page[-1][3]}.{page[-1][0]}" if len(shown) > most else ""
    counts = counted(told)
    counts = {**counts, "is_capped": counts.get("total", 0) >= CAP and filters.is_narrow}
    return Found([(row[1], row[6], away.get(row[5])) for row in page], after, counts, told)


@lru_cache(maxsize=500)
def counted(told: str) -> Mapping[str, Any]:
    """The counts as PostgreSQL wrote them; those of a whole category are the same until the next count."""
    return json.loads(told) if told else {}


def is_steady(filters: Filters) -> bool:
    """Along one index, whatever is asked for: planned once. What a word or a limit finds differs, and so does its plan."""
    return not (filters.is_narrow or filters.near or filters.sort)


def _asked(sql: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _given(filters: Filters, offset: int, most: int) -> dict[str, Any]:
    _offset, one, two, last = filters.after or (0, -1, -1, 0)
    return {
        "offset": offset, "one": one, "two": two, "last": last, "page": most + 1, "cap": CAP,
        "marks": methods.array(card.MARKS),
        "tokens": filters.tokens, "every": filters.all_tokens, "least": filters.least, "most": filters.most,
        "category": filters.category, "codes": [code for code, _km in nearest(filters.near)] if filters.near else [],
    }  # fmt: skip


#: The counts of what was looked at, as one row before the cards.
COUNTS = """select null::bigint, json_build_object('total', count(*),
    'categories', (select json_object_agg(category, n) from (select category, count(*) n from seen group by 1) x),
    'districts', (select json_object_agg(district, n)
        from (select district, count(*) n from seen where district <> '' group by 1) x),
    'marks', (select json_object_agg(mark, n) from (select m.mark, count(*) n from seen
        join unnest(%(marks)s::text[]) with ordinality m (mark, at) on marks & (1 << (at - 1)::int) > 0 group by 1) x)
)::text, null::bigint, null::bigint, 0, null, null from seen"""
TOLD = """select null::bigint, counts::text, null::bigint, null::bigint, 0, null, null
    from display_tally where scope = %(category)s"""
#: `at` keeps the order of the page, whichever way the two are joined.
CARDS = """select p.id, c.html, p.one, p.two, p.at, c.kelurahan, c.seller_id::text
    from (select *, row_number() over () as at from page) p join display_card c on c.id = p.id"""


def _browsing(filters: Filters, offset: int, most: int) -> tuple[str, dict[str, Any]]:
    """Without words: along an index from where the last page ended; counts as of the last count, unless narrowed."""
    given = _given(filters, offset, most)
    column = "" if not filters.category else "c.category" if "-" in filters.category else "c.parent"
    scope = f" and {column} = %(category)s" if column else ""
    where = scope + methods.narrowed(filters, "tokens" if filters.tokens else "")
    if filters.near:
        page = methods.nearest_first(
            filters, methods.narrowed(filters, "every" if given["every"] else ""), given
        )
    elif filters.sort in methods.SORTS:
        page = methods.in_order(filters, where)
    else:
        page = methods.in_turns(
            filters, ("lap", methods.LAP) if column else ("turn", methods.PLACE), where, given
        )
    if not filters.is_narrow:
        told = f"with page as ({page}) {TOLD} union all {CARDS}"
        return told.replace("%(page)s", str(given["page"])), given  # a plan wants to know how few are wanted
    all_of_it = methods.narrowed(filters, "every" if given["every"] else "")
    seen = f"select c.category, c.district, c.marks from display_card c where true{all_of_it} limit %(cap)s"  # noqa: S608
    return f"with seen as materialized ({seen}), page as ({page}) {COUNTS} union all {CARDS}", given


_SEEN = "select c.id, c.names, c.turn, c.category, c.district, c.marks, c.kelurahan from display_card c where"


def _searching(
    filters: Filters, asked: Asked, offset: int, rarest: int, most: int
) -> tuple[str, dict[str, Any]]:
    """With words: what has them all in its title first, from this hour's shelves first when there are very many."""
    given = _given(filters, offset, most)
    if filters.near and rarest > CAP:
        around = " | ".join(card.token("L", code) for code in given["codes"][:AROUND])
        given["every"] = " & ".join(each for each in (given["every"], f"({around})") if each)
    where = methods.narrowed(filters, "every" if given["every"] else "")
    title, every = methods.in_title(asked), methods.some(asked) if filters.is_any else methods.all_of(asked)
    given |= {
        "any": every,
        "title": title,
        "other": f"({every}) & !({title})",
        "head": methods.as_head(asked),
    }
    if filters.sort in methods.SORTS:
        seen = f"{_SEEN} c.lexemes @@ %(any)s::tsquery{where} limit %(cap)s"
        page = methods.in_order(filters, f" and c.lexemes @@ %(any)s::tsquery{where}")
    else:
        seen, page = _candidates(where, rarest, given), _by_level(filters, asked, given)
    return f"with seen as materialized ({seen}), page as ({page}) {COUNTS} union all {CARDS}", given


def _candidates(where: str, rarest: int, given: dict[str, Any]) -> str:
    """At most CAP, in the order in which they are worth looking at; what comes later is read only if there is room."""
    wanted = ["title", "other"]
    if rarest > FROM_SHELVES:
        shelves = order.shelves(given["offset"], rarest, FROM_SHELVES)
        given |= {"shelf": f"({given['title']}) & ({shelves})", "rest": f"({given['title']}) & !({shelves})"}
        wanted = ["shelf", "rest", "other"]
    each = (f"({_SEEN} c.lexemes @@ %({name})s::tsquery{where} limit %(cap)s)" for name in wanted)
    return " union all ".join(each) + " limit %(cap)s"


def _by_level(filters: Filters, asked: Asked, given: dict[str, Any]) -> str:
    """The level says how well a card answers, in few steps; inside a level the order rotates."""
    level, tests = methods.level(asked)
    given |= tests
    one, two = f"(100 - ({level}))::bigint", f"({methods.PLACE})::bigint"
    if filters.near:
        one, two = (
            "coalesce(array_position(%(codes)s::text[], c.kelurahan::text), 999)::bigint",
            f"({one} << 24) + {two}",
        )
    behind = "where (one, two, id) > (%(one)s, %(two)s, %(last)s)" if filters.after else ""
    return f"""select id, one, two from (select c.id, {one} as one, {two} as two from seen c) rated
        {behind} order by one, two, id limit %(page)s"""  # noqa: S608 - only our own names


# --- for other rooms ------------------------------------------------------------------------------


class Shelves(Source):
    """The categories of the e-Katalog, for the city's one search box; products are found in the catalogue itself."""

    kind = "shelf"
    label = _("e-Katalog")

    def entries(self) -> Iterator[Entry]:
        for row in categories.leaves():
            url = reverse("finding:category", args=[row.slug])
            about = ", ".join(row.examples[:5])
            yield Entry("shelf", row.slug, url, row.name, about, tuple(row.examples), weight=0.7)


def count_of_shelves() -> int:
    return len(shelves())


def shelves_for_sitemap(start: int, stop: int) -> Iterable[sitemap.Place]:
    """The categories; products bring their own."""
    return [sitemap.Place(each.url, None) for each in list(shelves().values())[start:stop]]


# --- beside the list ------------------------------------------------------------------------------


def suggested(text: str) -> dict[str, Any]:
    """What the box offers while somebody types: words that begin so, categories, a few products. Three queries."""
    said = words(text)
    if not said:
        return {"q": text, "begun": [], "shelves": [], "products": []}
    last = "" if text.endswith(" ") or len(said[-1]) < 2 else said[-1]
    before = " ".join(said[:-1])
    begun = [f"{before} {word}".strip() for word in vocabulary.begun(last)] if last else []
    answer = find(Filters(text=text), most=4, as_typed=True)
    counts = answer.counts.get("categories") or {}
    likely = sorted((code for code in counts if code in shelves()), key=lambda code: -counts[code])[:2]
    return {"q": text, "begun": begun, "shelves": [shelves()[code] for code in likely], "instead": answer.instead,
            "products": [card.link(html) for html, _seller, _km in answer.cards]}  # fmt: skip


def other_words(text: str) -> list[str]:
    return methods.beside(understood(text))


def likely_shelves(text: str) -> list[Shelf]:
    """Categories these words may mean, by what sellers say of them."""
    return (
        [shelves()[row.code] for row in categories.guessed(text, most=3) if row.code in shelves()]
        if text
        else []
    )


# --- how evenly sellers are seen ------------------------------------------------------------------


def sellers() -> list[Seen]:
    """Every seller with a complete product, the least seen first."""
    counts = exposure.shown(exposure.since())
    seen = [Seen(name, number, n, counts.get(key, 0)) for key, name, number, n in cards.complete()]
    return sorted(seen, key=lambda each: (each.shown, each.name))


def counted_since() -> dict[str, Any]:
    """From which day on the counts are, for the line beside a figure."""
    first = exposure.first_day()
    return {"since": max(first, exposure.since()) if first else None, "today": timezone.localdate()}
