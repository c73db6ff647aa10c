"""Posts, corrections and voids at the same time come to what they come to in turn."""

import asyncio
from decimal import Decimal
from typing import Any

import asyncpg
import httpx

from tests.metrics.conftest import Post, event

CRM = "/v1/events/crm/e1"
WHY = {"reason": "Booked twice"}

FOLD = """
    select coalesce(sum(count), 0), coalesce(sum(total), 0), coalesce(sum(weight), 0) from (
        select count(*), cast(sum(value * weight) as numeric) as total,
               cast(sum(weight) as numeric) as weight
          from metrics.event where not void
    ) as events
"""
KEPT = "select sum(count), sum(total), sum(weight) from metrics.day"


async def test_of_many_changes_made_from_one_version_one_is_made(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    await post(event(value=100))
    first = admin | {"If-Match": '"1"'}
    answers = await asyncio.gather(
        *(
            metrics.patch(CRM, json=WHY | {"value": number}, headers=first)
            for number in range(1, 9)
        ),
        *(metrics.delete(CRM, params=WHY, headers=first) for _ in range(8)),
    )
    assert sorted(answer.status_code for answer in answers) == [200, *[412] * 15]
    assert await administrator.fetchrow(KEPT) == await administrator.fetchrow(FOLD)


async def test_changes_and_posts_of_the_same_days_wait_for_each_other_and_lose_nothing(
    post: Post, metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    batch = [
        event(
            id=f"e{number}",
            subject=f"person:{'ab'[number % 2]}",
            time=f"2026-11-0{1 + number % 3}T09:30:00Z",
        )
        for number in range(24)
    ]
    await post(*batch)
    anytime = admin | {"If-Match": "*"}

    async def change(number: int) -> httpx.Response:
        path = f"/v1/events/crm/e{number}"
        if number % 3 == 0:
            return await metrics.delete(path, params=WHY, headers=anytime)
        said: dict[str, Any] = {"value": number, "time": f"2026-11-0{1 + number % 2}T09:30:00Z"}
        return await metrics.patch(path, json=WHY | said, headers=anytime)

    answers = await asyncio.gather(
        *(change(number) for number in range(24)),
        *(post(*batch[::-1], event(id=f"new{turn}", subject="person:a")) for turn in range(12)),
        *(change(number) for number in reversed(range(24))),
    )
    assert {answer.status_code for answer in answers} == {200}
    kept, fold = await administrator.fetchrow(KEPT), await administrator.fetchrow(FOLD)
    assert list(map(Decimal, kept)) == list(map(Decimal, fold))
