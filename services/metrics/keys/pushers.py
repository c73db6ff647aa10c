"""Keys push: who may post events, remembered for a second."""

import asyncio
import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from services.metrics.keys import store
from services.metrics.keys.domain import Grant, KeyOfOtherScope, KeyRefused, public_id_of
from shared.clock import now

REMEMBERED_SECONDS = 1.0
REMEMBERED_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at a key's row, begun at a time: who comes meanwhile waits for the same."""

    since: float
    found: asyncio.Task[Grant | None]

    def is_good(self) -> bool:
        failed = self.found.done() and self.found.exception() is not None
        return time.monotonic() - self.since < REMEMBERED_SECONDS and not failed


class Pushers:
    """Recognizes keys; one revoked here is refused here at once, and within a second elsewhere."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], pepper: bytes) -> None:
        self._sessions = sessions
        self._pepper = pepper
        self._looks: dict[str, _Look] = {}
        self._opened: dict[str, Grant] = {}  # by the keys that opened them

    async def recognize(self, shown: str, scope: str = "push") -> Grant:
        """What a key of the scope may do; KeyRefused, KeyOfOtherScope."""
        opened = self._opened.get(shown)
        if opened is not None and opened.scope == scope and self._stands(opened):
            return opened
        public = public_id_of(shown)
        grant = await self._find(public) if public else None
        if grant is None or not grant.opens_for(shown, self._pepper, now()):
            raise KeyRefused
        if grant.scope != scope:
            raise KeyOfOtherScope(grant.scope, scope)
        self._opened[shown] = grant
        return grant

    def forget(self, public: str) -> None:
        """Look a key up at its next use: this process has revoked it, and committed that."""
        self._looks.pop(public, None)

    def _stands(self, opened: Grant) -> bool:
        """Whether the last look, not long ago, found the same."""
        look = self._looks.get(opened.id)
        if look is None or not look.is_good() or not look.found.done():
            return False
        return look.found.result() is opened and now() < opened.expires_at

    async def _find(self, public: str) -> Grant | None:
        look = self._looks.get(public)
        if look is None or not look.is_good():
            self._make_room()
            look = _Look(time.monotonic(), asyncio.create_task(self._look_up(public)))
            self._looks[public] = look
        return await asyncio.shield(look.found)

    async def _look_up(self, public: str) -> Grant | None:
        async with self._sessions() as session:
            return await store.find_grant(session, public)

    def _make_room(self) -> None:
        if len(self._looks) > REMEMBERED_AT_MOST:
            self._looks.clear()
            self._opened.clear()


class _Key(SecurityBase):
    """The key that a request shows: documented as its scheme, answered as its grant."""

    # One dependency, not a chain of two: FastAPI charges every request for each of them.
    scheme_name = "key"
    model = HTTPBearer(
        description="An API key: it only pushes. A sender that cannot send headers may show it as"
        " `?access_token=`; a URL is written down in more places than a header."
    )

    async def __call__(self, request: Request) -> Grant:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        if not scheme:  # some senders of webhooks can be told nothing but a URL
            shown = request.query_params.get("access_token", "")
        elif scheme.lower() != "bearer":
            raise KeyRefused
        pushers: Pushers = request.app.state.pushers
        return await pushers.recognize(shown.strip())


pusher_of = _Key()
Pusher = Annotated[Grant, Depends(pusher_of)]
