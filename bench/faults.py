"""`make bench NAME=faults`: seven flows at once on one real process tree, while the city is broken in six ways.

Stages (`bench/stages.py`): kill -9 of a random part, a full disk, a clock that is set, a mail server and a partner's server
that are away, an update killed half way. Afterwards, when the worker has caught up, every turn the city acknowledged must be
there, once, with its papers and messages; the chain of events must be whole, no job may be stuck or given up, the health
page must have said what was broken, and 30 s after each mend the city must be well. FAULT_STAGES ("kills disk clock mail
partner migration"), FAULT_FLOWS ("birth,cash book"), FAULT_KILLS (100), FAULT_TIMES (6, of each other stage), FAULT_SEED
(7), FAULT_MINUTES (60: then the killer stops); FAULT_HOME: a home opened by an earlier run, which is kept. See README.md.
"""

import dataclasses
import os
import re
import shutil
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from tests.journeys import hand as hands
from tests.journeys import tree as journeys
from tests.journeys.hand import Hand
from tests.journeys.kills import database
from tests.journeys.tree import Tree, plant

from bench import figures, partner
from bench.breaking import Unavailable
from bench.cases import open_django
from bench.empty import home_like
from bench.flows import FLOWS, City, Flow, Verdict, a_picture, looked_for
from bench.stages import AWAY, KILLS, SEED, Stage, chosen

PATIENCE = 900.0  # seconds until the worker has caught up
STOCK = 100_000
KINDS = (*FLOWS, partner.Partner)
TURNS = 1000  # of a flow in one stage, at most


def main() -> None:
    """Break, look and print, one stage after the other; the exit status says whether all was kept."""
    given = os.environ.get("FAULT_HOME")
    journeys.PATIENCE, hands.PATIENCE = (
        900,
        240,
    )  # whoever looks on does not give up because the machine is busy
    tree = plant(Path(given) if given else home_like("sample"))
    try:
        try:
            open_django(tree)
            leave_out_the_rest(tree)
            city = prepared(tree)
        finally:
            tree.stop()
        kept = [run(kind(tree.home), city, turn) for turn, kind in enumerate(chosen())]
    finally:
        if not given:
            shutil.rmtree(tree.home, ignore_errors=True)
    sys.exit(0 if all(kept) else 1)


def run(stage: Stage, city: City, turn: int) -> bool:
    """One stage on the city as the one before left it."""
    print(f"\n{stage.name}, seed {SEED}", flush=True)
    with stage.mends:
        try:
            tree = stage.open()
        except Unavailable as reason:
            print(f"  left out: {reason}")
            return False
        try:
            leave_out_the_rest(tree)
            city = as_it_is_now(city, tree, turn)
            flows, trouble = told_under_fire(stage, city)
            caught_up = settled(city)
            return report(city, stage, flows, caught_up, trouble)
        finally:
            tree.stop()


# --- before ---------------------------------------------------------------------------------------


def leave_out_the_rest(tree: Tree) -> None:
    """The sample city has its offices and its cast; what the worker would still play of it is left out."""
    from balaikota.config.demo.city import REST

    with database(tree) as link:
        link.execute(
            "delete from procrastinate_jobs where status in ('todo', 'doing')"
            " and (queue_name <> 'clock' or task_name = %s)",
            [REST],
        )
    tree.kill("worker")  # it still has some of it in hand


def prepared(tree: Tree) -> City:
    """A product of Tono's that is counted, a cash book of Dimas, a way in for everybody."""
    from django.db import connections

    from balaikota.foundation.people.queries import sign_in_link

    city = City(tree, f"uji{time.time_ns() // 1_000_000_000:x}", 0, a_picture())
    lay_out(city)
    people = {who for flow in KINDS for who in flow.people}
    city.ways_in = {who: sign_in_link(who).removeprefix(tree.address) for who in people}
    connections.close_all()
    return city


def as_it_is_now(city: City, tree: Tree, turn: int) -> City:
    """From here on nothing but the flows writes, and their words are of this stage alone."""
    with database(tree) as link:
        (first,) = link.execute("select coalesce(max(id), 0) from audit_event").fetchone() or (0,)
        query = "select stock from listings_product where id::text = %s"
        (stock,) = link.execute(query, [city.product_id]).fetchone() or (0,)
    log_begins = (tree.home / "start.log").stat().st_size
    said = {
        "tree": tree,
        "log_begins": log_begins,
        "mark": f"{city.mark}{'abcdefgh'[turn]}",
        "first_event": first,
        "stock": stock,
    }
    return dataclasses.replace(city, first_turn=turn * TURNS, **said)


def lay_out(city: City) -> None:
    from django.utils import timezone

    from balaikota.enterprises.books import actions as books
    from balaikota.foundation.people.queries import sample_person
    from balaikota.products.listings import actions as listings

    tono, dimas = sample_person("tono"), sample_person("dimas")
    assert tono is not None
    assert dimas is not None
    fields = {"name": f"Keranjang rotan {city.mark}", "price": 45_000, "unit": "buah", "stock": STOCK}
    product = listings.write(
        a_firm(tono, "Keripik Tono"), listings.Said(fields | {"deliveries": ["pickup"]}), by=tono
    )
    listings.publish(product, by=tono)
    city.product, city.product_id, city.stock = product.get_absolute_url(), str(product.pk), STOCK
    first = timezone.localdate().replace(day=1)
    books.open_book(product.enterprise, first, by=tono)
    city.book = books.open_book(a_firm(dimas, "Anyaman Dimas"), first, by=dimas).get_absolute_url()
    partner.enrol(city)


def a_firm(owner: Any, name: str) -> Any:
    """Theirs, or a new one."""
    from balaikota.enterprises.kbli import queries as codes
    from balaikota.enterprises.register import actions as register
    from balaikota.enterprises.register import queries as businesses
    from balaikota.foundation.regions import queries as regions

    village = regions.villages_of_city().order_by("code").first()
    facts = {"kbli": codes.kbli("16291"), "kelurahan": village, "started_year": 2024}
    entry = register.Entry(name, facts, {"workers_male": 1}, is_sample=True)
    return businesses.owned_by(owner).order_by("registered_at").first() or register.register(entry, by=owner)


def signed_in(city: City, people: tuple[str, ...]) -> dict[str, Hand]:
    return {who: Hand(city.tree.address).sign_in(city.tree.address + city.ways_in[who]) for who in people}


# --- the faults -----------------------------------------------------------------------------------


def told_under_fire(stage: Stage, city: City) -> tuple[list[Flow], str]:
    """All flows at once; when the stage is over, each flow tells its story to the end."""
    is_over = threading.Event()
    named = os.environ.get("FAULT_FLOWS", "").split(",") if os.environ.get("FAULT_FLOWS") else None
    flows = [
        kind(city, signed_in(city, kind.people), is_over)
        for kind in KINDS
        if named is None or kind.what in named
    ]
    for flow in flows:
        flow.start()
    trouble = ""
    try:
        stage.run(city.tree, lambda: any(flow.is_alive() for flow in flows))
    except Exception:  # shown in the report
        trouble = traceback.format_exc(limit=-3)
    is_over.set()
    for flow in flows:
        flow.join(240)
    return flows, trouble


def settled(city: City) -> float:
    """How many seconds the worker needed for all that was still to follow; beyond `PATIENCE` the rest is told as stuck."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and left(city):
        time.sleep(1)
    return time.monotonic() - began


def left(city: City) -> list[Any]:
    """Jobs of ours that wait or are in hand, and letters that wait for the mail server."""
    with database(city.tree) as link:
        return link.execute(
            "select task_name, status::text from procrastinate_jobs where status in ('todo', 'doing')"
            " and queue_name <> 'clock' and (args ->> 'event_id')::bigint > %s union all"
            " select 'letter', state from notifications_delivery where state = 'waiting' and channel = 'email'",
            [city.first_event],
        ).fetchall()


# --- what came of it ------------------------------------------------------------------------------


def report(city: City, stage: Stage, flows: list[Flow], caught_up: float, trouble: str) -> bool:
    faults = [trouble, *stage.after(city.tree)]
    settled(city)  # what the stage did last has its own train of jobs
    with database(city.tree) as link:
        verdicts = {flow: looked_for(flow, link) for flow in flows}
        failed = link.execute(
            "select task_name, count(*) from procrastinate_jobs where status = 'failed'"
            " and (args ->> 'event_id')::bigint > %s group by 1",
            [city.first_event],
        ).fetchall()
    show_flows(stage, verdicts)
    faults += [*shown_kills(stage), *shown_trials(stage)]
    stuck = Counter(left(city))
    tell(stage, verdicts, sum(stuck.values()) + sum(times for _task, times in failed))
    print(f"  the worker had caught up after {caught_up:.0f} s; stuck {dict(stuck)}, given up {dict(failed)}")
    print(f"  jobs in the hands of a worker that died, found and taken up again: {taken_up(city)}")
    letters = twice_mailed(city.tree)
    print(f"  e-mails: {letters[0]}, left twice under the same Message-ID: {letters[1]}")
    is_whole = chain(city.tree)
    faults += [fault for flow in flows for fault in (flow.trouble, *shown(flow, verdicts[flow]))]
    faults = [fault for fault in faults if fault]
    print("\n".join(faults))
    return not faults and not stuck and not failed and is_whole


def tell(stage: Stage, verdicts: dict[Flow, Verdict], undone: int) -> None:
    """The figures of this stage, for the table."""
    kills = stage.killer.done if stage.killer else []
    for flow, told in verdicts.items():
        note = f"of {len(flow.acknowledged)} acknowledged, {flow.met(kills)} kills met"
        lost = len(told.lost) + len(told.doubled)
        figures.within(f"{stage.name}: {flow.what}, lost or doubled", lost, "", most=0, note=note)
    if stage.killer:
        figures.within("the slowest return", stage.killer.slowest, "s", most=AWAY, note=f"{len(kills)} kills")
    figures.within(f"{stage.name}: jobs stuck or given up", undone, "", most=0)


def shown_kills(stage: Stage) -> list[str]:
    killer = stage.killer
    if killer is None:
        return []
    print(f"  {len(killer.done)} kills of {KILLS}")
    for part, times, slowest in killer.by_part():
        print(f"  kill -9 {part:<9}{times:>4} times, slowest return {slowest:5.1f} s")
    faults = [f"killer: {killer.trouble!r}"] if killer.trouble else []
    faults += [f"away for {killer.slowest:.1f} s"] if killer.slowest > AWAY else []
    return faults + ([] if len(killer.done) == KILLS else [f"{len(killer.done)} kills of {KILLS}"])


def shown_trials(stage: Stage) -> list[str]:
    for trial in stage.trials:
        red, back = (f"{x:.1f} s" if x is not None else "never" for x in (trial.red, trial.back))
        print(f"  {trial.what:<52} red after {red:>7}, well again after {back:>7}")
    return [trial.fault for trial in stage.trials]


def taken_up(city: City) -> int:
    """Jobs that were in the hands of a worker that died, were found and wait again, by the log of the tree."""
    said = re.findall(r'"taken_up": (\d+)', city.tree.log_from(city.log_begins))
    return sum(map(int, said))


def show_flows(stage: Stage, verdicts: dict[Flow, Verdict]) -> None:
    kills = stage.killer.done if stage.killer else []
    print(
        f"  {'flow':<11}{'kills met':>10}{'sent again':>12}{'stories':>9}{'acknowledged':>14}{'lost':>6}{'doubled':>9}"
    )
    for flow, told in verdicts.items():
        print(
            f"  {flow.what:<11}{flow.met(kills):>10}{flow.retries:>12}{flow.stories:>9}"
            f"{len(flow.acknowledged):>14}{len(told.lost):>6}{len(told.doubled):>9}"
        )


def shown(flow: Flow, told: Verdict) -> list[str]:
    return [f"{flow.what} lost: {each}" for each in told.lost[:10]] + [
        f"{flow.what} doubled: {each}" for each in told.doubled[:10]
    ]


def twice_mailed(tree: Tree) -> tuple[int, int]:
    """A worker that dies between a letter's leaving and its note sends it again; the id lets a mail server drop it."""
    ids: Counter[str] = Counter()
    for file in (tree.home / "mail").glob("*.log"):
        ids.update(re.findall(r"^Message-ID: (\S+)", file.read_text(errors="replace"), re.M | re.I))
    return len(ids), sum(n - 1 for n in ids.values())


def chain(tree: Tree) -> bool:
    try:
        print(f"  {tree.balaikota('audit', 'verify').strip()}")
    except AssertionError as broken:
        print(f"  {broken}")
        return False
    return True


if __name__ == "__main__":
    main()
