"""What goals tells becomes what insights needs of it, for the window asked."""

from datetime import date

import httpx
import pytest

from services.insights.sources.domain import Limit, Override
from services.insights.sources.goals import Goals
from shared.client import OnBehalf, Peer
from shared.schemas.insights.signals import Span
from shared.telemetry import Trace
from tests.insights.goals_stand_in import (
    FLOOR,
    OVERRIDE,
    Said,
    incentives,
    objectives,
    scorecard,
    stand_in,
)

BY = OnBehalf("token", Trace("r", "t", "s"))
SPAN = Span(first_day=date(2026, 3, 1), last_day=date(2026, 8, 31))


def goals(said: Said) -> Goals:
    """A goals source whose peer says this."""
    transport = httpx.ASGITransport(stand_in(said))
    return Goals(Peer("goals", httpx.AsyncClient(transport=transport, base_url="http://g"), 5))


async def test_a_scorecard_names_the_pair_and_its_context() -> None:
    said = {"/v1/scorecards/agent": scorecard(context=["backlog"])}
    pair = await goals(said).pair_of("agent", BY)
    assert (pair.performance, pair.productivity) == ("csat", "tickets_closed")
    assert pair.context == ("backlog",)


async def test_an_objective_brings_its_limits_and_its_override() -> None:
    period = {"first_day": "2026-05-01", "last_day": "2026-12-31"}
    told = objectives({"guardrails": [FLOOR], "override": OVERRIDE, "period": period})
    (goal,) = await goals({"/v1/objectives": told}).objectives("team:support", SPAN, BY)
    assert goal.metrics == {"tickets_closed"}
    assert goal.limits == (Limit("csat", 0.82, since=date(2026, 5, 1)),)
    assert goal.override == Override(
        "The quarter needs it", "root", date(2026, 6, 1), ("measurable",)
    )


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        pytest.param("2026-08-31", "2026-12-31", 1, id="begins on the last day"),
        pytest.param("2026-09-01", "2026-12-31", 0, id="begins after it"),
        pytest.param("2026-01-01", "2026-03-01", 1, id="ends on the first day"),
        pytest.param("2026-01-01", "2026-02-28", 0, id="ends before it"),
    ],
)
async def test_only_objectives_of_the_window_count(first: str, last: str, found: int) -> None:
    told = objectives({"period": {"first_day": first, "last_day": last}})
    goals_found = await goals({"/v1/objectives": told}).objectives("team:support", SPAN, BY)
    assert len(goals_found) == found


@pytest.mark.parametrize(
    ("period", "found"),
    [
        pytest.param({"first_day": "2026-01-01"}, 1, id="until further notice"),
        pytest.param({"first_day": "2026-09-01"}, 0, id="begins after it"),
        pytest.param({"first_day": "2026-01-01", "last_day": "2026-02-28"}, 0, id="ended before"),
    ],
)
async def test_a_policy_counts_while_it_is_in_force(period: dict[str, str], found: int) -> None:
    told = goals({"/v1/incentives": incentives({"period": period})})
    policies = await told.incentives("organization", SPAN, BY)
    assert len(policies) == found
    assert all(policy.flags == ("It pays only for how much is done.",) for policy in policies)
