"""The process tree heals, stays small, stops cleanly and leaves nobody behind."""

import http.client
import shutil
import signal
import time

import psutil
import pytest

from tests.journeys.tree import Tree, new_home, plant

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("tree")]


@pytest.mark.parametrize("which", ["page", "web", "worker", "database"])
def test_the_city_hall_is_open_again_after_one_of_its_processes_was_killed(tree: Tree, which: str) -> None:
    before = tree.kill(which)
    assert tree.find(which).pid != before
    tree.await_well(30)


def test_a_page_asked_while_the_database_is_away_says_come_back_or_waits(tree: Tree) -> None:
    tree.kill("database")
    seen = set()
    until = time.monotonic() + 4
    while time.monotonic() < until:
        link = http.client.HTTPConnection("127.0.0.1", tree.port, timeout=20)
        link.request("GET", "/layanan/")
        answer = link.getresponse()
        seen.add(answer.status)
        assert b"Traceback" not in answer.read()
        time.sleep(0.05)
    assert seen <= {200, 503}
    tree.await_well()


def test_browsers_that_stay_connected_keep_nobody_out(tree: Tree) -> None:
    """A browser keeps its connection between two clicks; three hundred of them leave room for the next."""
    tree.await_well()
    links = [http.client.HTTPConnection("127.0.0.1", tree.port, timeout=20) for _reader in range(300)]
    for link in [*links, http.client.HTTPConnection("127.0.0.1", tree.port, timeout=3)]:
        link.request("GET", "/sehat/")
        assert link.getresponse().read()
    for link in links:
        link.close()


def test_the_whole_tree_at_rest_fits_in_a_gigabyte(tree: Tree) -> None:
    """Also after the sample city has been filled: a worker that has grown large makes way when it has nothing in hand."""
    tree.await_well()
    until = time.monotonic() + 420
    while tree.memory() >= 1_000_000_000 and time.monotonic() < until:
        time.sleep(2)
    assert tree.memory() < 1_000_000_000


def test_a_second_tree_cannot_open_in_the_same_home(tree: Tree) -> None:
    with pytest.raises(AssertionError, match="sudah berjalan"):
        plant(tree.home)


def test_the_chain_of_events_is_whole_in_the_demo_city(tree: Tree) -> None:
    assert "Rantai utuh." in tree.balaikota("audit", "verify")


def test_a_drill_brings_the_whole_city_back_beside_the_running_one() -> None:
    """Every table and the head of the chain, through base backup and log; the result stands in the city afterwards."""
    home = new_home()
    (home / "cadangan").mkdir()
    real = plant(home, BALAIKOTA_DEMO="0")
    try:
        until = time.monotonic() + 60
        while not (home / "cadangan" / "about.json").exists() and time.monotonic() < until:
            time.sleep(0.5)  # the keeper comes after the first page
        said = real.balaikota("drill")
        assert "lulus" in said
        assert "tercatat di kota" in said
        assert not list(home.glob("latihan-*"))
    finally:
        real.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_nobody_stays_behind_and_the_next_start_is_quick(tree: Tree, how: int) -> None:
    family = tree.processes()
    tree.process.send_signal(how)
    tree.process.wait(10)
    _gone, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    began = time.monotonic()
    again = plant(tree.home)
    tree.process, tree.port = again.process, again.port
    assert time.monotonic() - began < 30  # under 5 s on a machine that does nothing else
    tree.await_well()
