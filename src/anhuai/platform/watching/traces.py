"""Traces over OTLP/HTTP: a span a request, database call and job; nothing at all unless asked for.

Spans carry routes, methods, statuses, statements with their placeholders and task names: no path,
query or value of anybody's data.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

ENDPOINT = "ANHUAI_TRACES"
_tracer: Any = None
_provider: Any = None


def start(service: str) -> bool:
    """Begin to send spans to the collector that the environment names; say whether there is one."""
    global _tracer, _provider
    endpoint = os.environ.get(ENDPOINT, "").rstrip("/")
    if not endpoint or _tracer is not None:
        return _tracer is not None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    path = "" if endpoint.endswith("/v1/traces") else "/v1/traces"
    _provider = TracerProvider(resource=Resource.create({"service.name": service}))
    _provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint + path)))
    _tracer = _provider.get_tracer("anhuai")
    return True


def stop() -> None:
    """Send what waits and end; before a process does."""
    global _tracer, _provider
    if _provider is not None:
        _provider.shutdown()
    _tracer = _provider = None


@contextmanager
def span(
    name: str, *, kind: str = "internal", parent: Mapping[str, str] | None = None, **about: object
) -> Iterator[Any]:
    """Time what happens inside as one span; `parent` holds a caller's `traceparent`.

    Yields the span, or None while nothing is traced. An error marks the span by its type alone.
    """
    if _tracer is None:
        yield None
        return
    from opentelemetry.trace import SpanKind, Status, StatusCode
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract(dict(parent)) if parent else None
    with _tracer.start_as_current_span(
        name, context=context, kind=SpanKind[kind.upper()], attributes=about,
        record_exception=False, set_status_on_exception=False,
    ) as one:  # fmt: skip
        try:
            yield one
        except BaseException as error:
            one.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def is_on() -> bool:
    """Say whether spans are sent."""
    return _tracer is not None
