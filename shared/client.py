"""How a service asks another: with its caller's token, within a deadline, in one trace."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import stamina
from pydantic import BaseModel, ValidationError

from shared.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from shared.telemetry import Trace

Answer = TypeVar("Answer", bound=BaseModel)

TIMEOUT = httpx.Timeout(connect=0.5, read=4.0, write=2.0, pool=1.0)
LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=5)
AGAIN = frozenset({408, 429, 502, 503, 504})


class PeerUnavailable(Unavailable):
    """Another service is slow, down, or answers nonsense."""


class NotAllowedByPeer(Forbidden):
    """Another service does not let this caller see what is needed."""


class NotKnownToPeer(NotFound):
    """Another service has no such thing."""


class _TryAgain(Exception):
    """An answer that a second attempt may better."""


@dataclass(frozen=True)
class OnBehalf:
    """For whom a call is made, and in which trace."""

    token: str
    trace: Trace

    @property
    def headers(self) -> dict[str, str]:
        """What carries both to the peer."""
        return {
            "Authorization": f"Bearer {self.token}",
            "traceparent": self.trace.traceparent,
            "X-Request-ID": self.trace.request_id,
        }


class Peer:
    """Another service of ours. Only for reads: every call may be made again."""

    def __init__(self, name: str, http: httpx.AsyncClient, deadline: float) -> None:
        self.name = name
        self._http = http
        self._deadline = deadline

    async def get(
        self, path: str, answer: type[Answer], by: OnBehalf, params: dict[str, Any] | None = None
    ) -> Answer:
        """The answer at `path`; PeerUnavailable, NotAllowedByPeer or NotKnownToPeer."""
        return await self._ask("GET", path, answer, by, params=params)

    async def query(self, path: str, answer: type[Answer], by: OnBehalf, said: BaseModel) -> Answer:
        """The answer to a read that needs a body."""
        body = said.model_dump(mode="json", by_alias=True)
        return await self._ask("POST", path, answer, by, json=body)

    async def _ask(
        self, method: str, path: str, answer: type[Answer], by: OnBehalf, **how: Any
    ) -> Answer:
        try:
            async with asyncio.timeout(self._deadline):
                response = await self._persist(method, path, by.headers, how)
            self._judge(response)
            return answer.model_validate_json(
                response.content, extra="ignore"
            )  # a newer peer says more
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            _TryAgain,
            TimeoutError,
            ValidationError,
        ) as error:
            raise PeerUnavailable(f"The {self.name} service is out of reach; try again.") from error

    async def _persist(
        self, method: str, path: str, headers: dict[str, str], how: dict[str, Any]
    ) -> httpx.Response:
        attempts = stamina.retry_context(
            on=(httpx.TransportError, _TryAgain), attempts=3, wait_initial=0.05, wait_max=0.5
        )
        async for attempt in attempts:
            with attempt:
                response = await self._http.request(method, path, headers=headers, **how)
                if response.status_code in AGAIN:
                    raise _TryAgain(response.status_code)
                return response
        raise AssertionError("a retry loop ends by answer or by error")

    def _judge(self, response: httpx.Response) -> None:
        if response.is_success:
            return
        told = _detail_of(response)
        if response.status_code == 401:
            raise Unauthenticated(told)
        if response.status_code == 403:
            raise NotAllowedByPeer(told)
        if response.status_code == 404:
            raise NotKnownToPeer(told)
        raise PeerUnavailable(f"The {self.name} service answered {response.status_code}: {told}")


def _detail_of(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return "It gave no reason."


@asynccontextmanager
async def peer_at(name: str, url: str, deadline: float) -> AsyncIterator[Peer]:
    """A peer with connections of its own, closed at the end."""
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT, limits=LIMITS) as http:
        yield Peer(name, http, deadline)
