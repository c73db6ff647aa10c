"""A creation that is repeated is answered as the first time, whatever has happened since."""

from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest

from shared.idempotency import StillRunning
from tests.goals.blockers.test_blockers import OPENED
from tests.goals.conftest import Draft
from tests.goals.experiments.test_experiments import experiment
from tests.goals.incentives.test_incentives import policy
from tests.goals.measuring import put_support
from tests.goals.reviews.conftest import objective, this_monday, week
from tests.goals.reviews.test_recording import TYPED
from tests.goals.wording import CADENCE

__all__ = ["objective"]

MACROS = {"kind": "tooling", "title": "Macros for frequent questions", "teams": ["support"]}
KEY = {"Idempotency-Key": "once"}
TEMPLATE = "scorecard_templates/support_agent/scorecards"
HELD = "select pg_advisory_xact_lock(hashtextextended($1, 0))"


async def test_a_key_whose_first_request_is_still_being_answered_is_a_conflict(
    goals: httpx.AsyncClient, lead: dict[str, str], admin_url: str
) -> None:
    headers = lead | {"Idempotency-Key": "once"}
    first = await asyncpg.connect(admin_url)
    try:
        async with first.transaction():
            await first.execute(HELD, "lena\nonce")
            meanwhile = await goals.post("/v1/improvements", json=MACROS, headers=headers)
            other = lead | {"Idempotency-Key": "another"}
            unhindered = await goals.post("/v1/improvements", json=MACROS, headers=other)
    finally:
        await first.close()
    assert (meanwhile.status_code, meanwhile.json()["type"]) == (409, "/problems/still-running")
    assert meanwhile.json()["detail"] == StillRunning().detail
    assert unhindered.status_code == 201
    afterwards = await goals.post("/v1/improvements", json=MACROS, headers=headers)
    again = await goals.post("/v1/improvements", json=MACROS, headers=headers)
    assert (afterwards.status_code, again.json()) == (201, afterwards.json())
    found = await goals.get("/v1/improvements", headers=lead)
    assert len(found.json()["items"]) == 2


def require_same(again: httpx.Response, first: httpx.Response) -> None:
    """The second answer is the first one, with its headers."""
    assert first.status_code == 201, first.text
    assert (again.status_code, again.json()) == (201, first.json()), again.text
    for header in ("location", "etag"):
        assert again.headers.get(header) == first.headers.get(header)


async def test_a_check_in_is_answered_again_after_its_objective_was_closed(
    goals: httpx.AsyncClient,
    metrics: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    admin: dict[str, str],
) -> None:
    await put_support(metrics, admin)
    path = f"/v1/objectives/{(await live())['id']}"
    said, where = {"confidence": 0.5, "comment": "Well"}, f"{path}/check_ins"
    first = await goals.post(where, json=said, headers=lead | KEY)
    closed = await goals.patch(path, json={"state": "closed"}, headers=lead | {"If-Match": "*"})
    assert closed.status_code == 200, closed.text
    require_same(await goals.post(where, json=said, headers=lead | KEY), first)
    assert (await goals.post(where, json=said, headers=lead)).status_code == 409


async def test_a_review_is_answered_again_after_its_cadence_has_changed(
    goals: httpx.AsyncClient, lead: dict[str, str], objective: dict[str, Any]
) -> None:
    said = TYPED | {"review": f"objective:{objective['id']}:{week(this_monday())}"}
    first = await goals.post("/v1/reviews", json=said, headers=lead | KEY)
    starting = str(this_monday() + timedelta(days=7))
    cadence = CADENCE | {"throughput": "biweekly", "meeting": {"starting": starting}}
    where, how = f"/v1/objectives/{objective['id']}", lead | {"If-Match": "*"}
    changed = await goals.patch(where, json={"review_cadence": cadence}, headers=how)
    assert changed.status_code == 200, changed.text
    require_same(await goals.post("/v1/reviews", json=said, headers=lead | KEY), first)


@pytest.mark.parametrize(
    ("path", "said", "other"),
    [
        ("incentives", policy(), policy(title="Another bonus")),
        ("experiments", experiment(), experiment(change="West answers with macros")),
        (TEMPLATE, {"role": "agent"}, {"role": "clerk"}),
    ],
)
async def test_what_is_measured_is_answered_again_while_metrics_is_away(
    goals: httpx.AsyncClient,
    alone: httpx.AsyncClient,
    admin: dict[str, str],
    path: str,
    said: dict[str, Any],
    other: dict[str, Any],
) -> None:
    first = await goals.post(f"/v1/{path}", json=said, headers=admin | KEY)
    require_same(await alone.post(f"/v1/{path}", json=said, headers=admin | KEY), first)
    reused = await alone.post(f"/v1/{path}", json=other, headers=admin | KEY)
    assert (reused.status_code, reused.json()["type"]) == (422, "/problems/key-reused")
    assert (await alone.post(f"/v1/{path}", json=said, headers=admin)).status_code == 503


@pytest.mark.parametrize(
    ("path", "said"),
    [("blockers", OPENED), ("improvements", MACROS), ("experiments", experiment())],
)
async def test_what_serves_an_objective_is_answered_again_after_it_has_gone(
    goals: httpx.AsyncClient,
    live: Draft,
    lead: dict[str, str],
    administrator: asyncpg.Connection,
    path: str,
    said: dict[str, Any],
) -> None:
    linked = said | {"objectives": [(await live())["id"]]}
    first = await goals.post(f"/v1/{path}", json=linked, headers=lead | KEY)
    await administrator.execute("truncate goals.objective cascade")
    require_same(await goals.post(f"/v1/{path}", json=linked, headers=lead | KEY), first)
    assert (await goals.post(f"/v1/{path}", json=linked, headers=lead)).status_code == 422
