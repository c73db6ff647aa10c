"""Roles over HTTP."""

from fastapi import APIRouter, Response

from services.metrics.directory import store
from services.metrics.directory.domain import NotInDirectory
from shared.auth import Administrator, Caller
from shared.db import Session
from shared.edits import ChangedMeanwhile, etag_of_content, require_unchanged
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.schemas.metrics.directory import Role, RoleIn
from shared.schemas.words import Key

router = APIRouter(prefix="/v1", tags=["directory"])


@router.put(
    "/roles/{key}",
    operation_id="put_role",
    summary="Keep a role",
    responses=refusing(ChangedMeanwhile),
)
async def put_role(
    key: Key,
    said: RoleIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Role:
    """A role that people hold."""
    require_unchanged(if_match, await store.find_role(session, key, to_change=True))
    role = Role(key=key, name=said.name)
    await store.put_role(session, role)
    response.headers["ETag"] = etag_of_content(role)
    return role


@router.get(
    "/roles/{key}", operation_id="get_role", summary="One role", responses=refusing(NotInDirectory)
)
async def get_role(key: Key, response: Response, _: Caller, session: Session) -> Role:
    """A role; who holds it is said at each person."""
    role = await store.get_role(session, key)
    response.headers["ETag"] = etag_of_content(role)
    return role
