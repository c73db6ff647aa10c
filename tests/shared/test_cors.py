"""Web pages of listed origins may call with a token; all others, and by default all, may not."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.insights.app import make
from shared.settings import Settings
from tests.conftest import Headers
from tests.live import Live, free_port

FRONT = "https://front.example"
NEEDED = (
    "authorization, content-type, if-match, if-none-match, idempotency-key,"
    " x-request-id, traceparent"
)


@pytest.fixture
async def open_to_front(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A service whose setting lists one origin."""
    app = make(settings.model_copy(update={"cors_origins": [FRONT]}))
    async with Live(app, f"http://127.0.0.1:{free_port()}") as live, live.client() as client:
        yield client


async def preflight(
    client: httpx.AsyncClient, origin: str = FRONT, method: str = "PUT", headers: str = NEEDED
) -> httpx.Response:
    """What a browser asks before it sends such a request."""
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    asked["Access-Control-Request-Headers"] = headers
    return await client.options("/v1/insights/team:support", headers=asked)


async def test_a_listed_page_may_send_all_that_the_api_takes(
    open_to_front: httpx.AsyncClient,
) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        answer = await preflight(open_to_front, method=method)
        assert answer.status_code == 200, answer.text
        assert answer.headers["access-control-allow-origin"] == FRONT
        allowed = answer.headers["access-control-allow-headers"].lower()
        assert all(name in allowed for name in NEEDED.split(", "))


async def test_a_listed_page_may_read_what_the_api_says_in_headers(
    open_to_front: httpx.AsyncClient, token: Headers
) -> None:
    for path in ("/v1/rules", "/v1/insights/team:support?from=1"):
        answer = await open_to_front.get(path, headers=token("ana") | {"Origin": FRONT})
        assert answer.headers["access-control-allow-origin"] == FRONT
        shown = answer.headers["access-control-expose-headers"].split(", ")
        assert {"ETag", "Link", "Location", "X-Request-ID", "Retry-After"} == set(shown)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        pytest.param({"origin": "https://other.example"}, "origin", id="another origin"),
        pytest.param({"method": "TRACE"}, "method", id="a method nobody needs"),
        pytest.param({"headers": "x-other"}, "headers", id="a header nobody needs"),
    ],
)
async def test_a_refused_preflight_is_a_problem_that_names_what_is_not_allowed(
    open_to_front: httpx.AsyncClient, asked: dict[str, str], named: str
) -> None:
    answer = await preflight(open_to_front, **asked)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/preflight-refused")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "access-control-allow-origin" not in answer.headers
    assert f"CORS {named}" in answer.json()["detail"]


async def test_no_page_is_allowed_unless_it_is_listed(
    open_to_front: httpx.AsyncClient, insights: httpx.AsyncClient
) -> None:
    stranger = {"Origin": "https://other.example"}
    assert (await preflight(insights)).status_code == 405
    for answer in (
        await insights.get("/v1/rules", headers={"Origin": FRONT}),
        await open_to_front.get("/v1/rules", headers=stranger),
    ):
        assert answer.status_code == 200
        assert "access-control-allow-origin" not in answer.headers
