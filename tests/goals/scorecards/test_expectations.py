"""What a scorecard expects on each level, how it is gamed, and how it came to be."""

from typing import Any

import asyncpg
import httpx
import pytest

from tests.conftest import Headers
from tests.goals.wording import scorecard
from tests.metrics.people import put_person

SUPPORT = "/v1/scorecards/support_agent"
LEVEL = {"level": "Agent", "expects": ["Settles usual questions"], "ranges": []}
GAMED = {"metric": "csat", "how": "Ask the happy", "shows_in": "Fewer answers"}


def ranged(**said: Any) -> dict[str, Any]:
    """A scorecard with one level and one range."""
    return scorecard(expectations=[LEVEL | {"ranges": [{"metric": "csat"} | said]}])


async def test_levels_and_ways_of_being_gamed_are_kept(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = ranged(at_least=0.8, at_most=1) | {"known_ways_of_being_gamed": [GAMED]}
    written = await goals.put(SUPPORT, json=said, headers=admin)
    assert written.status_code == 201, written.text
    read = (await goals.get(SUPPORT, headers=admin)).json()
    assert read["expectations"] == said["expectations"]
    assert read["known_ways_of_being_gamed"] == [GAMED]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        pytest.param(ranged(metric="nps"), "/expectations/0/ranges/0/metric", id="not on the card"),
        pytest.param(ranged(), "/expectations/0/ranges/0", id="no range"),
        pytest.param(
            ranged(at_least=1, at_most=0.5), "/expectations/0/ranges/0/at_most", id="empty range"
        ),
        pytest.param(
            scorecard(expectations=[LEVEL, LEVEL]), "/expectations/1/level", id="a level twice"
        ),
        pytest.param(
            scorecard(known_ways_of_being_gamed=[GAMED | {"metric": "backlog"}]),
            "/known_ways_of_being_gamed/0/metric",
            id="context is nobody's aim",
        ),
    ],
)
async def test_what_cannot_be_expected_is_refused(
    goals: httpx.AsyncClient, admin: dict[str, str], said: dict[str, Any], pointer: str
) -> None:
    answer = await goals.put(SUPPORT, json=said, headers=admin)
    assert answer.status_code == 422, answer.text
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]


async def test_a_scorecard_with_every_field_wrong_answers_one_problem_naming_every_field(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    said = {
        "outputs": [],
        "outcomes": "none",
        "pair": {"performance": "CSAT", "productivity": 7},
        "secondary": [None],
        "context": {},
        "expectations": [{"level": "", "expects": [], "ranges": [{"metric": "x", "at_most": "y"}]}],
        "known_ways_of_being_gamed": [{}],
        "review_cadence": {"throughput": "daily"},
        "why": 7,
        "salary": 1,
    }
    answer = await goals.put(SUPPORT, json=said, headers=admin)
    named = {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]}
    assert (answer.status_code, named) == (422, set(said))


async def test_every_change_of_a_scorecard_is_on_record_with_its_reason(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    await goals.put(SUPPORT, json=scorecard(), headers=admin)
    match = admin | {"If-Match": '"1"'}
    unchanged = await goals.put(SUPPORT, json=scorecard(), headers=match)
    assert (unchanged.status_code, unchanged.headers["etag"]) == (200, '"1"')
    said = scorecard(context=[], why="Nobody read it")
    changed = await goals.put(SUPPORT, json=said, headers=match)
    same = await goals.put(SUPPORT, json=said, headers=admin | {"If-Match": '"2"'})
    assert (changed.headers["etag"], same.headers["etag"]) == ('"2"', '"2"')
    assert (changed.status_code, same.status_code) == (200, 200)
    first, second = (await goals.get(f"{SUPPORT}/history", headers=admin)).json()["items"]
    assert (first["what"], second["what"], second["why"]) == ("created", "edited", "Nobody read it")
    assert second["before"] == {"context": ["hours_worked", "backlog"]}
    assert second["after"] == {"context": []}


async def test_a_scorecard_is_read_as_it_stood_on_a_day(
    goals: httpx.AsyncClient, admin: dict[str, str], administrator: asyncpg.Connection
) -> None:
    first = (await goals.put(SUPPORT, json=scorecard(), headers=admin)).json()
    await administrator.execute("update goals.change set said_at = '2026-03-02T23:59:59Z'")
    await goals.put(SUPPORT, json=scorecard(context=[]), headers=admin | {"If-Match": "*"})
    then = await goals.get(f"{SUPPORT}?as_of=2026-03-02", headers=admin)
    assert then.json() == first | {"changed_at": "2026-03-02T23:59:59Z"}
    assert "etag" not in then.headers
    before = await goals.get(f"{SUPPORT}?as_of=2026-03-01", headers=admin)
    assert (before.status_code, before.json()["type"]) == (404, "/problems/not-yet-written")


async def test_holders_of_a_role_are_told_to_whoever_may_see_them(
    goals: httpx.AsyncClient, metrics: httpx.AsyncClient, admin: dict[str, str], token: Headers
) -> None:
    for key in ("ana", "ben", "cleo"):
        await put_person(metrics, admin, key, roles=[{"role": "support_agent"}])
    first = await goals.get(f"{SUPPORT}/holders?limit=2", headers=admin)
    assert [each["key"] for each in first.json()["items"]] == ["ana", "ben"]
    rest = await goals.get(first.links["next"]["url"], headers=admin)
    assert [each["key"] for each in rest.json()["items"]] == ["cleo"]
    own = await goals.get(f"{SUPPORT}/holders", headers=token(person="ben"))
    assert [each["key"] for each in own.json()["items"]] == ["ben"]


@pytest.mark.parametrize("cursor", ["AAAA", "x", "w7E", "QQ"])
async def test_a_cursor_of_holders_that_we_never_gave_is_refused(
    goals: httpx.AsyncClient, admin: dict[str, str], cursor: str
) -> None:
    answer = await goals.get(f"{SUPPORT}/holders?cursor={cursor}", headers=admin)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/cursor-unknown")
