"""A service on a real port of the loopback, in this process."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from urllib.parse import urlsplit

import httpx
import uvicorn
from fastapi import FastAPI


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # signals belong to pytest


class Live:
    """Serves an app at a URL for the length of a `with`."""

    def __init__(self, app: FastAPI, url: str) -> None:
        self.app = app
        self.url = url
        config = uvicorn.Config(
            app, host="127.0.0.1", port=urlsplit(url).port or 0, log_config=None, access_log=False
        )
        self._server = _Server(config)

    async def __aenter__(self) -> "Live":
        self._task = asyncio.create_task(self._server.serve())
        while not self._server.started:
            if self._task.done():
                self._task.result()
                raise RuntimeError("the service did not start")
            await asyncio.sleep(0.01)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        await self._task

    def client(self) -> httpx.AsyncClient:
        """A client of the service."""
        return httpx.AsyncClient(base_url=self.url, timeout=15)
