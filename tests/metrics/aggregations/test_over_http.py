"""Every aggregation is the fold over the events that count, whatever way they came and went."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.metrics.series.domain import beginning
from tests.conftest import Headers
from tests.metrics.aggregations.own import NEEDS, definition
from tests.metrics.conftest import Post, event
from tests.metrics.people import put_team

FIRST = datetime.fromisoformat("2026-09-28T12:00:00+00:00")
SPAN = {"from": "2026-09-28", "to": "2026-11-08"}
MEMBERS = ["ana", "ben"]
Said = dict[str, Any]


def weighed(events: Sequence[Said], what: Callable[[Said], float]) -> float:
    """The weighted mean of something."""
    return sum(what(it) * it["weight"] for it in events) / sum(it["weight"] for it in events)


def ranked(events: Sequence[Said], percent: float) -> float:
    """The value at the rank of a percentile."""
    return sorted(it["value"] for it in events)[int(percent / 100 * (len(events) - 1))]


def last(events: Sequence[Said]) -> float:
    """The mean of what was said at the last moment."""
    moment = max(it["time"] for it in events)
    said = [it["value"] for it in events if it["time"] == moment]
    return sum(said) / len(said)


FOLDS: dict[str, Callable[[Sequence[Said]], float]] = {
    "sum": lambda events: sum(it["value"] * it["weight"] for it in events),
    "count": len,
    "mean": lambda events: weighed(events, lambda it: it["value"]),
    "rate": lambda events: weighed(events, lambda it: it["value"]),
    "min": lambda events: min(it["value"] for it in events),
    "max": lambda events: max(it["value"] for it in events),
    "latest": last,
    "distinct": lambda events: len({it["attributes"]["customer"] for it in events}),
    "percentile": lambda events: ranked(events, NEEDS["percentile"]["percentile"]),
}
ADDS_UP = ("sum", "count")
# A percentile may be off by one percent; the rest adds up in billionths.
EXACT = {"percentile": 0.01 + 1e-9}


@st.composite
def happenings(draw: st.DrawFn) -> Said:
    """An event of any aggregation, on either person, within six weeks."""
    aggregation = draw(st.sampled_from(list(FOLDS)))
    plain = aggregation == "count"
    value = draw(st.integers(0, 1) if aggregation == "rate" else st.integers(-500, 500))
    return event(
        id=str(draw(st.integers(0, 10**9))),
        metric=f"own_{aggregation}",
        subject=f"person:{draw(st.sampled_from(MEMBERS))}",
        time=(FIRST + timedelta(hours=draw(st.integers(0, 900)))).isoformat(),
        value=1.0 if plain else float(value),
        weight=1.0 if plain else float(draw(st.integers(1, 4))),
        attributes={"customer": draw(st.sampled_from(["x", "y", "z"]))},
    )


@pytest.fixture
async def lena(metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers) -> dict[str, str]:
    """The lead of a team of two, in an organization with a metric of every aggregation."""
    for aggregation in [*FOLDS, "ratio"]:
        made = await metrics.post("/v1/metrics", json=definition(aggregation), headers=admin)
        assert made.status_code == 201, made.text
    await put_team(metrics, admin, "support", MEMBERS)
    return token(person="lena")


async def corrected(metrics: httpx.AsyncClient, admin: dict[str, str], said: Said) -> float:
    """Correct an event's value, where its aggregation has any to correct; what it is now."""
    value = {"own_rate": 1 - said["value"], "own_count": 1.0}.get(said["metric"], -said["value"])
    answer = await metrics.patch(
        f"/v1/events/crm/{said['id']}",
        json={"reason": "wrong", "value": value},
        headers=admin | {"If-Match": "*"},
    )
    assert answer.status_code == 200, answer.text
    return float(value)


def expected(
    aggregation: str, events: Sequence[Said], subject: str, window: Any
) -> dict[str, float]:
    """The value of every window in which something counts."""
    of_whom = [f"person:{who}" for who in MEMBERS] if subject.startswith("team") else [subject]
    windows: dict[str, list[Said]] = {}
    for it in events:
        if it["metric"] == f"own_{aggregation}" and it["subject"] in of_whom:
            start = beginning(date.fromisoformat(it["time"][:10]), window)
            windows.setdefault(start.isoformat(), []).append(it)
    return {start: FOLDS[aggregation](many) for start, many in windows.items()}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events=st.lists(happenings(), max_size=30, unique_by=lambda it: it["id"]),
    order=st.randoms(use_true_random=False),
    window=st.sampled_from(["day", "week", "month", "quarter"]),
)
async def test_series_of_people_and_teams_are_the_fold_of_what_was_not_voided(
    metrics: httpx.AsyncClient,
    administrator: asyncpg.Connection,
    admin: dict[str, str],
    lena: dict[str, str],
    post: Post,
    events: list[Said],
    order: Any,
    window: str,
) -> None:
    await administrator.execute(
        "truncate metrics.event, metrics.day, metrics.day_bin, metrics.event_change"
    )
    sent = order.sample([*events, *events], 2 * len(events))
    await asyncio.gather(*(post(*part) for part in (sent[::2], sent[1::2])))
    gone = [it for number, it in enumerate(events) if number % 5 == 0]
    for it in gone:
        path = f"/v1/events/crm/{it['id']}"
        headers = admin | {"If-Match": "*"}
        answer = await metrics.delete(path, params={"reason": "wrong"}, headers=headers)
        assert answer.status_code == 200, answer.text
    left = [it for it in events if it not in gone]
    for it in left[::4]:
        it["value"] = await corrected(metrics, admin, it)
    for subject in ("team:support", "person:ana"):
        for aggregation in FOLDS:
            asked = {"metric": f"own_{aggregation}", "subject": subject, "window": window, **SPAN}
            answer = await metrics.get("/v1/series", params=asked, headers=lena)
            found = {
                point["start"]: point["value"]
                for point in answer.json()["points"]
                if point["count"]
            }
            right = expected(aggregation, left, subject, window)
            tolerance = EXACT.get(aggregation, 1e-9)
            assert found == pytest.approx(right, rel=tolerance, abs=1e-9), aggregation
        sums, counts = (expected(part, left, subject, window) for part in ("sum", "count"))
        asked = {"metric": "own_ratio", "subject": subject, "window": window, **SPAN}
        answer = await metrics.get("/v1/series", params=asked, headers=lena)
        assert {
            point["start"]: point["value"] for point in answer.json()["points"] if point["value"]
        } == pytest.approx(
            {
                start: sums[start] / counts[start]
                for start in sums
                if start in counts and sums[start]
            }
        )
