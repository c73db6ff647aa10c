"""An objective can be read as it stood when a day ended."""

from datetime import date, timedelta

import asyncpg
import httpx

from tests.goals.conftest import Draft

OBJECTIVES = "/v1/objectives"


async def test_an_objective_is_read_as_it_stood_at_the_end_of_a_day(
    goals: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    administrator: asyncpg.Connection,
) -> None:
    activated = await live()
    path = f"{OBJECTIVES}/{activated['id']}"
    await goals.patch(path, json={"title": "Renamed"}, headers=lead | {"If-Match": "*"})
    for version, day in ((1, "2026-03-01T23:59:59Z"), (2, "2026-03-02"), (3, "2026-03-04")):
        await administrator.execute(
            "update goals.objective_change set said_at = $1::text::timestamptz where version = $2",
            day,
            version,
        )

    async def then(day: int) -> httpx.Response:
        asked = {"as_of": str(date(2026, 3, 1) + timedelta(days=day))}
        return await goals.get(path, params=asked, headers=lead)

    drafted, live_then, renamed = [(await then(day)).json() for day in (0, 2, 3)]
    assert (drafted["state"], drafted["version"]) == ("draft", 1)
    assert live_then == activated
    assert renamed == (await goals.get(path, headers=lead)).json()
    assert (renamed["title"], renamed["version"]) == ("Renamed", 3)
    before = await then(-1)
    assert (before.status_code, before.json()["type"]) == (404, "/problems/not-yet-drafted")
    assert "etag" not in (await then(2)).headers
