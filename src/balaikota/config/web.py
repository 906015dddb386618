"""Serves the pages: Django is loaded once and forked; memory is shared, a fallen server back at once."""

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from balaikota.config.processes import die_with_parent

# Most of them only wait: for their turn, or for what a slow phone sends (`config/turns.py`).
THREADS = 256
TURN = (
    0.02  # seconds a thread keeps the interpreter when another wants it; Python's own 5 ms switch too often
)
# Granian counts connections here, not requests, and a browser keeps its connection open between two clicks: at 64, the
# 129th reader waited until another's connection was given up. Idle ones cost a few kilobytes each (bench/README.md).
CONNECTIONS, SPARE = 4096, 200


def application() -> Callable[..., Any]:
    """What each server runs after the fork; it must not outlive Granian's main process."""
    die_with_parent(signal.SIGKILL)
    sys.setswitchinterval(TURN)
    from django.conf import settings

    from balaikota.config.turns import Door
    from balaikota.config.wsgi import application as loaded
    from balaikota.kit import tracing

    tracing.start()
    return Door(loaded, settings.BODY_LIMIT)


def _connections() -> int:
    """As many as this process may hold open, with some files left for Django; it allows itself more if it may."""
    wanted, (soft, hard) = CONNECTIONS + SPARE, resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed - SPARE


def serve(host: str, port: int, processes: int) -> None:
    """Load everything that can be shared, then serve until told to stop."""
    from django.conf import settings
    from django.template import engines
    from django.urls import get_resolver
    from django.utils.translation import override
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    import balaikota.config.wsgi  # noqa: F401 – opens no connection and no thread

    engines.all()
    for language, _name in settings.LANGUAGES:
        with override(language):
            _ = (
                get_resolver().reverse_dict
            )  # how every address is written: else the first page of each process waits
    gc.collect()
    gc.freeze()  # the collector must not touch, and so copy, what is shared
    Granian(
        "balaikota.config.web:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=processes,
        blocking_threads=THREADS,
        backlog=CONNECTIONS,
        backpressure=_connections(),
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.2,
        workers_kill_timeout=3,
    ).serve()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
