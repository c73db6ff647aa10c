"""Who pushes people and teams: an identity provider, by a key of scope `scim`."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.metrics.keys.domain import Grant, KeyRefused
from services.metrics.keys.pushers import Pushers

bearer = HTTPBearer(auto_error=False, scheme_name="scim", description="A key of scope `scim`.")


async def provider(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Grant:
    """The provider of a request; nobody else goes further."""
    if credentials is None:
        raise KeyRefused
    pushers: Pushers = request.app.state.pushers
    return await pushers.recognize(credentials.credentials, "scim")


Provider = Annotated[Grant, Depends(provider)]
