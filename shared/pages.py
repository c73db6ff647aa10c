"""Paging: opaque cursors over a unique sort key, `next_cursor` in the body and a Link header."""

import base64
import binascii
from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query, Request, Response

from shared.errors import Invalid
from shared.schemas.problems import Fault

MOST = 500
Item = TypeVar("Item")

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="`next_cursor` of the page before")
]


class CursorUnknown(Invalid):
    """A cursor that we did not give."""

    def __init__(self) -> None:
        fault = Fault(pointer="/query/cursor", code="cursor_unknown", detail="Not one of ours.")
        super().__init__("Send a next_cursor as it was given, or none.", [fault])


def cursor_of(key: str) -> str:
    """The cursor that continues after `key`."""
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def key_of(cursor: str | None) -> str:
    """The key that a cursor continues after; empty at the beginning."""
    if cursor is None:
        return ""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise CursorUnknown from error


def id_of(cursor: str | None) -> UUID | None:
    """The id that a cursor continues after; None at the beginning."""
    try:
        return UUID(key) if (key := key_of(cursor)) else None
    except ValueError as error:
        raise CursorUnknown from error


def day_of(cursor: str | None) -> date | None:
    """The day that a cursor continues after; None at the beginning."""
    try:
        return date.fromisoformat(key) if (key := key_of(cursor)) else None
    except ValueError as error:
        raise CursorUnknown from error


def version_of(cursor: str | None) -> int:
    """The version that a cursor continues after; 0 at the beginning."""
    key = key_of(cursor) or "0"
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        raise CursorUnknown
    return int(key)


def cut(
    request: Request, response: Response, found: list[Item], limit: int, key: Callable[[Item], str]
) -> tuple[list[Item], str | None]:
    """A page of what was found, one more than it may hold; and the cursor of the next, linked."""
    following = cursor_of(key(found[limit - 1])) if len(found) > limit else None
    link_next(request, response, following)
    return found[:limit], following


def link_next(request: Request, response: Response, cursor: str | None) -> None:
    """Name the next page in the Link header, if there is one."""
    if cursor is None:
        return
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "cursor"]
    query = urlencode([*kept, ("cursor", cursor)])
    response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
