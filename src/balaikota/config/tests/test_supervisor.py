"""Whoever looks after the process tree stays when everything else has no room left."""

import errno
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from balaikota.config import supervisor
from balaikota.config.supervisor import Child, Supervisor


def test_a_line_that_a_full_disk_does_not_take_closes_no_city(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        supervisor.say("Balai kota buka")
        monkeypatch.undo()
        with suppress(OSError):
            full.close()


def test_a_child_that_cannot_be_started_is_tried_again(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """PostgreSQL fell because the disk was full: the files it is started with have no room either."""
    now, tries = [100.0], []

    def launch() -> Any:
        tries.append(now[0])
        if len(tries) < 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return subprocess.Popen(["sleep", "60"])

    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    child = Child("PostgreSQL", launch)
    for _ in range(60):
        now[0] += 0.1
        if child.tend():
            break
    try:
        assert len(tries) == 3
        assert tries[2] - tries[1] >= 1  # and not ten times a second
        assert "No space left" in capsys.readouterr().out
    finally:
        child.stop()


def test_every_process_of_the_tree_knows_how_the_clock_stood_when_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that comes back after the clock was set would else take the new time for the right one."""
    told: list[dict[str, str]] = []
    monkeypatch.setattr(supervisor.subprocess, "Popen", lambda _command, env, **_more: told.append(env))
    tree = Supervisor(tmp_path, "127.0.0.1", 1)
    monkeypatch.setattr(supervisor.clock, "offset", lambda: tree.clock + 3600)
    tree._launch(["web"])
    assert float(told[0]["BALAIKOTA_CLOCK"]) == pytest.approx(tree.clock, abs=0.01)
