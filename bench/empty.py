"""An empty city for one measurement: a folder and a database of its own, with the regions; nothing of it stays."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.sample import copied
from tests.journeys.tree import new_home


@contextmanager
def city() -> Iterator[Path]:
    """Gives its folder. Inside, this process is one of the city's own."""
    home = home_like("empty")
    try:
        with opened(home):
            yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def opened(home: Path) -> Iterator[None]:
    """The database in this folder runs and is up to date."""
    os.environ |= {"BALAIKOTA_HOME": str(home), "BALAIKOTA_AS_OWNER": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    from balaikota.config import postgres

    with postgres.running(home):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_regions", verbosity=0)
        yield


def home_like(kind: str) -> Path:
    """A home of one's own: new, or a copy of the city of this kind that `make bench` opened once for all (BENCH_HOMES)."""
    home, homes = new_home(), os.environ.get("BENCH_HOMES")
    if homes and (pattern := Path(homes) / kind).exists():
        copied(pattern, home)
    return home
