"""What people could work is computed of calendars, part-time and absence, and is divided by."""

from datetime import date, timedelta
from typing import Any

import httpx
import numpy as np
import pytest

from services.metrics.calendars.domain import AS_USUAL, STANDARD
from services.metrics.directory.working import Schedule, days_worked
from services.metrics.series.asking import PeopleTooMany, require_few
from services.metrics.series.capacity import FULL_TIME, capacity_of
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_person, values
from tests.metrics.series.test_streams import rows_of_arrow, rows_of_columns, rows_of_json

MONDAY = date(2026, 10, 5)
ASKED = {"from": "2026-10-05", "to": "2026-10-11"}  # a week, of which Friday is a holiday here


@pytest.fixture
async def lena(metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers) -> dict[str, str]:
    """The lead of ana (full time, absent on Thursday), of ben (half time from Tuesday), and of cem
    from Wednesday; archived dora is here until Monday."""
    feast = {"day": "2026-10-09", "name": "A feast of ours"}
    said = {"name": "Ours", "days": [feast]}
    assert (await metrics.put("/v1/calendars/standard", json=said, headers=admin)).is_success
    team = {"name": "Support", "leads": [{"person": "lena"}]}
    assert (await metrics.put("/v1/teams/support", json=team, headers=admin)).is_success
    away = [{"first_day": "2026-10-08", "last_day": "2026-10-08"}]
    await put_person(metrics, admin, "ana", "support", absences=away)
    less = [{"fte": 0.5, "first_day": "2026-10-06"}]
    await put_person(metrics, admin, "ben", "support", part_time=less)
    joined = [{"team": "support", "first_day": "2026-10-07"}]
    await put_person(metrics, admin, "cem", memberships=joined)
    await put_person(metrics, admin, "dora", "support", archived_on="2026-10-06")
    return token(person="lena", roles=["lead"])


@pytest.mark.parametrize(
    ("subject", "metric", "days"),
    [
        ("person:ana", "working_days", [1, 1, 1, 0, 0, 0, 0]),
        ("person:ben", "working_days", [1, 1, 1, 1, 0, 0, 0]),
        ("person:ben", "fte_days", [1, 0.5, 0.5, 0.5, 0, 0, 0]),
        ("team:support", "working_days", [3, 2, 3, 2, 0, 0, 0]),
        ("team:support", "fte_days", [3, 1.5, 2.5, 1.5, 0, 0, 0]),
    ],
)
async def test_capacity_is_of_those_who_belonged_and_worked_on_the_day(
    metrics: httpx.AsyncClient, lena: dict[str, str], subject: str, metric: str, days: list[float]
) -> None:
    assert await values(metrics, lena, subject, metric, **ASKED) == days


async def test_neither_holiday_nor_absence_nor_part_time_is_a_slump(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post
) -> None:
    for offset, done in enumerate([3, 1.5, 2.5, 1.5]):  # as much as there was capacity
        when = f"{MONDAY + timedelta(days=offset)}T12:00:00Z"
        await post(
            event(
                id=f"r{offset}",
                metric="revenue",
                subject="team:support",
                value=done * 100,
                time=when,
            )
        )
    told = await values(metrics, lena, "team:support", "revenue_per_fte", **ASKED)
    assert told == [100, 100, 100, 100, None, None, None]
    week = await values(metrics, lena, "team:support", "revenue_per_fte", window="week", **ASKED)
    assert week == [100]


async def test_a_working_day_without_a_ticket_is_zero_and_a_day_off_is_nothing(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post
) -> None:
    await post(event(id="t", subject="person:ana", time="2026-10-05T12:00:00Z", value=4))
    told = await values(metrics, lena, "person:ana", "tickets_per_day", **ASKED)
    assert told == [4, 0, 0, None, None, None, None]


async def test_days_to_come_have_not_been_worked(
    metrics: httpx.AsyncClient, lena: dict[str, str]
) -> None:
    ahead = {"from": "2090-01-02", "to": "2090-01-31", "window": "month"}
    assert await values(metrics, lena, "team:support", "working_days", **ahead) == [0]


@pytest.mark.parametrize("read", [rows_of_columns, rows_of_arrow])
@pytest.mark.parametrize("window", ["day", "week", "month"])
async def test_streams_hold_the_capacity_that_json_holds(
    metrics: httpx.AsyncClient, lena: dict[str, str], post: Post, window: str, read: Any
) -> None:
    await post(event(id="t", subject="person:ana", time="2026-10-05T12:00:00Z", value=4))
    form = "columns" if read is rows_of_columns else "arrow"
    query = {
        "metrics": ["fte_days", "tickets_per_day", "tickets_closed"],
        "subjects": ["person:ana", "team:support", "person:cem"],
        "window": window,
        "fill": "none",
        **ASKED,
    }
    asked = {"url": "/v1/series/query", "json": query, "headers": lena}
    expected = rows_of_json(await metrics.post(**asked))
    assert {row["metric"] for row in expected} == set(query["metrics"])
    assert read(await metrics.post(**asked, params={"format": form})) == expected


async def test_groups_have_the_capacity_of_their_people(
    metrics: httpx.AsyncClient, lena: dict[str, str]
) -> None:
    asked = {
        "subject": "team:support",
        "metric": "fte_days",
        "group_by": "person",
        "window": "week",
    }
    answer = await metrics.get("/v1/series", params=asked | ASKED, headers=lena)
    told = {group["group"]: group["points"][0]["value"] for group in answer.json()["groups"]}
    assert told == {
        "person:ana": 3,
        "person:ben": 2.5,
        "person:cem": 2,
        "person:dora": 1,
        "others": 0,
    }
    assert answer.json()["points"][0]["value"] == 8.5


def test_somebody_of_two_places_counts_in_each_for_their_days_there() -> None:
    works = days_worked({STANDARD: AS_USUAL}, MONDAY, MONDAY + timedelta(days=6))
    spells = {"ana": [(0, 0, 6), (1, 2, 3)], "ben": [(1, 0, 6)]}
    schedules = {"ana": Schedule(fte=0.8), "ben": Schedule()}
    span = MONDAY, MONDAY + timedelta(days=6)
    found = capacity_of(FULL_TIME, spells, schedules, works, (2, 7), span)
    assert np.allclose(found.total.sum(axis=1), [4.0, 6.6])
    assert found.people.sum(axis=1).tolist() == [5, 7]


def test_more_people_and_days_than_can_be_looked_through_are_refused() -> None:
    require_few(5_000, 1_000)
    with pytest.raises(PeopleTooMany):
        require_few(5_000, 1_001)
