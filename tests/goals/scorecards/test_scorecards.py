"""Scorecards: one primary metric of each kind, each in its place, edited by those who may."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.conftest import Headers
from tests.goals.conftest import Racing
from tests.goals.wording import scorecard

SUPPORT = "/v1/scorecards/support_agent"


@pytest.fixture
def analyst(token: Headers) -> dict[str, str]:
    """Headers of an analyst."""
    return token(person="ada", roles=["analyst"])


async def test_a_scorecard_is_written_and_read_by_everybody(
    goals: httpx.AsyncClient, analyst: dict[str, str], token: Headers
) -> None:
    written = await goals.put(SUPPORT, json=scorecard(), headers=analyst)
    assert written.status_code == 201, written.text
    read = await goals.get(SUPPORT, headers=token(person="ana"))
    assert (read.status_code, read.json()) == (200, written.json())
    assert read.headers["etag"] == written.headers["etag"] == '"1"'
    assert read.json() | scorecard() == read.json()
    assert read.json()["changed_by"] == "ada"


async def test_a_change_names_the_version_it_was_made_from(
    goals: httpx.AsyncClient, analyst: dict[str, str]
) -> None:
    await goals.put(SUPPORT, json=scorecard(), headers=analyst)
    blind = await goals.put(SUPPORT, json=scorecard(context=[]), headers=analyst)
    sure = await goals.put(
        SUPPORT, json=scorecard(context=[]), headers=analyst | {"If-Match": '"1"'}
    )
    stale = await goals.put(SUPPORT, json=scorecard(), headers=analyst | {"If-Match": '"1"'})
    assert [blind.status_code, sure.status_code, stale.status_code] == [428, 200, 412]
    assert (await goals.get(SUPPORT, headers=analyst)).json()["context"] == []


async def test_a_first_version_is_neither_changed_nor_written_over(
    goals: httpx.AsyncClient, analyst: dict[str, str]
) -> None:
    absent = await goals.put(SUPPORT, json=scorecard(), headers=analyst | {"If-Match": "*"})
    assert (absent.status_code, absent.json()["type"]) == (412, "/problems/nothing-to-change")
    new = analyst | {"If-None-Match": "*"}
    assert (await goals.put(SUPPORT, json=scorecard(), headers=new)).status_code == 201
    there = await goals.put(SUPPORT, json=scorecard(), headers=new)
    assert (there.status_code, there.json()["type"]) == (412, "/problems/scorecard-exists")


async def test_of_many_first_versions_at_once_one_is_kept(
    goals: httpx.AsyncClient, analyst: dict[str, str]
) -> None:
    said = [scorecard(outputs=[f"Output {n}"]) for n in range(8)]
    answers = await asyncio.gather(
        *(goals.put(SUPPORT, json=each, headers=analyst) for each in said)
    )
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [428] * 7
    winner = next(answer for answer in answers if answer.status_code == 201)
    assert (await goals.get(SUPPORT, headers=analyst)).json() == winner.json()


async def test_of_many_changes_of_one_version_one_is_kept(
    goals: httpx.AsyncClient, analyst: dict[str, str], racing: Racing
) -> None:
    await goals.put(SUPPORT, json=scorecard(), headers=analyst)
    headers = analyst | {"If-Match": '"1"'}
    said = [scorecard(outputs=[f"Output {n}"]) for n in range(4)]
    edits = [goals.put(SUPPORT, json=each, headers=headers) for each in said]
    assert await racing("scorecard", *edits) == [200, 412, 412, 412]


@pytest.mark.parametrize(
    ("said", "pointer", "code", "teaches"),
    [
        pytest.param(
            {"pair": {"performance": "csat", "productivity": "hours_worked"}},
            "/pair/productivity",
            "metric_kind",
            "being busy is not being productive",
            id="hours taken for productivity",
        ),
        pytest.param(
            {"pair": {"performance": "csat", "productivity": "utilization"}},
            "/pair/productivity",
            "metric_kind",
            "being busy is not being productive",
            id="utilization taken for productivity",
        ),
        pytest.param(
            {"pair": {"performance": "csat", "productivity": "backlog"}},
            "/pair/productivity",
            "metric_kind",
            "never a target by itself",
            id="other context taken for productivity",
        ),
        pytest.param(
            {"pair": {"performance": "tickets_closed", "productivity": "tickets_closed"}},
            "/pair/performance",
            "metric_kind",
            "how much is done, not how well",
            id="productivity on both sides",
        ),
        pytest.param(
            {"pair": {"performance": "csat", "productivity": "nps"}},
            "/pair/productivity",
            "metric_kind",
            "how well work is done, not how much",
            id="performance on both sides",
        ),
        pytest.param(
            {"pair": {"performance": "happiness", "productivity": "tickets_closed"}},
            "/pair/performance",
            "metric_unknown",
            "no metric 'happiness'",
            id="an unknown metric",
        ),
        pytest.param(
            {"secondary": ["nps", "backlog"]},
            "/secondary/1",
            "metric_kind",
            "Name it under context",
            id="context among the secondary",
        ),
        pytest.param(
            {"context": ["backlog", "nps"]},
            "/context/1",
            "metric_kind",
            "Name it under secondary",
            id="performance among the context",
        ),
        pytest.param(
            {"secondary": ["csat"]},
            "/secondary/0",
            "metric_repeated",
            "twice",
            id="a metric named twice",
        ),
    ],
)
async def test_a_metric_out_of_place_is_refused_with_a_lesson(
    goals: httpx.AsyncClient,
    analyst: dict[str, str],
    said: dict[str, Any],
    pointer: str,
    code: str,
    teaches: str,
) -> None:
    answer = await goals.put(SUPPORT, json=scorecard(**said), headers=analyst)
    assert answer.status_code == 422, answer.text
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == (pointer, code)
    assert teaches in fault["detail"]
    assert (await goals.get(SUPPORT, headers=analyst)).status_code == 404


async def test_every_metric_out_of_place_is_named_at_once(
    goals: httpx.AsyncClient, analyst: dict[str, str]
) -> None:
    said = scorecard(
        pair={"performance": "tickets_closed", "productivity": "csat"}, secondary=["nonsense"]
    )
    answer = await goals.put(SUPPORT, json=said, headers=analyst)
    pointers = [fault["pointer"] for fault in answer.json()["errors"]]
    assert pointers == ["/pair/performance", "/pair/productivity", "/secondary/0"]


@pytest.mark.parametrize("roles", [[], ["lead"]])
async def test_only_analysts_and_administrators_write_scorecards(
    goals: httpx.AsyncClient, token: Headers, roles: list[str]
) -> None:
    answer = await goals.put(SUPPORT, json=scorecard(), headers=token(person="x", roles=roles))
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/stewards-only")


async def test_nobody_reads_without_a_token(goals: httpx.AsyncClient) -> None:
    assert (await goals.get("/v1/scorecards")).status_code == 401


async def test_pages_of_scorecards_follow_each_other(
    goals: httpx.AsyncClient, admin: dict[str, str]
) -> None:
    roles = [f"role_{n}" for n in range(5)]
    for role in roles:
        await goals.put(f"/v1/scorecards/{role}", json=scorecard(), headers=admin)
    found, path = [], "/v1/scorecards?limit=2"
    while path:
        answer = await goals.get(path, headers=admin)
        found += [card["role"] for card in answer.json()["items"]]
        path = answer.links.get("next", {}).get("url", "")
    assert found == roles
