"""Raw deliveries are forgotten after a time; what came of them never is."""

from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest

from services.metrics.forgetting import Forgetting
from services.metrics.webhooks.store import forget_bytes
from tests.conftest import Headers
from tests.live import Live
from tests.metrics.people import put_person, values
from tests.metrics.webhooks import zendesk

SOLVED = zendesk.solved(7, "2026-11-02T10:00:00Z")
KEPT_DAYS = 90


@pytest.fixture
async def forget(house: dict[str, Live]) -> Forgetting:
    """What the service does every hour."""
    return Forgetting(house["metrics"].app.state.sessions, KEPT_DAYS, forget_bytes)


async def age(administrator: asyncpg.Connection, **by: float) -> None:
    """As if the deliveries had come earlier."""
    then = datetime.now(UTC) - timedelta(**by)
    await administrator.execute("update metrics.delivery set received_at = $1", then)


@pytest.fixture
async def old(
    metrics: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    """A delivery that is older than deliveries are kept."""
    await zendesk.connect(metrics, admin)
    await zendesk.deliver(metrics, SOLVED)
    await age(administrator, days=KEPT_DAYS, seconds=1)


async def test_old_bytes_are_dropped_and_young_ones_are_not(
    metrics: httpx.AsyncClient, old: None, administrator: asyncpg.Connection, forget: Forgetting
) -> None:
    await zendesk.deliver(metrics, zendesk.solved(8, "2026-11-02T10:00:00Z"))
    await forget()
    kept = await administrator.fetch(
        "select body is null as gone, headers::text from metrics.delivery order by received_at"
    )
    assert [row["gone"] for row in kept] == [True, False]
    assert kept[0]["headers"] == "{}"


async def test_bytes_are_kept_for_as_long_as_was_set(
    old: None, administrator: asyncpg.Connection, forget: Forgetting
) -> None:
    await age(administrator, days=KEPT_DAYS, seconds=-30)
    await forget()
    assert await administrator.fetchval("select body is not null from metrics.delivery")


async def test_a_redelivery_of_what_was_forgotten_is_known_and_counts_nothing(
    metrics: httpx.AsyncClient, admin: dict[str, str], old: None, forget: Forgetting, token: Headers
) -> None:
    await put_person(metrics, admin, "ana")
    await metrics.put("/v1/accounts/zendesk/501", json={"person": "ana"}, headers=admin)
    await forget()
    assert await zendesk.deliver(metrics, SOLVED) == ["duplicate"]
    assert await values(metrics, token(person="ana"), "person:ana", "tickets_closed") == [1, 0, 0]


async def test_what_was_forgotten_cannot_be_replayed_and_says_so(
    metrics: httpx.AsyncClient, admin: dict[str, str], old: None, forget: Forgetting
) -> None:
    await forget()
    (listed,) = (await metrics.get("/v1/deliveries", headers=admin)).json()["items"]
    assert (listed["replayable"], bool(listed["facts"])) == (False, True)
    answer = await metrics.post(f"/v1/deliveries/{listed['id']}/replay", headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/delivery-forgotten")


async def test_what_another_replica_is_about_to_forget_is_left_to_it(
    old: None, administrator: asyncpg.Connection, forget: Forgetting
) -> None:
    async with administrator.transaction():
        await administrator.execute("select 1 from metrics.delivery for update")
        await forget()
        assert await administrator.fetchval("select body is not null from metrics.delivery")
