"""`make bench NAME=linkage`: how well and how fast likely pairs are found.

FEBRL3 and FEBRL4 without the id number, beside bare Splink with the same settings in the same run; a generated city of
other seed than the weights'; a million businesses with their time and peak memory, in a process of their own; and the
same settings on Spark (local mode): the clusters must be those of DuckDB. `BENCH_BUSINESSES` shortens a run (0 leaves
the million out); `python -m bench.linkage million` runs that part alone.
`python -m bench.linkage weights` measures m and u anew and writes `linkage/data/weights.json`.
"""

import json
import logging
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
import warnings
from typing import Any

from bench import figures

MILLION = int(os.environ.get("BENCH_BUSINESSES", "1000000"))
WANTED = {"FEBRL4": 0.998, "FEBRL3": 0.992}
MOST_RATIO, MOST_MEMORY, TURNS = 1.2, 24 * 1024, 3
SAMPLE = 3_000


def main() -> None:
    """Measure and print; the exit status says whether every limit was kept."""
    _open()
    steps = {"weights": _weights, "million": _million}
    if len(sys.argv) > 1:
        steps[sys.argv[1]]()
        return
    kept = [_febrl(), _city()]
    if MILLION:
        command = [sys.executable, "-m", "bench.linkage", "million"]
        kept.append(subprocess.run(command, check=False).returncode == 0)
    kept.append(_spark())
    sys.exit(0 if all(kept) else 1)


def _open() -> None:
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
    import django

    django.setup()


def _score(found: set[Any], true: set[Any]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    hit = len(found & true)
    precision, recall = hit / max(1, len(found)), hit / max(1, len(true))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _febrl() -> bool:
    from bench import febrl

    kept = True
    for name, (link, tables, true) in febrl.sets().items():
        febrl.bare(tables, link)  # neither side pays for what is loaded once
        alone, ours, found = [], [], set()
        for turn in range(TURNS):
            for is_bare in (True, False) if turn % 2 else (False, True):
                began = time.perf_counter()
                if is_bare:
                    febrl.bare(tables, link)
                else:
                    found, _groups = febrl.ours(tables, link)
                (alone if is_bare else ours).append(time.perf_counter() - began)
        precision, recall, f1 = _score(found, true)
        ratio = statistics.median(ours) / statistics.median(alone)
        note = f"precision {precision:.4f} recall {recall:.4f}"
        kept &= figures.within(f"{name}, F1", f1, "", least=WANTED[name], note=note)
        theirs = ("Splink", statistics.median(alone))
        kept &= figures.beside(
            f"{name}, time", statistics.median(ours), "s", theirs, ratio=ratio, most=MOST_RATIO
        )
    return kept


def _pairs_of(whose: dict[str, str]) -> set[tuple[str, str]]:
    held: dict[str, list[str]] = {}
    for key, business in whose.items():
        held.setdefault(business, []).append(key)
    return {(a, b) for keys in held.values() for at, b in enumerate(sorted(keys)) for a in sorted(keys)[:at]}


def _city(count: int = 30_000) -> bool:
    from balaikota.enterprises.linkage import methods
    from bench import townfolk

    told = list(townfolk.rows(count, seed=7))
    true = _pairs_of({str(row["unique_id"]): whose for row, whose in told})
    began = time.perf_counter()
    pairs = methods.likely(methods.without_shared([row for row, _whose in told]), least=-4)
    seconds = time.perf_counter() - began
    for least in (-2.0, 0.0, methods.LEAST, 6.0, 10.0):
        said = {
            (pair.a, pair.b) for pair in pairs if pair.bits >= least and methods.is_one_business(pair.points)
        }
        precision, recall, f1 = _score(said, true)
        note = f"precision {precision:.4f} recall {recall:.4f}" + (
            ", shown to officers" if least == methods.LEAST else ""
        )
        figures.within(f"city of {count:,} from {least:+.0f} bits, F1", f1, "", note=note)
    print(f"city of {count:,}: {seconds:.1f} s, {len(true):,} true pairs", flush=True)
    return True


def _million() -> None:
    """In a process of its own, so that its peak is its own."""
    from balaikota.enterprises.linkage import methods
    from bench import townfolk

    began = time.perf_counter()
    rows, whose = [], {}
    for row, business in townfolk.rows(MILLION, seed=3):
        rows.append(row)
        whose[str(row["unique_id"])] = business
    made = time.perf_counter()
    rows = methods.without_shared(rows)
    pairs = methods.likely(rows)
    seconds = time.perf_counter() - made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {(pair.a, pair.b) for pair in pairs if methods.is_one_business(pair.points)}
    precision, recall, f1 = _score(said, _pairs_of(whose))
    note = f"{len(pairs):,} pairs, precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}; made in {made - began:.0f} s"
    figures.within(f"{MILLION:,} businesses linked", seconds, "s", note=note)
    kept = figures.within(f"peak memory, {MILLION:,} businesses", peak, "MB", most=MOST_MEMORY)
    sys.exit(0 if kept else 1)


def _spark() -> bool:
    if shutil.which("java") is None:
        print("Spark: left out, this machine has no Java")
        return True
    from bench import spark, townfolk

    rows = [row for row, _whose in townfolk.rows(SAMPLE, seed=5)]
    began = time.perf_counter()
    duck, other = spark.clusters_on_duckdb(rows), spark.clusters_on_spark(rows)
    took = time.perf_counter() - began
    note = f"Spark {spark.version()}, {SAMPLE:,} records, {len(duck):,} and {len(other):,}, {took:.0f} s"
    return figures.within(
        "clusters that differ on DuckDB and Spark", len(set(duck) ^ set(other)), "", most=0, note=note
    )


def _weights(count: int = 40_000) -> None:
    """m from the generated set's own truth, u from random pairs; what never happened there counts one in two thousand."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    from balaikota.enterprises.linkage import methods
    from bench import townfolk

    told = list(townfolk.rows(count, seed=11))
    rows = methods.without_shared([row for row, _whose in told])
    table = methods.arrow(rows).append_column("whose", pa.array([whose for _row, whose in told]))
    settings = methods.settings(known=False)
    settings.additional_columns_to_retain = ["whose"]
    linker = Linker(DuckDBAPI().register(table), settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    linker.training.estimate_m_from_label_column("whose")
    columns = {}
    for each in linker.misc.save_model_to_json()["comparisons"]:
        levels = [level for level in each["comparison_levels"] if not level.get("is_null_level")]
        columns[each["output_column_name"]] = [
            [
                round(max(level.get(f"{side}_probability") or 0, floor), 7)
                for side, floor in (("m", 5e-4), ("u", 1e-6))
            ]
            for level in levels
        ]
    about = f"m and u by `python -m bench.linkage weights` on {count} generated records (seed 11); no real record was used"
    file = {"about": about, "prior": 1e-5, "columns": columns}
    methods.FILE.write_text(json.dumps(file, indent=1) + "\n")
    print(methods.FILE.read_text())


if __name__ == "__main__":
    main()
