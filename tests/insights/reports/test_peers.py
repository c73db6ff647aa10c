"""A peer that is slow, down or talks nonsense makes an answer partial, and never a 500."""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.insights.conftest import Ask, Tell
from tests.insights.goals_stand_in import objectives, scorecard
from tests.insights.simulated import LAST, Team
from tests.live import free_port

SPAN = {"from_": str(LAST - timedelta(days=179)), "to": str(LAST)}
RUSHED = Team(closed=(50, 65), happy=(0.88, 0.74))
PAIR = {"performance": "csat", "productivity": "tickets_closed"}
NOBODY = {"goals_url": f"http://127.0.0.1:{free_port()}"}
NONSENSE: dict[str, Any] = {
    "/v1/scorecards/agent": (200, {"pair": "both"}),
    "/v1/objectives": (200, [1, 2, 3]),
    "/v1/incentives": (200, {"items": [{}]}),
}


@pytest.fixture
def silent() -> Iterator[str]:
    """A URL at which connections are taken and nothing is ever answered."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def missing(insight: dict[str, Any]) -> set[str]:
    """What was not learned, and of whom."""
    return {f"{one['source']}: {one['what']}" for one in insight["missing"]}


UNHEARD = {"goals: the active objectives", "goals: the incentives"}
GOALS = {"goals: the role's scorecard"} | UNHEARD


@pytest.mark.parametrize(
    "how",
    [
        pytest.param({"peers": NOBODY}, id="stopped"),
        pytest.param({"slow": 2, "peers": {"peer_deadline_seconds": 0.9}}, id="slow"),
        pytest.param({"goals": NONSENSE}, id="nonsense"),
        pytest.param(
            {
                "goals": {
                    "/v1/scorecards/agent": (500, {}),
                    "/v1/objectives": (503, {}),
                    "/v1/incentives": (500, {}),
                }
            },
            id="ill",
        ),
    ],
)
async def test_without_goals_the_answer_is_partial_and_in_time(
    tell: Tell, ask: Ask, how: dict[str, Any]
) -> None:
    await tell(Team(days=5))
    begun = time.monotonic()
    answer = await ask(**how, **SPAN)
    assert time.monotonic() - begun < 5
    insight = answer.json()
    assert answer.status_code == 200, answer.text
    assert (insight["partial"], insight["pair"]) == (True, None)
    assert missing(insight) == GOALS
    assert {rule["outcome"] for rule in insight["rules"]} == {"not_enough_data"}
    assert "only part of the picture" in insight["summary"]


async def test_without_goals_a_pair_that_is_named_is_still_read(tell: Tell, ask: Ask) -> None:
    await tell(RUSHED)
    insight = (await ask(peers=NOBODY, **PAIR, **SPAN)).json()
    assert missing(insight) == UNHEARD
    assert [finding["rule"] for finding in insight["findings"]] == ["conflict_speed_over_quality"]
    outcomes = {rule["rule"]: rule["outcome"] for rule in insight["rules"]}
    assert outcomes["unbalanced_goal"] == "not_enough_data"


async def test_without_metrics_the_answer_says_so(ask: Ask, silent: str) -> None:
    peers = {"metrics_url": silent, "peer_deadline_seconds": 0.9}
    answer = await ask(peers=peers, role="agent", **SPAN)
    assert answer.status_code == 200, answer.text
    insight = answer.json()
    assert insight["about"]["name"] == "team:support"
    assert missing(insight) == {"metrics: who the subject is", "metrics: what the metrics mean"}


METRICS_NONSENSE = {
    "/v1/subjects/team:support": (
        200,
        {
            "subject": "team:support",
            "name": "Support",
            "kind": "team",
            "people": 5,
            "roles": [{"role": "agent", "people": 5}],
        },
    ),
    "/v1/metrics": (200, {"items": []}),
}


@pytest.mark.parametrize(
    "series",
    [
        pytest.param((200, {"series": "none"}), id="another shape"),
        pytest.param((200, {"series": []}), id="nothing that was asked for"),
        pytest.param((500, {"detail": "No."}), id="failing"),
    ],
)
async def test_metrics_that_talk_nonsense_are_no_failure_of_ours(
    metrics: Any, lead: dict[str, str], ask: Ask, series: tuple[int, Any]
) -> None:
    items = (await metrics.get("/v1/metrics", headers=lead)).json()
    said = METRICS_NONSENSE | {"/v1/metrics": (200, items), "/v1/series/query": series}
    both = said | {"/v1/scorecards/agent": scorecard(), "/v1/objectives": objectives()}
    answer = await ask(goals=both, both=True, **SPAN)
    assert answer.status_code == 200, answer.text
    insight = answer.json()
    assert insight["pair"] is None
    assert insight["findings"] == []
    assert (insight["partial"], missing(insight)) == (
        True,
        {"metrics: the days of the window"},
    )
