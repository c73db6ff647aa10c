"""Competency frameworks over HTTP: what is expected of a role."""

from fastapi import APIRouter, Request, Response

from services.metrics.documents import version_after
from services.metrics.frameworks import store
from services.metrics.frameworks.domain import FrameworkUnknown, require_sound
from shared.auth import Administrator, Caller
from shared.db import Session
from shared.edits import ChangedMeanwhile, VersionRequired, etag_of
from shared.headers import IfMatch
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cut, key_of
from shared.schemas.metrics.frameworks import Framework, FrameworkIn, Frameworks
from shared.schemas.words import Key

router = APIRouter(prefix="/v1/frameworks", tags=["feedback"])


@router.get("", operation_id="list_frameworks", summary="Every competency framework")
async def list_frameworks(
    request: Request,
    response: Response,
    _: Caller,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Frameworks:
    """What is looked at, what is seen at each score, and what each role is expected to show."""
    found = await store.list_frameworks(session, after=key_of(cursor), limit=limit + 1)
    items, following = cut(request, response, found, limit, lambda each: each.key)
    return Frameworks(items=items, next_cursor=following)


@router.get(
    "/{key}",
    operation_id="get_framework",
    summary="One competency framework",
    responses=refusing(FrameworkUnknown),
)
async def get_framework(key: Key, response: Response, _: Caller, session: Session) -> Framework:
    """The framework, with the ETag that a change must name."""
    framework = await store.get_framework(session, key)
    response.headers["ETag"] = etag_of(framework.version)
    return framework


@router.put(
    "/{key}",
    operation_id="put_framework",
    summary="Write a competency framework",
    responses={
        201: {"description": "Its first version.", "model": Framework},
        **refusing(ChangedMeanwhile, VersionRequired),
    },
)
async def put_framework(
    key: Key,
    said: FrameworkIn,
    response: Response,
    _: Administrator,
    session: Session,
    if_match: IfMatch = None,
) -> Framework:
    """Replaces what was there; ratings given before keep the expectation they were given under."""
    require_sound(said)
    standing = await store.find_framework(session, key, to_change=True)
    version = version_after(standing, if_match)
    framework = Framework(key=key, version=version, **said.model_dump())
    await store.put_framework(session, framework)
    response.status_code = 201 if version == 1 else 200
    response.headers["ETag"] = etag_of(version)
    return framework
