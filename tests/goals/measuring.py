"""A support team whose numbers are known, told to the metrics service day by day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import httpx

from tests.metrics.people import put_team

Headers = dict[str, str]


async def put_support(metrics: httpx.AsyncClient, admin: Headers) -> Headers:
    """The team, led by Lena; answers headers of a key that pushes its events."""
    await put_team(metrics, admin, "support", ["ana", "ben"], lead="lena")
    made = await metrics.post("/v1/keys", json={"name": "tests"}, headers=admin)
    assert made.status_code == 201, made.text
    return {"Authorization": f"Bearer {made.json()['secret']}"}


async def measure(
    metrics: httpx.AsyncClient, push: Headers, first: date, days: Iterable[Mapping[str, float]]
) -> None:
    """One event per metric and day, from `first` on, each worth ten answers."""
    events = [
        event(first + timedelta(days=n), metric, value)
        for n, day in enumerate(days)
        for metric, value in day.items()
    ]
    answer = await metrics.post("/v1/events", json=events, headers=push)
    assert answer.json()["stored"] == len(events), answer.text


def event(day: date, metric: str, value: float) -> dict[str, Any]:
    """Ana's number of a day."""
    return {
        "id": f"{metric} {day}",
        "source": "tests",
        "metric": metric,
        "subject": "person:ana",
        "time": f"{day}T12:00:00Z",
        "value": value,
        "weight": 10 if metric == "csat" else 1,
    }
