"""Asking the services, as anybody would: over HTTP, with a token, told why where they refuse."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from deploy.story.people import ADMINISTRATOR, LEAD

GiveToken = Callable[[str, Sequence[str]], str]

ATTEMPTS = 5
BUSY = frozenset({429, 503})
SECONDS = 30.0


class StoryStopped(RuntimeError):
    """The story cannot go on, and why, in a sentence."""


class Api:
    """The three services, and who speaks to them."""

    def __init__(self, urls: Mapping[str, str], give: GiveToken) -> None:
        self._urls = urls
        self._trust = ssl.create_default_context()
        self._tokens = {
            ADMINISTRATOR: give(ADMINISTRATOR, ["administrator"]),
            LEAD: give(LEAD, ["lead"]),
        }

    @asynccontextmanager
    async def line(self) -> AsyncIterator["Line"]:
        """A connection of one's own: a pool shared by many costs more than the requests do."""
        async with httpx.AsyncClient(timeout=SECONDS, verify=self._trust, trust_env=False) as http:
            yield Line(http, self._urls, self._tokens)


class Line:
    """A way to all three services, for one request at a time."""

    def __init__(
        self, http: httpx.AsyncClient, urls: Mapping[str, str], tokens: Mapping[str, str]
    ) -> None:
        self._http = http
        self._urls = urls
        self._tokens = tokens

    async def ask(
        self,
        method: str,
        service: str,
        path: str,
        *,
        by: str = ADMINISTRATOR,
        expecting: int | None = None,
        headers: Mapping[str, str] | None = None,
        **how: Any,
    ) -> httpx.Response:
        """A service's answer to somebody; StoryStopped unless it is a success, or as expected."""
        sent = {"Authorization": f"Bearer {self._tokens[by]}"} | dict(headers or {})
        answer = await self.send(method, service, path, sent, **how)
        if answer.status_code != expecting and not (expecting is None and answer.is_success):
            raise StoryStopped(f"{method} {path} of {service} was refused: {reason(answer)}")
        return answer

    async def send(
        self, method: str, service: str, path: str, headers: Mapping[str, str], **how: Any
    ) -> httpx.Response:
        """A service's answer, whatever it is; a busy or restarting one is tried again."""
        url = self._urls[service] + path
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = await self._http.request(method, url, headers=dict(headers), **how)
            except httpx.TransportError as error:
                if attempt == ATTEMPTS:
                    detail = f"{service} does not answer at {self._urls[service]}: {error!r}"
                    raise StoryStopped(detail) from error
            else:
                if answer.status_code not in BUSY or attempt == ATTEMPTS:
                    return answer
            await asyncio.sleep(0.1 * 2**attempt)
        raise AssertionError("unreachable")


def reason(answer: httpx.Response) -> str:
    """The problem that an answer tells, else its first words."""
    try:
        problem = answer.json()
        faults = [f"{one['pointer']}: {one['detail']}" for one in problem.get("errors") or []]
        return "; ".join([f"{answer.status_code} {problem['detail']}", *faults])
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"{answer.status_code} {answer.text[:200]}"
