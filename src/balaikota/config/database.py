"""How Django finds its database: the one that `DATABASE_URL` names, or the embedded one."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from balaikota.config import postgres

NEVER_BY_ITSELF = 1 << 30
# Seconds a pool goes on trying to connect before it begins anew with the next who asks. psycopg's own five minutes double
# the wait each time: a database back after twenty seconds would be asked again half a minute later.
RECONNECT = 5.0
# Of each line of the application. Search: two letters exchanged in a word of four are near.
LIMITS = (
    "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    " -c pg_trgm.word_similarity_threshold=0.4"
)


def settings_of(home: Path, *, as_owner: bool, pooled: bool) -> dict[str, Any]:
    """Django's database settings; a real server is named by DATABASE_URL, its owner by DATABASE_OWNER_URL."""
    url = os.environ.get("DATABASE_URL")
    if as_owner:
        url = os.environ.get("DATABASE_OWNER_URL") or url
    options: dict[str, Any] = {"application_name": "balaikota", "connect_timeout": 5}
    place = _elsewhere(url, options) if url else _embedded(home, options, as_owner=as_owner)
    if not as_owner:
        options["options"] = LIMITS
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": RECONNECT}
    return _told(place, options, asked=bool(url) or not pooled)


def replica_of(*, pooled: bool) -> dict[str, Any] | None:
    """The copy that `DATABASE_REPLICA_URL` names. Given up sooner: who waits for it may as well ask the primary."""
    url = os.environ.get("DATABASE_REPLICA_URL")
    if not url:
        return None
    options: dict[str, Any] = {"application_name": "balaikota", "connect_timeout": 2, "options": LIMITS}
    place = _elsewhere(url, options)
    if pooled:
        options["pool"] = {"min_size": 0, "max_size": 8, "timeout": 1, "reconnect_timeout": RECONNECT}
    return _told(place, options, asked=True)


def _told(place: dict[str, Any], options: dict[str, Any], *, asked: bool) -> dict[str, Any]:
    return {
        "ENGINE": "balaikota.kit.database",
        "OPTIONS": options,
        # A line to another machine may be cut without a word, so its server is asked before each use.
        "CONN_HEALTH_CHECKS": asked,
        **place,
    }


def _elsewhere(url: str, options: dict[str, Any]) -> dict[str, Any]:
    parts = urlsplit(url)
    options |= dict(parse_qsl(parts.query))
    return {
        "NAME": parts.path.lstrip("/") or postgres.DATABASE,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or options.pop("host", ""),
        "PORT": str(parts.port or ""),
        # `?pooler=transaction`: PgBouncer may answer each statement by another connection, which knows no cursor of the
        # one before. It passes no settings on either: there they are the role's own (deploy/templates/roles.sql).
        "DISABLE_SERVER_SIDE_CURSORS": options.pop("pooler", "") == "transaction",
    }


def _embedded(home: Path, options: dict[str, Any], *, as_owner: bool) -> dict[str, Any]:
    # Only what asks for it (`kit.prepared`) is planned once; a server of the city's own may stand behind a pooler that
    # knows no prepared statements.
    options["prepare_threshold"] = NEVER_BY_ITSELF
    return {
        "NAME": os.environ.get("BALAIKOTA_DATABASE", postgres.DATABASE),
        "USER": postgres.OWNER if as_owner else postgres.APP,
        "HOST": str(postgres.socket_folder(home)),
    }
