"""The short way to a route answers as the long way does."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from prometheus_client import REGISTRY

from shared.gate import BodyTooLarge, Gate
from shared.lean import Lean, shortcuts
from shared.problems import install
from tests.live import Live, free_port

router = APIRouter(prefix="/lean", route_class=Lean)


@router.post("", operation_id="lean")
async def lean(request: Request) -> Response:
    """Does as it is told."""
    told = await request.body()
    if told == b"refuse":
        raise BodyTooLarge(0)
    if told == b"refuse as the framework":
        raise HTTPException(409)
    if told == b"fail":
        raise RuntimeError("secret: hunter2")
    return Response(told)


@pytest.fixture(params=["the short way", "the long way"])
async def client(request: pytest.FixtureRequest) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service with one lean route."""
    app = FastAPI()
    install(app)
    app.include_router(router)
    ways = shortcuts([router]) if request.param == "the short way" else {}
    app.add_middleware(Gate, service="lean", in_flight=2, body_limit=100, shortcuts=ways)
    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as found:
        yield found


@pytest.mark.parametrize(
    ("told", "status", "answered"),
    [
        (b"echo", 200, "echo"),
        (b"refuse", 413, "/problems/body-too-large"),
        (b"refuse as the framework", 409, "/problems/conflict"),
        (b"fail", 500, "/problems/problem"),
    ],
)
async def test_an_answer_is_the_same_either_way(
    client: httpx.AsyncClient, told: bytes, status: int, answered: str
) -> None:
    answer = await client.post("/lean", content=told, headers={"X-Request-ID": "mine"})
    assert answer.status_code == status
    assert answered in answer.text
    assert "hunter2" not in answer.text
    assert answer.headers["x-request-id"] == "mine"


def counted(status: int) -> float:
    """How many requests were answered so."""
    labels = {"service": "lean", "operation": "lean", "status": str(status)}
    return REGISTRY.get_sample_value("counterpoise_http_request_seconds_count", labels) or 0.0


async def test_an_answer_is_counted_under_its_operation(client: httpx.AsyncClient) -> None:
    before = counted(200)
    await client.post("/lean", content=b"echo")
    assert counted(200) == before + 1


async def test_who_goes_before_the_answer_is_counted_as_gone(client: httpx.AsyncClient) -> None:
    before = counted(499)
    url = client.base_url
    _, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST /lean HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    writer.close()
    async with asyncio.timeout(10):
        while counted(499) == before:  # noqa: ASYNC110 - nothing else tells
            await asyncio.sleep(0)
