"""Which web pages of other origins may speak to a service: none, unless a setting lists them."""

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from shared.errors import BadRequest
from shared.problems import document

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SENT = (
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "X-Request-ID",
    "traceparent",
)
SHOWN = ("ETag", "Link", "Location", "X-Request-ID", "Retry-After")


class PreflightRefused(BadRequest):
    """A browser asked for a page whose origin, method or headers are not allowed."""


class Cors(CORSMiddleware):
    """The framework's, but for its refusals, which are problem documents like all others."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except PreflightRefused as refusal:
            await document(refusal, scope["path"])(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a browser that asks what it may send."""
        answer = super().preflight_response(request_headers)
        if answer.status_code >= 400:
            raise PreflightRefused(f"{bytes(answer.body).decode()}; see COUNTERPOISE_CORS_ORIGINS.")
        return answer


def allow(app: FastAPI, origins: list[str]) -> None:
    """Let pages of these origins call the app with a token and read what it answers."""
    if origins:
        app.add_middleware(
            Cors,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=SENT,
            expose_headers=SHOWN,
        )
