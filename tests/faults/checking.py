"""What is true in the end: the ledger beside the rows, the rows beside their days."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import asyncpg
import httpx

from deploy.supervisor import House
from tests.faults.ledger import DAYS, LAST, METRIC, PEOPLE, SOURCE, Ledger, Place
from tests.standing import administrator_of, headers_of, url_of

# Every day, beside the fold of the events that belong to it; in one statement, of one moment.
DIFFERING = """
    select count(*) from metrics.day full join (
        select subject_id, metric_id, (time at time zone 'UTC')::date as day, count(*) as count,
               sum((value * weight)::numeric) as total, sum(weight::numeric) as weight
          from metrics.event group by 1, 2, 3
    ) as fold using (subject_id, metric_id, day)
     where (day.count, day.total, day.weight) is distinct from (fold.count, fold.total, fold.weight)
"""
IDS = "select id from metrics.event join metrics.source using (source_id) where key = $1"


@dataclass(frozen=True)
class Rows:
    """The ledger beside the rows."""

    acknowledged: int
    lost: int
    doubled: int
    unacknowledged_present: int
    found_again: int


async def check_rows(house: House, ledger: Ledger) -> Rows:
    """Count what was promised and is not there, what is there twice, and what nobody promised."""
    async with administrator_of(house) as connection:
        found = Counter(row[0] for row in await connection.fetch(IDS, SOURCE))
    return Rows(
        acknowledged=len(ledger.acknowledged),
        lost=len(ledger.acknowledged.keys() - found.keys()),
        doubled=found.total() - len(found),
        unacknowledged_present=len(found.keys() - ledger.acknowledged.keys()),
        found_again=ledger.found_again,
    )


async def count_differing_days(house: House) -> int:
    """Days that are not the fold of their events."""
    async with administrator_of(house) as connection:
        return await _differing(connection)


async def _differing(connection: asyncpg.Connection) -> int:
    return int(await connection.fetchval(DIFFERING))


async def count_differing_points(house: House, ledger: Ledger) -> int:
    """Points of the series, as people read them over HTTP, that are not the ledger's."""
    told: Counter[Place] = Counter()
    async with httpx.AsyncClient(base_url=url_of(house, "metrics"), trust_env=False) as metrics:
        for person in PEOPLE:
            series = await _series(metrics, house, person)
            told.update({(f"person:{person}", at["start"]): at["count"] for at in series["points"]})
    expected = ledger.expected()
    return sum(told[place] != expected[place] for place in told.keys() | expected.keys())


async def _series(metrics: httpx.AsyncClient, house: House, person: str) -> dict[str, Any]:
    first, last = (LAST - timedelta(days=DAYS)).date(), LAST.date()
    asked = {"metric": METRIC, "subject": f"person:{person}", "from": f"{first}", "to": f"{last}"}
    answer = await metrics.get(
        "/v1/series", params=asked, headers=headers_of(house, person, "employee")
    )
    answer.raise_for_status()
    series: dict[str, Any] = answer.json()
    return series
