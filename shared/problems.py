"""Every refusal leaves as one RFC 9457 problem document, the framework's own included."""

import http
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from shared import scim
from shared.db import is_outage, is_unkeepable
from shared.errors import Invalid, Problem, Unavailable
from shared.schemas.problems import Fault, ProblemDocument

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"


def document(problem: Problem, path: str) -> JSONResponse:
    """A problem as the answer to a request for `path`."""
    body = ProblemDocument(
        type=problem.type,
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=path,
        errors=problem.errors,
    )
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after else {}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return _said(body, headers, getattr(problem, "scim_type", None))


def _said(
    body: ProblemDocument, headers: Mapping[str, str] | None, scim_type: str | None = None
) -> JSONResponse:
    """A problem in the terms of whoever asked: below /scim, in those of SCIM."""
    if body.instance.startswith(scim.PREFIX):
        error = scim.error_document(body.status, body.detail, scim_type)
        return JSONResponse(error, body.status, headers, scim.MEDIA_TYPE)
    return JSONResponse(body.model_dump(), body.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every exception of `app` with a problem document."""
    app.add_exception_handler(Problem, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)


def refused(request: Request, error: Problem | HTTPException) -> JSONResponse:
    """A refusal as the answer to a request: ours, the framework's, or ours in the framework's."""
    if isinstance(error, Problem):
        return document(error, request.url.path)
    if isinstance(error.__cause__, Problem):
        return document(error.__cause__, request.url.path)
    return _framework_refused(request, error)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    return refused(request, cast(Problem | HTTPException, error))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    faults = faults_of(cast(RequestValidationError, error).errors())
    named = ", ".join(fault.pointer or "the body" for fault in faults[:5])
    problem = Invalid(f"Mend {named} and send it again.", faults)
    return document(problem, request.url.path)


def _framework_refused(request: Request, refusal: HTTPException) -> JSONResponse:
    phrase = http.HTTPStatus(refusal.status_code).phrase
    body = ProblemDocument(
        type="/problems/" + phrase.lower().replace(" ", "-"),
        title=phrase,
        status=refusal.status_code,
        detail=_advice(refusal.status_code, request),
        instance=request.url.path,
    )
    return _said(body, refusal.headers)


async def _failed(request: Request, error: Exception) -> JSONResponse:
    return fault(error, request.url.path)


def fault(error: Exception, path: str) -> JSONResponse:
    """The answer where nobody foresaw the error: an outage may be tried again, the rest is ours."""
    if is_unkeepable(error):
        return document(Invalid("A text holds a NUL character; send it without."), path)
    if is_outage(error):
        log.warning("database out of reach", error=type(error).__name__)
        return document(Unavailable("The database is out of reach; try again."), path)
    log.error("request failed", exc_info=error)
    return document(Problem("This is our fault and is logged."), path)


def _advice(status: int, request: Request) -> str:
    if status == 404:
        return f"There is nothing at {request.url.path}; see /openapi.json for what there is."
    if status == 405:
        return f"{request.method} is not allowed here; the Allow header lists what is."
    return "The request could not be read; see /openapi.json for what is expected."


def faults_of(errors: Iterable[Any], *, prefix: Sequence[str] = ()) -> list[Fault]:
    """Pydantic's errors as faults with JSON pointers; never echoes what was sent."""
    return [
        Fault(
            pointer="".join(f"/{part}" for part in (*prefix, *_place(error["loc"]))),
            code=error["type"],
            detail=error["msg"],
        )
        for error in errors
    ]


def _place(location: Sequence[str | int]) -> Sequence[str | int]:
    return location[1:] if location and location[0] == "body" else location
