"""Ten thousand people, two metrics, half a year, to their lead's client as a stream of columns."""

from datetime import date, timedelta
from time import perf_counter

import asyncpg
import httpx

from deploy.supervisor import House
from tests.standing import headers_of, url_of

PEOPLE, WEEKS = 10_000, 26
METRICS = ("tickets_closed", "csat")
FIRST = date(2026, 1, 5)
LAST = FIRST + timedelta(weeks=WEEKS, days=-1)
NAMES = "select 'crowd' || number as key from generate_series(1, $1::int) as number"
PERSONS = f"insert into metrics.person (key, name, fte) select key, key, 1 from ({NAMES}) as name"
SUBJECTS = f"insert into metrics.subject (key) select 'person:' || key from ({NAMES}) as name"
DAYS = """
    insert into metrics.day (subject_id, metric_id, day, count, total, weight)
    select subject_id, metric_id, day::date, 1 + subject_id % 7, 1 + subject_id % 5,
           1 + subject_id % 7
      from metrics.subject, metrics.metric, generate_series($1::date, $2::date, '1 day') as day
     where subject.key like 'person:crowd%' and metric.key = any($3)
       and extract(isodow from day) < 6
"""
LEAD = "lena"
TEAM = """
    insert into metrics.team (key, name) values ('crowd', 'Crowd');
    insert into metrics.leadership (person, team, first_day, last_day)
    values ('lena', 'crowd', '-infinity', 'infinity');
    insert into metrics.membership (person, team, first_day, last_day)
    select key, 'crowd', '-infinity', 'infinity' from metrics.person where key like 'crowd%';
    analyze metrics.person, metrics.membership, metrics.subject, metrics.day
"""


async def measure(house: House, window: str, times: int = 3) -> float:
    """Seconds from asking to the last byte, at the median."""
    asked = {
        "metrics": METRICS,
        "subjects": [f"person:crowd{number + 1}" for number in range(PEOPLE)],
        "from": f"{FIRST}",
        "to": f"{LAST}",
        "window": window,
    }
    url = f"{url_of(house, 'metrics')}/v1/series/query?format=columns"
    lead = headers_of(house, LEAD, "lead")
    async with httpx.AsyncClient(headers=lead, trust_env=False, timeout=60) as client:
        taken = [await _ask(client, url, asked) for _ in range(times)]
    return sorted(taken)[len(taken) // 2]


async def plant(connection: asyncpg.Connection, of_the_team: int = PEOPLE) -> None:
    """People with their days, as if it had all been posted."""
    await connection.execute(PERSONS, of_the_team)
    await connection.execute(SUBJECTS, of_the_team)
    await connection.execute(DAYS, FIRST, LAST, list(METRICS))
    await connection.execute(TEAM)


async def _ask(client: httpx.AsyncClient, url: str, asked: dict[str, object]) -> float:
    begun = perf_counter()
    async with client.stream("POST", url, json=asked) as answer:
        async for _ in answer.aiter_raw():
            pass
    answer.raise_for_status()
    return perf_counter() - begun
