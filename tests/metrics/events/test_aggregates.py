"""A day is the fold of its events, whatever order, repetition or contradiction they came in."""

import asyncio
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.metrics.conftest import Post, event

Said = dict[str, Any]
Days = dict[tuple[str, str], tuple[int, str, str]]

IDS = 6
WIDE = 70  # so that some batches are long

DAYS = """
    select subject.key, day::text, count, total::text, weight::text
      from metrics.day join metrics.subject using (subject_id)
"""


@st.composite
def facts(draw: st.DrawFn) -> list[Said]:
    """Something said: one event, or many alike."""
    said = event(
        metric="nps",
        subject=draw(st.sampled_from(["person:ana", "person:ben"])),
        time=draw(st.sampled_from(["2019-02-28T23:59:59Z", "2026-11-02T09:30:00Z"])),
        value=draw(st.integers(-(10**8), 10**8)) / 10**6,
        weight=draw(st.integers(1, 10**6)) / 10**3,
    )
    identity = draw(st.integers(1, IDS))
    copies = draw(st.sampled_from([1, WIDE]))
    return [said | {"id": f"{identity}-{number}"} for number in range(copies)]


batches = st.lists(st.lists(facts(), max_size=6).map(chain.from_iterable).map(list), max_size=6)
patient = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example empties the tables
)


def fold(events: Iterable[Said]) -> Days:
    """What the days must be: the first of each identity counts, in whole billionths."""
    sums: dict[tuple[str, str], list[int]] = {}
    for said in {identity(said): said for said in reversed(list(events))}.values():
        day = sums.setdefault((said["subject"], said["time"][:10]), [0, 0, 0])
        gain = (1, round(said["value"] * said["weight"] * 10**9), round(said["weight"] * 10**9))
        day[:] = map(sum, zip(day, gain, strict=True))
    return {place: (n, exact(total), exact(weight)) for place, (n, total, weight) in sums.items()}


def identity(said: Said) -> tuple[str, str]:
    """What makes an event the same."""
    return said["subject"], said["id"]


def exact(billionths: int) -> str:
    """A sum as PostgreSQL writes it, digit by digit."""
    return format(Decimal(billionths).scaleb(-9), "f")


async def days(administrator: asyncpg.Connection) -> Days:
    """The days as they are kept."""
    return {(row[0], row[1]): tuple(row)[2:] for row in await administrator.fetch(DAYS)}


async def forget(administrator: asyncpg.Connection) -> None:
    """Begin anew."""
    await administrator.execute("truncate metrics.event, metrics.day")


@patient
@given(batches)
async def test_days_are_the_fold_of_the_first_events_and_every_event_has_its_fate(
    post: Post, administrator: asyncpg.Connection, sent: Sequence[Sequence[Said]]
) -> None:
    await forget(administrator)
    first: dict[tuple[str, str], Said] = {}
    for batch in sent:
        answer = (await post(*batch)).json()
        fates = {"stored": 0, "duplicates": 0, "conflicts": 0, "quarantined": 0}
        for said in batch:
            known = first.setdefault(identity(said), said)
            fate = "stored" if known is said else "duplicates" if known == said else "conflicts"
            fates[fate] += 1
        assert {name: answer[name] for name in fates} == fates
    assert await days(administrator) == fold(chain.from_iterable(sent))


@patient
@given(sent=batches, order=st.randoms(use_true_random=False))
async def test_no_order_or_company_of_batches_changes_a_digit(
    post: Post, administrator: asyncpg.Connection, sent: Sequence[Sequence[Said]], order: Any
) -> None:
    await forget(administrator)
    agreed = list({identity(said): said for said in chain.from_iterable(sent)}.values())
    shuffled = [order.sample(agreed, len(agreed)) for _ in range(3)]
    cut = len(agreed) // 2
    parts = [*(each[:cut] for each in shuffled), *(each[cut:] for each in shuffled)]
    answers = await asyncio.gather(*(post(*part) for part in parts))
    assert sum(answer.json()["stored"] for answer in answers) == len(agreed)
    assert await days(administrator) == fold(agreed)


@pytest.mark.parametrize("value", [0.1, 1e-9, 123456.789])
async def test_a_thousand_equal_events_add_up_to_exactly_a_thousand_times_one(
    post: Post, administrator: asyncpg.Connection, value: float
) -> None:
    await post(*(event(id=f"e{number}", value=value) for number in range(1000)))
    total = await administrator.fetchval("select total::text from metrics.day")
    assert total == exact(1000 * round(value * 10**9))
