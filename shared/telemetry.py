"""JSON logs that carry request and trace ids, and the figures that Prometheus reads."""

import logging
import re
import secrets
import sys
from contextvars import ContextVar
from typing import NamedTuple

import msgspec
import structlog
from prometheus_client import Counter, Gauge, Histogram
from structlog.typing import EventDict

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


# The request being answered; whatever is logged meanwhile carries its ids.
NOBODY = Trace("", "", "")
answering: ContextVar[Trace] = ContextVar("answering", default=NOBODY)


def trace_of(request_id: bytes, traceparent: bytes) -> Trace:
    """Continue the caller's trace, or begin one where its headers are absent or malformed."""
    match = _TRACEPARENT.match(traceparent)
    known = match is not None and match[1] != b"0" * 32
    chance = secrets.token_hex(32)  # for all three at once: each asks the kernel
    trace_id = match[1].decode() if match is not None and known else chance[:32]
    name = request_id.decode() if _REQUEST_ID.match(request_id) else chance[32:48]
    return Trace(name, trace_id, chance[48:])


def configure_logging(service: str, level: str) -> None:
    """One JSON object per line on standard output, from our code and from libraries."""

    def say_where(_: object, __: str, event: EventDict) -> EventDict:
        request_id, trace_id, _span = answering.get()
        ids = {"request_id": request_id, "trace_id": trace_id} if request_id else {}
        return {"service": service, **event, **ids}

    shared_steps: list[structlog.typing.Processor] = [
        say_where,
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
