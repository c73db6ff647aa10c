"""Settling through the real receiver, store and rounds."""

import asyncio
import random
from datetime import datetime, timedelta

import asyncpg
import httpx
import pytest

from services.metrics.work_items.due import Settling
from shared.clock import now
from tests.live import Live
from tests.metrics.webhooks import zendesk
from tests.metrics.webhooks.test_deliveries import days

QUIET = timedelta(hours=72)
FIRST_CONTACT = "first_contact_resolution"
Told = list[tuple[str, float]]


@pytest.fixture
async def desk(metrics: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """A Zendesk connector."""
    await zendesk.connect(metrics, admin)


@pytest.fixture
def settling(house: dict[str, Live]) -> Settling:
    """The service's own settling."""
    found: Settling = house["metrics"].app.state.settling
    return found


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def life(solved_at: datetime, number: int = 7) -> list[dict[str, object]]:
    """A ticket that was solved at a moment, and never reopened."""
    created = zendesk.ticket_event(number, "created", moment(solved_at - timedelta(hours=1)))
    return [created, zendesk.solved(number, moment(solved_at))]


async def resolutions(administrator: asyncpg.Connection) -> Told:
    """What counts as first-contact resolution, by subject."""
    found = await days(administrator)
    return [(subject, total) for subject, metric, _, _, total in found if metric == FIRST_CONTACT]


async def counts(administrator: asyncpg.Connection) -> list[int]:
    """How many answers each day's first-contact resolution has."""
    found = await days(administrator)
    return [count for _, metric, _, count, _ in found if metric == FIRST_CONTACT]


async def test_a_solve_settles_when_it_has_been_quiet_for_long_enough_and_not_before(
    metrics: httpx.AsyncClient, desk: None, settling: Settling, administrator: asyncpg.Connection
) -> None:
    solved_at = now().replace(microsecond=0) - timedelta(hours=1)
    await zendesk.deliver(metrics, *life(solved_at))
    await settling.settle(solved_at + QUIET - timedelta(seconds=1))
    assert await counts(administrator) == []
    await settling.settle(solved_at + QUIET)
    assert await resolutions(administrator) == [("account:zendesk/501", 1.0)]
    await settling.settle(solved_at + 2 * QUIET)
    assert await counts(administrator) == [1]


async def test_a_reopening_meanwhile_and_one_much_later_come_to_the_same(
    metrics: httpx.AsyncClient, desk: None, settling: Settling, administrator: asyncpg.Connection
) -> None:
    solved_at = now().replace(microsecond=0) - timedelta(hours=80)
    await zendesk.deliver(metrics, *life(solved_at))
    assert await resolutions(administrator) == [("account:zendesk/501", 1.0)]
    reopened = zendesk.reopened(7, moment(solved_at + timedelta(hours=79)))
    await zendesk.deliver(metrics, reopened)
    await settling.settle(now())
    assert (await counts(administrator), await resolutions(administrator)) == (
        [1],
        [("account:zendesk/501", 0.0)],
    )


async def test_many_who_settle_at_once_settle_each_once(
    metrics: httpx.AsyncClient, desk: None, settling: Settling, administrator: asyncpg.Connection
) -> None:
    solved_at = now().replace(microsecond=0) - timedelta(hours=1)
    for number in range(1, 21):
        await zendesk.deliver(metrics, *life(solved_at, number))
    await asyncio.gather(*(settling.settle(solved_at + QUIET) for _ in range(4)))
    assert await counts(administrator) == [20]
    assert await administrator.fetchval("select count(due) from metrics.work_item") == 0


@pytest.mark.parametrize("seed", range(6))
async def test_neither_the_order_of_deliveries_nor_the_moments_of_settling_change_the_days(
    metrics: httpx.AsyncClient,
    desk: None,
    settling: Settling,
    administrator: asyncpg.Connection,
    seed: int,
) -> None:
    solved_at = now().replace(microsecond=0) - timedelta(hours=2)
    told = [
        *life(solved_at, 7),
        *life(solved_at, 8),
        zendesk.reopened(8, moment(solved_at + timedelta(hours=1))),
        zendesk.replied(7, moment(solved_at - timedelta(minutes=20))),
    ]
    chance = random.Random(seed)
    chance.shuffle(told)
    for event in told:
        await zendesk.deliver(metrics, event)
        await settling.settle(solved_at + chance.choice([0.5, 1, 1.5]) * QUIET)
    await settling.settle(solved_at + 2 * QUIET)
    assert await counts(administrator) == [2]
    assert await resolutions(administrator) == [("account:zendesk/501", 1.0)]


async def test_an_item_that_cannot_be_settled_keeps_none_from_it(
    metrics: httpx.AsyncClient, desk: None, settling: Settling, administrator: asyncpg.Connection
) -> None:
    solved_at = now().replace(microsecond=0) - timedelta(hours=1)
    for number in (7, 8):
        await zendesk.deliver(metrics, *life(solved_at, number))
    await administrator.execute(
        "update metrics.transition set content = '{}' where item = 'desk:zendesk:7'"
    )
    await settling.settle(solved_at + QUIET)
    assert await counts(administrator) == [1]
