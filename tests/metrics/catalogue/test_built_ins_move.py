"""Every built-in metric is moved by real input, to what its definition says that it comes to."""

import json
from typing import Any

import httpx
import pytest

from services.metrics.catalogue.built_in import built_in_metrics
from services.metrics.feedback.kinds import KINDS
from shared.schemas.metrics.catalogue import MetricIn
from tests.conftest import Headers
from tests.metrics.conftest import Post, event
from tests.metrics.mappings.orders import define
from tests.metrics.people import put_person, put_team, values
from tests.metrics.webhooks.connectors.deliveries import REPOSITORY, TIME, ana
from tests.metrics.webhooks.connectors.life import Life
from tests.metrics.webhooks.connectors.lives import LIVES
from tests.metrics.webhooks.test_every_tool import connect, deliver, subject

METRICS = {metric.key: metric for metric in built_in_metrics()}
POSTED = [metric for metric in METRICS.values() if "event" in metric.event_types]
RATIOS = [metric for metric in METRICS.values() if metric.aggregation == "ratio"]
NOT_TOLD_BY_TOOLS = {"event", "feedback", "directory"}
MAPPED = {"standard", "hmac"}  # what they tell is as it was mapped
WEIGHTS = (1.0, 2.0, 1.0)

SHIPPED = Life(
    [
        (
            {"X-GitHub-Event": "deployment_status"},
            {
                "action": "created",
                "repository": REPOSITORY,
                "deployment": {"id": 9, "creator": ana(), "environment": "production"},
                "deployment_status": {"id": 1, "state": "success", "created_at": TIME},
            },
        ),
        (
            {"X-GitHub-Event": "release"},
            {
                "action": "published",
                "repository": REPOSITORY,
                "release": {"id": 7, "author": ana(), "published_at": TIME, "prerelease": False},
            },
        ),
    ],
    {"deployments": ("ana", 1), "change_failure_rate": ("ana", 0), "releases": ("ana", 1)},
)


def named(metric: MetricIn) -> str:
    """A test is named for its metric."""
    return metric.key


def readings(metric: MetricIn) -> list[dict[str, Any]]:
    """Three readings that the metric allows."""
    if metric.aggregation == "count":
        return [{}, {}, {}]
    numbers = (1.0, 0.0, 1.0) if metric.maximum == 1 else (2.0, 4.0, 4.5)
    return [{"value": v, "weight": w} for v, w in zip(numbers, WEIGHTS, strict=True)]


def comes_to(metric: MetricIn) -> float:
    """What the readings come to: added up, or weighed."""
    total = sum(read.get("value", 1.0) * read.get("weight", 1.0) for read in readings(metric))
    return total if metric.aggregation in ("sum", "count") else total / sum(WEIGHTS)


async def post_readings(post: Post, *metrics: MetricIn) -> None:
    """Post a metric's three readings, all on one day."""
    said = [
        event(id=f"{metric.key}-{number}", metric=metric.key, **read)
        for metric in metrics
        for number, read in enumerate(readings(metric))
    ]
    answer = (await post(*said)).json()
    assert answer["stored"] == len(said), answer


async def counted(
    metrics: httpx.AsyncClient, reader: dict[str, str], about: str, key: str
) -> list[float]:
    """The values of all quarters of ten years in which anything counts."""
    asked = {"from": "2017-01-01", "to": "2026-12-31", "window": "quarter"}
    asked |= {"metric": key, "subject": about}
    answer = await metrics.get("/v1/series", params=asked, headers=reader)
    assert answer.status_code == 200, answer.text
    return [point["value"] for point in answer.json()["points"] if point["count"]]


@pytest.mark.parametrize("metric", POSTED, ids=named)
async def test_events_move_it(
    metrics: httpx.AsyncClient, post: Post, token: Headers, metric: MetricIn
) -> None:
    await post_readings(post, metric)
    [value, *_] = await values(metrics, token(person="ana"), "person:ana", metric.key)
    assert value == pytest.approx(comes_to(metric))


async def test_one_mapped_event_moves_all_of_them(
    metrics: httpx.AsyncClient, admin: dict[str, str], push: dict[str, str], token: Headers
) -> None:
    kind = "com.example.day.over"
    mappings = [
        {"key": metric.key, "name": metric.name, "event_type": kind, "metric": metric.key}
        | ({} if metric.aggregation == "count" else {"value": f'data."{metric.key}"'})
        for metric in POSTED
    ]
    await define(metrics, admin, *mappings)
    data = {metric.key: readings(metric)[0].get("value", 1.0) for metric in POSTED}
    said = {
        "specversion": "1.0",
        "id": "1",
        "source": "hr",
        "type": kind,
        "subject": "person:ana",
        "time": "2026-11-02T09:30:00Z",
        "data": data,
    }
    headers = push | {"Content-Type": "application/cloudevents+json"}
    answer = await metrics.post("/v1/events", content=json.dumps(said), headers=headers)
    assert answer.json()["stored"] == 1, answer.text
    asked = {"subjects": ["person:ana"], "from": "2026-11-02", "to": "2026-11-02"}
    for keys in (list(data)[:30], list(data)[30:]):
        told = await metrics.post(
            "/v1/series/query", json={"metrics": keys, **asked}, headers=token(person="ana")
        )
        found = {series["metric"]: series["points"][0]["value"] for series in told.json()["series"]}
        assert found == {key: data[key] for key in keys}


@pytest.mark.parametrize("metric", RATIOS, ids=named)
async def test_a_ratio_is_moved_by_its_parts_and_only_together(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    post: Post,
    token: Headers,
    metric: MetricIn,
) -> None:
    await put_person(metrics, admin, "ana")
    above, below = (METRICS[str(part)] for part in (metric.numerator, metric.denominator))
    computed = below.aggregation == "capacity"
    await post_readings(post, *([above] if computed else [above, below]))
    [value, *_] = await values(metrics, token(person="ana"), "person:ana", metric.key)
    # Monday 2 November 2026 is a working day of somebody of whom nothing else is known.
    assert value == pytest.approx(comes_to(above) / (1.0 if computed else comes_to(below)))


@pytest.mark.parametrize("tool", [*(tool for tool in LIVES if tool not in MAPPED), "shipped"])
async def test_what_a_tool_tells_moves_it(
    metrics: httpx.AsyncClient,
    admin: dict[str, str],
    token: Headers,
    monkeypatch: pytest.MonkeyPatch,
    tool: str,
) -> None:
    if tool == "shipped":
        tool = "github"
        monkeypatch.setitem(LIVES, tool, SHIPPED)
    await connect(metrics, admin, tool)
    await deliver(metrics, tool)
    await put_team(metrics, admin, "support", ["ben"])
    await put_person(metrics, admin, "ana")
    for key, (whose, value) in LIVES[tool].facts.items():
        reader, about = token(person="ana"), subject(tool, whose)
        if about.startswith("account:"):
            account = about.removeprefix("account:")
            await metrics.put(f"/v1/accounts/{account}", json={"person": "ana"}, headers=admin)
            about = "person:ana"
        elif about.startswith("team:"):
            reader = token(person="lena")
        assert await counted(metrics, reader, about, key) == [pytest.approx(value, abs=0.01)], key


def test_definitions_say_what_moves_them() -> None:
    told = {key for life in [*LIVES.values(), SHIPPED] for key in life.facts}
    said = {key for key, metric in METRICS.items() if set(metric.event_types) - NOT_TOLD_BY_TOOLS}
    assert said <= told
    rated = {kind.metric for kind in KINDS.values()}
    assert rated <= {key for key, metric in METRICS.items() if "feedback" in metric.event_types}
    computed = ("ratio", "capacity")
    assert all(bool(it.event_types) != (it.aggregation == "ratio") for it in METRICS.values())
    assert {it.key for it in METRICS.values() if it.aggregation not in computed} == {
        it.key for it in POSTED
    }
