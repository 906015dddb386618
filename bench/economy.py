"""`make bench NAME=economy`: 514 cities, 20 years, 17 industries, 3 vintages, and every method; beside bare Polars.

Both read the same bytes in the same run, in turns. Then the page: its first draw and its charts, in this process, on a
city of its own. The exit status says whether both limits were kept.
"""

import io
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.journeys.sample import await_rest

from bench import figures, sample

CITIES, YEARS, VINTAGES = 514, 20, 3
ITEMS = [*"ABCDEFGHIJKL", "M,N", "O", "P", "Q", "R,S,T,U"]
ROUNDS, MOST_TIMES, MOST_SECONDS = 5, 2.0, 1.5


def main() -> None:
    """Measure and print."""
    content = invented()
    print(
        f"{CITIES} cities, {YEARS} years, {len(ITEMS)} industries, {VINTAGES} vintages: {len(content) / 1e6:.1f} MB of CSV"
    )
    kept = compare(content) & first_draw()
    sys.exit(0 if kept else 1)


def invented() -> bytes:
    """Invented figures: each city grows, and each vintage is a little revised."""
    dice, out = Random(7), io.StringIO()
    out.write("area,reference,year,item,known_on,value\n")
    begin = date(2024, 2, 1)
    for city in range(CITIES):
        for item in ITEMS:
            value, quoted = dice.uniform(10, 50_000), f'"{item}"' if "," in item else item
            for year in range(YEARS):
                value *= dice.uniform(0.97, 1.12)
                for vintage in range(VINTAGES):
                    known = begin + timedelta(days=365 * vintage)
                    out.write(
                        f"c{city},c{city % 34},{2005 + year},{quoted},{known},{value * dice.uniform(0.995, 1.005):.2f}\n"
                    )
    return out.getvalue().encode()


def ours(content: bytes) -> Any:
    from balaikota.economy.panel import methods

    return methods.measured(methods.as_known(methods.loaded(content)))


def bare(content: bytes) -> Any:
    """The same computation as somebody writes it for one day: no checks, the same columns."""
    import polars as pl

    c = pl.col
    types = {"area": pl.Categorical, "reference": pl.Categorical, "year": pl.Int16, "item": pl.Categorical,
             "known_on": pl.Date, "value": pl.Float64}  # fmt: skip
    keys, series = ["area", "year", "item"], ["area", "item"]
    f = pl.read_csv(io.BytesIO(content), schema=types)
    f = f.join(f.group_by(keys).agg(c("known_on").max()), on=[*keys, "known_on"]).sort(keys)
    up = f.select(c("area").alias("reference"), "year", "item", c("value").alias("ref"))
    q = f.drop("known_on").join(up, on=["reference", "year", "item"], how="left").sort(keys).lazy()
    q = q.with_columns(
        c("value").sum().over("area", "year").alias("total"),
        c("ref").sum().over("area", "year").alias("ref_total"),
    )
    for n in ("value", "total", "ref", "ref_total"):
        q = q.with_columns(
            c(n).shift(1).over(series, order_by="year").alias(n + "_1"),
            c(n).first().over(series, order_by="year").alias(n + "_0"),
        )
    q = q.with_columns(c("year").first().over(series, order_by="year").alias("y0"))
    s, rs, t = c("value") / c("total"), c("ref") / c("ref_total"), c("year") - c("y0")
    q = q.with_columns(
        g=(c("value") / c("value_1") - 1) * 100, k=(c("value") - c("value_1")) / c("total_1") * 100, s=s * 100, rs=rs * 100,
        lq=s / rs, dlq=s / rs / ((c("value_0") / c("total_0")) / (c("ref_0") / c("ref_total_0"))),
        p=((c("value") / c("value_0")).pow(1 / t) - 1) * 100, rp=((c("ref") / c("ref_0")).pow(1 / t) - 1) * 100,
        h=(s * s).sum().over("area", "year"), kr=(s - rs).abs().sum().over("area", "year"),
    )  # fmt: skip
    r, o, v = c("ref_total") / c("ref_total_0") - 1, c("ref") / c("ref_0") - 1, c("value") / c("value_0") - 1
    e = c("total_0") * c("ref_0") / c("ref_total_0")
    m, rm = (c(n).cum_sum().over(series, order_by="year") / (t + 1) for n in ("s", "rs"))
    q = q.with_columns(
        n=c("value_0") * r, mix=c("value_0") * (o - r), own=c("value_0") * (v - o), em=e * (v - o),
        al=(c("value_0") - e) * (v - o),
        rpr=o / r, rps=v / o, kl=(m < rm).cast(pl.Int8) * 2 + (c("p") < c("rp")).cast(pl.Int8),
    )  # fmt: skip
    return q.with_columns(
        kl=c("kl").replace_strict({0: "I", 2: "III", 1: "II", 3: "IV"}, default=""),
        st=(c("lq") >= 1).cast(pl.Int8) + (c("dlq") >= 1).cast(pl.Int8) * 2,
    ).collect()


def timed(work: Callable[[bytes], Any], content: bytes) -> float:
    began = time.perf_counter()
    work(content)
    return time.perf_counter() - began


def compare(content: bytes) -> bool:
    """Ours and the bare one in turns; the median of the rounds' ratios."""
    mine, plain = ours(content), bare(content)
    assert mine.height == plain.height == CITIES * YEARS * len(ITEMS)
    assert abs(mine["lq"].sum() - plain["lq"].sum()) < 1e-6 * mine.height
    assert abs(mine["allocation"].sum() - plain["al"].sum()) < 1e-3 * mine.height
    rows = [(timed(ours, content), timed(bare, content)) for _round in range(ROUNDS)]
    ratio = statistics.median(a / b for a, b in rows)
    ours_s, bare_s = (statistics.median(column) for column in zip(*rows, strict=True))
    return figures.beside(
        "loaded and every method", ours_s, "s", ("Polars", bare_s), ratio=ratio, most=MOST_TIMES
    )


def first_draw() -> bool:
    """The page and all its charts by a process that has drawn nothing: after another drew ahead, and without that."""
    with sample.city() as tree:
        tree.balaikota("load_economy")
        drawn_elsewhere(tree)
        await_rest(tree)
        from django.test import Client

        client = Client(headers={"host": "127.0.0.1"})
        kept = figures.within(
            "page and charts, drawn ahead by the worker", asked(client, ""), "s", most=MOST_SECONDS
        )
        figures.within("the same once more", asked(client, ""), "s")
        note = "with Altair and V8 to load"
        figures.within("page and charts of a year nobody drew", asked(client, "?tahun=2022"), "s", note=note)
        return kept


def drawn_elsewhere(tree: Any) -> None:
    """The worker's own job, now and in another process: behind it waits everything else a new city has to do."""
    code = (
        "import django; django.setup()\n"
        "from balaikota.economy.accounts import queries\n"
        "from balaikota.economy.dashboard import jobs\n"
        "from balaikota.foundation.audit import queries as audit\n"
        "jobs.draw_ahead(audit.story(queries.newest()).first().pk)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=dict(os.environ))


def asked(client: Any, year: str) -> float:
    began = time.perf_counter()
    assert client.get(f"/ekonomi/{year}").status_code == 200
    for slug in ("sumbangan", "pertumbuhan", "sektor", "sosial"):
        assert client.get(f"/ekonomi/bagan/{slug}.svg{year}").status_code == 200
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
