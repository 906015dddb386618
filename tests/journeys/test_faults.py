"""kill -9 of web, worker and database at random moments of the journey: nothing acknowledged is lost, nothing twice.

The same with several flows at once and as many kills as you like: `make bench NAME=faults`.
"""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.hand import Hand
from tests.journeys.kills import Killer, born, settled
from tests.journeys.sample import plant_filled
from tests.journeys.tree import Tree

pytestmark = [pytest.mark.journey, pytest.mark.slow]
KILLS = int(os.environ.get("BALAIKOTA_KILLS", "20"))
SEED = int(os.environ.get("BALAIKOTA_SEED", "7"))


@pytest.fixture(scope="module")
def own_tree() -> Iterator[Tree]:
    """A tree of its own: the others should not lose their server."""
    grown = plant_filled()
    yield grown
    grown.stop()
    shutil.rmtree(grown.home, ignore_errors=True)


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(own_tree: Tree, tmp_path: Path) -> None:
    from tests.journeys.browser import papers

    tree = own_tree
    photo = Path(papers(tmp_path)["photo"]).read_bytes()
    links = {who: tree.link(who) for who in ("sari", "wulan", "anwar")}
    sari, wulan, anwar = (Hand(tree.address).sign_in(links[who]) for who in ("sari", "wulan", "anwar"))
    killer = Killer(tree, random.Random(SEED), KILLS)
    killer.start()
    numbers: list[str] = []
    while killer.is_alive() and len(numbers) < 26:
        numbers.append(born(sari, wulan, anwar, len(numbers), photo))
    killer.join(180)
    assert killer.trouble is None, killer.trouble
    assert len(set(numbers)) == len(numbers)
    settled(tree, numbers)
    retries = sari.retries + wulan.retries + anwar.retries
    print(
        f"\n{len(killer.done)} kills, {len(numbers)} applications, {retries} retries, slowest return {killer.slowest:.1f} s"
    )
