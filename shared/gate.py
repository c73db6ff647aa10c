"""The gate every request passes: identified, traced, admitted, bounded, counted, logged."""

from collections.abc import Mapping
from time import perf_counter
from types import MappingProxyType

import structlog
from prometheus_client import Histogram
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import TooLarge, Unavailable
from shared.problems import document, fault
from shared.telemetry import IN_FLIGHT, REQUESTS, TURNED_AWAY, Trace, answering, trace_of

log = structlog.get_logger()

NOBODY_LEFT = 499  # what proxies write where the client went before it was answered
OPEN_PATHS = frozenset({"/livez", "/readyz", "/metrics"})
SAFETY_HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


class Overloaded(Unavailable):
    """More requests are being answered than this process takes on at once."""


class BodyTooLarge(TooLarge):
    """A body over the published limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"A body may have {limit} bytes at most.")


class Gate:
    """ASGI middleware; one class, because each request should pay for it once."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        service: str,
        in_flight: int,
        body_limit: int,
        shortcuts: Mapping[tuple[str, str], ASGIApp] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.service = service
        self.most = in_flight
        self.body_limit = body_limit
        self.shortcuts = shortcuts
        self.in_flight = 0
        IN_FLIGHT.labels(service).set_function(lambda: self.in_flight)
        self.timers: dict[tuple[str, int], Histogram] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        trace = trace_of(headers.get(b"x-request-id", b""), headers.get(b"traceparent", b""))
        answering.set(trace)
        scope.setdefault("state", {})["trace"] = trace
        answer = Answer(send, trace)
        begun = perf_counter()
        self.in_flight += 1
        try:
            await self._admit(headers, scope, receive, answer)
        finally:
            self.in_flight -= 1
            self._record(scope, answer.status, perf_counter() - begun)

    async def _admit(
        self, headers: dict[bytes, bytes], scope: Scope, receive: Receive, answer: "Answer"
    ) -> None:
        if self.in_flight > self.most:
            TURNED_AWAY.labels(self.service).inc()
            refusal = document(Overloaded("Too much at once; try again soon."), scope["path"])
            await refusal(scope, receive, answer)
            return
        try:
            if shortcut := self.shortcuts.get((scope["method"], scope["path"])):
                await shortcut(scope, receive, answer)
            else:
                await self.app(scope, Intake(receive, headers, self.body_limit), answer)
        except ClientDisconnect:
            answer.status = NOBODY_LEFT
        except Exception as error:
            if answer.begun:  # too late to say anything
                raise
            await fault(error, scope["path"])(scope, receive, answer)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("route")
        operation = getattr(route, "operation_id", None) or getattr(route, "name", "unrouted")
        self._timer(str(operation), status).observe(seconds)
        log.info(
            "answered",
            method=scope["method"],
            operation=operation,
            status=status,
            milliseconds=round(seconds * 1000, 2),
        )

    def _timer(self, operation: str, status: int) -> Histogram:
        """Its own copy of what `labels` finds, because that is slow."""
        if (operation, status) not in self.timers:
            timer = REQUESTS.labels(self.service, operation, str(status))
            self.timers[operation, status] = timer
        return self.timers[operation, status]


class Answer:
    """The way back: adds what every answer carries, and remembers the status."""

    def __init__(self, send: Send, trace: Trace) -> None:
        self.send = send
        self.headers = [*SAFETY_HEADERS, (b"x-request-id", trace.request_id.encode())]
        self.status = 500
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.begun = message["status"], True
            message["headers"] = [*message.get("headers", []), *self.headers]
        await self.send(message)


class Intake:
    """The way in: hands on the body, but no more of it than the limit, chunked or not."""

    def __init__(self, receive: Receive, headers: Mapping[bytes, bytes], limit: int) -> None:
        self.receive = receive
        self.promised = promised(headers)
        self.limit = limit
        self.taken = 0

    async def __call__(self) -> Message:
        message = await self.receive() if self.promised <= self.limit else {}
        self.taken += len(message.get("body", b""))
        if max(self.taken, self.promised) > self.limit:
            # As the framework's own exception: it takes any other for a body it cannot parse.
            raise HTTPException(BodyTooLarge.status) from BodyTooLarge(self.limit)
        return message


def promised(headers: Mapping[bytes, bytes]) -> int:
    """The bytes that the body will have, if that was said."""
    length = headers.get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0
