"""How things on record are answered: with their ETag, page by page, each with its history."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.goals.records import store
from services.goals.records.domain import Thing
from services.goals.records.store import Kept
from shared.auth import Caller
from shared.db import Session
from shared.edits import etag_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, link_next, version_of
from shared.schemas.goals.history import Edit, History

Item = TypeVar("Item")


def show(response: Response, thing: Thing) -> Thing:
    """The thing, with the ETag that a change must name."""
    response.headers["ETag"] = etag_of(thing.version)
    return thing


def turn(
    request: Request, response: Response, found: Sequence[tuple[int, Item]], limit: int
) -> tuple[list[Item], str | None]:
    """A page of what was found, and the cursor of the next one if one more was found."""
    following = cursor_of(str(found[limit - 1][0])) if len(found) > limit else None
    link_next(request, response, following)
    return [each for _, each in found[:limit]], following


def turn_history(
    request: Request, response: Response, found: Sequence[Edit], limit: int
) -> History:
    """A page of a history."""
    numbered = [(edit.version, edit) for edit in found]
    items, following = turn(request, response, numbered, limit)
    return History(items=items, next_cursor=following)


def standing_of(kept: Kept[Thing]) -> Callable[..., Awaitable[Thing]]:
    """The dependency that reads the thing of the path, apart from the request's own transaction.

    Its connection is given back at once: while another service is asked, none waits with us.
    What was decided on this version is kept only if it is still the latest.
    """

    async def standing(record_id: UUID, request: Request, _: Caller) -> Thing:
        async with request.app.state.sessions() as session:
            return await store.get_record(session, kept, record_id)

    return standing


def add_history(router: APIRouter, kept: Kept[Thing], noun: str) -> None:
    """Give a kind of thing the route of its history."""

    @router.get(
        "/{record_id}/history",
        operation_id=f"get_{noun}_history",
        summary="Every change of it",
        responses=refusing(kept.unknown),
    )
    async def get_history(
        record_id: UUID,
        request: Request,
        response: Response,
        _: Caller,
        session: Session,
        limit: Limit = 100,
        cursor: Cursor = None,
    ) -> History:
        """Who, when and why, with the fields before and after; the oldest first."""
        await store.get_record(session, kept, record_id)
        thing, after = kept.row.__tablename__, version_of(cursor)
        found = await store.list_edits(session, thing, str(record_id), after=after, limit=limit + 1)
        return turn_history(request, response, found, limit)
