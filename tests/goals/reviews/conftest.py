"""A team whose objective and scorecard have been reviewed for months."""

from datetime import date, timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from shared.clock import now
from tests.goals.conftest import Draft
from tests.goals.measuring import measure, put_support
from tests.goals.wording import CADENCE, scorecard

SINCE = "2026-01-01T00:00:00Z"
PERIOD = {"first_day": "2026-01-01", "last_day": "2030-12-31"}


def this_monday() -> date:
    """The Monday of this week."""
    today = now().date()
    return today - timedelta(days=today.weekday())


def week(monday: date) -> str:
    """The name of its ISO week."""
    return f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"


@pytest.fixture
async def objective(live: Draft, administrator: asyncpg.Connection) -> dict[str, Any]:
    """An objective that has been live since the beginning of 2026; it meets at midnight."""
    cadence = CADENCE | {"meeting": {"at": "00:00"}}
    told = await live(period=PERIOD, review_cadence=cadence)
    await administrator.execute(f"update goals.objective set activated_at = '{SINCE}'")
    return told


@pytest.fixture
async def card(
    goals: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> dict[str, Any]:
    """A scorecard that was written at the beginning of 2026, reviewed quarterly."""
    cadence = {"performance": "quarterly", "meeting": {"at": "00:00"}}
    said = scorecard(review_cadence=cadence)
    written = await goals.put("/v1/scorecards/agent", json=said, headers=admin)
    assert written.status_code == 201, written.text
    thing = "thing = 'scorecard'"
    await administrator.execute(f"update goals.change set said_at = '{SINCE}' where {thing}")
    told: dict[str, Any] = written.json()
    return told


@pytest.fixture
async def measured(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """A support team, led by Lena, that closed ten tickets on each day of last week."""
    push = await put_support(metrics, admin)
    first = this_monday() - timedelta(days=7)
    await measure(metrics, push, first, [{"tickets_closed": 10, "csat": 0.9}] * 7)
