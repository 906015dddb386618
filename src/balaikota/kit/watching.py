"""One id from the request through its statements to the jobs that follow, and how long each of them took."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from balaikota.kit import measures, tracing

SLOW = 1.0  # seconds until an answer is worth a line, whatever the level of the log
log = structlog.get_logger(__name__)
PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")

#: What every statement begins with, so that the database can say whose it is (`kit/database`).
mark: ContextVar[bytes] = ContextVar("mark", default=b"")


@contextmanager
def bearing(request_id: str, **more: Any) -> Iterator[None]:
    """Every line of the log, every event and every statement of this block bears the id."""
    token = mark.set(b"/*%b*/ " % request_id.encode() if PLAIN.fullmatch(request_id) else b"")
    try:
        with structlog.contextvars.bound_contextvars(request_id=request_id, **more):
            yield
    finally:
        mark.reset(token)


def named(request: HttpRequest) -> tuple[str, str]:
    """The id of this request and the `traceparent` it came with. Only a proxy of our own may name a request: nobody
    else writes into our records."""
    offered = carried = ""
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        offered, carried = (request.headers.get(name, "") for name in ("X-Request-Id", "Traceparent"))
    if not offered and (found := tracing.CARRIED.fullmatch(carried)):
        offered = found[1]
    return (offered if PLAIN.fullmatch(offered) else uuid.uuid4().hex), carried


def answer(request: HttpRequest, respond: Callable[[HttpRequest], Any]) -> Any:
    """Answer under an id, and count it."""
    began = time.perf_counter()
    request_id, carried = named(request)
    request.id = request_id  # type: ignore[attr-defined]
    with (
        bearing(request_id),
        tracing.request(request_id, carried) if tracing.is_on() else nullcontext() as span,
    ):
        response: HttpResponseBase = respond(request)
        match = request.resolver_match
        view, took = (match.view_name if match else "-"), time.perf_counter() - began
        measures.answered(view, response.status_code, took)
        if took > SLOW or settings.LOG_ALL:
            told = {
                "view": view,
                "status": response.status_code,
                "method": request.method,
                "ms": round(took * 1000),
            }
            (log.warning if took > SLOW else log.info)("slow" if took > SLOW else "answered", **told)
        if span is not None:
            tracing.answered(span, request.method or "", view, response.status_code)
    response["X-Request-Id"] = request_id
    return response


@contextmanager
def job(task: str, request_id: str) -> Iterator[None]:
    """Count a job, and say its line. What it raises bears the id: who logs it later no longer knows it."""
    began, outcome = time.perf_counter(), "failed"
    try:
        with tracing.job(task, request_id) if tracing.is_on() else nullcontext():
            yield
        outcome = "done"
    except Exception as fault:
        fault.request_id = request_id  # type: ignore[attr-defined]
        raise
    finally:
        took = time.perf_counter() - began
        measures.worked(task, outcome, took)
        if outcome == "failed" or settings.LOG_ALL:
            (log.warning if outcome == "failed" else log.info)(
                f"job {outcome}", task=task, ms=round(took * 1000)
            )
