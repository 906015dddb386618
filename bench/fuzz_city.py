"""A small city in this process for fuzzing: the database of the tests, the cast, and one of everything (the city of the
access matrix): `python -m bench.fuzz_city "apis=SECONDS pages=SECONDS size=SECONDS" FOLDER`. Each request runs in a
transaction that is rolled back, so the thousandth meets what the first met."""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.fuzz_tally import Tally, asked


def main() -> None:
    from bench import fuzz_apis, fuzz_pages, fuzz_size

    keep = Path(sys.argv[2])
    with held():
        from tests.matrix_city import open_city

        city = open_city()
        for name, seconds in asked(sys.argv[1]).items():
            tally = Tally(name, keep)
            {"apis": fuzz_apis.look, "pages": fuzz_pages.look, "size": fuzz_size.look}[name](
                city, tally, seconds
            )
            tally.write()


@contextmanager
def held() -> Iterator[None]:
    """Django with a database of its own, in one transaction for the whole run."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "balaikota.config.settings"
    import django
    import tests.city  # noqa: F401 - starts the database of the tests

    django.setup()
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, connection, transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # all of it is one transaction, which is not its custom
    with connection.cursor() as cursor:  # between two requests of a slow machine a minute may pass
        cursor.execute("set idle_in_transaction_session_timeout = 0")
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written meanwhile never was."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visitor:
    """Somebody with a browser. What a view raises is raised here; the processor time of the last answer is in `took`."""

    def __init__(self, city: dict[str, Any], role: str) -> None:
        from django.test import Client

        self.role, self.took = role, 0.0
        self.client = Client()
        if role != "anonymous":
            city["sign_in"](self.client, city["people"][role])
        self.jar = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, method: str, url: str, dice: random.Random, **how: Any) -> Any:
        """One request from an address of its own: the limits on how often somebody may ask are not what is looked at.
        A page may sign its visitor out; what it wrote is undone, so the browser keeps its cookies too."""
        where = f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}"
        self.client.cookies.clear()
        self.client.cookies.load(self.jar)
        with undone():
            began = time.process_time()
            response = self.client.generic(method, url, REMOTE_ADDR=where, **how)
            response.read = b"".join(_bytes(response)) if response.streaming else response.content
            self.took = time.process_time() - began
        return response


def _bytes(response: Any) -> Iterator[bytes]:
    for part in response.streaming_content:
        yield part if isinstance(part, bytes) else str(part).encode()


if __name__ == "__main__":
    main()
