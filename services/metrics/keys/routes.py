"""API keys over HTTP: shown once, scoped, expiring, revocable."""

from datetime import timedelta

from fastapi import APIRouter, Request

from services.metrics.keys import store
from services.metrics.keys.domain import KeyUnknown, digest_of, new_key
from shared.auth import Administrator
from shared.clock import now
from shared.db import Session
from shared.openapi import refusing
from shared.schemas.metrics.keys import ApiKey, ApiKeyIn, ApiKeys, ApiKeyShown
from shared.secrets import pepper_of

router = APIRouter(prefix="/v1/keys", tags=["keys"])


@router.post("", status_code=201, operation_id="add_key", summary="Make an API key")
async def add_key(
    said: ApiKeyIn, request: Request, _: Administrator, session: Session
) -> ApiKeyShown:
    """A key that pushes events within its scope and reads nothing; its secret is shown once."""
    public, secret = new_key()
    at = now()
    key = ApiKey(
        id=public,
        name=said.name,
        sources=said.sources,
        metrics=said.metrics,
        created_at=at,
        expires_at=at + timedelta(days=said.days),
        revoked_at=None,
    )
    await store.add_key(session, key, digest_of(secret, pepper_of(request.app.state.settings)))
    return ApiKeyShown(**key.model_dump(), secret=secret)


@router.get("", operation_id="list_keys", summary="Every API key, without secrets")
async def list_keys(_: Administrator, session: Session) -> ApiKeys:
    """Newest first, revoked and expired ones included."""
    return ApiKeys(items=await store.list_keys(session))


@router.delete(
    "/{key}",
    status_code=204,
    operation_id="revoke_key",
    summary="Revoke an API key",
    responses=refusing(KeyUnknown),
)
async def revoke_key(key: str, _: Administrator, session: Session) -> None:
    """Refused everywhere within ten seconds; what it pushed stays."""
    await store.revoke_key(session, key, now())
