"""What every request of every service meets."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import structlog
from fastapi import FastAPI, Request
from prometheus_client import REGISTRY
from structlog.testing import LogCapture

from shared import gate
from shared.gate import Gate
from shared.problems import install
from tests.live import Live, free_port

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
async def small() -> AsyncIterator[httpx.AsyncClient]:
    """A service that takes two requests at once, of ten bytes each."""
    app = FastAPI()
    install(app)
    app.add_middleware(Gate, service="small", in_flight=2, body_limit=10)

    @app.post("/slow")
    async def slow(request: Request) -> int:
        size = len(await request.body())
        await asyncio.sleep(0.3)
        return size

    @app.post("/parsed")
    async def parsed(said: dict[str, int]) -> int:
        return len(said)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("secret: hunter2")

    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as client:
        yield client


async def test_beyond_the_limit_a_request_is_told_to_come_again(small: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(small.post("/slow") for _ in range(5)))
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(refused) == 3
    assert refused[0].json()["type"] == "/problems/overloaded"
    assert refused[0].headers["retry-after"] == "1"


async def test_a_body_over_the_limit_is_refused_with_or_without_its_length(
    small: httpx.AsyncClient,
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"12345"

    for path in ("/slow", "/parsed"):
        for content in (b"12345678901", chunks()):
            answer = await small.post(path, content=content)
            assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_failure_is_a_problem_that_shows_nothing_of_the_inside(
    small: httpx.AsyncClient,
) -> None:
    answer = await small.get("/broken")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/problem")
    assert "hunter2" not in answer.text


async def test_a_failure_carries_its_request_id_and_is_counted_as_what_was_answered(
    small: httpx.AsyncClient,
) -> None:
    answer = await small.get("/broken", headers={"X-Request-ID": "mine-2"})
    assert answer.headers["x-request-id"] == "mine-2"
    counted = {"service": "small", "operation": "broken", "status": "500"}
    assert (REGISTRY.get_sample_value("counterpoise_http_request_seconds_count", counted) or 0) > 0


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nowhere", 404, "/problems/not-found"),
        ("DELETE", "/slow", 405, "/problems/method-not-allowed"),
    ],
)
async def test_the_frameworks_own_refusals_are_problems_too(
    small: httpx.AsyncClient, method: str, path: str, status: int, kind: str
) -> None:
    answer = await small.request(method, path)
    assert (answer.status_code, answer.json()["type"]) == (status, kind)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_ids_are_carried_and_made_where_they_are_missing_or_malformed(
    metrics: httpx.AsyncClient,
) -> None:
    sent = {"X-Request-ID": "mine-1", "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
    assert (await metrics.get("/v1/keys", headers=sent)).headers["x-request-id"] == "mine-1"
    answer = await metrics.get("/v1/keys", headers={"X-Request-ID": "a b"})
    assert answer.headers["x-request-id"] not in ("", "a b")


async def test_every_answer_forbids_caches_and_sniffing(metrics: httpx.AsyncClient) -> None:
    headers = (await metrics.get("/nowhere")).headers
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


async def test_of_an_address_no_query_is_logged_for_secrets_may_be_in_it(
    small: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = LogCapture()
    log = structlog.wrap_logger(None, [seen], structlog.BoundLogger)
    monkeypatch.setattr(gate, "log", log)
    await small.post("/slow?secret=hunter2")
    assert [entry["event"] for entry in seen.entries] == ["answered"]
    assert "hunter2" not in str(seen.entries)
