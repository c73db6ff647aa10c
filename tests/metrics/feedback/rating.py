"""Ratings given over HTTP, in a small organization."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx

from tests.metrics.people import put_team

PATH = "/v1/feedback"
PEERS = ("ana", "ben", "cem", "dia", "eli", "fay", "gus")
Headers = dict[str, str]


def today() -> date:
    """The organization's day."""
    return datetime.now(UTC).date()


def rating(**said: Any) -> dict[str, Any]:
    """A sound rating of Ana, but for what is said."""
    usual = {"kind": "contribution", "subject": "person:ana", "value": 4, "about": "Faster answers"}
    return {name: value for name, value in (usual | said).items() if value is not None}


def review(**said: Any) -> dict[str, Any]:
    """A review of Ana in the round `autumn`."""
    return rating(kind="review_360", about=None, round="autumn") | said


async def give(
    metrics: httpx.AsyncClient, headers: Headers, said: dict[str, Any], status: int = 201
) -> dict[str, Any]:
    """What became of a rating."""
    answer = await metrics.post(PATH, json=said, headers=headers)
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def read(
    metrics: httpx.AsyncClient, headers: Headers, subject: str = "person:ana", **asked: str
) -> dict[str, Any]:
    """The feedback on a subject over two years, or as asked."""
    span = {"from": f"{today().year - 1}-01-01", "to": f"{today().year}-12-31"}
    answer = await metrics.get(PATH, params={"subject": subject} | span | asked, headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def put_support(
    metrics: httpx.AsyncClient, admin: Headers, members: Sequence[str] = PEERS
) -> None:
    """A team of seven that Lena leads."""
    await put_team(metrics, admin, "support", list(members))


async def put_round(
    metrics: httpx.AsyncClient, admin: Headers, *, last: int = 0, **said: Any
) -> None:
    """The round `autumn`, open for the last ten days, and so many to come."""
    days = {
        "first_day": str(today() - timedelta(days=10)),
        "last_day": str(today() + timedelta(days=last)),
    }
    standing = await metrics.get("/v1/feedback_rounds/autumn", headers=admin)
    etag = {"If-Match": standing.headers["ETag"]} if standing.status_code == 200 else {}
    body = {"name": "Autumn"} | days | said
    answer = await metrics.put("/v1/feedback_rounds/autumn", json=body, headers=admin | etag)
    assert answer.is_success, answer.text
