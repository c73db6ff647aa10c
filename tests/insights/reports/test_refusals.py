"""What cannot be answered is refused with advice, and the peers' refusals are passed on."""

from datetime import timedelta

import pytest

from tests.conftest import Headers
from tests.insights.conftest import Ask, Tell
from tests.insights.simulated import LAST, Team

SPAN = {"from_": str(LAST - timedelta(days=179)), "to": str(LAST)}


@pytest.mark.parametrize(
    ("path", "person", "status", "kind"),
    [
        pytest.param("team:support", "zoe", 403, "not-allowed-by-peer", id="not theirs"),
        pytest.param("team:nobody", "lena", 403, "not-allowed-by-peer", id="not known to them"),
        pytest.param("person:lena", "lena", 404, "not-known-to-peer", id="not in the directory"),
    ],
)
async def test_refusals_of_metrics_are_passed_on(
    tell: Tell, ask: Ask, token: Headers, path: str, person: str, status: int, kind: str
) -> None:
    await tell(Team(days=5))
    answer = await ask(path, headers=token(person=person), **SPAN)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}")


async def test_goals_that_are_not_shown_to_the_caller_are_missing_not_refused(
    tell: Tell, ask: Ask
) -> None:
    await tell(Team(days=40))
    hidden = {"/v1/objectives": (403, {"detail": "Not yours."})}
    insight = (await ask(goals=hidden, **SPAN)).json()
    assert insight["missing"] == [
        {"source": "goals", "what": "the active objectives", "detail": "Not yours."}
    ]


async def test_a_role_without_a_scorecard_is_told_with_advice(tell: Tell, ask: Ask) -> None:
    await tell(Team(days=5))
    answer = await ask(goals={"/v1/scorecards/agent": (404, {"detail": "None."})}, **SPAN)
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/scorecard-missing"
    assert "PUT one at /v1/scorecards/agent" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        pytest.param({"from_": "2026-05-02", "to": "2026-05-01"}, "window-unordered", id="order"),
        pytest.param({"from_": "2999-01-01"}, "window-unordered", id="the future"),
        pytest.param({"from_": "2001-01-01"}, "window-too-long", id="long"),
        pytest.param({"performance": "csat"}, "half-a-pair", id="half a pair"),
        pytest.param(
            {"performance": "tickets_closed", "productivity": "csat"}, "pair-unreadable", id="kinds"
        ),
        pytest.param({"performance": "x", "productivity": "y"}, "pair-unreadable", id="unknown"),
        pytest.param({"as_of": "2026-06-01"}, "invalid", id="not answered yet, so not taken"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    tell: Tell, ask: Ask, asked: dict[str, str], kind: str
) -> None:
    await tell(Team(days=5))
    answer = await ask(**asked)
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{kind}")
    assert answer.json()["errors"]
