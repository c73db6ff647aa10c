"""API keys over HTTP: shown once, scoped, expiring, revocable."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.metrics.keys import store
from services.metrics.keys.domain import KeyUnknown, digest_of, make_key
from services.metrics.keys.pushers import Pushers
from services.metrics.tables import idempotency
from shared.afterwards import once_committed
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session
from shared.idempotency import Once, StillRunning, once_of
from shared.openapi import refusing
from shared.pages import Cursor, Limit, cursor_of, key_of, link_next
from shared.schemas.metrics.keys import ApiKeyIn, ApiKeys, ApiKeyShown
from shared.secrets import pepper_of

router = APIRouter(prefix="/v1/keys", tags=["keys"])


@router.post(
    "",
    status_code=201,
    operation_id="add_key",
    summary="Make an API key",
    responses=refusing(StillRunning),
)
async def add_key(
    said: ApiKeyIn,
    request: Request,
    _: Administrator,
    session: Session,
    once: Annotated[Once, Depends(once_of(idempotency, secret=True))],
) -> ApiKeyShown:
    """A key that pushes events within its scope and reads nothing; its secret is shown once."""

    async def create() -> ApiKeyShown:
        key, secret = make_key(said, now())
        await store.add_key(session, key, digest_of(secret, pepper_of(request.app.state.settings)))
        return ApiKeyShown(**key.model_dump(), secret=secret)

    return await once(ApiKeyShown, create)


@router.get("", operation_id="list_keys", summary="Every API key, without secrets")
async def list_keys(
    request: Request,
    response: Response,
    _: Administrator,
    session: Session,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> ApiKeys:
    """Newest first, revoked and expired ones included."""
    found = await store.list_keys(session, after=key_of(cursor), limit=limit + 1)
    following = cursor_of(found[limit - 1].id) if len(found) > limit else None
    link_next(request, response, following)
    return ApiKeys(items=found[:limit], next_cursor=following)


@router.delete(
    "/{key}",
    status_code=204,
    operation_id="revoke_key",
    summary="Revoke an API key",
    responses=refusing(KeyUnknown),
)
async def revoke_key(key: str, request: Request, _: Administrator, session: Session) -> None:
    """Refused at once, and within a second by every other process; what it pushed stays."""
    await store.revoke_key(session, key, now())
    pushers: Pushers = request.app.state.pushers
    once_committed(session, lambda: pushers.forget(key))
