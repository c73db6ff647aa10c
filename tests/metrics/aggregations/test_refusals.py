"""What an aggregation cannot count is told with its reason; what was taken back leaves its bin."""

from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import httpx
import pytest

from services.metrics.events.days import change_days
from services.metrics.events.domain import identity_of
from services.metrics.events.taking_back import take_back
from shared.clock import now
from tests.conftest import Headers
from tests.metrics.aggregations.own import definition, own
from tests.metrics.conftest import Post, event
from tests.metrics.people import values

PLACE = """
    select subject_id, metric_id from metrics.event join metrics.metric using (metric_id)
     where metric.key = $1
"""


async def define(metrics: httpx.AsyncClient, admin: dict[str, str], aggregation: str) -> str:
    """A metric of one's own of that aggregation; its key."""
    made = await metrics.post("/v1/metrics", json=definition(aggregation), headers=admin)
    assert made.status_code == 201, made.text
    return str(made.json()["key"])


@pytest.mark.parametrize(
    ("aggregation", "said", "code"),
    [
        pytest.param("count", {"value": 2}, "event_is_one", id="a count of two"),
        pytest.param("count", {"weight": 2}, "event_is_one", id="a count that weighs"),
        pytest.param("distinct", {}, "attribute_missing", id="nobody different"),
        pytest.param(
            "distinct", {"attributes": {"customer": None}}, "attribute_missing", id="null"
        ),
        pytest.param("percentile", {}, "value_missing", id="a percentile of nothing"),
        pytest.param("latest", {}, "value_missing", id="the latest nothing"),
    ],
)
async def test_an_event_that_its_aggregation_cannot_count_says_why(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    aggregation: str,
    said: dict[str, Any],
    code: str,
) -> None:
    key = await define(metrics, admin, aggregation)
    assert (await post(event(metric=key, **said))).json()["results"][0]["code"] == code


async def test_nobody_posts_capacity(post: Post) -> None:
    result = (await post(event(metric="fte_days", value=1))).json()["results"][0]
    assert result["code"] == "metric_is_derived"


@pytest.mark.parametrize("aggregation", ["min", "max", "latest", "distinct", "percentile"])
async def test_what_is_taken_back_leaves_its_bin(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    token: Headers,
    administrator: asyncpg.Connection,
    aggregation: str,
) -> None:
    key = await define(metrics, admin, aggregation)
    about = {"metric": key, "attributes": {"customer": "x"}}
    await post(event(id="e1", value=5, **about), event(id="e2", value=9, **about))
    async with administrator.transaction():
        subject, metric = await administrator.fetchrow(PLACE, key)
        gone = [(subject, identity_of("crm", name)) for name in ("e1", "e2")]
        metrics_by_id = {metric: own(aggregation)}
        losses = await take_back(
            administrator, dict.fromkeys(gone), metrics_by_id, ZoneInfo("UTC"), now()
        )
        await change_days(administrator, losses)
    assert await values(metrics, token(person="ana"), "person:ana", key) == [None, None, None]


@pytest.mark.parametrize(
    ("aggregation", "was"),
    [("min", 5), ("max", 9), ("latest", 7), ("distinct", 1), ("percentile", 5)],
)
async def test_as_of_a_moment_bins_are_what_they_were_then(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    token: Headers,
    aggregation: str,
    was: float,
) -> None:
    key = await define(metrics, admin, aggregation)
    about = {"metric": key, "attributes": {"customer": "x"}}
    await post(event(id="e1", value=5, **about), event(id="e2", value=9, **about))
    then = now().isoformat()
    for name in ("e1", "e2"):
        headers = admin | {"If-Match": "*"}
        answer = await metrics.delete(f"/v1/events/crm/{name}?reason=wrong", headers=headers)
        assert answer.status_code == 200, answer.text
    ana = token(person="ana")
    assert await values(metrics, ana, "person:ana", key) == [None, None, None]
    for window in ("day", "month"):
        [value, *_] = await values(metrics, ana, "person:ana", key, as_of=then, window=window)
        assert value == pytest.approx(was, rel=0.01)
