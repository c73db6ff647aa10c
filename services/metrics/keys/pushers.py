"""Keys push: who may post events, remembered for a second."""

import time
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.keys import store
from services.metrics.keys.domain import Grant, KeyRefused, public_id_of
from shared.clock import now

REMEMBERED_SECONDS = 1.0
REMEMBERED_AT_MOST = 10_000


class Pushers:
    """Recognizes keys; one revoked here is refused here at once, and within a second elsewhere."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], pepper: bytes) -> None:
        self._sessions = sessions
        self._pepper = pepper
        self._known: dict[str, tuple[float, Grant | None]] = {}
        self._revoked = float("-inf")

    async def recognize(self, shown: str) -> Grant:
        """What the key may do; KeyRefused."""
        public = public_id_of(shown)
        grant = await self._find(public) if public else None
        if grant is None or not grant.opens_for(shown, self._pepper, now()):
            raise KeyRefused
        return grant

    def forget(self, public: str) -> None:
        """Look a key up at its next use: this process has revoked it, and committed that."""
        self._known.pop(public, None)
        self._revoked = time.monotonic()

    async def _find(self, public: str) -> Grant | None:
        began = time.monotonic()
        since, grant = self._known.get(public, (float("-inf"), None))
        if began - since < REMEMBERED_SECONDS:
            return grant
        async with self._sessions() as session:
            grant = await store.find_grant(session, public)
        if len(self._known) > REMEMBERED_AT_MOST:
            self._known.clear()
        if began > self._revoked:  # what was read during a revocation may be from before it
            self._known[public] = (began, grant)
        return grant


class _Key(SecurityBase):
    """The key that a request shows: documented as its scheme, answered as its grant."""

    # One dependency, not a chain of two: FastAPI charges every request for each of them.
    scheme_name = "key"
    model = HTTPBearer(description="An API key: it only pushes.")

    async def __call__(self, request: Request) -> Grant:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise KeyRefused
        pushers: Pushers = request.app.state.pushers
        return await pushers.recognize(shown.strip())


_pusher = _Key()
Pusher = Annotated[Grant, Depends(_pusher)]
