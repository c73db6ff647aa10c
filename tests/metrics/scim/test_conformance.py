"""The tester of the SCIM project finds nothing wrong with the live service."""

import asyncio
from typing import Any

import httpx
from scim2_client import BaseSyncSCIMClient
from scim2_tester import Status, check_server

from tests.live import Live

WRONG = {Status.ERROR, Status.CRITICAL, Status.DEVIATION}


class Client(BaseSyncSCIMClient):
    """The client of the SCIM project, over the HTTP library that is here."""

    def __init__(self, http: httpx.Client) -> None:
        super().__init__()
        self.http = http

    def _stays_under_base_url(self, endpoint: str) -> bool:
        return endpoint.startswith("/")

    def _parse_json(self, response: Any) -> Any:
        return response.json()

    def request(self, method: str, url: str, **how: Any) -> httpx.Response:
        return self.http.request(method, url, **how)


async def test_the_tester_finds_nothing_wrong(
    house: dict[str, Live], provider: dict[str, str]
) -> None:
    base = f"{house['metrics'].url}/scim/v2"

    def check() -> list[Any]:
        headers = {"Authorization": provider["Authorization"]}
        with httpx.Client(base_url=base, headers=headers, timeout=15) as http:
            return check_server(Client(http))

    results = await asyncio.to_thread(check)
    wrong = [
        f"{result.resource_type} {result.title}: {result.reason}"
        for result in results
        if result.status in WRONG
    ]
    assert "\n".join(wrong) == ""
    assert len(results) > 50
