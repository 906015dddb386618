"""Errors for Sentry or GlitchTip, when `SENTRY_DSN` names one: which kind and where in our code, never anybody's words.

sentry-sdk is kept from looking at requests, forms, variables and the lines before; what it made of an exception is then
built anew from what may leave. A list of what must not leave would forget something.
"""

import logging
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.conf import settings

from balaikota.kit.logs import request_of, where

EVENT = (
    "event_id",
    "timestamp",
    "platform",
    "level",
    "logger",
    "release",
    "environment",
    "tags",
    "fingerprint",
)
FRAME = ("filename", "module", "function", "lineno", "in_app", "context_line")


class Reports(logging.Handler):
    """Sends each error that reaches the log. sentry-sdk sends in a thread of its own, begun after a fork too."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("sentry_sdk", "urllib3")):
            return
        import sentry_sdk

        if not sentry_sdk.get_client().is_active():
            start()
        fault = record.exc_info[1] if record.exc_info else None
        kind = type(fault).__name__ if fault else record.name
        place = where(fault) if fault else f"{record.module}:{record.lineno}"
        with sentry_sdk.new_scope() as scope:
            scope.set_tag("request_id", request_of(fault))
            scope.set_tag("place", place)
            scope.fingerprint = [kind, place]
            if fault:
                sentry_sdk.capture_exception(fault)
            else:
                sentry_sdk.capture_event({"level": "error", "logger": record.name})


def start() -> None:
    import sentry_sdk

    try:
        release = version("balaikota")
    except PackageNotFoundError:
        release = ""
    sentry_sdk.init(
        settings.SENTRY_DSN,
        before_send=bare,
        release=f"balaikota@{release}",
        environment="demo" if settings.DEMO else "production",
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        send_client_reports=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        # Every server reads it; brotli not every one.
        _experiments={"transport_compression_algo": "gzip"},  # type: ignore[typeddict-item]
    )


def bare(event: Any, hint: dict[str, Any]) -> Any:
    """What may leave of an event: kinds, places, and the id of the request."""
    kept = {name: event[name] for name in EVENT if name in event}
    raised = event.get("exception", {}).get("values", [])
    return kept | {"exception": {"values": [_raised(one) for one in raised]}} if raised else kept


def _raised(one: dict[str, Any]) -> dict[str, Any]:
    frames = (one.get("stacktrace") or {}).get("frames", [])
    places = [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
    return {
        "type": one.get("type"), "module": one.get("module"), "value": "", "stacktrace": {"frames": places},
    }  # fmt: skip
