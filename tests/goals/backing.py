"""What stands behind a raise: days that were good, an improvement, and targets set long ago."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx

from tests.goals.measuring import measure, put_support

TODAY = datetime.now(UTC).date()
GOOD = {"csat": 0.95}


async def set_targets(
    administrator: asyncpg.Connection, objective: dict[str, Any], days_ago: int
) -> None:
    """As if the objective's targets had been set so many days ago."""
    await administrator.execute(
        "update goals.objective set document = document"
        " || jsonb_build_object('targets_set_on', $2::text, 'guarded_since', $2::text)"
        " where id = $1",
        objective["id"],
        str(TODAY - timedelta(days=days_ago)),
    )


async def improve(
    goals: httpx.AsyncClient, lead: dict[str, str], objective: dict[str, Any], days_ago: int
) -> None:
    """An improvement for the objective, landed so many days ago."""
    said = {
        "kind": "tooling",
        "title": "Macros",
        "teams": ["support"],
        "objectives": [objective["id"]],
        "state": "landed",
        "landed_on": str(TODAY - timedelta(days=days_ago)),
    }
    answer = await goals.post("/v1/improvements", json=said, headers=lead)
    assert answer.status_code == 201, answer.text


async def measure_days(
    metrics: httpx.AsyncClient, admin: dict[str, str], days: list[dict[str, float]]
) -> None:
    """The support team's days up to yesterday."""
    push = await put_support(metrics, admin)
    await measure(metrics, push, TODAY - timedelta(days=len(days)), days)
