"""Every test run has its own home folder and its own PostgreSQL, started here and thrown away at the end.

With several processes (`-n`) the database is migrated once, and each process copies it.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

TEMPLATE = "balaikota_template"


def _open_the_house() -> None:
    os.environ.setdefault("PYTEST_VERSION", "yes")  # the settings look for it before pytest sets it
    home = Path(tempfile.mkdtemp(prefix="balaikota-test-"))
    home.chmod(0o711)
    (home / "static").mkdir()
    os.environ["BALAIKOTA_HOME"] = str(home)
    os.environ["BALAIKOTA_AS_OWNER"] = "1"
    os.environ["BALAIKOTA_TEST_DATABASE"] = "1"

    from balaikota.config import postgres

    if not postgres.is_embedded():
        return
    postgres.initialise(home)
    server = postgres.start(home)

    def close() -> None:
        postgres.stop(server)
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(close)
    postgres.wait(home, server)
    postgres.make_roles(home)

    import psycopg

    # The tests make databases of their own, and tamper behind the city's back.
    with psycopg.connect(host=str(postgres.socket_folder(home)), user="postgres", autocommit=True) as link:
        link.execute(f"alter role {postgres.OWNER} superuser")
        if any(word == "-n" or word.startswith(("-n", "--numprocesses")) for word in sys.argv):
            _prepare_template(link)


def _prepare_template(link: object) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "django", "migrate", "-v0"]
    told = {"BALAIKOTA_DATABASE": TEMPLATE, "DJANGO_SETTINGS_MODULE": "balaikota.config.settings"}
    link.execute(f"create database {TEMPLATE}")  # type: ignore[attr-defined]
    if subprocess.run(command, env={**os.environ, **told}, check=False).returncode == 0:
        os.environ["BALAIKOTA_TEST_TEMPLATE"] = TEMPLATE


if "PYTEST_XDIST_WORKER" not in os.environ:
    _open_the_house()


def pytest_runtest_logreport(report: Any) -> None:
    """What failed is told at once: a run that is cut off says so too."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        crash = getattr(report.longrepr, "reprcrash", None)
        why = " ".join(str(crash.message if crash else report.longrepr).split())
        print(f"\nFAILED {report.nodeid} ({report.when}): {why[:500]}", file=sys.stderr, flush=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for the sample city runs last. Tests of a group share a city: scattered over two processes, each would
    fill one of its own, for minutes."""
    items.sort(key=lambda item: item.get_closest_marker("late") is not None)
    grouped = [item.nodeid for item in items if item.get_closest_marker("xdist_group")]
    if "PYTEST_XDIST_WORKER" in os.environ and not all("@" in name for name in grouped):
        raise pytest.UsageError(
            "pytest and pytest-xdist do not agree: tests of a group are not kept together"
        )
