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
    """Answer under an id, and count it. What `bearing` does stands here once more: two blocks cost as much as the rest."""
    began = time.perf_counter()
    request_id, carried = named(request)
    request.id = request_id  # type: ignore[attr-defined]
    token = mark.set(b"/*%b*/ " % request_id.encode())
    structlog.contextvars.bind_contextvars(request_id=request_id)
    try:
        if tracing.is_on():
            with tracing.request(request_id, carried) as span:
                response = respond(request)
                tracing.answered(span, request.method or "", _view(request), response.status_code)
        else:
            response = respond(request)
        _count(request, response, time.perf_counter() - began)
    finally:
        structlog.contextvars.unbind_contextvars("request_id")
        mark.reset(token)
    response["X-Request-Id"] = request_id
    return response


def _count(request: HttpRequest, response: HttpResponseBase, took: float) -> None:
    view, status = _view(request), response.status_code
    measures.answered(view, status, took)
    if took > SLOW:
        log.warning("slow", view=view, status=status, method=request.method, ms=round(took * 1000))
    elif settings.LOG_ALL:
        log.info("answered", view=view, status=status, method=request.method, ms=round(took * 1000))


def _view(request: HttpRequest) -> str:
    """Its name in `urls.py`; none stands for what no view answered: static files, addresses that lead nowhere."""
    return request.resolver_match.view_name if request.resolver_match else "-"


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
