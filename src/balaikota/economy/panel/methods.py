"""The methods of measures, structure and shifts over a whole table of areas, years and industries.

Binary floating point, for volume: the pages' own numbers stay decimal, and a test holds the two against each other.
"""

import io
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

KEYS = ["area", "year", "item"]
COLUMNS = ["area", "reference", "year", "item", "known_on", "value"]


class Unlike(ValueError):
    """The table does not hold what it must."""


def loaded(content: bytes) -> "pl.DataFrame":
    """A CSV with the columns of `COLUMNS`. Raises `Unlike` for a missing column, value or key, or a figure told twice."""
    import polars as pl

    types = {"area": pl.Categorical, "reference": pl.Categorical, "year": pl.Int16, "item": pl.Categorical,
             "known_on": pl.Date, "value": pl.Float64}  # fmt: skip
    try:
        frame = pl.read_csv(io.BytesIO(content), schema=types)
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise Unlike(str(fault)) from fault
    if frame.null_count().sum_horizontal().item():
        raise Unlike("a cell is empty")
    if not frame["value"].is_finite().all():
        raise Unlike("a value is no number")
    if frame.select(*KEYS, "known_on").is_duplicated().any():
        raise Unlike("a figure is told twice in one vintage")
    return frame


def as_known(frame: "pl.DataFrame", on: date | None = None) -> "pl.DataFrame":
    """Each figure once: the vintage known last up to that day."""
    import polars as pl

    seen = frame if on is None else frame.filter(pl.col("known_on") <= on)
    newest = seen.group_by(KEYS).agg(pl.col("known_on").max())
    return seen.join(newest, on=[*KEYS, "known_on"]).sort(KEYS)


def measured(values: "pl.DataFrame") -> "pl.DataFrame":
    """Every method for every row; spans reach from the area's first year to the row's year."""
    import polars as pl

    there = values.select(pl.col("area").alias("reference"), "year", "item", pl.col("value").alias("ref"))
    joined = values.drop("known_on").join(there, on=["reference", "year", "item"], how="left").sort(KEYS)
    whole = ["area", "year"]
    frame = joined.lazy().with_columns(
        pl.col("value").sum().over(whole).alias("total"), pl.col("ref").sum().over(whole).alias("ref_total")
    )
    series = ["area", "item"]
    for name in ("value", "total", "ref", "ref_total"):
        frame = frame.with_columns(
            pl.col(name).shift(1).over(series, order_by="year").alias(f"{name}_1"),
            pl.col(name).first().over(series, order_by="year").alias(f"{name}_0"),
        )
    frame = frame.with_columns(pl.col("year").first().over(series, order_by="year").alias("year_0"))
    return _spread(_rates(frame)).collect()


def _rates(frame: "pl.LazyFrame") -> "pl.LazyFrame":
    """One year on the one before, shares and quotients."""
    import polars as pl

    col = pl.col
    share, ref_share = col("value") / col("total"), col("ref") / col("ref_total")
    quotient = share / ref_share
    first = (col("value_0") / col("total_0")) / (col("ref_0") / col("ref_total_0"))
    years = col("year") - col("year_0")
    return frame.with_columns(
        ((col("value") / col("value_1") - 1) * 100).alias("growth"),
        ((col("value") - col("value_1")) / col("total_1") * 100).alias("contribution"),
        (share * 100).alias("share"),
        (ref_share * 100).alias("ref_share"),
        quotient.alias("lq"),
        (quotient / first).alias("dlq"),
        (((col("value") / col("value_0")).pow(1 / years) - 1) * 100).alias("pace"),
        (((col("ref") / col("ref_0")).pow(1 / years) - 1) * 100).alias("ref_pace"),
        (share * share).sum().over(["area", "year"]).alias("herfindahl"),
        (share - ref_share).abs().sum().over(["area", "year"]).alias("krugman"),
    )


def _spread(frame: "pl.LazyFrame") -> "pl.LazyFrame":
    """Shift-share over the span, growth ratios, and the typologies."""
    import polars as pl

    col = pl.col
    rate, own = col("ref_total") / col("ref_total_0") - 1, col("ref") / col("ref_0") - 1
    city = col("value") / col("value_0") - 1
    homothetic = col("total_0") * col("ref_0") / col("ref_total_0")
    ahead = city - own
    series = ["area", "item"]
    upto = col("year") - col("year_0") + 1
    mean, ref_mean = (col(n).cum_sum().over(series, order_by="year") / upto for n in ("share", "ref_share"))
    return frame.with_columns(
        (col("value_0") * rate).alias("national"),
        (col("value_0") * (own - rate)).alias("mix"),
        (col("value_0") * ahead).alias("competitive"),
        (homothetic * ahead).alias("em_competitive"),
        ((col("value_0") - homothetic) * ahead).alias("allocation"),
        (own / rate).alias("rpr"),
        (city / own).alias("rps"),
        ((mean < ref_mean).cast(pl.Int8) * 2 + (col("pace") < col("ref_pace")).cast(pl.Int8)).alias(
            "quarter"
        ),
    ).with_columns(
        col("quarter").replace_strict({0: "I", 2: "III", 1: "II", 3: "IV"}, default="").alias("klassen"),
        ((col("lq") >= 1).cast(pl.Int8) + (col("dlq") >= 1).cast(pl.Int8) * 2).alias("standing"),
    )
