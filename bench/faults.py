"""`make bench NAME=faults`: six flows at once on one real process tree, and kill -9 of a random part every second or two.

Each kill hits every flow. Afterwards, when the worker has caught up, every turn the city acknowledged must be there, once,
with its papers and messages; the chain of events must be whole, no job may be stuck or given up, and after no kill may the
city have been away for 30 s. FAULT_KILLS (100), FAULT_SEED (7: which part, how long after the one before), FAULT_MINUTES
(60: then the killer stops); FAULT_HOME: a home opened by an earlier run, which is kept. See README.md.
"""

import os
import random
import re
import shutil
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.journeys import hand as hands
from tests.journeys import tree as journeys
from tests.journeys.hand import Hand
from tests.journeys.kills import Killer, database
from tests.journeys.tree import Tree, plant

from bench import figures
from bench.cases import open_django
from bench.empty import home_like
from bench.flows import FLOWS, City, Flow, Verdict, a_picture, looked_for

KILLS, SEED = int(os.environ.get("FAULT_KILLS", "100")), int(os.environ.get("FAULT_SEED", "7"))
MINUTES = float(
    os.environ.get("FAULT_MINUTES", "60")
)  # then the killer stops, and the run counts as cut short
AWAY, PATIENCE = 30.0, 900.0  # seconds: the longest the city may be away; until the worker has caught up
STOCK = 100_000


def main() -> None:
    """Kill, look and print; the exit status says whether anything was lost or doubled."""
    home = os.environ.get("FAULT_HOME")
    journeys.PATIENCE, hands.PATIENCE = (
        900,
        240,
    )  # whoever looks on does not give up because the machine is busy
    tree = plant(Path(home) if home else home_like("sample"))
    try:
        open_django(tree)
        leave_out_the_rest(tree)
        city = prepared(tree)
        killer, flows = told_under_fire(city)
        caught_up = settled(city)
        kept = report(city, killer, flows, caught_up)
    finally:
        tree.stop()
        if not home:
            shutil.rmtree(tree.home, ignore_errors=True)
    sys.exit(0 if kept else 1)


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
    """A product of Tono's that is counted, a cash book of Dimas; from here on nothing but the flows writes."""
    from django.db import connections

    with database(tree) as link:
        (first,) = link.execute("select coalesce(max(id), 0) from audit_event").fetchone() or (0,)
    city = City(tree, f"uji{time.time_ns() // 1_000_000_000:x}", first, a_picture())
    lay_out(city)
    connections.close_all()
    return city


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


def signed_in(tree: Tree, people: tuple[str, ...]) -> dict[str, Hand]:
    from balaikota.foundation.people.queries import sign_in_link

    return {who: Hand(tree.address).sign_in(sign_in_link(who)) for who in people}


# --- the kills ------------------------------------------------------------------------------------


def told_under_fire(city: City) -> tuple[Killer, list[Flow]]:
    """All flows at once; when the last kill is over, each flow tells its story to the end."""
    from django.db import connections

    is_over = threading.Event()
    flows = [kind(city, signed_in(city.tree, kind.people), is_over) for kind in FLOWS]
    connections.close_all()
    for flow in flows:
        flow.start()
    killer = Killer(city.tree, random.Random(SEED), KILLS, whole=True, seconds=60 * MINUTES)
    killer.start()
    while killer.is_alive() and any(flow.is_alive() for flow in flows):
        killer.join(1)
    is_over.set()
    for flow in flows:
        flow.join(240)
    return killer, flows


def settled(city: City) -> float:
    """How many seconds the worker needed for all that was still to follow; beyond `PATIENCE` the rest is told as stuck."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and left(city):
        time.sleep(1)
    return time.monotonic() - began


def left(city: City) -> list[Any]:
    """Jobs of ours that wait or are in hand."""
    with database(city.tree) as link:
        return link.execute(
            "select task_name, status::text from procrastinate_jobs where status in ('todo', 'doing')"
            " and queue_name <> 'clock' and (args ->> 'event_id')::bigint > %s",
            [city.first_event],
        ).fetchall()


# --- what came of it ------------------------------------------------------------------------------


def report(city: City, killer: Killer, flows: list[Flow], caught_up: float) -> bool:
    with database(city.tree) as link:
        verdicts = {flow: looked_for(flow, link) for flow in flows}
        failed = link.execute(
            "select task_name, count(*) from procrastinate_jobs where status = 'failed'"
            " and (args ->> 'event_id')::bigint > %s group by 1",
            [city.first_event],
        ).fetchall()
    print(f"\n{len(killer.done)} kills of {KILLS}, seed {SEED}, {len(flows)} flows at once")
    show_flows(killer, verdicts)
    for part, times, slowest in killer.by_part():
        print(f"  kill -9 {part:<9}{times:>4} times, slowest return {slowest:5.1f} s")
    stuck = Counter(left(city))
    for flow, told in verdicts.items():
        note = f"of {len(flow.acknowledged)} acknowledged, {flow.met(killer.done)} kills met"
        figures.within(
            f"{flow.what}, lost or doubled", len(told.lost) + len(told.doubled), "", most=0, note=note
        )
    figures.within("the slowest return", killer.slowest, "s", most=AWAY, note=f"{len(killer.done)} kills")
    figures.within(
        "jobs stuck or given up", sum(stuck.values()) + sum(times for _task, times in failed), "", most=0
    )
    print(f"  the worker had caught up after {caught_up:.0f} s; stuck {dict(stuck)}, given up {dict(failed)}")
    letters = twice_mailed(city.tree)
    print(f"  e-mails: {letters[0]}, left twice under the same Message-ID: {letters[1]}")
    is_whole = chain(city.tree)
    faults = [fault for flow in flows for fault in (flow.trouble, *shown(flow, verdicts[flow])) if fault]
    faults += [f"killer: {killer.trouble!r}"] if killer.trouble else []
    faults += [f"away for {killer.slowest:.1f} s"] if killer.slowest > AWAY else []
    print("\n".join(faults))
    return not faults and not stuck and not failed and is_whole and len(killer.done) == KILLS


def show_flows(killer: Killer, verdicts: dict[Flow, Verdict]) -> None:
    print(
        f"  {'flow':<11}{'kills met':>10}{'sent again':>12}{'stories':>9}{'acknowledged':>14}{'lost':>6}{'doubled':>9}"
    )
    for flow, told in verdicts.items():
        print(
            f"  {flow.what:<11}{flow.met(killer.done):>10}{flow.retries:>12}{flow.stories:>9}"
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
