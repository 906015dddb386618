"""An empty city for one measurement: a folder and a database of its own, with the regions; nothing of it stays."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def city() -> Iterator[Path]:
    """Gives its folder. Inside, this process is one of the city's own."""
    home = Path(tempfile.mkdtemp(prefix="bench-"))
    os.environ |= {"BALAIKOTA_HOME": str(home), "BALAIKOTA_AS_OWNER": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    from balaikota.config import postgres

    try:
        with postgres.running(home):
            import django

            django.setup()
            from django.core.management import call_command

            call_command("migrate", interactive=False, verbosity=0)
            call_command("load_regions", verbosity=0)
            yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
