"""Every test run has its own home folder and its own PostgreSQL, started here and thrown away at the end."""

import atexit
import os
import shutil
import signal
import tempfile
from pathlib import Path


def _open_the_house() -> None:
    os.environ.setdefault("PYTEST_VERSION", "yes")  # the settings look for it before pytest sets it
    home = Path(tempfile.mkdtemp(prefix="balaikota-test-"))
    home.chmod(0o711)
    os.environ["BALAIKOTA_HOME"] = str(home)
    os.environ["BALAIKOTA_AS_OWNER"] = "1"
    os.environ["BALAIKOTA_TEST_DATABASE"] = "1"

    from balaikota.config import postgres

    if not postgres.is_embedded():
        return
    postgres.initialise(home)
    server = postgres.start(home)

    def close() -> None:
        server.send_signal(signal.SIGINT)
        server.wait(20)
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(close)
    postgres.wait(home)
    postgres.make_roles(home)

    import psycopg

    # The tests make databases of their own, and tamper behind the city's back.
    with psycopg.connect(host=str(postgres.socket_folder(home)), user="postgres", autocommit=True) as link:
        link.execute(f"alter role {postgres.OWNER} superuser")


if "PYTEST_XDIST_WORKER" not in os.environ:
    _open_the_house()
