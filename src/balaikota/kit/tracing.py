"""Traces for a collector of the city's own (OpenTelemetry), when `OTEL_EXPORTER_OTLP_ENDPOINT` names one; else nothing.

The id of a request is the id of its trace, and that of its span follows from it: a job that knows which request it began
with (`kit/reactions.py`) knows whose child it is, and nothing has to be carried along. No span holds an address, a
parameter or anything typed: views, tasks and statements have names.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any

from balaikota.kit.logs import without_numbers

#: W3C Trace Context, section 3.2: version 00, trace, parent, flags.
CARRIED = re.compile(r"00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}")
LONGEST = 2_000  # characters of a statement
_HEX = re.compile(r"(?!0{32})[0-9a-f]{32}")

_tracer: list[Any] = []
_next: ContextVar[tuple[int, int] | None] = ContextVar("next_span", default=None)


def is_on() -> bool:
    return bool(_tracer)


def start() -> None:
    """Once in each process that serves pages or does jobs, after the fork: it begins a thread that sends."""
    wanted = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    if is_on() or not any(os.environ.get(name) for name in wanted) or not find_spec("opentelemetry"):
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.id_generator import RandomIdGenerator

    class Ids(RandomIdGenerator):
        """Random, but for the span of a request."""

        def generate_span_id(self) -> int:
            return told[1] if (told := _next.get()) else super().generate_span_id()

        def generate_trace_id(self) -> int:
            return told[0] if (told := _next.get()) else super().generate_trace_id()

    about = Resource.create({"service.name": os.environ.get("OTEL_SERVICE_NAME") or "balaikota"})
    provider = TracerProvider(resource=about, id_generator=Ids())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    _tracer[:] = [provider.get_tracer("balaikota"), provider]


def flush() -> None:
    """Send what is ended; for who cannot wait."""
    if is_on():
        _tracer[1].force_flush()


def ids_of(request_id: str) -> tuple[int, int]:
    """The ids of the trace and of the span of this request."""
    digest = hashlib.sha256(request_id.encode()).hexdigest()
    trace = request_id if _HEX.fullmatch(request_id) else digest[:32]
    return int(trace, 16), int(digest[32:48], 16) or 1


@contextmanager
def request(request_id: str, carried: str) -> Iterator[Any]:
    """The span of a request; `carried` is the `traceparent` of a proxy of ours. Its name is known when it ends."""
    from opentelemetry.trace import SpanKind

    found = CARRIED.fullmatch(carried)
    parent = _context(int(found[1], 16), int(found[2], 16)) if found and found[1] == request_id else None
    token = _next.set(ids_of(request_id))
    try:
        span = _tracer[0].start_span("request", context=parent, kind=SpanKind.SERVER)
    finally:
        _next.reset(token)
    with _within(span):
        yield span


def answered(span: Any, method: str, view: str, status: int) -> None:
    span.update_name(f"{method} {view}")
    span.set_attributes(
        {"http.request.method": method, "http.route": view, "http.response.status_code": status}
    )
    if status >= 500:
        _failed(span)


@contextmanager
def job(task: str, request_id: str) -> Iterator[None]:
    """The span of a job, a child of the request's that it began with."""
    from opentelemetry.trace import SpanKind, get_current_span

    inside = get_current_span().get_span_context().is_valid
    parent = _context(*ids_of(request_id)) if request_id and not inside else None
    span = _tracer[0].start_span(task, context=parent, kind=SpanKind.CONSUMER)
    with _within(span):
        yield


def statement(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """Around every statement (Django's `execute_wrappers`): as we wrote it, without its values."""
    from opentelemetry.trace import SpanKind

    text = without_numbers(str(sql).strip())[:LONGEST]
    told = {"db.system.name": "postgresql", "db.query.text": text}
    name = text.partition(" ")[0].upper()
    span = _tracer[0].start_span(name, kind=SpanKind.CLIENT, attributes=told)
    with _within(span):
        return execute(sql, params, many, context)


@contextmanager
def _within(span: Any) -> Iterator[None]:
    """An exception is told by its kind: its words may quote a person."""
    from opentelemetry.trace import use_span

    with use_span(span, end_on_exit=True, record_exception=False, set_status_on_exception=False):
        try:
            yield
        except Exception as fault:
            span.set_attribute("error.type", type(fault).__name__)
            _failed(span)
            raise


def _failed(span: Any) -> None:
    from opentelemetry.trace import StatusCode

    span.set_status(StatusCode.ERROR)


def _context(trace_id: int, span_id: int) -> Any:
    from opentelemetry import trace

    told = trace.SpanContext(trace_id, span_id, is_remote=True, trace_flags=trace.TraceFlags(1))
    return trace.set_span_in_context(trace.NonRecordingSpan(told))
