"""The directory in lists, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.metrics.directory import lists
from services.metrics.privacy.reader import Reader
from shared.auth import Caller
from shared.db import Session
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.listed import AllNamed, Named, People
from shared.schemas.words import Key

router = APIRouter(prefix="/v1", tags=["directory"])


@router.get("/people", operation_id="list_people", summary="People, a page at a time")
async def list_people(
    request: Request,
    response: Response,
    reader: Reader,
    session: Session,
    team: Annotated[Key | None, Query(description="Its members today")] = None,
    role: Annotated[Key | None, Query(description="Who holds it today")] = None,
    archived: Annotated[bool, Query(description="Those who are here no more")] = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> People:
    """Everybody for an administrator; for others themselves and the members of teams they lead."""
    administers = reader.caller.holds("administrator")
    seen_by = None if administers else reader.caller.person or ""
    asked = lists.PeopleAsked(reader.today, team, role, archived, seen_by)
    found = await lists.list_people(session, asked, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return People(items=items, next_cursor=following)


@router.get("/teams", operation_id="list_teams", summary="Teams, a page at a time")
async def list_teams(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> AllNamed:
    """Every team by name; who is in it is for those who may see that."""
    found = await lists.list_teams(session, after=key_of(cursor), limit=limit + 1)
    return _page(found, limit, request, response)


@router.get("/roles", operation_id="list_roles", summary="Roles, a page at a time")
async def list_roles(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> AllNamed:
    """Every role by name."""
    found = await lists.list_roles(session, after=key_of(cursor), limit=limit + 1)
    return _page(found, limit, request, response)


def _page(found: list[Named], limit: int, request: Request, response: Response) -> AllNamed:
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return AllNamed(items=items, next_cursor=following)
