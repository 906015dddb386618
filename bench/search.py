"""`make bench NAME=search`: what residents type and what stands first; the mean reciprocal rank, target 0.9.

A pair counts one by the place of its answer: first 1, second 1/2, beyond the tenth nothing. Entries that no room of
the demo city has yet (products) and more articles, places and reports come from `bench/data/entries.toml`.
"""

import statistics
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from bench import figures

DATA = Path(__file__).parent / "data"
TARGET, GOODS_TARGET = 0.9, 0.92


def main() -> None:
    """Measure in a city of its own; the exit status says whether the target was reached."""
    from bench import sample
    from bench.cases import SUPERUSER, address

    with sample.city() as tree:
        others_too()
        fill()
        began = time.perf_counter()
        places = measured()
        took = (time.perf_counter() - began) / len(places)
        kept = told("the city", places) & in_catalogue(address(tree, SUPERUSER))
        print(f"mean of a query: {took * 1000:.1f} ms in Python and PostgreSQL together, nothing kept")
    sys.exit(0 if kept else 1)


def others_too() -> None:
    """Kinds that no room of this city brings yet can be found in this run."""
    from balaikota.foundation.search import contract

    for group in tomllib.loads((DATA / "entries.toml").read_text())["entry"]:
        contract._sources.setdefault(group["kind"], contract._sources["service"])


def fill() -> int:
    """Put the invented entries into the index; how many."""
    from balaikota.foundation.search import actions
    from balaikota.foundation.search.contract import Entry

    number = 0
    for group in tomllib.loads((DATA / "entries.toml").read_text())["entry"]:
        for title in group["titles"]:
            key = title.lower().replace(" ", "-")[:100]
            actions.put(Entry(group["kind"], f"bench-{key}", f"/bench/{key}/", title))
            number += 1
    return number


def pairs() -> list[tuple[str, str, tuple[str, ...]]]:
    """Group, query, and the beginnings of the titles that answer it."""
    told = tomllib.loads((DATA / "pairs.toml").read_text())["pair"]
    return [
        (group["from"], query, (answer,) if isinstance(answer, str) else tuple(answer))
        for group in told
        for query, answer in group["rows"]
    ]


def measured() -> list[tuple[str, str, int, str]]:
    """Group, query, the place of its answer (0: not among ten) and what stands first instead."""
    from balaikota.portal import queries

    rows = []
    for group, query, answers in pairs():
        titles = [hit.title for hit in queries.found(query).hits][:10]
        place = next((at for at, title in enumerate(titles, 1) if title.startswith(answers)), 0)
        rows.append((group, query, place, titles[0] if titles else "–"))
    return rows


def goods() -> dict[str, Any]:
    """What is sold in this run, and what buyers type."""
    return tomllib.loads((DATA / "goods.toml").read_text())


def goods_pairs() -> list[tuple[str, tuple[str, ...]]]:
    """What buyers type, and the beginnings of the titles that answer it."""
    return [(query, (answer,) if isinstance(answer, str) else tuple(answer))
            for group in goods()["pair"] for query, answer in group["rows"]]  # fmt: skip


def in_catalogue(address: str) -> bool:
    """The e-Katalog asked the same way: its own target, and what must never be found."""
    from balaikota.products.finding import queries
    from balaikota.products.finding.methods import Filters
    from bench.goods import fill_shop

    fill_shop(goods()["titles"], address)

    def titles(query: str) -> list[str]:
        found = queries.find(Filters(text=query))
        return [html.split('goods-name">')[1].split("<")[0] for html, _seller, _km in found.cards]

    rows, faults = [], []
    for group in goods()["pair"]:
        for query, answer in group["rows"]:
            first, answers = titles(query)[:10], (answer,) if isinstance(answer, str) else tuple(answer)
            place = next((at for at, title in enumerate(first, 1) if title.startswith(answers)), 0)
            rows.append((group["from"], query, place, first[0] if first else "–"))
        faults += [
            (query, title)
            for query, never in group.get("never", ())
            for title in titles(query)
            if title.startswith(never)
        ]
    print("\ne-Katalog")
    kept = told("e-Katalog", rows, GOODS_TARGET)
    for query, title in faults:
        print(f"  {query!r} must not find {title!r}")
    return kept & figures.within("found, and must never be", len(faults), "titles", most=0)


def mean(rows: list[Any]) -> float:
    """The mean reciprocal rank."""
    return statistics.mean(1 / place if place else 0 for _group, _query, place, _first in rows)


def told(where: str, rows: list[Any], target: float = TARGET) -> bool:
    """Print each group, and every pair whose answer does not stand first."""
    for group in dict.fromkeys(row[0] for row in rows):
        own = [row for row in rows if row[0] == group]
        print(f"{group:<8} {len(own):>3} pairs  mean reciprocal rank {mean(own):.3f}")
    for _group, query, place, first in rows:
        if place != 1:
            print(f"  {query!r}: place {place or '–'}, first is {first!r}")
    return figures.within(
        f"mean reciprocal rank, {where}", mean(rows), "", least=target, note=f"{len(rows)} pairs"
    )


if __name__ == "__main__":
    main()
