"""JSON logs that carry request and trace ids, and the figures that Prometheus reads."""

import logging
import re
import secrets
import sys
from typing import NamedTuple

import msgspec
import structlog
from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Histogram(
    "counterpoise_http_request_seconds",
    "Time to answer, by operation and status.",
    ("service", "operation", "status"),
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
IN_FLIGHT = Gauge("counterpoise_http_in_flight", "Requests being answered.", ("service",))
TURNED_AWAY = Counter(
    "counterpoise_http_turned_away", "Requests refused at the gate.", ("service",)
)

_TRACEPARENT = re.compile(rb"^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$")
_REQUEST_ID = re.compile(rb"^[A-Za-z0-9._:-]{1,64}$")


class Trace(NamedTuple):
    """Where a request stands in the chain of calls."""

    request_id: str
    trace_id: str
    span_id: str

    @property
    def traceparent(self) -> str:
        """The W3C header that hands this place on."""
        return f"00-{self.trace_id}-{self.span_id}-01"


def trace_of(request_id: bytes, traceparent: bytes) -> Trace:
    """Continue the caller's trace, or begin one where its headers are absent or malformed."""
    match = _TRACEPARENT.match(traceparent)
    known = match is not None and match[1] != b"0" * 32
    trace_id = match[1].decode() if match is not None and known else secrets.token_hex(16)
    name = request_id.decode() if _REQUEST_ID.match(request_id) else secrets.token_hex(8)
    return Trace(name, trace_id, secrets.token_hex(8))


def configure_logging(service: str, level: str) -> None:
    """One JSON object per line on standard output, from our code and from libraries."""

    def name_service(
        _: object, __: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        return {"service": service, **event}

    shared_steps: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        name_service,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared_steps, structlog.processors.JSONRenderer(serializer=_to_json)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared_steps,
            processor=structlog.processors.JSONRenderer(serializer=_to_json),
        )
    )
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelName(level)), handlers=[handler], force=True
    )


def _to_json(event: object, **_: object) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
