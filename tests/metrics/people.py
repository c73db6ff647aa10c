"""A small organization, put in place over HTTP."""

from typing import Any

import httpx

Headers = dict[str, str]


async def put_person(
    metrics: httpx.AsyncClient, admin: Headers, key: str, team: str | None = None, **said: Any
) -> None:
    """A person, in a team if one is named."""
    body = {"name": key.title(), "memberships": [{"team": team}] if team else []} | said
    answer = await metrics.put(f"/v1/people/{key}", json=body, headers=admin)
    assert answer.status_code == 200, answer.text


async def put_team(
    metrics: httpx.AsyncClient, admin: Headers, key: str, members: list[str], lead: str = "lena"
) -> None:
    """A team with its members and its lead."""
    body = {"name": key.title(), "leads": [{"person": lead}]}
    answer = await metrics.put(f"/v1/teams/{key}", json=body, headers=admin)
    assert answer.status_code == 200, answer.text
    for member in members:
        await put_person(metrics, admin, member, key)


async def values(
    metrics: httpx.AsyncClient, headers: Headers, subject: str, metric: str, **asked: str
) -> list[Any]:
    """The values of a series over the first days of November 2026, or as asked."""
    span = {"from": "2026-11-02", "to": "2026-11-04", "metric": metric, "subject": subject}
    answer = await metrics.get("/v1/series", params=span | asked, headers=headers)
    assert answer.status_code == 200, answer.text
    return [point["value"] for point in answer.json()["points"]]
