"""Whatever stands in whichever place of a body: it is kept or refused, and never a 5xx."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.goals.blockers.test_blockers import INSIGHT, OPENED
from tests.goals.experiments.test_experiments import experiment
from tests.goals.incentives.test_incentives import policy
from tests.goals.reviews.test_recording import SAID, TYPED
from tests.goals.wording import CADENCE, scorecard

HOSTILE = [
    *("null", "true", "[]", "{}", '""', '" "', '"\\u0000"', '"\\ud800"', '"\ud800"', '"x"'),
    *(
        "-1",
        "1e400",
        "NaN",
        "1" + "0" * 400,
        '"0001-01-01"',
        '"2000-01-01"',
        '"2199-12-31"',
        '"9999-12-31"',
        '"' + "x" * 3000 + '"',
    ),
    '"2026-02-30"',
    "[" * 200 + "]" * 200,
]
LEVEL = {"level": "Agent", "expects": ["x"], "ranges": [{"metric": "csat", "at_least": 0.8}]}
MEETING = {"weekday": "monday", "at": "10:00", "time_zone": "Europe/Lisbon", "country": "DE"}
LINKS = {"owner": "lena", "objectives": [], "insights": [INSIGHT]}
BODIES: dict[str, Any] = {
    "blockers": OPENED | LINKS | {"notes": "x", "state": "open", "cleared_on": None},
    "improvements": LINKS
    | {"kind": "tooling", "title": "x", "teams": ["a"], "state": "landed"}
    | {"started_on": "2000-01-01", "landed_on": "2026-01-02"},
    "incentives": policy(),
    "experiments": experiment(**LINKS, teams=["a"]),
    "reviews": SAID | TYPED | {"review": "scorecard:agent:2026-W01", "why": "x"},
    "review_feeds": {"subject": "team:support", "owner": "ana"},
    "scorecard_templates/nurse/scorecards": {"role": "nurse", "why": "x"},
    "scorecards/agent": scorecard(
        expectations=[LEVEL],
        review_cadence=CADENCE | {"meeting": MEETING},
        known_ways_of_being_gamed=[{"metric": "csat", "how": "x", "shows_in": "x"}],
    ),
}


def spoiled(body: Any) -> Iterator[str]:
    """The body as JSON, with each of its places in turn taken by each hostile value."""
    for place, inner in body.items() if isinstance(body, dict) else enumerate(body[:1]):
        marked = body | {place: "HERE"} if isinstance(body, dict) else ["HERE"]
        within = spoiled(inner) if isinstance(inner, dict | list) else ()
        for value in (*HOSTILE, *within):
            yield json.dumps(marked).replace('"HERE"', value)


@pytest.mark.parametrize("path", BODIES)
async def test_no_place_of_a_body_breaks_anything(
    goals: httpx.AsyncClient, admin: dict[str, str], path: str
) -> None:
    method = "PUT" if path == "scorecards/agent" else "POST"
    headers = admin | {"Content-Type": "application/json"}
    sent = 0
    for body in spoiled(BODIES[path]):
        content = body.encode("utf-8", "surrogatepass")
        answer = await goals.request(method, f"/v1/{path}", content=content, headers=headers)
        assert answer.status_code < 500, (body[:600], answer.text)
        sent += 1
    assert sent >= 2 * len(HOSTILE)
